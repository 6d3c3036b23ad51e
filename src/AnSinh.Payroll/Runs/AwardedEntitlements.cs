using System.Security.Cryptography;
using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Payroll.Runs;

/// <summary>
/// What an award comes to in a month: the entitlement it pays, or why it pays nothing. <paramref name="Carried"/> are the benefits the award could pay: its own and those that
/// continue it.
/// </summary>
public sealed record AwardOutcome(
    AwardStretch Award, string Family, IReadOnlySet<BenefitId> Carried, Entitlement? Entitlement, UnpaidWhy Why, string Detail)
{
    /// <summary><see cref="AwardedEntitlements.Digest"/> of the entitlement where a line is sure to want it: made where households are decided, on all cores.</summary>
    public string? Explanation { get; init; }

    /// <summary>Until which month all awards of the household come to the same while nothing is known otherwise; null beyond the run's month.</summary>
    public BenefitMonth? UnchangedUntil { get; set; }
}

/// <summary>
/// Award and determination together: the law says what a household may claim in a month, the awards which of it may be paid, and overlap is settled among the awarded
/// claims only. Households are decided whole, once a month each.
/// </summary>
public sealed class AwardedEntitlements
{
    private readonly LawPack _pack;
    private readonly RunInput _input;
    private readonly Lazy<LawHorizon> _horizon;
    private readonly ILookup<PersonId, AwardStretch> _awards;
    private readonly Dictionary<BenefitMonth, Dictionary<PersonId, CaseHousehold>> _households = [];
    private readonly Dictionary<(HouseholdId Household, BenefitMonth Month), Dictionary<PersonId, List<AwardOutcome>>> _outcomes = [];

    public AwardedEntitlements(LawPack pack, RunInput input)
    {
        (_pack, _input, _horizon) = (pack, input, pack.Horizons.Of(input.Month, input.CutOff));
        _awards = input.AwardsByPerson();
    }

    /// <summary>Decides the households of all these people and months at once, on all cores.</summary>
    public void Prepare(IEnumerable<(PersonId Person, BenefitMonth Month)> wanted)
    {
        var households = new Dictionary<(HouseholdId, BenefitMonth), CaseHousehold>();
        foreach (var (person, month) in wanted)
        {
            if (HouseholdOf(person, month) is { } household && !_outcomes.ContainsKey((household.Id, month)))
            {
                households.TryAdd((household.Id, month), household);
            }
        }

        // Month by month: what was worked out for one household is found again for the next.
        var keys = households.OrderBy(pair => pair.Key.Item2).ToList();
        foreach (var (key, outcomes) in keys.Zip(_pack.Determiners.Select(keys, (determiner, pair) => Decide(determiner, pair.Value, pair.Key.Item2))))
        {
            _outcomes.Add(key.Key, outcomes);
        }
    }

    /// <summary>The outcomes of a person's awards that reach into a month, in the order of award ids.</summary>
    public IReadOnlyList<AwardOutcome> Of(PersonId person, BenefitMonth month)
    {
        if (HouseholdOf(person, month) is not { } household)
        {
            return [.. Reaching(person, month).Select(award => Nothing(award, UnpaidWhy.Missing, "không rõ hộ của người này trong tháng"))];
        }

        if (!_outcomes.TryGetValue((household.Id, month), out var outcomes))
        {
            _outcomes.Add((household.Id, month), outcomes = _pack.Determiners.Use(determiner => Decide(determiner, household, month)));
        }

        return outcomes.GetValueOrDefault(person) ?? [];
    }

    /// <summary>The whole answer of the law for the household in which a person counts in a month; null when there is none.</summary>
    public HouseholdDetermination? Determination(PersonId person, BenefitMonth month) =>
        HouseholdOf(person, month) is { } household ? _pack.Determiners.Use(determiner => determiner.Determine(household, month, _input.CutOff)) : null;

    /// <summary>SHA-256 of an entitlement alone as canonical JSON: what a line keeps of its explanation.</summary>
    public static string Digest(Entitlement entitlement, RunInput input) => Convert.ToHexStringLower(SHA256.HashData(input.Form > 1
        ? DeterminationJson.Write(entitlement, input.LawPack)
        : DeterminationJson.Write(new HouseholdDetermination(
            new HouseholdId(""), entitlement.Month, input.CutOff, input.LawPack, [new PersonDetermination(new PersonId(""), [], [entitlement], [], [], [])], []))));

