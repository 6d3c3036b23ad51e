using AnSinh.Law;

namespace AnSinh.Simulation.Sweep;

/// <summary>
/// The entries of one household, from the determiner's own answer. A sweep of many comes here for those whose entries name other members, facts of their own or reasons of a refusal.
/// </summary>
/// <param name="pack">The law.</param>
/// <param name="month">The month swept.</param>
/// <param name="knownAt">The day up to which things are known.</param>
/// <param name="months">How many months ahead "soon" looks.</param>
public sealed class HouseholdSweep(LawPack pack, BenefitMonth month, DateOnly knownAt, int months = RegisterSweep.MonthsAhead)
{
    private readonly SweepRules _rules = new(pack, month);
    private readonly ComingChanges _coming = new(pack, month, knownAt, months);

    /// <summary>The entries by member, and what changes soon after them; names are left empty.</summary>
    public IReadOnlyList<SweepEntry> Of(Determiner determiner, CaseHousehold household)
    {
        var determination = determiner.Determine(household, month, knownAt, DeterminationDetail.Claims);
        var paid = new Lazy<IReadOnlyList<PersonDetermination>>(() => determiner.Resolve(determination, (person, benefit) => Carried(Member(household, person)).Contains(benefit)));
        var reasons = new Lazy<HouseholdDetermination>(() => determiner.Determine(household, month, knownAt));
        var entries = new List<SweepEntry>();
        foreach (var answer in determination.People)
        {
            var person = Member(household, answer.Person);
            var carried = Carried(person);
            Add(person, _rules.NotServed(answer, carried, () => Vnd.Sum(paid.Value.Single(other => other.Person == answer.Person).Entitlements.Select(entitlement => entitlement.Amount))));
            Add(person, _rules.MayBe(answer, carried));
            foreach (var award in person.Awards.Where(award => _rules.InForce(award) && _rules.IsDue(award.Benefit, award.From) && _rules.HasEnded(answer, award.Benefit)))
            {
                Add(person, _rules.NoLongerEntitled(award.Benefit, person.Died is { } died && !(died.Known > knownAt) ? died.Day : null, () => reasons.Value.Find(person.Id)!));
            }

            Add(person, SweepRules.Stopped(answer));
        }

        foreach (var person in household.People)
        {
            foreach (var turn in _coming.Turns(person, household.Province))
            {
                var then = determiner.Determine(household, turn.Then, knownAt, DeterminationDetail.Claims);
                Add(person, _coming.Change(turn, ComingChanges.Owed(determination.Find(person.Id)), ComingChanges.Owed(then.Find(person.Id))));
            }
        }

        return entries;

        void Add(CasePerson person, SweepEntry? entry)
        {
            if (entry is not null)
            {
                entries.Add(entry with { Place = household.Place, Household = household.Id, Person = person.Id, Born = person.Born });
            }
        }
    }

    private HashSet<BenefitId> Carried(CasePerson person) => _rules.Carried(person.Awards.Where(_rules.InForce).Select(award => award.Benefit));

    private static CasePerson Member(CaseHousehold household, PersonId person) => household.People.Single(member => member.Id == person);
}
