using System.Data.Common;
using System.Globalization;
using AnSinh.Law;
using AnSinh.Storage;

namespace AnSinh.Registry;

/// <summary>
/// Reads households with everything in them over a span of months by a handful of joins, and puts them together as each month reads them: people and their facts are the same
/// in every month, only who belongs where changes. Memory is bounded by one commune or <see cref="MaxHouseholds"/>.
/// </summary>
internal sealed class CaseLoader
{
    public const int MaxHouseholds = 400;

    private readonly DbConnection _connection;
    private readonly (string, object?)[] _parameters;
    private readonly Func<PersonId, PersonId> _canonical;
    private readonly Func<long, DateOnly> _dayOf;
    private readonly PlaceCode? _commune;

    private readonly SortedDictionary<string, List<Residence>> _residences = new(StringComparer.Ordinal);
    private readonly Dictionary<PersonId, List<Belonging>> _belongings = [];
    private readonly Dictionary<PersonId, List<CaseFact>> _facts = [];
    private readonly Dictionary<string, List<CaseFact>> _householdFacts = new(StringComparer.Ordinal);
    private readonly Dictionary<PersonId, List<CaseAward>> _awards = [];
    private readonly Dictionary<PersonId, (BirthDate Born, Sex Sex)> _details = [];
    private readonly Dictionary<PersonId, CaseDeath> _deaths = [];
    private readonly Dictionary<PlaceCode, List<CaseCoverage>> _coverage = [];

    private CaseLoader(RegistrySnapshot snapshot, DbConnection connection, BenefitMonth first, BenefitMonth last, string households, PlaceCode? commune, IEnumerable<(string, object?)> keys)
    {
        (_canonical, var aliases, _dayOf) = snapshot.ForLoading();
        (_connection, _commune) = (connection, commune);
        _parameters = [("n", snapshot.Number.Value), ("first", Database.Iso(first.First)), ("last", Database.Iso(last.Last)), .. keys];
        ReadResidences(households);
        // Joined rather than asked by "in": the rows of a person are then found by the whole key and not by the bucket alone.
        var people = $"(select distinct m.bucket, m.person_id from membership m where m.household_id in ({households}) and {Rows.Visible("m")} and {Rows.Overlaps("m")})";
        ReadBelongings(people);
        ReadPeople(people, _parameters);
        foreach (var alias in _belongings.Keys.SelectMany(person => aliases[person]).ToList())
        {
            ReadPeople("(select @alias_bucket as bucket, @alias as person_id)", [.. _parameters, ("alias_bucket", (long)Bucket.Of(alias).Value), ("alias", alias.Value)]);
        }

        ReadHouseholdFacts(households);
    }

    private sealed record Residence(DateRange Valid, PlaceCode Commune, PlaceCode Province);

    private sealed record Belonging(DateRange Valid, string Household, string Relation);

    public static (string, object?)[] Days(BenefitMonth month) => [("first", Database.Iso(month.First)), ("last", Database.Iso(month.Last))];

    /// <summary>The households that live in a commune in the month.</summary>
    public static CaseLoader Of(RegistrySnapshot snapshot, DbConnection connection, BenefitMonth month, PlaceCode commune) => new(
        snapshot, connection, month, month, $"select r.household_id from residence r where r.commune = @commune and {Rows.Visible("r")} and {Rows.Overlaps("r")}", commune, [("commune", commune.Value)]);

    /// <summary>Some households, wherever they live; at most <see cref="MaxHouseholds"/>.</summary>
    public static CaseLoader Of(RegistrySnapshot snapshot, DbConnection connection, BenefitMonth first, BenefitMonth last, IReadOnlyList<string> households) => new(
        snapshot, connection, first, last,
        string.Join(", ", Enumerable.Range(0, households.Count).Select(index => string.Create(CultureInfo.InvariantCulture, $"@h{index}"))), null,
        households.Select((household, index) => (string.Create(CultureInfo.InvariantCulture, $"h{index}"), (object?)household)));

