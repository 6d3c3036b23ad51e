using System.Buffers.Binary;
using System.Security.Cryptography;
using AnSinh.Casework.Cases.Complaints;
using AnSinh.Casework.Review.Store;
using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Casework.Cases.Satisfaction;

/// <summary>How people of a commune judge the decisions of some months. Null figures are hidden: too few answers, or they would give a hidden one away.</summary>
/// <param name="AverageTenths">The mean of 1 to 5, in tenths.</param>
public sealed record SatisfactionCell(PlaceCode Commune, int? Answers, int? AverageTenths);

/// <summary>
/// One question after each decision, from 1 to 5, answered once with a code that is not that of the case. The code is destroyed with the answer, and the answer keeps neither day nor case: nobody can tell who gave it.
/// </summary>
public static class SatisfactionSurvey
{
    public const int Lowest = 1;
    public const int Highest = 5;

    /// <summary>Fewer answers than this are not shown.</summary>
    public const int Fewest = 5;

    /// <summary>The code to be printed on the decision; null once it was used, or where the case was not decided.</summary>
    public static string? CodeOf(CaseBook book, string caseId)
    {
        var code = FollowCode.Of(book.Database.Keys, Salted(book.Case(caseId).Id));
        using var connection = book.Database.Connect();
        return connection.Read("select 1 from satisfaction_token where code = @code", row => 1, ("code", FollowCode.Blind(book.Database.Keys, code))).Count == 0 ? null : code;
    }

    /// <returns>False where the code is not known or was used: the same answer for both.</returns>
    /// <exception cref="CaseRefusedException">No number from 1 to 5.</exception>
    public static bool Answer(Storage.Database database, string code, int score)
    {
        if (score is < Lowest or > Highest)
        {
            throw new CaseRefusedException($"Cần một số từ {Lowest} đến {Highest}.", $"Expected a number from {Lowest} to {Highest}.");
        }

        var blind = FollowCode.Blind(database.Keys, code);
        using var write = database.Begin("citizen", "satisfaction.answer");
        var command = write.Command("select commune, province, month from satisfaction_token where code = @code", ("code", blind));
        string commune, province, month;
        using (var reader = command.ExecuteReader())
        {
            if (!reader.Read())
            {
                return false;
            }

            (commune, province, month) = (reader.GetString(0), reader.GetString(1), reader.GetString(2));
        }

        write.Command("delete from satisfaction_token where code = @code", ("code", blind)).ExecuteNonQuery();
        write.Into("satisfaction_answer", "answer", "commune", "province", "month", "score")
            .Add(BinaryPrimitives.ReadInt64BigEndian(RandomNumberGenerator.GetBytes(sizeof(long)))).Add(commune).Add(province).Add(month).Add(score).Write();
        write.Audit("satisfaction.answer", commune, "1");
        write.Commit();
        return true;
    }

    /// <summary>
    /// By commune, for decisions of some months. Communes with fewer than <see cref="Fewest"/> answers are hidden; where a province would have one hidden commune alone, the next smallest is hidden with it, so that it cannot be
    /// worked out from the province's sum.
    /// </summary>
    public static IReadOnlyList<SatisfactionCell> ByCommune(CaseBook book, BenefitMonth from, BenefitMonth to)
    {
        using var connection = book.Database.Connect();
        return
        [
            .. connection.Read(
                $"select a.commune, a.province, count(*), cast(sum(a.score) as bigint) from satisfaction_answer a where {book.Scope.On("a")} and a.month >= @from and a.month <= @to group by a.commune, a.province",
                row => (Commune: PlaceCode.Parse(row.GetString(0)), Province: row.GetString(1), Count: (int)row.GetInt64(2), Sum: (int)row.GetInt64(3)), ("from", from.ToString()), ("to", to.ToString()))
                .GroupBy(row => row.Province, StringComparer.Ordinal).SelectMany(province =>
                {
                    var byCount = province.OrderBy(row => row.Count).ThenBy(row => row.Commune).ToList();
                    var hidden = byCount.Count(row => row.Count < Fewest);
                    hidden = hidden == 1 && byCount.Count > 1 ? 2 : hidden;
                    return byCount.Select((row, index) => index < hidden ? new SatisfactionCell(row.Commune, null, null) : new SatisfactionCell(row.Commune, row.Count, (row.Sum * 20 / row.Count + 1) / 2));
                })
                .OrderBy(cell => cell.Commune),
        ];
    }

    /// <summary>Lays a code aside for the decision of this step.</summary>
    internal static void Invite(CaseStep step)
    {
        var code = FollowCode.Blind(step.Book.Database.Keys, FollowCode.Of(step.Book.Database.Keys, Salted(step.File.Id)));
        step.Write.Into("satisfaction_token", "code", "commune", "province", "month")
            .Add(code).Add(step.File.Header.Commune.Value).Add(step.File.Header.Province.Value).Add(BenefitMonth.Of(step.Today).ToString()).Write();
    }

    private static string Salted(string caseId) => $"satisfaction/{caseId}";
}
