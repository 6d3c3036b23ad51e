using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Casework.Cases.Life;

/// <summary>
/// What happens to an award after it was granted: it is looked at again, suspended, resumed, or given up. The law says whether it may be suspended and whether it is still owed; the officer does not.
/// </summary>
public static class AwardCase
{
    /// <param name="book">The cases.</param>
    /// <param name="kind">Reassessment, suspension, resumption or withdrawal.</param>
    /// <param name="award">The award; decided in the area.</param>
    /// <param name="from">The first month concerned.</param>
    /// <param name="standing">Suspension: how the award stands, as the suspension rule asks.</param>
    /// <param name="asked">Who asks, how, and why.</param>
    /// <param name="actor">Who opens it.</param>
    /// <exception cref="CaseRefusedException">No such award in the area, or it does not stand as the case needs.</exception>
    public static OpenedCase Open(CaseBook book, CaseKind kind, AwardId award, BenefitMonth from, AwardStanding? standing, NewCase asked, string actor)
    {
        var stretch = Stands(book.Register.Now().Award(book.Scope, award), award);
        var needed = kind == CaseKind.Resumption ? stretch.State == AwardState.Suspended : stretch.State.Pays();
        if (!needed)
        {
            throw new CaseRefusedException($"Quyết định {stretch.DecisionNumber} đang ở trạng thái '{stretch.State.Code()}'.", $"Decision {stretch.DecisionNumber} is '{stretch.State.Code()}'.");
        }

        if (kind == CaseKind.Suspension && standing is null)
        {
            throw new CaseRefusedException("Cần tình trạng chi trả: số tháng không nhận, bị tạm giam, từ chối xác định lại.", "Expected how the award stands: months not collected, in custody, review refused.");
        }

        return OpenCase.Execute(
            book, asked with { Kind = kind, Commune = stretch.Place, Person = stretch.Person, About = award.Value, Request = new AwardAsked(award.Value, from, standing) }, actor, stretch.Benefit);
    }

    internal static Proposed Propose(CaseStep step, CaseProposal proposal)
    {
        var asked = (AwardAsked)step.File.Request;
        var stretch = Stands(step.Snapshot.Award(step.Book.Scope, new AwardId(asked.Award)), new AwardId(asked.Award));
        var (outcome, because) = step.File.Kind switch
        {
            CaseKind.Withdrawal => ("end", [new Bilingual($"Người hưởng đề nghị thôi hưởng từ tháng {asked.From}.", $"The beneficiary gives it up from {asked.From} on.")]),
            CaseKind.Suspension => Suspension(step, stretch, asked),
            CaseKind.Resumption => Resumption(step, stretch, asked),
            _ => Reassessment(step, stretch, asked),
        };
        if (proposal.Outcome.Length > 0 && proposal.Outcome != outcome)
        {
            throw new CaseRefusedException($"Theo luật là '{outcome}', không phải '{proposal.Outcome}': {string.Join(" ", because.Select(text => text.Vi))}", $"By law it is '{outcome}', not '{proposal.Outcome}': {string.Join(" ", because.Select(text => text.En))}");
        }

        return new Proposed(
            outcome, [new ProposedItem(stretch.Person, stretch.Benefit, Grant: outcome is "keep" or "resume", Vnd.Zero, "", because, [], EvidenceGrade.Verified.Code())], proposal.Reason,
            step.Snapshot.Number.Value, step.Book.Pack.Hash);
    }

    internal static CarriedOut Carry(CaseStep step, Proposed proposal, CaseDecision decision)
    {
        var asked = (AwardAsked)step.File.Request;
        var again = Propose(step, new CaseProposal("", ""));
        if (again.Outcome != proposal.Outcome)
        {
            throw new CaseConflictException(new Bilingual("Kết quả theo luật", "What the law says"), proposal.Outcome, again.Outcome);
        }

        var (award, reason) = (new AwardId(asked.Award), $"Quyết định {decision.Number.Trim()}, hồ sơ {step.File.Id}: {string.Join(" ", proposal.Items[0].Because.Select(text => text.Vi))}");
        switch (proposal.Outcome)
        {
            case "suspend":
                step.Registry.SuspendAward(award, asked.From, reason);
                break;
            case "resume":
                step.Registry.ResumeAward(award, asked.From, reason);
                break;
            case "end":
                step.Registry.EndAward(award, asked.From, reason);
                break;
        }

        return new CarriedOut([new DecidedItem(proposal.Items[0].Person, proposal.Items[0].Benefit, award.Value, proposal.Items[0].Grant, asked.From)], []);
    }