    /// <summary>
    /// The households of a month of the span by id. A household counts where it lived first in the month, a person in the household to which it belonged first in the month.
    /// </summary>
    public IEnumerable<CaseHousehold> In(BenefitMonth month)
    {
        var members = new Dictionary<string, List<CasePerson>>(StringComparer.Ordinal);
        foreach (var (person, belongings) in _belongings)
        {
            if (belongings.Find(one => one.Valid.Overlaps(month)) is { } first)
            {
                if (!members.TryGetValue(first.Household, out var people))
                {
                    members.Add(first.Household, people = []);
                }

                people.Add(Person(person, first));
            }
        }

        foreach (var (id, residences) in _residences)
        {
            if (residences.Find(one => one.Valid.Overlaps(month)) is { } lived && (_commune is not { } commune || lived.Commune == commune))
            {
                var people = members.GetValueOrDefault(id) ?? [];
                people.Sort((left, right) => left.Id.CompareTo(right.Id));
                yield return new CaseHousehold
                {
                    Id = new HouseholdId(id),
                    Place = lived.Commune,
                    Province = lived.Province,
                    Facts = _householdFacts.GetValueOrDefault(id) ?? [],
                    Coverage = CoverageOf(lived.Commune, lived.Province),
                    People = people,
                };
            }
        }
    }

    private CasePerson Person(PersonId id, Belonging belonging) => new()
    {
        Id = id,
        Born = _details[id].Born,
        Sex = _details[id].Sex,
        Relation = belonging.Relation,
        Died = _deaths.GetValueOrDefault(id),
        Member = belonging.Valid,
        Facts = _facts.GetValueOrDefault(id) ?? [],
        Awards = _awards.GetValueOrDefault(id) ?? [],
    };

    private void ReadResidences(string households)
    {
        foreach (var (id, residence) in _connection.Read(
            $"""
            select r.household_id, r.commune, r.province, r.valid_from, r.valid_to from residence r
            where r.household_id in ({households}) and {Rows.Visible("r")} and {Rows.Overlaps("r")} order by r.household_id, r.valid_from
            """,
            _parameters, row => (row.GetString(0), new Residence(row.Range(3), PlaceCode.Parse(row.GetString(1)), PlaceCode.Parse(row.GetString(2))))))
        {
            Add(_residences, id, residence);
        }
    }

    /// <summary>All households of the people in the span, not only those asked for: who belonged elsewhere first counts there.</summary>
    private void ReadBelongings(string people)
    {
        foreach (var (person, belonging) in _connection.Read(
            $"""
            select x.person_id, x.household_id, x.relation, x.valid_from, x.valid_to from {people} w join membership x on x.bucket = w.bucket and x.person_id = w.person_id
            where {Rows.Visible("x")} and {Rows.Overlaps("x")} order by x.valid_from
            """,
            _parameters, row => (row.Person(0), new Belonging(row.Range(3), row.GetString(1), row.GetString(2)))))
        {
            Add(_belongings, person, belonging);
        }
    }

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
            AddFact(_facts, _canonical(person), fact);
        }

        foreach (var (person, award) in _connection.Read(
            $"select x.person_id, x.benefit, x.month_from, x.month_to, x.known_from from {Of("award")} and x.state in ('granted', 'resumed') order by x.month_from, x.award_id",
            parameters,
            row => (row.Person(0), new CaseAward(new BenefitId(row.GetString(1)), BenefitMonth.Parse(row.GetString(2)), Stored.MonthTo(row.GetString(3)), _dayOf(row.GetInt64(4))))))
        {
            Add(_awards, _canonical(person), award);
        }
    }

    private void ReadHouseholdFacts(string households)
    {
        foreach (var (household, fact) in _connection.Read(
            $"""
            select f.household_id, f.code, f.value, f.valid_from, f.valid_to, f.known_from from household_fact f
            where f.household_id in ({households}) and {Rows.Visible("f")} order by f.known_from, f.entry
            """,
            _parameters,
            row => (row.GetString(0), new CaseFact(row.GetString(1), row.TextOrNull(2), row.Range(3), _dayOf(row.GetInt64(5))))))
        {
            AddFact(_householdFacts, household, fact);
        }
    }

    private List<CaseCoverage> CoverageOf(PlaceCode commune, PlaceCode province)
    {
        if (!_coverage.TryGetValue(commune, out var coverage))
        {
            _coverage.Add(commune, coverage =
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
    private void AddFact<TKey>(Dictionary<TKey, List<CaseFact>> lists, TKey key, CaseFact fact)
        where TKey : notnull
    {
        var value = fact.Value is ['p', ..] ? _canonical(new PersonId(fact.Value)).Value : fact.Value;
        Add(lists, key, fact with { Value = value, Sequence = lists.TryGetValue(key, out var before) ? before.Count : 0 });
    }

    private static void Add<TKey, T>(IDictionary<TKey, List<T>> lists, TKey key, T item)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists.Add(key, list = []);
        }

        list.Add(item);
    }
}
