using System.Data.Common;
using AnSinh.Law;

namespace AnSinh.Registry;

/// <summary>Which households are wanted of those that live in the area.</summary>
public sealed record HouseholdFilter
{
    public static readonly HouseholdFilter Everybody = new();

    /// <summary>Only households with a member whose award is paid in the month or was in the month before (and who is among those wanted).</summary>
    public bool WithAwardsInForce { get; init; }

    /// <summary>Only households with one of these members; null for any.</summary>
    public IReadOnlySet<PersonId>? Among { get; init; }

    /// <summary>Only these households; null for any.</summary>
    public IReadOnlyCollection<HouseholdId>? Named { get; init; }
}

public sealed partial class RegistrySnapshot
{
    /// <summary>
    /// The households of the area as a determination for a month reads them, whole, commune by commune and then by household id. A household counts where it
    /// lived first in the month, a person in the household to which it belonged first in the month: who moves counts at the new place from the next month.
    /// </summary>
    public IEnumerable<CaseHousehold> Households(AreaScope scope, BenefitMonth month, HouseholdFilter? filter = null)
    {
        using var connection = _database.Connect();
        if (filter?.Named is { } named)
        {
            foreach (var household in Named(connection, scope, month, named.Select(household => household.Value)))
            {
                yield return household;
            }

            yield break;
        }

        if (Wanted(connection, month, filter ?? HouseholdFilter.Everybody) is { } people)
        {
            foreach (var household in Among(connection, scope, month, people))
            {
                yield return household;
            }

            yield break;
        }

        var communes = connection.Read(
            $"select distinct r.commune from residence r where {Rows.Visible("r")} and {Rows.Overlaps("r")} and {scope.On("r")} order by r.commune",
            [At, .. CaseLoader.Days(month)],
            row => row.GetString(0)).ToList();
        foreach (var household in communes.SelectMany(commune => CaseLoader.Load(this, connection, month, CaseLoader.OfCommune, ("commune", commune))))
        {
            yield return household;
        }
    }

    /// <summary>One household in a month; null when it is not known, lives outside the area or did not exist in the month.</summary>
    public CaseHousehold? Household(AreaScope scope, HouseholdId household, BenefitMonth month)
    {
        using var connection = _database.Connect();
        return CaseLoader.Load(this, connection, month, CaseLoader.OfHouseholds(1), ("h0", household.Value))
            .SingleOrDefault(found => scope.Allows(found.Place, found.Province));
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

    /// <summary>The people whose households are wanted; null for everybody.</summary>
    private IReadOnlySet<PersonId>? Wanted(DbConnection connection, BenefitMonth month, HouseholdFilter filter)
    {
        if (!filter.WithAwardsInForce)
        {
            return filter.Among;
        }

        return connection.Read(
            $"select distinct a.person_id from award a where {Rows.Visible("a")} and a.state in ('granted', 'resumed') and a.month_from <= @month and a.month_to >= @before",
            [At, ("month", month.ToString()), ("before", month.Previous.ToString())],
            row => Canonical(row.Person(0)))
            .Where(person => filter.Among is not { } among || among.Contains(person)).ToHashSet();
    }

    private IEnumerable<CaseHousehold> Among(DbConnection connection, AreaScope scope, BenefitMonth month, IReadOnlySet<PersonId> people)
    {
        var households = people
            .SelectMany(person => connection.Read(
                $"select m.household_id from membership m where m.bucket = @bucket and m.person_id = @person and {Rows.Visible("m")} and {Rows.Overlaps("m")} order by m.valid_from limit 1",
                [At, .. Key(Canonical(person)), .. CaseLoader.Days(month)],
                row => row.GetString(0)))
            .Distinct().Order(StringComparer.Ordinal);
        return Named(connection, scope, month, households);
    }

    private IEnumerable<CaseHousehold> Named(DbConnection connection, AreaScope scope, BenefitMonth month, IEnumerable<string> households) => households
        .Chunk(CaseLoader.MaxHouseholds)
        .SelectMany(some => CaseLoader.Load(this, connection, month, CaseLoader.OfHouseholds(some.Length), [.. some.Select((household, index) => ($"h{index}", (object?)household))]))
        .Where(household => scope.Allows(household.Place, household.Province))
        .OrderBy(household => household.Place).ThenBy(household => household.Id);

    /// <summary>One way through the area as a month reads it; for whoever determines all of it.</summary>
    internal RegisterScan Scan(AreaScope scope, BenefitMonth month) => new(this, _database.Moment(), scope, month);
}
