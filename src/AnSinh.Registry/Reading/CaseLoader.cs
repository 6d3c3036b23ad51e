using System.Data.Common;
using AnSinh.Law;
using AnSinh.Storage;

namespace AnSinh.Registry;

/// <summary>
/// Reads households with everything in them by a handful of joins instead of one query a person. Memory is bounded by one commune.
/// </summary>
internal sealed class CaseLoader
{
    public const string OfCommune = "r.commune = @commune";
    public const int MaxHouseholds = 200;

    private readonly DbConnection _connection;
    private readonly (string, object?)[] _parameters;
    private readonly Func<PersonId, PersonId> _canonical;
    private readonly Func<long, DateOnly> _dayOf;
    private readonly string _households;
    private readonly string _people;

    private readonly Dictionary<PersonId, List<CaseFact>> _facts = [];
    private readonly Dictionary<string, List<CaseFact>> _householdFacts = new(StringComparer.Ordinal);
    private readonly Dictionary<PersonId, List<CaseAward>> _awards = [];
    private readonly Dictionary<PersonId, (BirthDate Born, Sex Sex)> _details = [];
    private readonly Dictionary<PersonId, CaseDeath> _deaths = [];

    private CaseLoader(DbConnection connection, (string, object?)[] parameters, string which, Func<PersonId, PersonId> canonical, Func<long, DateOnly> dayOf)
    {
        _connection = connection;
        _parameters = parameters;
        _canonical = canonical;
        _dayOf = dayOf;
        _households = $"""
            select r.household_id from residence r where {which} and {Rows.Visible("r")} and {Rows.Overlaps("r")}
            and not exists (select 1 from residence e where e.household_id = r.household_id and {Rows.Visible("e")} and e.valid_to >= @first and e.valid_from < r.valid_from)
            """;
        // Joined rather than asked by "in": the rows of a person are then found by the whole key and not by the bucket alone.
        _people = $"(select distinct m.bucket, m.person_id from membership m where m.household_id in ({_households}) and {Rows.Visible("m")} and {Rows.Overlaps("m")})";
    }

    /// <summary>Households named by the parameters h0, h1 and so on.</summary>
    public static string OfHouseholds(int count) => $"r.household_id in ({string.Join(", ", Enumerable.Range(0, count).Select(index => $"@h{index}"))})";

    public static (string, object?)[] Days(BenefitMonth month) => [("first", Database.Iso(month.First)), ("last", Database.Iso(month.Last))];

    public static IReadOnlyList<CaseHousehold> Load(RegistrySnapshot snapshot, DbConnection connection, BenefitMonth month, string which, params (string, object?)[] keys)
    {
        var (canonical, aliases, dayOf) = snapshot.ForLoading();
        var loader = new CaseLoader(connection, [("n", snapshot.Number.Value), .. keys, .. Days(month)], which, canonical, dayOf);
        return loader.Load(which, aliases);
    }

    private List<CaseHousehold> Load(string which, ILookup<PersonId, PersonId> aliases)
    {
        var residences = _connection.Read(
            $"""
            select r.household_id, r.commune, r.province from residence r where {which} and {Rows.Visible("r")} and {Rows.Overlaps("r")}
            and not exists (select 1 from residence e where e.household_id = r.household_id and {Rows.Visible("e")} and e.valid_to >= @first and e.valid_from < r.valid_from)
            """,
            _parameters,
            row => (Id: row.GetString(0), Place: PlaceCode.Parse(row.GetString(1)), Province: PlaceCode.Parse(row.GetString(2)))).ToList();
        var members = _connection.Read(
            $"""
            select m.household_id, m.person_id, m.relation, m.valid_from, m.valid_to from membership m
            where m.household_id in ({_households}) and {Rows.Visible("m")} and {Rows.Overlaps("m")}
            and not exists (select 1 from membership e where e.bucket = m.bucket and e.person_id = m.person_id and {Rows.Visible("e")} and e.valid_to >= @first and e.valid_from < m.valid_from)
            """,
            _parameters,
            row => (Household: row.GetString(0), Person: row.Person(1), Relation: row.GetString(2), Valid: row.Range(3))).ToLookup(member => member.Household, StringComparer.Ordinal);

        ReadPeople(_people, _parameters);
        foreach (var alias in members.SelectMany(household => household).SelectMany(member => aliases[member.Person]))
        {
            ReadPeople("(select @alias_bucket as bucket, @alias as person_id)", [.. _parameters, ("alias_bucket", (long)Bucket.Of(alias).Value), ("alias", alias.Value)]);
        }

        ReadHouseholdFacts();
        var coverage = new Dictionary<PlaceCode, List<CaseCoverage>>();
        return
        [
            .. residences.OrderBy(residence => residence.Id, StringComparer.Ordinal).Select(residence => new CaseHousehold
            {
                Id = new HouseholdId(residence.Id),
                Place = residence.Place,
                Province = residence.Province,
                Facts = _householdFacts.GetValueOrDefault(residence.Id) ?? [],
                Coverage = CoverageOf(coverage, residence.Place, residence.Province),
                People = [.. members[residence.Id].OrderBy(member => member.Person).Select(member => Person(member.Person, member.Relation, member.Valid))],
            }),
        ];
    }