    private Dictionary<PersonId, List<AwardOutcome>> Decide(Determiner determiner, CaseHousehold household, BenefitMonth month)
    {
        var determination = determiner.Determine(household, month, _input.CutOff, DeterminationDetail.Claims, Asked(household, month));
        HouseholdDetermination? explained = null;
        var outcomes = new Dictionary<PersonId, List<AwardOutcome>>();
        var chosen = new Dictionary<PersonId, Dictionary<BenefitId, AwardStretch>>();
        foreach (var person in determination.People)
        {
            var mine = outcomes[person.Person] = [];
            var claims = chosen[person.Person] = [];
            foreach (var award in Reaching(person.Person, month))
            {
                if (!IsPaidIn(determiner, award, month))
                {
                    mine.Add(Nothing(award, UnpaidWhy.Suspended, award.Reason.Length > 0 ? award.Reason : "tạm dừng"));
                }
                else if (Claim(person, award, month) is not { } benefit)
                {
                    explained ??= determiner.Determine(household, month, _input.CutOff);
                    mine.Add(Refused(explained.People.First(one => one.Person == person.Person), award, month));
                }
                else if (!claims.TryAdd(benefit, award))
                {
                    mine.Add(Nothing(award, UnpaidWhy.Overlap, $"tháng này chi theo quyết định {claims[benefit].DecisionNumber}"));
                }
            }
        }

        foreach (var person in determiner.Resolve(determination, (person, benefit) => chosen[person].ContainsKey(benefit)))
        {
            foreach (var (benefit, award) in chosen[person.Person])
            {
                outcomes[person.Person].Add(Outcome(person, award, benefit));
            }
        }

        var until = month == _input.Month && outcomes.Values.All(mine => mine.TrueForAll(outcome => outcome.Entitlement is not null)) ? UnchangedUntil(household) : month;
        foreach (var mine in outcomes.Values)
        {
            if (until > month)
            {
                mine.ForEach(outcome => outcome.UnchangedUntil = until);
            }

            mine.Sort((left, right) => left.Award.Id.CompareTo(right.Award.Id));
        }

        return outcomes;
    }

    /// <summary>The last month in which the law answers the same and no stretch of an award begins or ends. What is not paid every month is looked at every month.</summary>
    private BenefitMonth UnchangedUntil(CaseHousehold household)
    {
        var until = _horizon.Value.Until(household);
        foreach (var award in household.People.SelectMany(person => _awards[person.Id]))
        {
            var next = award.From > _input.Month ? award.From : award.To is { } to && to >= _input.Month ? to.Next : (BenefitMonth?)null;
            until = next is { } changes && changes.Previous < until ? changes.Previous : until;
            until = _pack.Benefits.CarriedBy(award.Benefit, _input.Month).Prepend(_pack.Benefits.Find(award.Benefit)).All(benefit => benefit?.Per is BenefitPeriod.Month or BenefitPeriod.Day) ? until : _input.Month;
        }

        return until;
    }

    /// <summary>Only what awards could pay is asked: their programmes and the strata below them.</summary>
    private Func<PersonId, Programme, bool> Asked(CaseHousehold household, BenefitMonth month)
    {
        var asked = new HashSet<(PersonId, string)>();
        foreach (var person in household.People)
        {
            foreach (var programme in Reaching(person.Id, month).SelectMany(award => _pack.Benefits.CarriedBy(award.Benefit, month)).Select(benefit => benefit.Programme).Distinct())
            {
                asked.Add((person.Id, programme.Id));
                asked.UnionWith(_pack.Benefits.Programmes.Where(lower => lower.Stratum < programme.Stratum).Select(lower => (person.Id, lower.Id)));
            }
        }

        return (person, programme) => asked.Contains((person, programme.Id));
    }

    /// <summary>
    /// The stretches of a month, one for each award: the last decision first, so that of two places that awarded the same benefit the later one pays.
    /// </summary>
    private IEnumerable<AwardStretch> Reaching(PersonId person, BenefitMonth month) => _awards[person]
        .Where(award => award.State is not (AwardState.Ended or AwardState.Refused) && award.From <= month && (award.To is not { } to || month <= to))
        .Where(award => _pack.Benefits.Find(award.Benefit)?.IsDue(month, award.From) ?? true)
        .OrderByDescending(award => award.Decided).ThenBy(award => award.Id);

