using AnSinh.Casework.Cases.Duplicates;
using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Casework.Cases.Changes;

/// <summary>
/// Requests to change what the register holds, with evidence: one asks, another confirms. What stood there when the change was asked goes with it; where something else stands there later, nobody overwrites
/// it unseen: both versions are shown.
/// </summary>
public static class ChangeCase
{
    /// <summary>Opens a request. Changes whose <c>Seen</c> is empty take what stands there now.</summary>
    /// <param name="book">The cases.</param>
    /// <param name="changes">What is to be changed; all of it or nothing.</param>
    /// <param name="asked">About whom, and who asks.</param>
    /// <param name="actor">Who opens it.</param>
    /// <param name="evidence">The paper it rests on, by name, number and day; a copy is attached afterwards, or this has to say enough.</param>
    /// <exception cref="CaseConflictException">Something else stands there than was seen.</exception>
    /// <exception cref="CaseRefusedException">Nothing to change, nobody of the area, or a value that cannot be; every fault is listed.</exception>
    public static OpenedCase Open(CaseBook book, IReadOnlyList<RequestedChange> changes, NewCase asked, string actor, string evidence = "")
    {
        var (snapshot, current) = (book.Register.Now(), new CurrentRecords(book, book.Register.Now(), asked.Household));
        CaseRefusedException.ThrowIfAny([.. changes.Count == 0 ? [new Bilingual("Không có gì để sửa.", "There is nothing to change.")] : changes.SelectMany(change => Faults(book, snapshot, asked, change))]);
        var seen = changes.Select(change => change.Seen.Length == 0 ? change with { Seen = current.Of(change) } : change).ToList();
        current.RequireAsSeen(seen);
        return OpenCase.Execute(book, asked with { Kind = CaseKind.Change, Request = new ChangesAsked(seen, evidence.Trim()) }, actor);
    }

    internal static Proposed Propose(CaseStep step, CaseProposal proposal)
    {
        if (proposal.Outcome is not ("change" or "refuse"))
        {
            throw new CaseRefusedException("Cần đề xuất 'change' hoặc 'refuse'.", "Expected the outcome 'change' or 'refuse'.");
        }

        if (proposal.Outcome == "change")
        {
            if (step.File.Documents.Count == 0 && ((ChangesAsked)step.File.Request).Evidence.Length == 0)
            {
                throw new CaseRefusedException("Cần giấy tờ làm căn cứ.", "Evidence is needed.");
            }

            new CurrentRecords(step.Book, step.Snapshot, step.File.Header.Household).RequireAsSeen(((ChangesAsked)step.File.Request).Changes);
        }

        return new Proposed(proposal.Outcome, [], proposal.Reason, step.Snapshot.Number.Value, step.Book.Pack.Hash);
    }

    internal static CarriedOut Carry(CaseStep step, Proposed proposal)
    {
        if (proposal.Outcome == "refuse")
        {
            return CarriedOut.Nothing;
        }

        var (changes, paper) = (ChangesAsked)step.File.Request;
        var evidence = $"Hồ sơ {step.File.Id}: {string.Join(" ", step.File.Documents.Select(document => document.Sha256).Prepend(paper).Where(part => part.Length > 0))}";
        new CurrentRecords(step.Book, step.Snapshot, step.File.Header.Household).RequireAsSeen(changes);
        foreach (var change in changes)
        {
            switch (change)
            {
                case FactChange fact when fact.Person is { } person:
                    step.Registry.RecordFact(person, Entry(fact, evidence));
                    break;
                case FactChange fact:
                    step.Registry.RecordFact(step.File.Header.Household!.Value, Entry(fact, evidence));
                    break;
                case DetailsChange details:
                    step.Registry.CorrectPerson(details.Person, new PersonDetails(details.FullName, details.Born, details.Sex, details.EthnicGroup));
                    break;
                case NumberChange number:
                    step.Registry.AddNumber(number.Person, IdentityNumber.Parse(number.Number));
                    break;
                case AccountChange account:
                    step.Registry.RecordAccount(account.Payee, new PayeeAccount(account.Bank, account.Number, account.Holder, account.Consent, new DateRange(account.From, null), evidence));
                    break;
            }
        }

        return CarriedOut.Nothing;
    }

    private static FactEntry Entry(FactChange fact, string evidence) => new(fact.Code, fact.Value, new DateRange(fact.From, fact.To), fact.Source, evidence);

    private static IEnumerable<Bilingual> Faults(CaseBook book, RegistrySnapshot snapshot, NewCase asked, RequestedChange change)
    {
        var person = change switch { FactChange fact => fact.Person, DetailsChange details => details.Person, NumberChange number => number.Person, AccountChange account => account.Payee, _ => null };
        if (person is { } one ? snapshot.Person(book.Scope, one) is null : asked.Household is not { } household || snapshot.Household(book.Scope, household, BenefitMonth.Of(book.Today)) is null)
        {
            yield return new($"Không có người hoặc hộ này ở địa bàn ({person?.Value ?? asked.Household?.Value}).", $"There is no such person or household in this area ({person?.Value ?? asked.Household?.Value}).");
        }

        switch (change)
        {
            case FactChange fact when book.Pack.Facts.Find(fact.Code) is not { } definition:
                yield return new($"Bộ luật không có thông tin '{fact.Code}'.", $"The law pack has no fact '{fact.Code}'.");
                break;
            case FactChange { Value: { } value } fact when book.Pack.Facts.Find(fact.Code) is { } definition && !definition.Accepts(value, out var expected):
                yield return new($"'{definition.Label.Vi}': cần {expected.Vi}.", $"'{definition.Label.En}': expected {expected.En}.");
                break;
            case FactChange fact when fact.To < fact.From:
                yield return new("Ngày cuối trước ngày đầu.", "The last day is before the first.");
                break;
            case NumberChange number when !IdentityNumber.TryParse(number.Number, out _):
                yield return new("Số định danh cần mười hai chữ số, hoặc T và mười chữ số.", "A number has twelve digits, or T and ten digits.");
                break;
            case NumberChange number when snapshot.PersonByNumber(AreaScope.All, IdentityNumber.Parse(number.Number)) is not null:
                yield return DuplicateSearch.SameNumber(book, snapshot, IdentityNumber.Parse(number.Number));
                break;
            case AccountChange account when account.Bank.Length == 0 || account.Number.Length == 0 || !account.Number.All(char.IsAsciiLetterOrDigit):
                yield return new("Tài khoản: cần mã ngân hàng và số tài khoản không có dấu cách.", "Account: expected a bank and a number without spaces.");
                break;
        }
    }
}
