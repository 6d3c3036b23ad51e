using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Simulation.Commune;
using AnSinh.Storage;

namespace AnSinh.Simulation.Populations;

/// <summary>
/// Writes the people of a population file into a register: households, members, facts, and decisions for most of what the law owes them, as if every commune had recorded its people. For
/// measurements at the size of a province or the nation; the people are nobody.
/// </summary>
public sealed class RegisterFill(LawPack pack, PopulationReader population, BenefitMonth month)
{
    private const string Actor = "population";

    /// <summary>Of so many who are owed something, one has no decision.</summary>
    private const int NotServed = 10;

    private static readonly DateRange Since = new(new DateOnly(2025, 7, 1), null);

    private readonly HashSet<PlaceCode> _covered = [];
    private readonly NameDraw _names = new(Marginals.Load(), new Random(1));
    private int _persons;
    private long _households;

    /// <summary>Writes everybody, one commit a block.</summary>
    /// <param name="progress">Told how many persons are written.</param>
    public void Write(Database database, Action<long> progress, CancellationToken cancellation)
    {
        var (bulk, block, outcomes) = (new BulkDeterminer(pack, month, month.Last), new PeopleBlock(), Array.Empty<int>());
        var worker = bulk.NewWorker(population.Dictionary);
        for (var index = 0; index < population.Blocks; index++)
        {
            cancellation.ThrowIfCancellationRequested();
            population.ReadBlock(index, block);
            outcomes = outcomes.Length < block.Persons ? new int[block.Persons * 2] : outcomes;
            worker.Determine(block, outcomes);
            using var commit = new Register(database).Begin(Actor, "fill");
            commit.BeginBulk();
            Write(commit, bulk, block, outcomes);
            commit.EndBulk("population.fill", "*");
            commit.Commit();
            progress(_persons);
        }
    }

    private void Write(RegistryCommit commit, BulkDeterminer bulk, PeopleBlock block, int[] outcomes)
    {
        for (var (household, first, link) = (0, 0, 0); household < block.Households; household++)
        {
            var people = block.Household(population.Dictionary, household, first, link);
            Cover(commit, people);
            var id = new HouseholdId($"{people.Place}-{_households++:000000000}");
            commit.RegisterHousehold(id, people.Place, null, $"Thôn {_households % 9}");
            foreach (var fact in people.Facts)
            {
                commit.RecordFact(id, new FactEntry(fact.Code, fact.Value, Since, "population"));
            }

            var ids = people.People.Select(person => commit.RegisterMember(
                ProvisionalNumber.OfSerial(++_persons), new PersonDetails(_names.Draw(person.Sex), person.Born, person.Sex), new Membership(id, "", Since))).ToList();
            for (var member = 0; member < ids.Count; member++)
            {
                Record(commit, people.People[member], ids[member], ids);
                Grant(commit, bulk.Outcomes[outcomes[first + member]], ids[member], people.Place);
            }

            for (first += block.Sizes[household]; link < block.LinkCount && block.Links[link].Person < first; link++)
            {
            }
        }
    }

    private void Cover(RegistryCommit commit, CaseHousehold household)
    {
        if (_covered.Add(household.Place))
        {
            foreach (var coverage in household.Coverage)
            {
                commit.RecordCoverage(coverage.Source, household.Place, coverage.AsOf);
            }
        }
    }

    private void Record(RegistryCommit commit, CasePerson person, PersonId id, List<PersonId> members)
    {
        foreach (var fact in person.Facts)
        {
            var value = pack.Facts.Find(fact.Code)?.Type == FactType.PersonReference
                ? int.TryParse(fact.Value, System.Globalization.CultureInfo.InvariantCulture, out var member) ? members[member].Value : fact.Value
                : fact.Value;
            commit.RecordFact(id, new FactEntry(fact.Code, value, Since, "population"));
        }
    }

    private void Grant(RegistryCommit commit, PersonOutcome outcome, PersonId person, PlaceCode place)
    {
        if (outcome.Entitlements.Count == 0 || _persons % NotServed == 0)
        {
            return;
        }

        foreach (var entitlement in outcome.Entitlements)
        {
            commit.GrantAward(new AwardDecision
            {
                Person = person,
                Benefit = entitlement.Benefit,
                Place = place,
                DecisionNumber = "1/QĐ-UBND",
                Decided = new DateOnly(2026, 6, 20),
                From = month.AddMonths(-4),
            });
        }
    }
}