    /// <summary>A suspended month is paid once the award was resumed, where the law says so.</summary>
    private bool IsPaidIn(Determiner determiner, AwardStretch award, BenefitMonth month) => award.State.Pays()
        || (_awards[award.Person].FirstOrDefault(later => later.Id == award.Id && later.State == AwardState.Resumed && later.From > month) is { } resumed
            && determiner.SuspendedMonthsArePaid(award.Benefit, resumed.From.Index - award.From.Index));

    /// <summary>The benefit an award pays: its own where its conditions are met, else the first that continues it.</summary>
    private BenefitId? Claim(PersonDetermination person, AwardStretch award, BenefitMonth month)
    {
        var claimed = person.Claims.Where(claim => claim.Kind == BenefitKind.Cash).Select(claim => claim.Benefit).ToHashSet();
        return claimed.Contains(award.Benefit)
            ? award.Benefit
            : _pack.Benefits.CarriedBy(award.Benefit, month).Where(benefit => claimed.Contains(benefit.Id)).Select(benefit => (BenefitId?)benefit.Id).FirstOrDefault();
    }

    private AwardOutcome Outcome(PersonDetermination person, AwardStretch award, BenefitId benefit)
    {
        if (person.Entitlements.FirstOrDefault(entitlement => entitlement.Benefit == benefit) is { } entitlement)
        {
            return new AwardOutcome(award, Family(award), Carried(award, entitlement.Month), entitlement, default, "") { Explanation = entitlement.Month == _input.Month ? Digest(entitlement, _input) : null };
        }

        if (person.Stopped.FirstOrDefault(stopped => stopped.Benefit == benefit) is { } stop)
        {
            return Nothing(award, UnpaidWhy.Stopped, stop.Reason.Vi);
        }

        var winner = person.Entitlements.FirstOrDefault(one => one.Considered.Any(considered => considered.Benefit == benefit));
        return Nothing(award, UnpaidWhy.Overlap, winner is null ? "có chế độ khác cao hơn trong hộ" : $"hưởng {_pack.Benefits.Find(winner.Benefit)!.Name.Vi} cao hơn");
    }

    private AwardOutcome Refused(PersonDetermination person, AwardStretch award, BenefitMonth month)
    {
        var carried = Carried(award, month);
        if (person.Stopped.FirstOrDefault(stopped => carried.Contains(stopped.Benefit)) is { } stop)
        {
            return Nothing(award, UnpaidWhy.Stopped, stop.Reason.Vi);
        }

        if (person.Missing.FirstOrDefault(missing => missing.Benefits.Any(carried.Contains)) is { } missing)
        {
            return Nothing(award, UnpaidWhy.Missing, $"chưa biết: {_pack.Facts.Find(missing.Fact)?.Label.Vi ?? missing.Fact}");
        }

        var failed = person.Refused.Where(refusal => refusal.Benefit == award.Benefit).SelectMany(refusal => refusal.Because).FirstOrDefault();
        return Nothing(award, UnpaidWhy.Refused, failed is null ? "chế độ không còn áp dụng cho tháng này" : $"{failed.Text.Vi} ({failed.Ref})");
    }

    private AwardOutcome Nothing(AwardStretch award, UnpaidWhy why, string detail) =>
        new(award, Family(award), Carried(award, award.From), null, why, detail);

    private HashSet<BenefitId> Carried(AwardStretch award, BenefitMonth month) =>
        [award.Benefit, .. _pack.Benefits.CarriedBy(award.Benefit, month).Select(benefit => benefit.Id)];

    /// <summary>The programme of the awarded benefit: points of one programme, and what continues an award, stand for one another in a month.</summary>
    private string Family(AwardStretch award) => _pack.Benefits.Find(award.Benefit)?.Programme.Id ?? award.Benefit.Value;

    private CaseHousehold? HouseholdOf(PersonId person, BenefitMonth month)
    {
        if (!_households.TryGetValue(month, out var byPerson))
        {
            byPerson = [];
            foreach (var household in _input.Households.GetValueOrDefault(month) ?? [])
            {
                foreach (var member in household.People)
                {
                    byPerson.TryAdd(member.Id, household);
                }
            }

            _households.Add(month, byPerson);
        }

        return byPerson.GetValueOrDefault(person);
    }
}
