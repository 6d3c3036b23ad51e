using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Casework.Cases.Duplicates;

/// <summary>Two entries are found to be one person, or two people: proposed by one, decided by another, with a reason either way.</summary>
public static class DuplicateCase
{
    /// <exception cref="CaseRefusedException">One of them is not of the area, or they are one entry.</exception>
    public static OpenedCase Open(CaseBook book, PersonId kept, PersonId other, NewCase asked, string actor)
    {
        var snapshot = book.Register.Now();
        if (snapshot.Person(book.Scope, kept) is not { } first || snapshot.Person(book.Scope, other) is not { } second || first.Id == second.Id)
        {
            throw new CaseRefusedException("Cần hai người khác nhau ở địa bàn này.", "Expected two different people of this area.");
        }

        var reasons = new DuplicateSearch(book).Of(kept).FirstOrDefault(candidate => candidate.Other.Id == second.Id || candidate.Kept.Id == second.Id)?.Reasons.Select(reason => reason.Vi).ToList() ?? [];
        return OpenCase.Execute(book, asked with { Kind = CaseKind.Duplicate, Person = first.Id, About = second.Id.Value, Channel = "office", Request = new DuplicateAsked(first.Id, second.Id, reasons) }, actor);
    }

    internal static Proposed Propose(CaseStep step, CaseProposal proposal)
    {
        if (proposal.Outcome is not ("merge" or "apart") || string.IsNullOrWhiteSpace(proposal.Reason))
        {
            throw new CaseRefusedException("Cần đề xuất 'merge' hoặc 'apart', và lý do.", "Expected the outcome 'merge' or 'apart', with a reason.");
        }

        var items = proposal.Outcome == "merge" ? Doubled(step).Select(award => new ProposedItem(
            award.Person, award.Benefit, Grant: false, Vnd.Zero, "", [new Bilingual($"Hưởng trùng với quyết định khác sau khi nhập hai mục ({award.DecisionNumber}).", $"Another decision carries it too once the entries are one ({award.DecisionNumber}).")], [], EvidenceGrade.Verified.Code())).ToList() : [];
        return new Proposed(proposal.Outcome, items, proposal.Reason, step.Snapshot.Number.Value, step.Book.Pack.Hash);
    }

    /// <summary>Awards of the other entry for what an award of the kept one carries too end with this month; what was paid twice before shows in the payroll as overpaid where it is reopened.</summary>
    internal static CarriedOut Carry(CaseStep step, Proposed proposal, CaseDecision decision)
    {
        var asked = (DuplicateAsked)step.File.Request;
        if (proposal.Outcome == "apart")
        {
            var (first, second) = DuplicateSearch.Key(asked.Kept, asked.Other);
            step.Write.Into("duplicate_verdict", "first_id", "second_id", "known", "case_id").Add(first).Add(second).Add(step.Write.Number.Value).Add(step.File.Id).Write();
            return CarriedOut.Nothing;
        }

        var from = BenefitMonth.Of(decision.On).Next;
        var items = new List<DecidedItem>();
        foreach (var award in Doubled(step))
        {
            step.Registry.EndAward(award.Id, from, $"Quyết định {decision.Number.Trim()}, hồ sơ {step.File.Id}: hưởng trùng");
            items.Add(new DecidedItem(asked.Kept, award.Benefit, award.Id.Value, Grant: false, from));
        }

        step.Registry.Merge(asked.Kept, asked.Other, $"Hồ sơ {step.File.Id}: {proposal.Reason}");
        return new CarriedOut(items, []);
    }

    private static List<AwardStretch> Doubled(CaseStep step)
    {
        var (asked, month) = ((DuplicateAsked)step.File.Request, BenefitMonth.Of(step.Today));
        var awards = step.Snapshot.Awards(AreaScope.All, month, new HashSet<PersonId> { asked.Kept, asked.Other });
        var kept = awards.Where(award => award.Person == asked.Kept).SelectMany(award => step.Book.Pack.Benefits.CarriedBy(award.Benefit, month).Select(benefit => benefit.Id).Append(award.Benefit)).ToHashSet();
        return [.. awards.Where(award => award.Person == asked.Other && kept.Contains(award.Benefit))];
    }
}
