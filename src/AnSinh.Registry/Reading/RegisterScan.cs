using System.Data.Common;
using System.Text;
using AnSinh.Law;
using AnSinh.Storage;

namespace AnSinh.Registry;

/// <summary>
/// One way through everything that determinations of an area in a month read: each table once, in the order of its key, within one read transaction, so that all rows are those of one
/// moment. Rows of persons come by bucket and person in every table and are merged by whoever reads.
/// </summary>
internal sealed class RegisterScan : IDisposable
{
    private const string ByPerson = "order by x.bucket, x.person_id";

    private readonly RegistrySnapshot _snapshot;
    private readonly AreaScope _scope;
    private readonly ReadMoment _moment;
    private readonly (string Name, object? Value)[] _parameters;
    private readonly string _households;
    private readonly string _persons;
    private BulkRead? _names;

    internal RegisterScan(RegistrySnapshot snapshot, ReadMoment moment, AreaScope scope, BenefitMonth month)
    {
        (_snapshot, _moment, _scope, Month) = (snapshot, moment, scope, month);
        _parameters = [("n", snapshot.Number.Value), .. CaseLoader.Days(month)];
        var within = $"select s.household_id from residence s where {Rows.Visible("s")} and {Rows.Overlaps("s")} and {scope.On("s")}";
        // Everybody is found by going through the tables; an area by its households. "cross join" keeps SQLite from turning the two around.
        (_households, _persons) = scope == AreaScope.All ? ("", "") : (
            $"(select distinct w.household_id from ({within}) w) a cross join ",
            $"(select distinct m.bucket, m.person_id from membership m where m.household_id in ({within}) and {Rows.Visible("m")} and {Rows.Overlaps("m")}) a cross join ");
    }

    public BenefitMonth Month { get; }

    /// <summary>household_id, commune, province, valid_from: where households of the area live in the month, and lived first in it.</summary>
    public BulkRead Residences() => Read(OfHouseholds("residence", "x.household_id, x.commune, x.province, x.valid_from", Rows.Overlaps("x")));

    /// <summary>household_id, code, value, valid_from, valid_to, known_from, entry.</summary>
    public BulkRead HouseholdFacts() => Read(OfHouseholds("household_fact", "x.household_id, x.code, x.value, x.valid_from, x.valid_to, x.known_from, x.entry", "1 = 1") + ", x.code, x.known_from, x.entry");

    /// <summary>bucket, person_id, household_id, valid_from, valid_to of memberships in the month.</summary>
    public BulkRead Memberships() => Read(OfPersons("membership", "x.household_id, x.valid_from, x.valid_to", Rows.Overlaps("x")));

    /// <summary>bucket, person_id, born, sex.</summary>
    public BulkRead Persons() => Read(OfPersons("person", "x.born, x.sex", "1 = 1"));

    /// <summary>bucket, person_id, died_on, known_from.</summary>
    public BulkRead Deaths() => Read(OfPersons("death", "x.died_on, x.known_from", "1 = 1"));

    /// <summary>bucket, person_id, code, value, valid_from, valid_to, known_from, entry; the codes of a person in order.</summary>
    public BulkRead Facts() => Read(OfPersons("person_fact", "x.code, x.value, x.valid_from, x.valid_to, x.known_from, x.entry", "1 = 1") + ", x.code, x.known_from, x.entry");

    /// <summary>bucket, person_id, benefit, month_from, month_to, known_from of what is paid; the awards of a person by id.</summary>
    public BulkRead Awards() => Read(OfPersons("award", "x.benefit, x.month_from, x.month_to, x.known_from", "x.state in ('granted', 'resumed')") + ", x.award_id");

    /// <summary>Every query with the name of its table.</summary>
    public IEnumerable<(string Table, Func<BulkRead> Read)> All =>
        [("residence", Residences), ("household_fact", HouseholdFacts), ("membership", Memberships), ("person", Persons), ("death", Deaths), ("person_fact", Facts), ("award", Awards)];

    public bool Allows(PlaceCode commune, PlaceCode province) => _scope.Allows(commune, province);

    /// <summary>Persons that another id stands for as well, and the ids that stand for them.</summary>
    public IReadOnlySet<PersonId> Merged()
    {
        var (_, aliases, _) = _snapshot.ForLoading();
        return aliases.SelectMany(ids => ids.Prepend(ids.Key)).ToHashSet();
    }

    /// <summary>The last number that was known on a day.</summary>
    public long KnownUpTo(DateOnly day) => _moment.Connection
        .Read("select coalesce(max(number), 0) from knowledge where recorded_on <= @day and number <= @n", [.. _parameters, ("day", Database.Iso(day))], row => row.GetInt64(0)).Single();

    /// <summary>What sources cover each commune, by source. The table is read once: it has no order by place.</summary>
    public IReadOnlyList<IReadOnlyList<CaseCoverage>> Coverage(IEnumerable<(PlaceCode Place, PlaceCode Province)> communes)
    {
        var known = _moment.Connection.Read($"select c.source, c.place, max(c.as_of) from coverage c where {Rows.Visible("c")} group by c.source, c.place", _parameters, row => (Source: row.GetString(0), Place: row.GetString(1), AsOf: row.Day(2)))
            .ToLookup(row => row.Place, StringComparer.Ordinal);
        return
        [
            .. communes.Select(commune => known[commune.Place.Value].Concat(known[commune.Province.Value]).GroupBy(row => row.Source, StringComparer.Ordinal)
                .OrderBy(source => source.Key, StringComparer.Ordinal).Select(source => new CaseCoverage(source.Key, source.Max(row => row.AsOf))).ToList()),
        ];
    }

    /// <summary>The name of a person found by this scan.</summary>
    public string NameOf(PersonId person)
    {
        _names ??= _moment.Read($"select p.full_name from person p where p.bucket = @bucket and p.person_id = @person and p.known_from <= {_snapshot.Number.Value} and p.superseded_at > {_snapshot.Number.Value}");
        _names.Restart((long)Bucket.Of(person).Value, person.Value);
        return _names.Next() ? Encoding.UTF8.GetString(_names.Text(0)) : "";
    }

    public void Dispose()
    {
        _names?.Dispose();
        _moment.Dispose();
    }

    private string OfHouseholds(string table, string columns, string condition) =>
        $"select {columns} from {_households}{table} x where {(_households.Length == 0 ? "" : "x.household_id = a.household_id and ")}{Rows.Visible("x")} and {condition} order by x.household_id";

    private string OfPersons(string table, string columns, string condition) =>
        $"select x.bucket, x.person_id, {columns} from {_persons}{table} x where {(_persons.Length == 0 ? "" : "x.bucket = a.bucket and x.person_id = a.person_id and ")}{Rows.Visible("x")} and {condition} {ByPerson}";

    private BulkRead Read(string sql) => _moment.Read(sql, _parameters);
}
