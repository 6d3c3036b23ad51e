using AnSinh.Casework.Review.Store;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;

namespace AnSinh.Casework.Cases.Deadlines;

/// <summary>One line of a public list: no more than is needed to recognise a neighbour. No number, no date of birth, no benefit.</summary>
public sealed record PostedLine(string Name, string Village, Bilingual Programme, DateOnly Until);

/// <summary>Public posting, where the law of the day on which the case came in asks for it.</summary>
public static class Postings
{
    /// <summary>Posts a proposal. Its end follows the law; the decision has to wait for it.</summary>
    /// <exception cref="CaseRefusedException">The law asks for no posting, or the benefit may not be named in public.</exception>
    public static CaseFile Post(CaseBook book, string id, string place, string actor, int? version = null) => book.Step(id, version, actor, "case.post", step =>
    {
        var until = step.File.Proposal?.Items.Where(item => item.Grant).Select(item => book.Clock.Posting(item.Benefit, step.File.Header.OpenedOn)?.Deadline.Until(step.Today)).Max();
        if (until is not { } last)
        {
            throw new CaseRefusedException("Luật không yêu cầu niêm yết việc này, hoặc không được nêu công khai.", "The law asks for no posting here, or it may not be named in public.");
        }

        step.Write.Into("case_posting", "case_id", "known", "commune", "province", "posted_on", "until")
            .Add(id).Add(step.Write.Number.Value).Add(step.File.Header.Commune.Value).Add(step.File.Header.Province.Value).Add(Database.Iso(step.Today)).Add(Database.Iso(last)).Write();
        step.Append(new Posted(last, place.Trim()));
    });

    /// <summary>What is posted in a commune on a day: for everybody, without login. What has expired, was returned or taken back is gone.</summary>
    public static IReadOnlyList<PostedLine> Running(CaseBook book, PlaceCode commune, DateOnly day)
    {
        using var connection = book.Database.Connect();
        var running = connection.Read(
            $"select p.case_id, p.until from case_posting p where p.commune = @commune and p.posted_on <= @day and p.until >= @day and {book.Scope.On("p")} order by p.until, p.case_id",
            row => (Id: row.GetString(0), Until: row.Day(1)), ("commune", commune.Value), ("day", Database.Iso(day)));
        var (snapshot, lines) = (book.Register.Now(), new List<PostedLine>());
        foreach (var (id, until) in running)
        {
            if (book.Store.Find(id) is not { Stage: CaseStage.Proposed or CaseStage.Decided, IsErased: false } file || file.Posting?.Until != until)
            {
                continue;
            }

            var granted = file.Contents<Proposed>().Last().Items.Where(item => item.Grant && book.Clock.Posting(item.Benefit, file.Header.OpenedOn) is not null);
            lines.AddRange(granted.Select(item => Line(book, snapshot, item, day, until)).OfType<PostedLine>().Distinct());
        }

        return lines;
    }

    private static PostedLine? Line(CaseBook book, RegistrySnapshot snapshot, ProposedItem item, DateOnly day, DateOnly until) => snapshot.Person(book.Scope, item.Person) is { } person
        ? new PostedLine(person.FullName, snapshot.ResidenceOf(book.Scope, item.Person, day)?.Village ?? "", book.Pack.Benefits.Find(item.Benefit)!.Programme.Name, until)
        : null;
}
