using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Simulation.Sweep;

/// <summary>
/// Goes through a register for a month and finds who is entitled and not served, may be entitled, is served and no longer entitled, or soon changes. Households stream
/// through in batches, commune by commune; memory does not grow with the register.
/// </summary>
/// <param name="pack">The law.</param>
/// <param name="months">How many months ahead "soon" looks.</param>
public sealed class RegisterSweep(LawPack pack, int months = 3)
{
    /// <summary>Households decided together, on all cores: memory does not grow with the register.</summary>
    private const int Batch = 256;

    private readonly ComingChanges _coming = new(pack, months);
    private readonly Dictionary<SweepKind, int> _people = Enum.GetValues<SweepKind>().ToDictionary(kind => kind, _ => 0);
    private int _householdCount;
    private int _peopleCount;
    private Vnd _notServed;

    /// <summary>What was counted so far; complete after the last entry was read.</summary>
    public SweepTotals Totals => new(_householdCount, _peopleCount, _people, _notServed);

    /// <summary>The entries of an area, commune by commune and household by household.</summary>
    public IEnumerable<SweepEntry> Run(RegistrySnapshot snapshot, AreaScope scope, BenefitMonth month, DateOnly knownAt)
    {
        PlaceCode? commune = null;
        IReadOnlyDictionary<PersonId, string> names = new Dictionary<PersonId, string>();
        foreach (var batch in snapshot.Households(scope, month).Chunk(Batch))
        {
            foreach (var (household, entries) in batch.Zip(pack.Determiners.Select(batch, (determiner, household) => Of(determiner, household, month, knownAt))))
            {
                if (commune != household.Place)
                {
                    commune = household.Place;
                    names = snapshot.People(AreaScope.Of(household.Place)).ToDictionary(person => person.Id, person => person.FullName);
                }

                _householdCount++;
                _peopleCount += household.People.Count;
                foreach (var entry in entries)
                {
                    _people[entry.Kind]++;
                    _notServed += entry.Kind == SweepKind.NotServed ? entry.Amount : Vnd.Zero;
                    yield return entry with { Name = names.GetValueOrDefault(entry.Person) ?? "" };
                }
            }
        }
    }

    /// <summary>The entries of one household; names are left empty.</summary>
    public IReadOnlyList<SweepEntry> Of(Determiner determiner, CaseHousehold household, BenefitMonth month, DateOnly knownAt)
    {
        var determination = determiner.Determine(household, month, knownAt, DeterminationDetail.Claims);
        var paid = new Lazy<IReadOnlyList<PersonDetermination>>(() => determiner.Resolve(determination, (person, benefit) => Carried(Member(household, person), month).Contains(benefit)));
        var reasons = new Lazy<HouseholdDetermination>(() => determiner.Determine(household, month, knownAt));
        var entries = new List<SweepEntry>();
        foreach (var answer in determination.People)
        {
            var person = Member(household, answer.Person);
            var carried = Carried(person, month);
            NotServed(entries, household, person, answer, carried, paid);
            MayBe(entries, household, person, answer, carried);
            NoLongerEntitled(entries, household, person, answer, month, knownAt, reasons);
            if (answer.Stopped.Count > 0)
            {
                entries.Add(Entry(SweepKind.Stopped, household, person, [.. answer.Stopped.Select(stopped => stopped.Benefit)], Vnd.Zero,
                    [.. answer.Stopped.Select(stopped => new Bilingual(stopped.Reason, stopped.Reason))], [], answer.Stopped[0].Ref));
            }
        }

        foreach (var change in _coming.Of(household, determination, determiner, month, knownAt))
        {
            entries.Add(Entry(SweepKind.Soon, household, Member(household, change.Person), change.Benefits, Vnd.Zero, [change.Text], change.Facts, change.Ref));
        }

        return entries;
    }

    private void NotServed(
        List<SweepEntry> entries, CaseHousehold household, CasePerson person, PersonDetermination answer, HashSet<BenefitId> carried, Lazy<IReadOnlyList<PersonDetermination>> paid)
    {
        var open = answer.Entitlements.Where(entitlement => !carried.Contains(entitlement.Benefit)).ToList();
        if (open.Count == 0)
        {
            return;
        }

        var owed = Vnd.Sum(answer.Entitlements.Select(entitlement => entitlement.Amount));
        var served = carried.Count == 0
            ? Vnd.Zero
            : Vnd.Sum(paid.Value.Single(other => other.Person == answer.Person).Entitlements.Select(entitlement => entitlement.Amount));
        entries.Add(Entry(SweepKind.NotServed, household, person, [.. open.Select(entitlement => entitlement.Benefit)], owed - served,
            [.. open.SelectMany(entitlement => entitlement.Because.Take(1).Select(row => pack.IsDiscreet(entitlement.Benefit) ? row.Ref : row.Text)).Select(text => new Bilingual(text, text))], [], open[0].Because.Count == 0 ? "" : open[0].Because[0].Ref));
    }

