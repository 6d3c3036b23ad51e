using AnSinh.Law;

namespace AnSinh.Registry;

/// <summary>A living member of a household as a list shows it.</summary>
public sealed record Dweller(PersonRecord Person, string Relation);

/// <summary>A household where it lives on a day, with its living members: head, spouse, then by age.</summary>
public sealed record Dwelling(HouseholdId Household, PlaceCode Commune, PlaceCode Province, string Village, IReadOnlyList<Dweller> Members)
{
    /// <summary>Who stands for the household: its head, or its oldest member where none is recorded; null for a household without members.</summary>
    public PersonRecord? Head => Members.Count == 0 ? null : Members[0].Person;
}

public sealed partial class RegistrySnapshot
{
    /// <summary>The households that live in the area on a day, with who belongs to them, by commune, village and household id.</summary>
    public IReadOnlyList<Dwelling> Dwellings(AreaScope scope, DateOnly day)
    {
        var days = new (string, object?)[] { ("first", Storage.Database.Iso(day)), ("last", Storage.Database.Iso(day)) };
        var members = Query(
            $"""
            select m.household_id, m.relation, {PersonColumns}
            from residence r join membership m on m.household_id = r.household_id
            join person p on p.bucket = m.bucket and p.person_id = m.person_id
            left join death d on d.bucket = p.bucket and d.person_id = p.person_id and {Rows.Visible("d")}
            where {Rows.Visible("r")} and {Rows.Overlaps("r")} and {scope.On("r")} and {Rows.Visible("m")} and {Rows.Overlaps("m")} and {Rows.Visible("p")}
            """,
            row => (Household: row.GetString(0), Relation: row.GetString(1), Person: new PersonRecord(
                row.Person(2), row.GetString(3), BirthDate.Parse(row.GetString(4)), Stored.SexOf(row.GetString(5)), row.GetString(6), row.DayOrNull(7))),
            days)
            .Where(row => row.Person.Died is not { } died || died > day)
            .ToLookup(row => row.Household, row => new Dweller(row.Person, row.Relation), StringComparer.Ordinal);
        return
        [
            .. Query(
                $"""
                select r.household_id, r.commune, r.province, r.village from residence r where {Rows.Visible("r")} and {Rows.Overlaps("r")} and {scope.On("r")}
                order by r.commune, r.village, r.household_id
                """,
                row => new Dwelling(
                    new HouseholdId(row.GetString(0)), PlaceCode.Parse(row.GetString(1)), PlaceCode.Parse(row.GetString(2)), row.GetString(3),
                    [.. members[row.GetString(0)].OrderBy(member => member.Relation switch { "head" => 0, "spouse" => 1, _ => 2 }).ThenBy(member => member.Person.Born).ThenBy(member => member.Person.Id)]),
                days),
        ];
    }

    /// <summary>The facts of households of the area that hold on a day, oldest known first. Where several of one code hold, the last known counts.</summary>
    public IReadOnlyList<(HouseholdId Household, FactRecord Record)> HouseholdFacts(AreaScope scope, DateOnly day) => Query(
        $"""
        select f.known_from, f.entry, f.code, f.value, f.valid_from, f.valid_to, f.source, f.evidence, f.recorded_by, f.household_id
        from residence r join household_fact f on f.household_id = r.household_id
        where {Rows.Visible("r")} and {Rows.Overlaps("r")} and {scope.On("r")} and {Rows.Visible("f")} and {Rows.Overlaps("f")} order by f.known_from, f.entry
        """,
        row => (new HouseholdId(row.GetString(9)), ReadFact(row)),
        ("first", Storage.Database.Iso(day)), ("last", Storage.Database.Iso(day)));
}