    private static (string Outcome, IReadOnlyList<Bilingual> Because) Suspension(CaseStep step, AwardStretch stretch, AwardAsked asked)
    {
        try
        {
            var answer = step.Book.Pack.Determiners.Use(determiner => determiner.Suspension(stretch.Benefit, asked.Standing!, asked.From, step.Today));
            return (answer.Ends ? "end" : answer.Reasons.Count > 0 ? "suspend" : "keep", answer.Reasons.Count > 0 ? [.. answer.Reasons.Select(reason => new Bilingual(reason, reason))] : [new Bilingual("Không có căn cứ để tạm dừng.", "Nothing that suspends it.")]);
        }
        catch (LawStopException stop)
        {
            throw new CaseRefusedException(stop.Reason.Vi, stop.Reason.En);
        }
    }

    private static (string, IReadOnlyList<Bilingual>) Resumption(CaseStep step, AwardStretch stretch, AwardAsked asked)
    {
        var (owed, because) = Owed(step, stretch, asked.From);
        return owed ? ("resume", because) : ("keep", because);
    }

    private static (string, IReadOnlyList<Bilingual>) Reassessment(CaseStep step, AwardStretch stretch, AwardAsked asked)
    {
        var (owed, because) = Owed(step, stretch, asked.From);
        return owed ? ("keep", because) : ("end", because);
    }

    /// <summary>Whether the law still owes the benefit, or one that continues it, and the sentences that say so.</summary>
    private static (bool Owed, IReadOnlyList<Bilingual> Because) Owed(CaseStep step, AwardStretch stretch, BenefitMonth month)
    {
        var (pack, snapshot) = (step.Book.Pack, step.Snapshot);
        if (snapshot.HouseholdOf(step.Book.Scope, stretch.Person, month) is not { } id || snapshot.Household(step.Book.Scope, id, month) is not { } household)
        {
            throw new CaseRefusedException($"Tháng {month} người này không thuộc hộ nào ở địa bàn.", $"In {month} this person belongs to no household of the area.");
        }

        var person = pack.Determiners.Use(determiner => determiner.Determine(household, month, step.Today)).Find(stretch.Person)!;
        var carried = pack.Benefits.CarriedBy(stretch.Benefit, month).Select(benefit => benefit.Id).Append(stretch.Benefit).ToHashSet();
        if (person.Claims.FirstOrDefault(claim => carried.Contains(claim.Benefit)) is { } claim)
        {
            return (true, [.. claim.Because.Select(row => new Bilingual($"{row.Text.Vi} ({row.Ref})", $"{row.Text.En} ({row.Ref})"))]);
        }

        var (vi, en) = (new DeterminationWords(pack, vietnamese: true), new DeterminationWords(pack, vietnamese: false));
        if (person.Missing.Where(missing => missing.Benefits.Any(carried.Contains)).ToList() is { Count: > 0 } open)
        {
            throw new CaseRefusedException(
                $"Chưa rõ {string.Join(", ", open.Select(missing => vi.Conditions.Label(missing.Fact)))}: ghi thông tin trước.",
                $"Not known: {string.Join(", ", open.Select(missing => en.Conditions.Label(missing.Fact)))}; record it first.");
        }

        var refusal = person.Refused.FirstOrDefault(refused => carried.Contains(refused.Benefit));
        return (false, [.. refusal?.Because.Where(failed => failed.Row == refusal.Because[0].Row).Select(failed => new Bilingual($"{vi.Failed(failed)} ({failed.Ref})", $"{en.Failed(failed)} ({failed.Ref})"))
            ?? [new Bilingual("Không còn đủ điều kiện.", "The conditions are no longer met.")]]);
    }

    private static AwardStretch Stands(IReadOnlyList<AwardStretch> stretches, AwardId award) => stretches.Count > 0 ? stretches[^1]
        : throw new CaseRefusedException($"Không có quyết định hưởng {award} ở địa bàn này.", $"There is no award {award} in this area.");
}
