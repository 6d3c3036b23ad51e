using AnSinh.Casework.Cases.Applications;
using AnSinh.Casework.Cases.Changes;
using AnSinh.Casework.Cases.Complaints;
using AnSinh.Casework.Cases.Duplicates;
using AnSinh.Casework.Cases.Life;
using AnSinh.Casework.Cases.Satisfaction;
using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Casework.Cases;

/// <summary>What an officer proposes. <paramref name="Outcome"/> is needed where the law leaves a choice: suspend, keep, end, resume, merge, apart, change, refuse, upheld, overturned, answered.</summary>
/// <param name="RefuseUnproven">Applications: refuse what nobody could prove instead of waiting for papers.</param>
public sealed record CaseProposal(string Outcome, string Reason, bool RefuseUnproven = false);

/// <summary>The decision as it is signed.</summary>
/// <param name="Number">Number and sign of the paper; may be empty where the decision is none.</param>
/// <param name="On">The day of signing; not one to come.</param>
public sealed record CaseDecision(string Number, DateOnly On, string Reason = "");

/// <summary>What a decision did to the register, and which cases it opened.</summary>
internal sealed record CarriedOut(IReadOnlyList<DecidedItem> Items, IReadOnlyList<string> Follows)
{
    public static readonly CarriedOut Nothing = new([], []);
}

/// <summary>The steps that every kind of case has. Whoever prepared does not decide.</summary>
public static class CaseSteps
{
    /// <summary>Asks for papers: the clock stops until they come.</summary>
    public static CaseFile AskPapers(CaseBook book, string id, IReadOnlyList<string> papers, string note, string actor, int? version = null) => book.Step(id, version, actor, "case.papers.ask", step =>
    {
        if (papers.Count == 0 || papers.Any(string.IsNullOrWhiteSpace))
        {
            throw new CaseRefusedException("Cần nêu giấy tờ phải bổ sung.", "Name the papers that are wanted.");
        }

        step.Append(new PapersAsked(papers, note));
    });

    /// <summary>The papers came: the clock begins anew.</summary>
    public static CaseFile ReceivePapers(CaseBook book, string id, string note, DateOnly? certificate, string actor, int? version = null) => book.Step(id, version, actor, "case.papers.receive", step =>
    {
        if (certificate > step.Today)
        {
            throw new CaseRefusedException(FormattableString.Invariant($"Ngày cấp giấy {certificate:dd/MM/yyyy} chưa đến."), FormattableString.Invariant($"The day of the certificate {certificate:yyyy-MM-dd} has not come."));
        }

        step.Append(new PapersReceived(note, certificate), BenefitOf(step));
    });

    /// <summary>Lays the case before whoever decides. What is owed, refused or stops is worked out by the law, not written by hand.</summary>
    /// <exception cref="CaseRefusedException">Something is still to be asked, or the law does not support the outcome.</exception>
    public static CaseFile Propose(CaseBook book, string id, CaseProposal proposal, string actor, int? version = null) => book.Step(id, version, actor, "case.propose", step => step.Append(step.File.Kind switch
    {
        CaseKind.Application => ApplicationCase.Propose(step, proposal.Reason, proposal.RefuseUnproven),
        CaseKind.Reassessment or CaseKind.Suspension or CaseKind.Resumption or CaseKind.Withdrawal => AwardCase.Propose(step, proposal),
        CaseKind.Death => DeathCase.Propose(step, proposal),
        CaseKind.Move => MoveCase.Propose(step, proposal),
        CaseKind.Change => ChangeCase.Propose(step, proposal),
        CaseKind.Duplicate => DuplicateCase.Propose(step, proposal),
        CaseKind.Erasure => ErasureRequest.Propose(step, proposal),
        _ => ComplaintCase.Propose(step, proposal),
    }));

    /// <summary>Sends the proposal back to the officer.</summary>
    public static CaseFile Return(CaseBook book, string id, string reason, string actor, int? version = null) => book.Step(id, version, actor, "case.return", step =>
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            throw new CaseRefusedException("Cần nêu lý do trả lại.", "Say why it is returned.");
        }

