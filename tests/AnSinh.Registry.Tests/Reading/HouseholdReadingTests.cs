using AnSinh.Databases;
using AnSinh.Law;

namespace AnSinh.Registry.Tests.Reading;

public sealed class SqliteHouseholdReadingTests() : HouseholdReadingTests(Dialect.Sqlite);

public sealed class PostgresHouseholdReadingTests() : HouseholdReadingTests(Dialect.Postgres);

public abstract class HouseholdReadingTests : IDisposable
{
    private static readonly HouseholdId H1 = new("H1");
    private static readonly HouseholdId H2 = new("H2");
    private static readonly BenefitMonth June = new(2026, 6);

    private readonly RegisterFixture _fixture;

    protected HouseholdReadingTests(Dialect dialect) => _fixture = new RegisterFixture(dialect);

    public void Dispose() => _fixture.Dispose();

    [DialectFact]
    public void A_household_comes_whole_with_facts_awards_coverage_and_place()
    {
        var mother = _fixture.WriteOne(H1);
        PersonId child = default;
        _fixture.Write(commit =>
        {
            child = RegisterFixture.Add(commit, H1);
            commit.RecordFact(child, new FactEntry("raised_by", mother.Value, DateRange.Always));
            commit.RecordFact(child, new FactEntry("disability_level", "severe", new DateRange(new DateOnly(2024, 1, 1), null)));
            commit.RecordFact(H1, new FactEntry("poverty_status", "poor", DateRange.Always));
            commit.RecordCoverage("civil_status", RegisterFixture.Commune, new DateOnly(2026, 12, 31));
            commit.RecordCoverage("health_data", PlaceCode.Parse("01"), new DateOnly(2026, 6, 30));
            commit.GrantAward(Grant(child, "tgxh.6.nang", new BenefitMonth(2024, 2)));
        });

        var household = Assert.Single(_fixture.Register.Now().Households(AreaScope.All, June));

        Assert.Equal((H1, RegisterFixture.Commune, "01"), (household.Id, household.Place, household.Province.Value));
        Assert.Equal(new CaseFact("poverty_status", "poor", DateRange.Always, new DateOnly(2026, 5, 20)), Assert.Single(household.Facts));
        Assert.Equal([new("civil_status", new DateOnly(2026, 12, 31)), new CaseCoverage("health_data", new DateOnly(2026, 6, 30))], household.Coverage);
        Assert.Equal(new[] { mother, child }.Order(), household.People.Select(person => person.Id));
        var found = household.People.Single(person => person.Id == child);
        Assert.Equal(["raised_by", "disability_level"], found.Facts.Select(fact => fact.Code));
        Assert.Equal([0, 1], found.Facts.Select(fact => fact.Sequence));
        Assert.Equal(new CaseAward(new BenefitId("tgxh.6.nang"), new BenefitMonth(2024, 2), null, new DateOnly(2026, 5, 20)), Assert.Single(found.Awards));
        Assert.Equal(Canonical(household), Canonical(_fixture.Register.Now().Household(AreaScope.All, H1, June)!));
    }

    [DialectFact]
    public void Who_moves_in_a_month_counts_at_the_new_place_from_the_next()
    {
        var person = _fixture.WriteOne(H1, from: new DateOnly(2020, 1, 1));
        _fixture.Write(commit => commit.MoveHousehold(H1, RegisterFixture.OtherCommune, new DateOnly(2026, 6, 12)));

        var snapshot = _fixture.Register.Now();

        Assert.Equal(RegisterFixture.Commune, snapshot.Household(AreaScope.All, H1, June)!.Place);
        Assert.Equal(RegisterFixture.OtherCommune, snapshot.Household(AreaScope.All, H1, June.Next)!.Place);
        Assert.Single(snapshot.Households(AreaScope.All, June));
        Assert.Empty(snapshot.Households(AreaScope.Of(RegisterFixture.Commune), June.Next));
        Assert.Equal(June, snapshot.ChangedSince(AreaScope.All, new(1))[person]);
    }

    [DialectFact]
    public void A_person_counts_in_one_household_a_month()
    {
        var mover = _fixture.WriteOne(H1, from: new DateOnly(2020, 1, 1));
        var host = _fixture.WriteOne(H2);
        _fixture.Write(commit => commit.SetMembership(mover, new Membership(H2, "guest", new DateRange(new DateOnly(2026, 6, 12), null))));

        var snapshot = _fixture.Register.Now();
        List<(HouseholdId, PersonId)> In(BenefitMonth month) => [.. snapshot.Households(AreaScope.All, month).SelectMany(household => household.People.Select(person => (household.Id, person.Id)))];

        Assert.Equal([(H1, mover), (H2, host)], In(June));
        Assert.Equal(new[] { mover, host }.Order().Select(person => (H2, person)), In(June.Next));
        Assert.Equal(H2, snapshot.HouseholdOf(AreaScope.All, mover, June.Next));
        Assert.Equal(new DateOnly(2026, 6, 11), snapshot.Household(AreaScope.All, H1, June)!.People[0].Member.To);
    }

    [DialectFact]
    public void A_filter_keeps_households_with_given_people()
    {
        _fixture.WriteOne(H1);
        var other = _fixture.WriteOne(H2, RegisterFixture.Far);

        var snapshot = _fixture.Register.Now();

        Assert.Equal([H2], snapshot.Households(AreaScope.All, June, new HouseholdFilter { Among = new HashSet<PersonId> { other } }).Select(household => household.Id));
    }

