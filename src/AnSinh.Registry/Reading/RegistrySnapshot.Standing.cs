using AnSinh.Law;
using AnSinh.Storage;

namespace AnSinh.Registry;

public sealed partial class RegistrySnapshot
{
    /// <summary>How many stretches of awards were decided in the area.</summary>
    public long AwardCount(AreaScope scope) => Query($"select count(*) from award a where {Rows.Visible("a")} and {scope.On("a")}", row => row.GetInt64(0))[0];

    /// <summary>The people in some buckets with an award decided in the area, each with whether one stands, or is suspended, in a month; without who ever had several ids (<see cref="AwardedMerged"/>).</summary>
    public IReadOnlyDictionary<PersonId, bool> Awarded(AreaScope scope, Bucket first, Bucket last, BenefitMonth month)
    {
        var merged = Merged();
        return Query(
            $"""
            select a.person_id, max(case when a.state in ('granted', 'resumed', 'suspended') and a.month_from <= @month and a.month_to >= @month then 1 else 0 end) from award a
            where a.bucket between @first and @last and {Rows.Visible("a")} and {scope.On("a")} group by a.bucket, a.person_id
            """,
            row => (Person: row.Person(0), Reaches: Convert.ToInt64(row.GetValue(1), System.Globalization.CultureInfo.InvariantCulture) == 1),
            ("first", (long)first.Value), ("last", (long)last.Value), ("month", month.ToString()))
            .Where(person => !merged.Contains(person.Person)).ToDictionary(person => person.Person, person => person.Reaches);
    }

    /// <summary>Who has an award decided in the area and ever had several ids; by the id that they have now.</summary>
    public IReadOnlySet<PersonId> AwardedMerged(AreaScope scope) => _aliases.Value.Count == 0 ? new HashSet<PersonId>() : Query(
        $"""
        select distinct a.person_id from award a where {Rows.Visible("a")} and {scope.On("a")}
        and a.person_id in (select x.alias_id from person_alias x where {Rows.Visible("x")} union select x.person_id from person_alias x where {Rows.Visible("x")})
        """, row => Canonical(row.Person(0))).ToHashSet();

    /// <summary>Every id of those who ever had several.</summary>
    private HashSet<PersonId> Merged() => _merged ??= _aliases.Value.SelectMany(alias => new[] { alias.Key, Canonical(alias.Key) }).ToHashSet();

    /// <summary>Who has an award decided in the area and another that was decided in another place, whatever became of either.</summary>
    public IReadOnlySet<PersonId> AwardedElsewhereToo(AreaScope scope) => Query(
        $"""
        select distinct a.person_id from award a join award b on b.bucket = a.bucket and b.person_id = a.person_id
        where a.known_from <= @n and {scope.On("a")} and b.known_from <= @n and (b.province <> a.province or b.commune <> a.commune)
        """, row => Canonical(row.Person(0))).ToHashSet();

    /// <summary>Everybody of the area whose household is not the same in two months that follow each other, by what is known: it moves, or somebody joins or leaves it.</summary>
    /// <param name="before">The first of them.</param>
    /// <param name="month">The second.</param>
    public IReadOnlySet<PersonId> Moving(AreaScope scope, BenefitMonth before, BenefitMonth month)
    {
        static string Between(string alias) => $"{Rows.Visible(alias)} and (({alias}.valid_from > @first and {alias}.valid_from <= @last) or ({alias}.valid_to >= @first and {alias}.valid_to < @last))";
        return Query(
            $"""
            select m.person_id from membership m where {Rows.Visible("m")} and {InArea(scope, "m.bucket", "m.person_id")} and m.household_id in (
                select c.household_id from membership c where {Between("c")} union select r.household_id from residence r where {Between("r")})
            """, row => Canonical(row.Person(0)), ("first", Database.Iso(before.First)), ("last", Database.Iso(month.Last))).ToHashSet();
    }
}
