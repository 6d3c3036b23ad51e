using AnSinh.Law;

namespace AnSinh.Registry;

public sealed partial class RegistrySnapshot
{
    /// <summary>So many payees are looked up one by one; for more, all accounts of the area are read.</summary>
    private const int FewPayees = 20;

    /// <summary>
    /// The awards decided in the area with their stretches, by bucket, award and month. <see cref="AwardStretch.Person"/> follows merges; the bucket stays that of the first id.
    /// </summary>
    /// <param name="scope">Applied to the place that decided.</param>
    /// <param name="inForce">Only stretches paid in this month; null for all states and months.</param>
    /// <param name="among">Only awards of these persons; null for all.</param>
    public IReadOnlyList<AwardStretch> Awards(AreaScope scope, BenefitMonth? inForce = null, IReadOnlySet<PersonId>? among = null)
    {
        var month = inForce is null ? "1 = 1" : "a.state in ('granted', 'resumed') and a.month_from <= @month and a.month_to >= @month";
        return
        [
            .. Query(
                $"""
                select {AwardRows.Columns} from award a join knowledge k on k.number = a.known_from
                where {Rows.Visible("a")} and {scope.On("a")} and {month} order by a.bucket, a.award_id, a.month_from
                """,
                AwardRows.Read, ("month", inForce?.ToString()))
                .Select(award => award with { Person = Canonical(award.Person) })
                .Where(award => among is null || among.Contains(award.Person)),
        ];
    }

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
        var rows = payees.Count > FewPayees
            ? Query($"select {columns} where {valid}", ReadAccount, ("day", Storage.Database.Iso(day)))
            : payees.SelectMany(payee => _aliases.Value.Keys.Where(alias => Canonical(alias) == payee).Append(payee)).SelectMany(owner => Query(
                $"select {columns} where c.bucket = @bucket and c.person_id = @person and {valid}", ReadAccount, [("day", Storage.Database.Iso(day)), .. Key(owner)]))
                .OrderBy(row => row.KnownFrom).ThenBy(row => row.Entry).ToList();
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
