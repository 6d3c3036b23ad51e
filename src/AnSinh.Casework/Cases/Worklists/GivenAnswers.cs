using AnSinh.Casework.Review.Store;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;

namespace AnSinh.Casework.Cases.Worklists;

/// <summary>What was said last to a line of a work list, about one of its benefits.</summary>
/// <param name="Case">The application that was opened; empty for other answers.</param>
public sealed record GivenAnswer(WorkReply Reply, string Case, string Actor, DateOnly Day, KnowledgeNumber Known);

/// <summary>The last answers to the lines of a commune's work list, read once.</summary>
public sealed class GivenAnswers
{
    private readonly CaseBook _book;
    private readonly Dictionary<(PersonId Person, string Kind, BenefitId Benefit), GivenAnswer> _last = [];
    private readonly Lazy<RegistrySnapshot> _register;

    private GivenAnswers(CaseBook book) => (_book, _register) = (book, new(book.Register.Now));

    public static GivenAnswers Of(CaseBook book, PlaceCode commune)
    {
        var given = new GivenAnswers(book);
        using var connection = book.Database.Connect();
        var rows = connection.Read(
            $"""
            select w.person_id, w.kind, w.benefit, w.answer, w.fact, w.until, w.reason, w.note, w.case_id, w.actor, w.answered_on, w.known
            from worklist_answer w where w.commune = @commune and {book.Scope.On("w")} order by w.known
            """,
            row => (
                Person: new PersonId(row.GetString(0)), Kind: row.GetString(1), Benefit: new BenefitId(row.GetString(2)), Answer: row.GetString(3), Fact: row.GetString(4), Until: row.DayOrNull(5), Reason: row.GetString(6),
                Note: (byte[])row.GetValue(7), Case: row.GetString(8), Actor: row.GetString(9), Day: row.Day(10), Known: new KnowledgeNumber(row.GetInt64(11))), ("commune", commune.Value));
        foreach (var of in rows.GroupBy(row => row.Person))
        {
            var key = connection.Read(
                "select wrapped from data_key where bucket = @bucket and subject = @subject", row => (byte[])row.GetValue(0), ("bucket", (long)Bucket.Of(of.Key).Value), ("subject", of.Key.Value)).Single();
            using var cipher = key.Length == 0 ? null : book.Database.Keys.Unwrap(of.Key.Value, key);
            foreach (var row in of)
            {
                var answer = WorklistAnswers.TryParse(row.Answer, out var known) ? known : throw new InvalidDataException($"worklist_answer.answer: {row.Answer}");
                var note = cipher?.Open(row.Note, WorklistAnswers.Purpose(of.Key)) ?? "";
                given._last[(row.Person, row.Kind, row.Benefit)] = new GivenAnswer(new WorkReply(answer, row.Fact, row.Until, row.Reason, note), row.Case, row.Actor, row.Day, row.Known);
            }
        }

        return given;
    }

    /// <summary>The last answer to any benefit of a line; null where nobody answered.</summary>
    public GivenAnswer? Last(WorkItem item) => item.Benefits.Select(benefit => _last.GetValueOrDefault((item.Person, item.Kind, benefit))).OfType<GivenAnswer>().MaxBy(answer => answer.Known);

    /// <summary>
    /// Whether a line need not be shown on a day: accepted and its case still open, put off to a later day, or found wrong and nothing was recorded about the person since.
    /// </summary>
    public bool IsAnswered(WorkItem item, DateOnly day) => item.Benefits.Count > 0 && item.Benefits.All(benefit => _last.TryGetValue((item.Person, item.Kind, benefit), out var given) && given.Reply.Answer switch
    {
        WorkAnswer.Accept => _book.Store.Find(given.Case) is { } file && file.Stage.IsOpen(),
        WorkAnswer.NotNow => day < given.Reply.Until,
        WorkAnswer.Wrong => _register.Value.Facts(_book.Scope, item.Person).All(fact => fact.Key.KnownFrom <= given.Known),
        _ => false,
    });
}