    [DialectFact]
    public void Several_months_read_at_once_are_what_each_month_reads_alone()
    {
        var mover = _fixture.WriteOne(H1, from: new DateOnly(2020, 1, 1));
        var host = _fixture.WriteOne(H2, RegisterFixture.Far);
        _fixture.Write(commit => commit.SetMembership(mover, new Membership(H2, "guest", new DateRange(new DateOnly(2026, 6, 12), null))));
        _fixture.Write(commit => commit.MoveHousehold(H1, RegisterFixture.OtherCommune, new DateOnly(2026, 5, 3)));
        _fixture.Write(commit => commit.GrantAward(Grant(mover, "tgxh.6.nang", new BenefitMonth(2024, 2))));
        var snapshot = _fixture.Register.Now();
        var asked = new BenefitMonth(2026, 4).To(new BenefitMonth(2026, 8)).ToDictionary(month => month, month => (IReadOnlySet<PersonId>)(month == June ? new HashSet<PersonId> { mover, host } : new HashSet<PersonId> { mover }));

        var read = snapshot.Households(AreaScope.All, asked);

        Assert.Equal(asked.Keys, read.Keys.Order());
        foreach (var (month, people) in asked)
        {
            Assert.Equal(
                snapshot.Households(AreaScope.All, month).Where(household => household.People.Any(person => people.Contains(person.Id))).OrderBy(household => household.Id).Select(Shown), read[month].Select(Shown));
        }

        Assert.Equal([H1, H2], read[June].Select(household => household.Id));
        Assert.Equal([H2], read[June.Next].Select(household => household.Id));
        Assert.NotEqual(read[June.Previous.Previous][0].Place, read[June][0].Place);
        Assert.Empty(snapshot.Households(AreaScope.All, new Dictionary<BenefitMonth, IReadOnlySet<PersonId>>()));

        static string Shown(CaseHousehold household) => string.Join('\n', household.People
            .Select(person => $"{person} {string.Join(' ', person.Facts)} {string.Join(' ', person.Awards)}").Prepend($"{household.Id} {household.Place} {household.Province} {string.Join(' ', household.Coverage)}"));
    }

    [DialectFact]
    public void After_a_merge_both_ids_stand_for_one_person_and_its_facts_come_together()
    {
        var kept = _fixture.WriteOne(H1);
        var other = _fixture.WriteOne(H2);
        var before = _fixture.Write(commit =>
        {
            commit.RecordFact(kept, new FactEntry("studying", "true", DateRange.Always));
            commit.RecordFact(other, new FactEntry("hiv", "true", DateRange.Always));
            commit.GrantAward(Grant(other, "tgxh.6.nang", new BenefitMonth(2024, 2)));
        });
        _fixture.Write(commit => commit.Merge(kept, other, "same person"));

        var after = _fixture.Register.Now();
        var merged = Assert.Single(after.Household(AreaScope.All, H1, June)!.People);

        Assert.Equal(["studying", "hiv"], merged.Facts.Select(fact => fact.Code));
        Assert.Single(merged.Awards);
        Assert.Empty(after.Household(AreaScope.All, H2, June)!.People);
        Assert.Equal(kept, after.Person(AreaScope.All, other)!.Id);
        Assert.Equal(2, after.Numbers(AreaScope.All, other).Count);
        Assert.Equal(kept, Assert.Single(after.Awards(AreaScope.All)).Person);
        Assert.Equal(RegistrySnapshot.EveryMonth, after.ChangedSince(AreaScope.All, before)[kept]);
        Assert.Single(_fixture.Register.At(before).Household(AreaScope.All, H2, June)!.People);
    }

    [DialectFact]
    public void A_death_is_known_from_the_day_it_was_recorded()
    {
        var person = _fixture.WriteOne(H1);
        var before = _fixture.Register.Now().Number;
        _fixture.OnDay(2026, 8, 3);
        _fixture.Write(commit => commit.RecordDeath(person, new DateOnly(2026, 6, 9), "giấy chứng tử"));

        var snapshot = _fixture.Register.Now();

        Assert.Equal(new CaseDeath(new DateOnly(2026, 6, 9), new DateOnly(2026, 8, 3)), snapshot.Household(AreaScope.All, H1, June)!.People[0].Died);
        Assert.Null(_fixture.Register.At(before).Household(AreaScope.All, H1, June)!.People[0].Died);
        Assert.Equal(June, snapshot.ChangedSince(AreaScope.All, before)[person]);
        Assert.Equal(before, _fixture.Database.NumberAt(new DateOnly(2026, 8, 2)));
    }

    internal static AwardDecision Grant(PersonId person, string benefit, BenefitMonth from, BenefitMonth? to = null) => new()
    {
        Person = person,
        Benefit = new BenefitId(benefit),
        Place = RegisterFixture.Commune,
        DecisionNumber = "12/QĐ-UBND",
        Decided = from.First,
        From = from,
        To = to,
    };

    /// <summary>Everything in a household as text, lists written out.</summary>
    internal static string Canonical(CaseHousehold household) => string.Join(
        '\n',
        household.Facts.Select(fact => fact.ToString())
            .Concat(household.Coverage.Select(coverage => coverage.ToString()))
            .Concat(household.People.SelectMany(person => person.Facts.Select(fact => fact.ToString())
                .Concat(person.Awards.Select(award => award.ToString()))
                .Prepend($"{person.Id} {person.Born} {person.Sex} {person.Relation} {person.Died} {person.Member}")))
            .Prepend($"{household.Id} {household.Place} {household.Province}"));
}
