using AnSinh.Law;
using Microsoft.Data.Sqlite;

namespace AnSinh.Registry;

/// <summary>Which households are wanted of those that live in the area.</summary>
public sealed record HouseholdFilter
{
    public static readonly HouseholdFilter Everybody = new();

    /// <summary>Only households with a member whose award is paid in the month or was in the month before.</summary>
    public bool WithAwardsInForce { get; init; }

    /// <summary>Only households with one of these members; null for any.</summary>
    public IReadOnlySet<PersonId>? Among { get; init; }

    internal bool Accepts(IReadOnlyList<CasePerson> people, BenefitMonth month) =>
        (Among is null || people.Any(person => Among.Contains(person.Id)))
        && (!WithAwardsInForce || people.Any(person => person.Awards.Any(award => award.From <= month && (award.To is not { } to || to >= month.Previous))));
}

public sealed partial class RegistrySnapshot
{
    /// <summary>
    /// The households of the area as a determination for a month reads them, whole, commune by commune and then by household id. A household counts where it
    /// lived first in the month, a person in the household to which it belonged first in the month: who moves counts at the new place from the next month.
    /// </summary>
    public IEnumerable<CaseHousehold> Households(AreaScope scope, BenefitMonth month, HouseholdFilter? filter = null)
    {
        filter ??= HouseholdFilter.Everybody;
        using var connection = _database.Connect();
        foreach (var commune in Communes(connection, scope, month, filter))
        {
            foreach (var household in CaseLoader.Load(this, connection, month, CaseLoader.OfCommune, ("commune", commune.Value)))
            {
                if (filter.Accepts(household.People, month))
                {
                    yield return household;
                }
            }
        }
    }

    /// <summary>One household in a month; null when it is not known, lives outside the area or did not exist in the month.</summary>
    public CaseHousehold? Household(AreaScope scope, HouseholdId household, BenefitMonth month)
    {
        using var connection = _database.Connect();
        return CaseLoader.Load(this, connection, month, CaseLoader.OfHousehold, ("household", household.Value))
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

    /// <summary>The communes to be read, in order of code; few when only some people are wanted.</summary>
    private List<PlaceCode> Communes(SqliteConnection connection, AreaScope scope, BenefitMonth month, HouseholdFilter filter)
    {
        var all = connection.Read(
            $"select distinct r.commune from residence r where {Rows.Visible("r")} and {Rows.Overlaps("r")} and {scope.On("r")} order by r.commune",
            [At, .. CaseLoader.Days(month)],
            row => PlaceCode.Parse(row.GetString(0))).ToList();
        if (filter.Among is not { } people || all.Count == 1)
        {
            return all;
        }

        var wanted = people
            .Select(person => HouseholdOf(scope, person, month))
            .OfType<HouseholdId>().Distinct()
            .Select(household => Household(scope, household, month)?.Place)
            .OfType<PlaceCode>().ToHashSet();
        return [.. all.Where(wanted.Contains)];
    }
}
