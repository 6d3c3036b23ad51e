using System.Data.Common;
using System.Globalization;
using AnSinh.Law;
using AnSinh.Storage;

namespace AnSinh.Registry;

/// <summary>Which households are wanted of those that live in the area.</summary>
public sealed record HouseholdFilter
{
    public static readonly HouseholdFilter Everybody = new();

    /// <summary>Only households with one of these members; null for any.</summary>
    public IReadOnlySet<PersonId>? Among { get; init; }

    /// <summary>Only these households; null for any.</summary>
    public IReadOnlyCollection<HouseholdId>? Named { get; init; }
}

public sealed partial class RegistrySnapshot
{
    private const int PeopleAtOnce = 500;

    /// <summary>
    /// The households of the area as a determination for a month reads them, whole, commune by commune and then by household id. A household counts where it
    /// lived first in the month, a person in the household to which it belonged first in the month: who moves counts at the new place from the next month.
    /// </summary>
    public IEnumerable<CaseHousehold> Households(AreaScope scope, BenefitMonth month, HouseholdFilter? filter = null)
    {
        using var connection = _database.Connect();
        var named = filter?.Named?.Select(household => household.Value) ?? (filter?.Among is { } among ? Belonging(connection, among, month, month).Select(one => one.Household).Distinct() : null);
        if (named is not null)
        {
            foreach (var household in named.Order(StringComparer.Ordinal).Chunk(CaseLoader.MaxHouseholds).SelectMany(some => CaseLoader.Of(this, connection, month, month, some).In(month))
                .Where(household => scope.Allows(household.Place, household.Province)).OrderBy(household => household.Place).ThenBy(household => household.Id))
            {
                yield return household;
            }

            yield break;
        }

        var communes = connection.Read(
            $"select distinct r.commune from residence r where {Rows.Visible("r")} and {Rows.Overlaps("r")} and {scope.On("r")} order by r.commune",
            [At, .. CaseLoader.Days(month)],
            row => PlaceCode.Parse(row.GetString(0))).ToList();
        foreach (var household in communes.SelectMany(commune => CaseLoader.Of(this, connection, month, commune).In(month)))
        {
            yield return household;
        }
    }

    /// <summary>
    /// For each month the households of the area in which its people count, whole, by id; months without any are left out. What is the same in all months is read once; some hundred households are read at a time, side by side.
    /// </summary>
    public IReadOnlyDictionary<BenefitMonth, IReadOnlyList<CaseHousehold>> Households(AreaScope scope, IReadOnlyDictionary<BenefitMonth, IReadOnlySet<PersonId>> people)
    {
        if (people.Count == 0)
        {
            return new Dictionary<BenefitMonth, IReadOnlyList<CaseHousehold>>();
        }

        var (first, last) = (people.Keys.Min(), people.Keys.Max());
        var persons = people.ToDictionary(month => month.Key, month => month.Value.Select(Canonical).ToHashSet());
        var wanted = people.Keys.ToDictionary(month => month, _ => new HashSet<string>(StringComparer.Ordinal));
        using (var connection = _database.Connect())
        {
            foreach (var belongings in Belonging(connection, persons.Values.SelectMany(ids => ids).ToHashSet(), first, last).GroupBy(one => one.Person))
            {
                foreach (var (month, ids) in persons)
                {
                    if (ids.Contains(belongings.Key) && belongings.FirstOrDefault(one => one.Valid.Overlaps(month)) is { Household: { } household })
                    {
                        wanted[month].Add(household);
                    }
                }
            }
        }

        var chunks = wanted.Values.SelectMany(ids => ids).Distinct().Order(StringComparer.Ordinal).Chunk(CaseLoader.MaxHouseholds).ToArray();
        var found = new Dictionary<BenefitMonth, List<CaseHousehold>>[chunks.Length];
        AllCores.Each(chunks.Length, index =>
        {
            using var connection = _database.Connect();
            var loader = CaseLoader.Of(this, connection, first, last, chunks[index]);
            found[index] = wanted.Where(month => chunks[index].Any(month.Value.Contains)).ToDictionary(
                month => month.Key, month => loader.In(month.Key).Where(household => month.Value.Contains(household.Id.Value) && scope.Allows(household.Place, household.Province)).ToList());
        });
        return wanted.Keys.Select(month => (Month: month, Households: found.SelectMany(chunk => chunk.GetValueOrDefault(month) ?? []).ToList()))
            .Where(read => read.Households.Count > 0).ToDictionary(read => read.Month, IReadOnlyList<CaseHousehold> (read) => read.Households);
    }

    /// <summary>One household in a month; null when it is not known, lives outside the area or did not exist in the month.</summary>
    public CaseHousehold? Household(AreaScope scope, HouseholdId household, BenefitMonth month)
    {
        using var connection = _database.Connect();
        return CaseLoader.Of(this, connection, month, month, [household.Value]).In(month).SingleOrDefault(found => scope.Allows(found.Place, found.Province));
    }

    /// <summary>The household in which a person counts in a month.</summary>
    public HouseholdId? HouseholdOf(AreaScope scope, PersonId person, BenefitMonth month)
    {
        var found = Query(
            $"""
            select m.household_id from membership m join residence r on r.household_id = m.household_id
            where m.bucket = @bucket and m.person_id = @person and {Rows.Visible("m")} and {Rows.Overlaps("m")}
            and {Rows.Visible("r")} and {Rows.Overlaps("r")} and {scope.On("r")}
            order by m.valid_from, r.valid_from
            """,
            row => new HouseholdId(row.GetString(0)),
            [.. Key(Canonical(person)), .. CaseLoader.Days(month)]);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>The ids of households known in the area, wherever they lived last, in order.</summary>
    public IReadOnlyList<HouseholdId> HouseholdIds(AreaScope scope) => Query(
        $"""
        select distinct r.household_id from residence r where {Rows.Visible("r")} and {scope.On("r")}
        and not exists (select 1 from residence l where l.household_id = r.household_id and {Rows.Visible("l")} and l.valid_from > r.valid_from)
        order by r.household_id
        """,
        row => new HouseholdId(row.GetString(0)));

    /// <summary>Where people belonged in a span of months, the first household of each first.</summary>
    private IEnumerable<(PersonId Person, string Household, DateRange Valid)> Belonging(DbConnection connection, IReadOnlySet<PersonId> people, BenefitMonth first, BenefitMonth last) => people
        .Select(Canonical).Distinct().Order().Chunk(PeopleAtOnce).SelectMany(some => connection.Read(
            $"""
            select m.person_id, m.household_id, m.valid_from, m.valid_to
            from (values {string.Join(", ", some.Select((person, index) => string.Create(CultureInfo.InvariantCulture, $"({Bucket.Of(person).Value}, @p{index})")))}) w
            join membership m on m.bucket = w.column1 and m.person_id = w.column2 where {Rows.Visible("m")} and {Rows.Overlaps("m")} order by m.person_id, m.valid_from
            """,
            [At, ("first", Database.Iso(first.First)), ("last", Database.Iso(last.Last)), .. some.Select((person, index) => (string.Create(CultureInfo.InvariantCulture, $"p{index}"), (object?)person.Value))],
            row => (row.Person(0), row.GetString(1), row.Range(2))));

    /// <summary>One way through the area as a month reads it; for whoever determines all of it.</summary>
    internal RegisterScan Scan(AreaScope scope, BenefitMonth month) => new(this, _database.Moment(), scope, month);
}
