using AnSinh.Law;
using AnSinh.Storage;

namespace AnSinh.Registry;

public sealed partial class RegistrySnapshot
{
    /// <summary>So many people are looked up by their keys, in one question; for more, the whole table is read.</summary>
    private const int FewPeople = 5_000;

    /// <summary>
    /// The awards decided in the area with their stretches, by bucket, award and month. <see cref="AwardStretch.Person"/> follows merges; the bucket stays that of the first id.
    /// </summary>
    /// <param name="scope">Applied to the place that decided.</param>
    /// <param name="inForce">Only stretches paid in this month; null for all states and months.</param>
    /// <param name="among">Only awards of these persons; null for all.</param>
    public IReadOnlyList<AwardStretch> Awards(AreaScope scope, BenefitMonth? inForce = null, IReadOnlySet<PersonId>? among = null)
    {
        var month = inForce is null ? "1 = 1" : "a.state in ('granted', 'resumed') and a.month_from <= @month and a.month_to >= @month";
        if (among?.Count == 0)
        {
            return [];
        }

        // A commune's people are looked up by their keys; going through the awards of a nation for them would be in vain.
        var (with, few) = among is { Count: <= FewPeople } ? ($"with few (bucket, id) as (values {SqlText.Keys(Ids(among))})", "join few on few.bucket = a.bucket and few.id = a.person_id") : ("", "");
        return
        [
            .. Query(
                $"""
                {with} select {AwardRows.Columns} from award a {few} join knowledge k on k.number = a.known_from
                where {Rows.Visible("a")} and {scope.On("a")} and {month} order by a.bucket, a.award_id, a.month_from
                """,
                AwardRows.Read, ("month", inForce?.ToString()))
                .Select(award => award with { Person = Canonical(award.Person) })
                .Where(award => among is null || among.Contains(award.Person)),
        ];
    }

    /// <summary>Keys under which anything of these people may stand: their own, and those that were merged into them.</summary>
    private IEnumerable<(long Bucket, string Id)> Ids(IReadOnlySet<PersonId> people) =>
        people.Concat(_aliases.Value.Keys.Where(alias => people.Contains(Canonical(alias)))).Distinct().Select(id => ((long)Bucket.Of(id).Value, id.Value));

    /// <summary>The awards of one person decided in the area, with their stretches by award and month.</summary>
    public IReadOnlyList<AwardStretch> Awards(AreaScope scope, PersonId person)
    {
        var kept = Canonical(person);
        return
        [
            .. _aliases.Value.Keys.Where(alias => Canonical(alias) == kept).Append(kept).SelectMany(id => Query(
                $"select {AwardRows.Columns} from award a join knowledge k on k.number = a.known_from where a.bucket = @bucket and a.person_id = @person and {Rows.Visible("a")} and {scope.On("a")} order by a.award_id, a.month_from",
                AwardRows.Read, Key(id))).Select(stretch => stretch with { Person = kept }),
        ];
    }

    /// <summary>The stretches of one award, by month; empty when it is not known or was decided outside the area.</summary>
    public IReadOnlyList<AwardStretch> Award(AreaScope scope, AwardId award) =>
    [
        .. Query(
            $"select {AwardRows.Columns} from award a join knowledge k on k.number = a.known_from where a.award_id = @award and {Rows.Visible("a")} and {scope.On("a")} order by a.month_from",
            AwardRows.Read, ("award", award.Value))
            .Select(stretch => stretch with { Person = Canonical(stretch.Person) }),
    ];

    /// <summary>
    /// The account that is valid on a day, for each payee who has one. Payees without are paid in cash. Several ids of one person give the account recorded last.
    /// </summary>
    public IReadOnlyDictionary<PersonId, PayeeAccount> Accounts(AreaScope scope, IReadOnlySet<PersonId> payees, DateOnly day)
    {
        const string columns = "c.person_id, d.wrapped, c.sealed, c.bank, c.holder, c.consent, c.valid_from, c.valid_to, c.evidence, c.known_from, c.entry from account c join data_key d on d.bucket = c.bucket and d.subject = c.person_id";
        var valid = $"{Rows.Visible("c")} and c.valid_from <= @day and c.valid_to >= @day and d.destroyed_at is null and {InArea(scope, "c.bucket", "c.person_id")} order by c.known_from, c.entry";
        if (payees.Count == 0)
        {
            return new Dictionary<PersonId, PayeeAccount>();
        }

        var (with, few) = payees.Count <= FewPeople ? ($"with few (bucket, id) as (values {SqlText.Keys(Ids(payees))})", "join few on few.bucket = c.bucket and few.id = c.person_id") : ("", "");
        var rows = Query($"{with} select {columns} {few} where {valid}", ReadAccount, ("day", Storage.Database.Iso(day)));
        var found = new Dictionary<PersonId, PayeeAccount>();
        foreach (var row in rows)
        {
            if (payees.Contains(Canonical(row.Owner)))
            {
                using var cipher = _database.Keys.Unwrap(row.Owner.Value, row.Wrapped);
                found[Canonical(row.Owner)] = row.Account with { Number = cipher.Open(row.Secret, $"account/{row.Owner}") };
            }
        }

        return found;
    }

    private static (PersonId Owner, byte[] Wrapped, byte[] Secret, PayeeAccount Account, long KnownFrom, long Entry) ReadAccount(System.Data.Common.DbDataReader row) => (
        row.Person(0), row.Bytes(1), row.Bytes(2), new PayeeAccount(row.GetString(3), "", row.GetString(4), row.DayOrNull(5), row.Range(6), row.GetString(8)), row.GetInt64(9), row.GetInt64(10));
}
