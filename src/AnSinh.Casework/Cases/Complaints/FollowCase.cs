using System.Globalization;
using AnSinh.Casework.Cases.Store;
using AnSinh.Casework.Review.Store;
using AnSinh.Registry;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Casework.Cases.Complaints;

/// <summary>What whoever holds the code learns: where the case stands and what comes next. No name, no number, no place.</summary>
/// <param name="Answer">The answer to a grievance, or the reason why a complaint was not taken up; empty otherwise.</param>
/// <param name="Papers">What is asked for while papers are waited for.</param>
public sealed record FollowedCase(CaseKind Kind, CaseStage Stage, DateOnly OpenedOn, DateOnly? Due, string Outcome, string Answer, IReadOnlyList<string> Papers);

/// <summary>
/// Follows a case by its code, without login. Wrong codes of one source are counted: after ten within a quarter of an hour it gets no answer, whatever it asks. Guessing is hopeless anyway (80 bits), and an unknown code gets
/// the same answer as one that cannot be a code.
/// </summary>
public sealed class FollowCase(Database database)
{
    public const int MostMisses = 10;
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <param name="code">As typed.</param>
    /// <param name="source">Where it comes from, for example a network address; only a keyed hash is kept, for a quarter of an hour.</param>
    /// <returns>Null where there is no such case.</returns>
    /// <exception cref="CaseRefusedException">Too many wrong codes.</exception>
    public FollowedCase? Find(string code, string source)
    {
        var (blind, now) = (database.Keys.BlindIndex("follow-source", source), database.Clock.GetUtcNow());
        using (var connection = database.Connect())
        {
            var since = Text(now - Window);
            var misses = connection.Read("select count(*) from follow_miss where source = @source and at > @since", row => row.GetInt64(0), ("source", blind), ("since", since)).Single();
            if (misses >= MostMisses)
            {
                throw new CaseRefusedException("Quá nhiều mã sai; hãy thử lại sau ít phút.", "Too many wrong codes; try again in a few minutes.");
            }
        }

        var file = new CaseStore(database, AreaScope.All).FindByCode(FollowCode.Blind(database.Keys, code));
        if (file is null || file.IsErased)
        {
            Miss(blind, now);
            return null;
        }

        var answer = file.Stage == CaseStage.Rejected ? file.Contents<NotTakenUp>().Last().Reason : file.Kind == CaseKind.Grievance && file.Decision is not null ? file.Contents<Proposed>().Last().Reason : "";
        return new FollowedCase(
            file.Kind, file.Stage, file.Header.OpenedOn, file.Clock?.Due, file.Decision?.Outcome ?? "", answer, file.Stage == CaseStage.Waiting ? file.Contents<PapersAsked>().Last().Papers : []);
    }

    private void Miss(byte[] source, DateTimeOffset now)
    {
        using var connection = database.Connect();
        connection.Execute("delete from follow_miss where at <= @since", new { since = Text(now - Window) });
        connection.Execute("insert into follow_miss (source, at) values (@source, @at)", new { source, at = Text(now) });
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffff", CultureInfo.InvariantCulture);
}
