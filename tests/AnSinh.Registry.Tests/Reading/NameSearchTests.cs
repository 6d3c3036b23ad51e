using AnSinh.Databases;
using AnSinh.Law;
using AnSinh.Storage;
using Dapper;
using FsCheck;
using FsCheck.Fluent;

namespace AnSinh.Registry.Tests.Reading;

public sealed class SqliteNameSearchTests() : NameSearchTests(Dialect.Sqlite);

public sealed class PostgresNameSearchTests() : NameSearchTests(Dialect.Postgres);

public abstract class NameSearchTests(Dialect dialect) : IDisposable
{
    private static readonly AreaScope Near = AreaScope.Of(RegisterFixture.Commune);
    private static readonly AreaScope Away = AreaScope.Of(RegisterFixture.OtherCommune);

    private readonly RegisterFixture _fixture = new(dialect);

    private RegistrySnapshot Now => _fixture.Register.Now();

    public void Dispose()
    {
        _fixture.Dispose();
        GC.SuppressFinalize(this);
    }

    [DialectFact]
    public void What_is_found_is_what_going_through_all_names_would_find_in_the_same_order()
    {
        string[] family = ["Nguyễn", "Nguyễn", "Trần", "Lê", "Ngô", "Đặng", "H'"], middle = ["Thị", "Văn", "Thị Ngọc", "Đức", ""], given = ["Hoà", "Hòa", "Hoàng", "Anh", "Nga", "Ngân", "Đào", "Y_", "100%"];
        var random = new Random(7);
        string[] homes = [RegisterFixture.Commune.Value, RegisterFixture.OtherCommune.Value, RegisterFixture.Far.Value];
        _fixture.Write(commit =>
        {
            foreach (var home in homes)
            {
                commit.RegisterHousehold(new HouseholdId(home), PlaceCode.Parse(home));
            }

            for (var count = 0; count < 300; count++)
            {
                var person = commit.RegisterPerson(
                    RegisterFixture.NextNumber(), new PersonDetails($"{Any(family)} {Any(middle)} {Any(given)}", BirthDate.Parse($"{1936 + random.Next(4)}{(random.Next(2) == 0 ? "" : "-05-01")}"), Sex.Female));
                if (random.Next(10) > 0)
                {
                    commit.SetMembership(person, new Membership(new HouseholdId(Any(homes)), "member", DateRange.Always));
                }
            }
        });
        var now = Now;
        var areas = new[] { AreaScope.All, AreaScope.None, Near, AreaScope.Of(RegisterFixture.Commune, RegisterFixture.Far), AreaScope.Of(PlaceCode.Parse("01")), AreaScope.Of(PlaceCode.Parse("01"), RegisterFixture.Far) };
        var all = areas.ToDictionary(area => area, area => now.People(area));
        var word = Gen.Elements("ng", "n", "nguyen", "Ngô", "h", "hoa", "HOÀNG", "thi", "t", "đ", "duc", "anh", "xyz", "1937", "1938", "193", "2001", "y_", "_", "100%", "%", "h'", "nguyen thi", "ngoc");
        var asked = from words in Gen.ListOf(word) from area in Gen.Elements(areas) from limit in Gen.Elements(5, 30, RegistrySnapshot.MaxFound) from few in Gen.Elements(2, 40, 10_000) select (Text: string.Join(' ', words.Take(3)), area, limit, few);
        Prop.ForAll(asked.ToArbitrary(), one => Assert.Equal(
            ByAll(all[one.area], one.Text, one.limit).Select(Shown), now.Named(one.area, now.SearchIds(one.area, one.Text, one.limit, one.few)).Select(Shown))).Check(Config.QuickThrowOnFailure.WithMaxTest(250));

        string Any(string[] from) => from[random.Next(from.Length)];
    }

    [DialectFact]
    public void A_corrected_name_is_found_and_the_old_one_in_the_state_before()
    {
        var person = _fixture.WriteOne(new HouseholdId("H1"));
        var before = Now;
        _fixture.Write(commit => commit.CorrectPerson(person, new PersonDetails("Nguyễn Thị Hồng", BirthDate.Parse("1980-03-01"), Sex.Female)));

        Assert.Empty(Now.Search(AreaScope.All, "hoa"));
        Assert.Equal("Nguyễn Thị Hồng", Assert.Single(Now.Search(Near, "hong")).FullName);
        Assert.Equal("Nguyễn Thị Hoà", Assert.Single(before.Search(Near, "hoa")).FullName);
        Assert.Empty(before.Search(AreaScope.All, "hong"));
    }

    [DialectFact]
    public void Whoever_moves_is_found_where_the_file_now_lies()
    {
        var (mover, stayer) = (_fixture.WriteOne(new HouseholdId("H1"), name: "Lê Thị Sen"), _fixture.WriteOne(new HouseholdId("H2"), RegisterFixture.OtherCommune));
        _fixture.Write(commit => commit.MoveHousehold(new HouseholdId("H1"), RegisterFixture.OtherCommune, new DateOnly(2026, 5, 10)));
        Assert.Empty(Now.Search(Near, "sen"));
        Assert.Equal(mover, Assert.Single(Now.Search(Away, "sen")).Id);

        _fixture.Write(commit =>
        {
            commit.RegisterHousehold(new HouseholdId("H3"), RegisterFixture.Commune);
            commit.SetMembership(stayer, new Membership(new HouseholdId("H3"), "head", new DateRange(new DateOnly(2026, 5, 1), null)));
            commit.EndMembership(stayer, new DateOnly(2026, 5, 12));
        });
        Assert.Equal(stayer, Assert.Single(Now.Search(Near, "hoa")).Id);
        Assert.Empty(Now.Search(Away, "hoa"));
    }