    private void MayBe(List<SweepEntry> entries, CaseHousehold household, CasePerson person, PersonDetermination answer, HashSet<BenefitId> carried)
    {
        var questions = answer.Missing.Where(missing => missing.Benefits.Any(benefit => !carried.Contains(benefit))).ToList();
        if (questions.Count > 0)
        {
            entries.Add(Entry(SweepKind.MayBe, household, person, [.. questions.SelectMany(missing => missing.Benefits).Distinct().Order()], Vnd.Zero,
                [.. questions.Select(Question)], [.. questions.Select(missing => missing.Fact)], ""));
        }
    }

    private void NoLongerEntitled(
        List<SweepEntry> entries, CaseHousehold household, CasePerson person, PersonDetermination answer, BenefitMonth month, DateOnly knownAt, Lazy<HouseholdDetermination> reasons)
    {
        // What was decided for one month alone does not go on; nothing has ended.
        foreach (var award in person.Awards.Where(award => InForce(award, month) && pack.Benefits.Find(award.Benefit)?.IsDue(month, award.From) != false))
        {
            var benefits = pack.Benefits.CarriedBy(award.Benefit, month).Select(benefit => benefit.Id).ToHashSet();
            if (answer.Claims.Any(claim => benefits.Contains(claim.Benefit)) || answer.Missing.Any(missing => missing.Benefits.Any(benefits.Contains))
                || answer.Stopped.Any(stopped => benefits.Contains(stopped.Benefit)))
            {
                continue;
            }

            if (person.Died is { } died && !(died.Known > knownAt))
            {
                entries.Add(Entry(SweepKind.NoLongerEntitled, household, person, [award.Benefit], Vnd.Zero,
                    [new($"Đã mất ngày {died.Day:dd/MM/yyyy}", $"Died on {died.Day:yyyy-MM-dd}")], ["died"], ""));
                continue;
            }

            var refused = reasons.Value.People.Single(other => other.Person == person.Id).Refused.Where(refusal => benefits.Contains(refusal.Benefit)).ToList();
            var because = refused.OrderByDescending(refusal => refusal.Benefit == award.Benefit).SelectMany(refusal => refusal.Because).Take(2).ToList();
            entries.Add(Entry(SweepKind.NoLongerEntitled, household, person, [award.Benefit], Vnd.Zero,
                [.. because.Select(condition => Failed(condition))], [.. because.Select(condition => condition.Fact)], because.Count == 0 ? "" : because[0].Ref));
        }
    }

    private Bilingual Failed(FailedCondition condition) =>
        pack.Facts.Find(condition.Fact) is { } fact
            ? fact.Sensitive
                ? fact.Label
                : new($"{fact.Label.Vi}: {fact.Say(condition.Value, vietnamese: true)}", $"{fact.Label.En}: {fact.Say(condition.Value, vietnamese: false)}")
            : new(condition.Text, condition.Text);

    /// <summary>The question to ask, in the fact's own words; the value of a sensitive fact is never part of it.</summary>
    private Bilingual Question(MissingFact missing) => pack.Facts.Find(missing.Fact) is { } fact
        ? new($"{fact.Label.Vi}? ({fact.Meaning.Vi}; căn cứ: {fact.AttestedBy})", $"{fact.Label.En}? ({fact.Meaning.En})")
        : new("Ngày, tháng, năm sinh đầy đủ? (giấy tờ chỉ có năm hoặc tháng)", "Full date of birth? (papers carry only the year or month)");

    private HashSet<BenefitId> Carried(CasePerson person, BenefitMonth month) =>
        [.. person.Awards.Where(award => InForce(award, month)).SelectMany(award => pack.Benefits.CarriedBy(award.Benefit, month)).Select(benefit => benefit.Id)];

    private static bool InForce(CaseAward award, BenefitMonth month) => award.From <= month && (award.To is not { } to || month <= to);

    private static CasePerson Member(CaseHousehold household, PersonId person) => household.People.Single(member => member.Id == person);

    private static SweepEntry Entry(
        SweepKind kind, CaseHousehold household, CasePerson person, IReadOnlyList<BenefitId> benefits, Vnd amount, IReadOnlyList<Bilingual> texts, IReadOnlyList<string> facts, string @ref) =>
        new(kind, household.Place, household.Id, person.Id, "", person.Born, benefits, amount, texts, facts, @ref);
}
