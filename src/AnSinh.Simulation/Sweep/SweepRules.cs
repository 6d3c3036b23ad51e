using AnSinh.Law;

namespace AnSinh.Simulation.Sweep;

/// <summary>What makes an answer of the law an entry of a work list. Entries come without place, household and person: whoever asks puts them in.</summary>
internal sealed class SweepRules(LawPack pack, BenefitMonth month)
{
    public LawPack Pack => pack;
    public BenefitMonth Month => month;

    /// <summary>The benefits that decisions in force in the month carry.</summary>
    public HashSet<BenefitId> Carried(IEnumerable<BenefitId> awarded) => [.. awarded.SelectMany(award => pack.Benefits.CarriedBy(award, month)).Select(benefit => benefit.Id)];

    public bool InForce(CaseAward award) => award.From <= month && (award.To is not { } to || month <= to);

    /// <summary>False for what was decided for another month alone: it does not go on, and nothing has ended.</summary>
    public bool IsDue(BenefitId benefit, BenefitMonth from) => pack.Benefits.Find(benefit)?.IsDue(month, from) != false;

    /// <param name="served">What decisions already carry, VND a month; asked only where there are any.</param>
    public SweepEntry? NotServed(PersonDetermination answer, HashSet<BenefitId> carried, Func<Vnd> served)
    {
        var open = answer.Entitlements.Where(entitlement => !carried.Contains(entitlement.Benefit)).ToList();
        return open.Count == 0 ? null : Entry(
            SweepKind.NotServed, [.. open.Select(entitlement => entitlement.Benefit)],
            Vnd.Sum(answer.Entitlements.Select(entitlement => entitlement.Amount)) - (carried.Count == 0 ? Vnd.Zero : served()),
            [.. open.SelectMany(entitlement => entitlement.Because.Take(1).Select(row => pack.IsDiscreet(entitlement.Benefit) ? new Bilingual(row.Ref, row.Ref) : row.Text))],
            [], open[0].Because.Count == 0 ? "" : open[0].Because[0].Ref);
    }

    public SweepEntry? MayBe(PersonDetermination answer, HashSet<BenefitId> carried)
    {
        var questions = answer.Missing.Where(missing => missing.Benefits.Any(benefit => !carried.Contains(benefit))).ToList();
        return questions.Count == 0 ? null : Entry(
            SweepKind.MayBe, [.. questions.SelectMany(missing => missing.Benefits).Distinct().Order()], Vnd.Zero, [.. questions.Select(Question)], [.. questions.Select(missing => missing.Fact)], "");
    }

    /// <summary>Whether the law has nothing more for what a decision carries.</summary>
    public bool HasEnded(PersonDetermination answer, BenefitId awarded)
    {
        var benefits = Carried([awarded]);
        return !answer.Claims.Any(claim => benefits.Contains(claim.Benefit)) && !answer.Missing.Any(missing => missing.Benefits.Any(benefits.Contains))
            && !answer.Stopped.Any(stopped => benefits.Contains(stopped.Benefit));
    }

    /// <param name="answer">With refusals.</param>
    /// <param name="died">The day of a death that is known.</param>
    public SweepEntry NoLongerEntitled(BenefitId awarded, DateOnly? died, Func<PersonDetermination> answer)
    {
        if (died is { } day)
        {
            return Entry(SweepKind.NoLongerEntitled, [awarded], Vnd.Zero, [new($"Đã mất ngày {day:dd/MM/yyyy}", $"Died on {day:yyyy-MM-dd}")], ["died"], "");
        }

        var benefits = Carried([awarded]);
        var because = answer().Refused.Where(refusal => benefits.Contains(refusal.Benefit)).OrderByDescending(refusal => refusal.Benefit == awarded).SelectMany(refusal => refusal.Because).Take(2).ToList();
        return Entry(
            SweepKind.NoLongerEntitled, [awarded], Vnd.Zero, [.. because.Select(Failed)], [.. because.Select(condition => condition.Fact)], because.Count == 0 ? "" : because[0].Ref);
    }

    public static SweepEntry? Stopped(PersonDetermination answer) => answer.Stopped.Count == 0 ? null : Entry(
        SweepKind.Stopped, [.. answer.Stopped.Select(stopped => stopped.Benefit)], Vnd.Zero, [.. answer.Stopped.Select(stopped => stopped.Reason)], [], answer.Stopped[0].Ref);

    public static SweepEntry Entry(SweepKind kind, IReadOnlyList<BenefitId> benefits, Vnd amount, IReadOnlyList<Bilingual> texts, IReadOnlyList<string> facts, string @ref) =>
        new(kind, default, default, default, "", default, benefits, amount, texts, facts, @ref);

    private Bilingual Failed(FailedCondition condition) =>
        pack.Facts.Find(condition.Fact) is { } fact
            ? fact.Sensitive
                ? fact.Label
                : new($"{fact.Label.Vi}: {fact.Say(condition.Value, vietnamese: true)}", $"{fact.Label.En}: {fact.Say(condition.Value, vietnamese: false)}")
            : condition.Text;

    /// <summary>The question to ask, in the fact's own words; the value of a sensitive fact is never part of it.</summary>
    private Bilingual Question(MissingFact missing) => pack.Facts.Find(missing.Fact) is { } fact
        ? new($"{fact.Label.Vi}? ({fact.Meaning.Vi}; căn cứ: {fact.AttestedBy})", $"{fact.Label.En}? ({fact.Meaning.En})")
        : new("Ngày, tháng, năm sinh đầy đủ? (giấy tờ chỉ có năm hoặc tháng)", "Full date of birth? (papers carry only the year or month)");
}