    [DialectFact]
    public void Who_was_merged_into_another_is_found_no_more_and_the_kept_one_where_the_household_came_from()
    {
        var other = _fixture.WriteOne(new HouseholdId("H1"));
        PersonId kept = default;
        _fixture.Write(commit => kept = commit.RegisterPerson(RegisterFixture.NextNumber(), new PersonDetails("Nguyễn Thị Hòa", BirthDate.Parse("1980"), Sex.Female)));
        Assert.Equal([kept, other], Now.Search(AreaScope.All, "hoa").Select(person => person.Id));
        Assert.Equal(other, Assert.Single(Now.Search(Near, "hoa")).Id);

        _fixture.Write(commit => commit.Merge(kept, other, "trùng"));
        Assert.Equal(kept, Assert.Single(Now.Search(AreaScope.All, "hoa")).Id);
        Assert.Equal(kept, Assert.Single(Now.Search(Near, "hoa")).Id);
    }

    [DialectFact]
    public void Of_an_erased_person_no_word_remains_in_any_state()
    {
        var person = _fixture.WriteOne(new HouseholdId("H1"));
        _fixture.Write(commit => commit.CorrectPerson(person, new PersonDetails("Nguyễn Thị Hồng", BirthDate.Parse("1980-03-01"), Sex.Female)));
        _fixture.Write(commit => commit.Erase(person, "theo yêu cầu"));

        Assert.Empty(Now.Search(AreaScope.All, "hong"));
        Assert.Empty(Now.Search(AreaScope.All, "1980"));
        using var connection = _fixture.Database.Connect();
        Assert.Equal(0, connection.ExecuteScalar<long>("select count(*) from name_word"));
    }

    [DialectFact]
    public void People_of_before_the_index_are_put_into_it_when_the_database_opens_also_after_an_end_halfway()
    {
        var people = Enumerable.Range(0, 20).Select(number => _fixture.WriteOne(new HouseholdId($"H{number}"), name: $"Nguyễn Văn {(char)('A' + number)}n")).ToList();
        using (var connection = _fixture.Database.Connect())
        {
            connection.Execute("delete from name_word");
            connection.Execute("insert into name_word_waiting select distinct bucket from person");
        }

        // One bucket done, the rest as a run that ended there leaves it.
        var told = new List<(long, long)>();
        Assert.Throws<OperationCanceledException>(() => Database.Open(_fixture.Source, _fixture.Database.Clock, [Register.Migrations], _fixture.KeyFile, progress: (done, of) =>
        {
            told.Add((done, of));
            throw new OperationCanceledException();
        }));
        var buckets = people.Select(Bucket.Of).Distinct().Count();
        Assert.Equal([(1L, (long)buckets)], told);
        Assert.InRange(Now.Search(Near, "van").Count, 1, people.Count - 1);

        _fixture.OnDay(2026, 5, 21);
        Assert.Equal(people.Order(), Now.Search(Near, "van").Select(person => person.Id).Order());
        _fixture.Write(commit => commit.CorrectPerson(people[0], new PersonDetails("Trần Lan", BirthDate.Parse("1980"), Sex.Female)));
        Assert.Equal(people.Skip(1).Order(), Now.Search(Near, "van").Select(person => person.Id).Order());
    }

    [DialectFact]
    public void A_list_shows_people_in_its_order_with_where_they_live_and_nobody_of_elsewhere()
    {
        var (here, away) = (_fixture.WriteOne(new HouseholdId("H1"), name: "Lê Thị Sen"), _fixture.WriteOne(new HouseholdId("H2"), RegisterFixture.Far, "Y Bhăm Niê"));
        _fixture.Write(commit => commit.RecordDeath(away, new DateOnly(2026, 5, 2)));
        var day = new DateOnly(2026, 5, 20);
        Assert.Equal(
            [("Y Bhăm Niê", (DateOnly?)new DateOnly(2026, 5, 2), RegisterFixture.Far), ("Lê Thị Sen", null, RegisterFixture.Commune)],
            Now.Listed(AreaScope.All, [away, here], day).Select(row => (row.Person.FullName, row.Person.Died, row.Residence!.Commune)));
        Assert.Equal([(here, new ResidenceRecord(RegisterFixture.Commune, ""))], Now.Listed(Near, [away, here, new PersonId("p00")], day).Select(row => (row.Person.Id, row.Residence!)));
        Assert.Equal(Now.Person(AreaScope.All, away), Assert.Single(Now.Named(AreaScope.All, [away])));
    }

    private static string Shown(PersonRecord person) => $"{person.FullName} {person.Born} {person.Id}";

    private static IEnumerable<PersonRecord> ByAll(IEnumerable<PersonRecord> people, string text, int limit)
    {
        var words = PersonName.Fold(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var year = words.FirstOrDefault(word => word.Length == 4 && word.All(char.IsAsciiDigit));
        var names = words.Where(word => word != year).ToList();
        return words.Length == 0 ? [] : people
            .Select(person => (Person: person, Name: PersonName.Fold(person.FullName)))
            .Where(one => (year is null || one.Person.Born.ToString()[..4] == year) && names.All(name => (" " + one.Name).Contains(" " + name, StringComparison.Ordinal)))
            .OrderBy(one => one.Name.StartsWith(string.Join(' ', names), StringComparison.Ordinal) ? 0 : 1).ThenBy(one => one.Name, StringComparer.Ordinal)
            .ThenBy(one => one.Person.Born.ToString(), StringComparer.Ordinal).ThenBy(one => one.Person.Id.Value, StringComparer.Ordinal).Select(one => one.Person).Take(limit);
    }
}