    private CasePerson Person(PersonId id, string relation, DateRange member) => new()
    {
        Id = id,
        Born = _details[id].Born,
        Sex = _details[id].Sex,
        Relation = relation,
        Died = _deaths.GetValueOrDefault(id),
        Member = member,
        Facts = _facts.GetValueOrDefault(id) ?? [],
        Awards = _awards.GetValueOrDefault(id) ?? [],
    };

    private void ReadPeople(string people, (string, object?)[] parameters)
    {
        string Of(string table) => $"{people} w join {table} x on x.bucket = w.bucket and x.person_id = w.person_id where {Rows.Visible("x")}";

        foreach (var (person, born, sex) in _connection.Read(
            $"select x.person_id, x.born, x.sex from {Of("person")}", parameters,
            row => (row.Person(0), BirthDate.Parse(row.GetString(1)), Stored.SexOf(row.GetString(2)))))
        {
            _details.TryAdd(person, (born, sex));
        }

        foreach (var (person, death) in _connection.Read(
            $"select x.person_id, x.died_on, x.known_from from {Of("death")}", parameters,
            row => (row.Person(0), new CaseDeath(row.Day(1), _dayOf(row.GetInt64(2))))))
        {
            _deaths.TryAdd(_canonical(person), death);
        }

        foreach (var (person, fact) in _connection.Read(
            $"select x.person_id, x.code, x.value, x.valid_from, x.valid_to, x.known_from from {Of("person_fact")} order by x.known_from, x.entry", parameters,
            row => (row.Person(0), new CaseFact(row.GetString(1), row.TextOrNull(2), row.Range(3), _dayOf(row.GetInt64(5))))))
        {
            Add(_facts, _canonical(person), facts => fact with { Value = Resolved(fact.Value), Sequence = facts.Count });
        }

        foreach (var (person, award) in _connection.Read(
            $"select x.person_id, x.benefit, x.month_from, x.month_to, x.known_from from {Of("award")} and x.state in ('granted', 'resumed') order by x.month_from, x.award_id",
            parameters,
            row => (row.Person(0), new CaseAward(new BenefitId(row.GetString(1)), BenefitMonth.Parse(row.GetString(2)), Stored.MonthTo(row.GetString(3)), _dayOf(row.GetInt64(4))))))
        {
            Add(_awards, _canonical(person), _ => award);
        }
    }

    private void ReadHouseholdFacts()
    {
        foreach (var (household, fact) in _connection.Read(
            $"""
            select f.household_id, f.code, f.value, f.valid_from, f.valid_to, f.known_from from household_fact f
            where f.household_id in ({_households}) and {Rows.Visible("f")} order by f.known_from, f.entry
            """,
            _parameters,
            row => (row.GetString(0), new CaseFact(row.GetString(1), row.TextOrNull(2), row.Range(3), _dayOf(row.GetInt64(5))))))
        {
            Add(_householdFacts, household, facts => fact with { Value = Resolved(fact.Value), Sequence = facts.Count });
        }
    }

    private List<CaseCoverage> CoverageOf(Dictionary<PlaceCode, List<CaseCoverage>> known, PlaceCode commune, PlaceCode province)
    {
        if (!known.TryGetValue(commune, out var coverage))
        {
            known.Add(commune, coverage =
            [
                .. _connection.Read(
                    $"select c.source, max(c.as_of) from coverage c where c.place in (@place, @above) and {Rows.Visible("c")} group by c.source order by c.source",
                    [.. _parameters, ("place", commune.Value), ("above", province.Value)],
                    row => new CaseCoverage(row.GetString(0), row.Day(1))),
            ]);
        }

        return coverage;
    }

    /// <summary>A person's id as a value follows merges like any other.</summary>
    private string? Resolved(string? value) => value is ['p', ..] ? _canonical(new PersonId(value)).Value : value;

    private static void Add<TKey, T>(Dictionary<TKey, List<T>> lists, TKey key, Func<List<T>, T> item)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists.Add(key, list = []);
        }

        list.Add(item(list));
    }
}
