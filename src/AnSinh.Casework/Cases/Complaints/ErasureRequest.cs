using AnSinh.Casework.Retention;
using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Casework.Cases.Complaints;

/// <summary>
/// A person asks to be erased. The answer is yes where nothing rests on what is held, and then it waits for the two people who erase (<see cref="RetentionBook"/>); where the law requires keeping it, the answer
/// is no, and says what keeps it. A request to correct something is a case of kind change.
/// </summary>
public static class ErasureRequest
{
    public const string Erase = "erase";
    public const string Refuse = "refuse";

    public static OpenedCase Open(CaseBook book, PersonId person, NewCase asked, string actor) => book.Register.Now().Person(book.Scope, person) is not { } known
        ? throw new CaseRefusedException($"Không có người mang mã {person} ở địa bàn này.", $"There is no person {person} in this area.")
        : OpenCase.Execute(book, asked with { Kind = CaseKind.Erasure, Person = known.Id, Request = new ComplaintAsked(null, "erasure") }, actor);

    /// <summary>What keeps the person, in words; nothing where nothing does.</summary>
    /// <exception cref="InvalidOperationException">The book was not told what the payroll's books say.</exception>
    public static IReadOnlyList<Bilingual> Holds(CaseBook book, CaseFile file)
    {
        var books = (book.Books ?? throw new InvalidOperationException("What the payroll's books say of people is not known here."))();
        using var connection = book.Database.Connect();
        var holds = new PersonHolds(book.Database, connection, book.Pack, books);
        return [.. holds.On(holds.IdsOf(holds.Counting(file.Header.Person!.Value)), file.Id).Select(PersonHolds.NameOf)];
    }

    internal static Proposed Propose(CaseStep step, CaseProposal proposal)
    {
        var faults = new List<Bilingual>();
        if (proposal.Outcome is not (Erase or Refuse) || string.IsNullOrWhiteSpace(proposal.Reason))
        {
            faults.Add(new($"Cần đề xuất {Erase} hoặc {Refuse}, và lý do.", $"Expected the outcome {Erase} or {Refuse}, with a reason."));
        }

        var holds = Holds(step.Book, step.File);
        var (vi, en) = (string.Join("; ", holds.Select(hold => hold.Vi)), string.Join("; ", holds.Select(hold => hold.En)));
        if (proposal.Outcome == Erase && holds.Count > 0)
        {
            faults.Add(new($"Phải giữ theo quy định ({vi}): chỉ có thể trả lời không xóa.", $"It has to be kept ({en}): the only answer is no."));
        }

        CaseRefusedException.ThrowIfAny(faults);
        return new Proposed(proposal.Outcome, [], holds.Count == 0 ? proposal.Reason : $"{proposal.Reason} ({vi})", step.Snapshot.Number.Value, step.Book.Pack.Hash);
    }
}
