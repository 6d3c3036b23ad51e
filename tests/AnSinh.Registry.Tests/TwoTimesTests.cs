using AnSinh.Databases;
using AnSinh.Law;
using AnSinh.Registry.Tests.Reading;
using AnSinh.Storage;
using FsCheck;
using FsCheck.Fluent;

namespace AnSinh.Registry.Tests;

public sealed class SqliteTwoTimesTests() : TwoTimesTests(Dialect.Sqlite);

public sealed class PostgresTwoTimesTests() : TwoTimesTests(Dialect.Postgres);

public abstract class TwoTimesTests(Dialect dialect)
{
    private static readonly BenefitMonth June = new(2026, 6);

    [DialectFact]
    public void A_snapshot_never_changes_whatever_is_written_later() =>
        Prop.ForAll(Gen.ArrayOf(Gen.Choose(0, 999), 12).ToArbitrary(), steps =>
        {
            using var fixture = new RegisterFixture(dialect);
            var world = new World(fixture);
            var seen = new List<(KnowledgeNumber Number, string Content)>();
            foreach (var step in steps)
            {
                seen.Add(Photograph(fixture.Register.Now()));
                world.Write(step);
            }

            return seen.All(photograph => Photograph(fixture.Register.At(photograph.Number)) == photograph);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    [DialectFact]
    public void Who_is_not_in_the_changes_has_the_same_answer_and_who_is_has_it_before_the_month() =>
        Prop.ForAll(Gen.ArrayOf(Gen.Choose(0, 999), 8).ToArbitrary(), steps =>
        {
            using var fixture = new RegisterFixture(dialect);
            var world = new World(fixture);
            var before = fixture.Register.Now();
            foreach (var step in steps)
            {
                world.Write(step);
            }

            var after = fixture.Register.Now();
            var changed = after.ChangedSince(AreaScope.All, before.Number);
            return new BenefitMonth(2026, 3).To(new BenefitMonth(2026, 9)).All(month => Differing(before, after, month).All(person => changed.TryGetValue(person, out var first) && first <= month));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    [DialectFact]
    public void Nothing_is_written_without_commit()
    {
        using var fixture = new RegisterFixture(dialect);
        using (var commit = fixture.Register.Begin("tester", "test"))
        {
            commit.RegisterHousehold(new HouseholdId("H9"), RegisterFixture.Commune);
        }

        Assert.Equal(KnowledgeNumber.None, fixture.Database.Current());
        Assert.Empty(fixture.Register.Now().HouseholdIds(AreaScope.All));
    }

    [DialectFact]
    public void A_fact_recorded_again_as_it_was_counts_again_and_is_a_change()
    {
        using var fixture = new RegisterFixture(dialect);
        var person = fixture.WriteOne(new HouseholdId("H1"));
        var (month, valid, first) = (new BenefitMonth(2026, 6), new DateRange(new DateOnly(2026, 3, 1), null), default(FactKey));
        fixture.Write(commit => first = commit.RecordFact(person, new FactEntry("studying", "true", valid)));
        var before = fixture.Write(commit => commit.RecordFact(person, new FactEntry("studying", "false", valid)));
        fixture.Write(commit =>
        {
            commit.SupersedeFact(person, first, "better evidence");
            commit.RecordFact(person, new FactEntry("studying", "true", valid, Evidence: "giấy xác nhận của trường"));
        });

        string Studying(RegistrySnapshot snapshot) => snapshot.Household(AreaScope.All, new HouseholdId("H1"), month)!.People.Single().Facts.Where(fact => fact.Code == "studying").MaxBy(fact => (fact.Known, fact.Sequence))!.Value!;
        Assert.NotEqual(Studying(fixture.Register.At(before)), Studying(fixture.Register.Now()));
        Assert.Equal(new BenefitMonth(2026, 3), fixture.Register.Now().ChangedSince(AreaScope.All, before)[person]);
    }

    [DialectFact]
    public void A_fact_recorded_wrongly_no_longer_counts_and_is_still_there_in_history()
    {
        using var fixture = new RegisterFixture(dialect);
        var person = fixture.WriteOne(new HouseholdId("H1"));
        FactKey wrong = default;
        var before = fixture.Write(commit => wrong = commit.RecordFact(person, new FactEntry("studying", "true", DateRange.Always)));
        fixture.Write(commit => commit.SupersedeFact(person, wrong, "another person"));

        Assert.Empty(fixture.Register.Now().Facts(AreaScope.All, person));
        Assert.Equal("true", Assert.Single(fixture.Register.At(before).Facts(AreaScope.All, person)).Fact.Value);
        Assert.Throws<StorageException>(() => fixture.Write(commit => commit.SupersedeFact(person, wrong, "again")));
    }

    private static (KnowledgeNumber, string) Photograph(RegistrySnapshot snapshot) => (snapshot.Number, string.Join(
        "\n\n",
        new[] { June, June.AddMonths(2) }.SelectMany(month => snapshot.Households(AreaScope.All, month)).Select(HouseholdReadingTests.Canonical)
            .Concat(snapshot.Awards(AreaScope.All).Select(award => award.ToString()))
            .Concat(snapshot.People(AreaScope.All).Select(person => person.ToString()))));

    /// <summary>People whose household reads differently (what is known when does not count: only what is known).</summary>
    private static IEnumerable<PersonId> Differing(RegistrySnapshot before, RegistrySnapshot after, BenefitMonth month)
    {
        var left = before.Households(AreaScope.All, month).ToDictionary(household => household.Id, household => Effective(household, month));
        var right = after.Households(AreaScope.All, month).ToDictionary(household => household.Id);
        return right.Values.Where(household => !left.TryGetValue(household.Id, out var earlier) || earlier != Effective(household, month)).SelectMany(household => household.People).Select(person => person.Id);
    }

    private static string Effective(CaseHousehold household, BenefitMonth month) => string.Join(
        '\n',
        household.People.Select(person => string.Join(
            ' ',
            person.Facts.Where(fact => fact.Valid.Overlaps(month.First, month.Last)).Select(fact => $"{fact.Code}={fact.Value}:{fact.Sequence}")
                .Concat(person.Awards.Where(award => award.From <= month && !(award.To < month)).Select(award => award.Benefit.Value))
                .Prepend($"{person.Id} {person.Relation} {person.Born} {(person.Died?.Day <= month.Last ? "dead" : "")}")))
            .Prepend($"{household.Place}"));

    /// <summary>Three people in two households, and things that happen to them by number.</summary>
    private sealed class World
    {
        private static readonly HouseholdId[] Households = [new("H1"), new("H2")];

        private readonly RegisterFixture _fixture;
        private readonly List<PersonId> _people = [];
        private int _decision;

        public World(RegisterFixture fixture)
        {
            _fixture = fixture;
            var from = new DateOnly(2020, 1, 1);
            fixture.Write(commit =>
            {
                commit.RegisterHousehold(Households[0], RegisterFixture.Commune, from);
                commit.RegisterHousehold(Households[1], RegisterFixture.OtherCommune, from);
                _people.AddRange([RegisterFixture.Add(commit, Households[0], from: from), RegisterFixture.Add(commit, Households[0], from: from), RegisterFixture.Add(commit, Households[1], from: from)]);
            });
        }

        public void Write(int step)
        {
            var person = _people[step % 3];
            var household = Households[step / 3 % 2];
            var month = new BenefitMonth(2026, 3 + step / 6 % 6);
            _fixture.Write(commit => Happen(commit, step / 36 % 10, person, household, month));
        }

        private void Happen(RegistryCommit commit, int what, PersonId person, HouseholdId household, BenefitMonth month)
        {
            switch (what)
            {
                case 0:
                    commit.RecordFact(person, new FactEntry("studying", "true", new DateRange(month.First, month.Next.Last)));
                    break;
                case 1:
                    commit.RecordFact(household, new FactEntry("poverty_status", "poor", new DateRange(month.First, null)));
                    break;
                case 2:
                    commit.GrantAward(HouseholdReadingTests.Grant(person, "tgxh.6.nang", month) with { DecisionNumber = $"{++_decision}" });
                    break;
                case 3:
                    commit.RecordDeath(person, month.First.AddDays(10));
                    break;
                case 4:
                    commit.SetMembership(person, new Membership(household, "guest", new DateRange(month.First.AddDays(4), null)));
                    break;
                case 5:
                    commit.MoveHousehold(household, RegisterFixture.Far, month.First.AddDays(14));
                    break;
                case 6:
                    commit.CorrectPerson(person, new PersonDetails("Trần Văn Đức", BirthDate.OfYear(1950 + month.Month), Sex.Male));
                    break;
                case 7:
                    commit.RecordCoverage("civil_status", RegisterFixture.Commune, month.Last);
                    break;
                case 8 when commit.AwardsNow(person).LastOrDefault(stretch => stretch.From < month) is { } award:
                    commit.SuspendAward(award.Id, month, "vắng mặt");
                    break;
                default:
                    commit.EndMembership(person, month.First.AddDays(20));
                    break;
            }
        }
    }
}
