using AnSinh.Casework.Cases.Store;

namespace AnSinh.Casework.Retention;

/// <summary>Where people belong who were looked at.</summary>
internal static class LookedAt
{
    /// <summary>What stands for the place of somebody who never belonged to a household: only who has the whole country in hand sees it.</summary>
    public const string Nowhere = "";

    /// <summary>
    /// A query: everybody looked at up to the day <c>@last</c>, since when (<c>since</c>), and where: of the row with <c>n</c> = 1. The household the person belongs to as known now comes first, otherwise the last one known;
    /// of several stretches and residences the latest. So everybody has one place, former residences count for nobody, and whoever lost the last membership is not forgotten.
    /// </summary>
    public static readonly string Placed =
        $"""
        select l.bucket, l.person_id, l.since, coalesce(r.commune, '{Nowhere}') as commune, coalesce(r.province, '{Nowhere}') as province,
            row_number() over (partition by l.bucket, l.person_id order by
                case when m.superseded_at = {CaseStore.Open} then 0 else 1 end, m.valid_from desc, m.known_from desc, case when r.superseded_at = {CaseStore.Open} then 0 else 1 end, r.valid_from desc, r.known_from desc) as n
        from (select v.bucket, v.person_id, min(k.recorded_on) as since from record_view v join knowledge k on k.number = v.known where k.recorded_on <= @last group by v.bucket, v.person_id) l
        left join membership m on m.bucket = l.bucket and m.person_id = l.person_id left join residence r on r.household_id = m.household_id
        """;
}