        step.Append(new Returned(reason.Trim()));
    });

    /// <summary>Takes the request back. What was decided before stays.</summary>
    public static CaseFile Withdraw(CaseBook book, string id, string reason, string actor, int? version = null) =>
        book.Step(id, version, actor, "case.withdraw", step => step.Append(new Withdrawn(reason.Trim())));

    /// <summary>Signs what is proposed: another person than whoever prepared it. The register changes with it, in the same transaction.</summary>
    /// <exception cref="CaseConflictException">What the law says, or what the register holds, changed since the proposal.</exception>
    /// <exception cref="CaseRefusedException">Own work, no number, a day that does not fit, or still posted; every fault is listed.</exception>
    public static CaseFile Decide(CaseBook book, string id, CaseDecision decision, string chair, int? version = null) => book.Step(id, version, chair, "case.decide", step =>
    {
        var file = step.File;
        CaseRefusedException.ThrowIfAny([.. Refusals(step, decision)]);
        var proposal = file.Proposal!;
        var done = file.Kind switch
        {
            CaseKind.Application => ApplicationCase.Carry(step, proposal, decision),
            CaseKind.Reassessment or CaseKind.Suspension or CaseKind.Resumption or CaseKind.Withdrawal => AwardCase.Carry(step, proposal, decision),
            CaseKind.Death => DeathCase.Carry(step, proposal, decision),
            CaseKind.Move => MoveCase.Carry(step, decision),
            CaseKind.Change => ChangeCase.Carry(step, proposal),
            CaseKind.Duplicate => DuplicateCase.Carry(step, proposal, decision),
            _ => ComplaintCase.Carry(step, proposal),
        };
        step.Append(new Decided(proposal.Outcome, decision.Number.Trim(), decision.On, done.Items, decision.Reason.Trim(), done.Follows));
        SatisfactionSurvey.Invite(step);
    });

    private static IEnumerable<Bilingual> Refusals(CaseStep step, CaseDecision decision)
    {
        var file = step.File;
        if (file.Proposal is not { } proposal)
        {
            yield return new($"Hồ sơ {file.Id} chưa có đề xuất để quyết định.", $"The case {file.Id} has no proposal to decide.");
            yield break;
        }

        if (file.Makers.Contains(step.Actor))
        {
            yield return new($"{step.Actor} đã lập hồ sơ này: người khác phải quyết định.", $"{step.Actor} prepared this case: somebody else must decide.");
        }

        if (string.IsNullOrWhiteSpace(decision.Number) && file.Kind.HasNumberedDecision())
        {
            yield return new("Cần số quyết định.", "Expected the number of the decision.");
        }

        if (decision.On > step.Today || decision.On < file.Header.OpenedOn)
        {
            yield return new(
                FormattableString.Invariant($"Ngày ký {decision.On:dd/MM/yyyy} phải từ ngày nhận hồ sơ đến hôm nay."), FormattableString.Invariant($"The day of signing {decision.On:yyyy-MM-dd} must lie between receipt and today."));
        }

        foreach (var item in proposal.Items.Where(item => item.Grant))
        {
            if (step.Book.Clock.Posting(item.Benefit, file.Header.OpenedOn) is { } posting && (file.Posting is not { } posted || decision.On <= posted.Until))
            {
                yield return new(
                    $"{item.Benefit}: phải niêm yết {posting.Deadline.Say(vietnamese: true)} trước khi quyết định ({posting.Deadline.Ref}).",
                    $"{item.Benefit}: has to be posted for {posting.Deadline.Say(vietnamese: false)} before the decision ({posting.Deadline.Ref}).");
            }
        }

        foreach (var fault in ComplaintCase.WhoMayDecide(step))
        {
            yield return fault;
        }
    }

    /// <summary>The benefit of the award that a case is about.</summary>
    internal static BenefitId? BenefitOf(CaseStep step) => step.File.Request is AwardAsked asked ? step.Snapshot.Award(AreaScope.All, new AwardId(asked.Award)).FirstOrDefault()?.Benefit : null;
}
