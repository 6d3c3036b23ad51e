using System.Data.Common;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Payroll.Returns;

/// <summary>
/// Accounts to which nothing is sent until another one is recorded: the payee's last transfer came back for a reason that lies with the account or the person, and the account is still the same.
/// </summary>
internal static class BouncedAccounts
{
    /// <summary>Of these payees those who are paid in cash for now.</summary>
    /// <param name="book">The payroll.</param>
    /// <param name="connection">The books.</param>
    /// <param name="known">As known at.</param>
    /// <param name="accounts">The accounts on record.</param>
    public static IReadOnlySet<string> Of(PayrollBook book, DbConnection connection, KnowledgeNumber known, IReadOnlyDictionary<PersonId, PayeeAccount> accounts)
    {
        var bounced = new HashSet<string>(StringComparer.Ordinal);
        foreach (var group in LastTransfers(connection, known).Where(last => accounts.ContainsKey(new PersonId(last.Payee)) && last.CameBack)
            .Where(last => ReturnReasons.Of(last.Reason).Cure is ReturnCure.NewAccount or ReturnCure.SeePerson)
            .GroupBy(last => (last.Ordered, last.Month)))
        {
            var payees = group.Select(last => new PersonId(last.Payee)).ToHashSet();
            foreach (var (payee, then) in book.Register.At(new KnowledgeNumber(group.Key.Ordered)).Accounts(AreaScope.All, payees, BenefitMonth.Parse(group.Key.Month).First))
            {
                if (accounts[payee] is var now && (now.Bank, now.Number) == (then.Bank, then.Number))
                {
                    bounced.Add(payee.Value);
                }
            }
        }

        return bounced;
    }

    /// <summary>The last transfer of every payee who ever had one come back, with its last reason.</summary>
    private static IEnumerable<(string Payee, long Ordered, string Month, bool CameBack, string Reason)> LastTransfers(DbConnection connection, KnowledgeNumber known) => connection
        .Query<(string Payee, long Ordered, string Month, string? Reason)>(
            """
            select p.payee, p.known, r.month,
                (select e.reason from payroll_payment_event e where e.payment_id = p.payment_id and e.outcome in ('rejected', 'returned') and e.known <= @n order by e.sequence desc limit 1)
            from payroll_payment p join payroll_run r on r.run_id = p.run_id
            where p.channel = 'bank' and p.known < @n
            and exists (select 1 from payroll_payment b join payroll_payment_event e on e.payment_id = b.payment_id where b.payee = p.payee and b.channel = 'bank' and e.outcome in ('rejected', 'returned'))
            order by p.payee, p.known desc
            """, new { n = known.Value })
        .GroupBy(row => row.Payee, StringComparer.Ordinal).Select(group => group.First()).Select(row => (row.Payee, row.Ordered, row.Month, row.Reason is not null, row.Reason ?? ""));
}
