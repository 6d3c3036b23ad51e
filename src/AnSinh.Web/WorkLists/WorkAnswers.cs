using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AnSinh.Law;
using AnSinh.Simulation.Sweep;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Web.WorkLists;

public enum WorkAnswerKind
{
    /// <summary>An application is begun.</summary>
    Accept,

    /// <summary>Somebody was asked for the missing fact.</summary>
    Ask,

    /// <summary>Later, on a day.</summary>
    NotNow,

    /// <summary>The list is mistaken; why counts as an error of the data or the rules.</summary>
    Wrong,
}

/// <summary>What was answered to an entry, by whom and when.</summary>
public sealed record WorkAnswer(PersonId Person, string Kind, string Benefits, WorkAnswerKind Answer, DateOnly? Until, string Note, string Actor, DateOnly Day);

/// <summary>The answers that officers gave to work lists; appended, never changed.</summary>
public sealed class WorkAnswers(Database database)
{
    private static readonly string[] Codes = ["accept", "ask", "not_now", "wrong"];

    public static IReadOnlyList<string> AllCodes => Codes;

    public static string Code(WorkAnswerKind answer) => Codes[(int)answer];

    public static bool TryParse(string text, out WorkAnswerKind answer)
    {
        var index = Array.IndexOf(Codes, text);
        answer = (WorkAnswerKind)Math.Max(index, 0);
        return index >= 0;
    }

    /// <summary>An entry's name: person, kind and benefits. It stays the same from sweep to sweep.</summary>
    public static string KeyOf(SweepEntry entry) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{entry.Person}|{entry.Kind.Code()}|{Benefits(entry)}")).AsSpan(0, 8));

    private static string Benefits(SweepEntry entry) => string.Join(' ', entry.Benefits.Select(benefit => benefit.Value));

    public void Give(SweepEntry entry, BenefitMonth month, WorkAnswerKind answer, DateOnly? until, string note, string actor)
    {
        using var write = database.Begin(actor, $"work.{Code(answer)}");
        write.Connection.Execute(
            """
            insert into web_work_answer (answer_id, person_id, commune, kind, benefits, month, answer, until_day, note, actor, known)
            values (@id, @person, @commune, @kind, @benefits, @month, @answer, @until, @note, @actor, @known)
            """,
            new
            {
                id = string.Create(CultureInfo.InvariantCulture, $"{KeyOf(entry)}-{write.Number.Value}"), person = entry.Person.Value, commune = entry.Place.Value, kind = entry.Kind.Code(), benefits = Benefits(entry),
                month = month.ToString(), answer = Code(answer), until = until is { } day ? Database.Iso(day) : "", note, actor, known = write.Number.Value,
            }, write.Transaction);
        write.Audit($"work.{Code(answer)}", entry.Person.Value, $"{entry.Kind.Code()}|{Benefits(entry)}|{note}");
        write.Commit();
    }

    /// <summary>The last answer to each entry of a commune, by <see cref="KeyOf"/>; those whose day has come are open again and not among them.</summary>
    public IReadOnlyDictionary<string, WorkAnswer> Of(PlaceCode commune, DateOnly today)
    {
        using var connection = database.Connect();
        var answers = new Dictionary<string, WorkAnswer>(StringComparer.Ordinal);
        foreach (var row in connection.Query<(string Id, string Person, string Kind, string Benefits, string Answer, string Until, string Note, string Actor, string Day)>(
            """
            select w.answer_id, w.person_id, w.kind, w.benefits, w.answer, w.until_day, w.note, w.actor, k.recorded_on
            from web_work_answer w join knowledge k on k.number = w.known where w.commune = @commune order by w.known
            """, new { commune = commune.Value }))
        {
            if (!TryParse(row.Answer, out var answer))
            {
                throw new InvalidDataException($"web_work_answer.answer: {row.Answer}");
            }

            var until = row.Until.Length == 0 ? (DateOnly?)null : DateOnly.ParseExact(row.Until, "yyyy-MM-dd", CultureInfo.InvariantCulture);
            answers[row.Id.Split('-')[0]] = new WorkAnswer(new PersonId(row.Person), row.Kind, row.Benefits, answer, until, row.Note, row.Actor, DateOnly.ParseExact(row.Day, "yyyy-MM-dd", CultureInfo.InvariantCulture));
        }

        return answers.Where(pair => pair.Value.Until is not { } until || until > today).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
    }
}
