using AnSinh.Law;
using AnSinh.Payroll.Receivables;
using AnSinh.Registry;
using Dapper;

namespace AnSinh.Payroll.Report;

/// <summary>Everybody whom the books name, and those of them who owe: what erasure has to leave alone.</summary>
public static class PeopleInBooks
{
    public static (HashSet<PersonId> Named, HashSet<PersonId> Owing) Read(PayrollBook book)
    {
        using var connection = book.Connect();
        var named = connection.Query<string>(
            """
            select person_id from payroll_line union select payee from payroll_line union select person_id from payroll_receivable union select person_id from payroll_reclassification
            union select person_id from payroll_unpaid union select payee from payroll_carried union select payee from payroll_payment union select person_id from payroll_paid_before
            union select person_id from payroll_payee union select payee_id from payroll_payee
            """).Where(id => id.Length > 0).Select(id => new PersonId(id)).ToHashSet();
        var owing = connection.Query<(string Id, string Person)>("select c.receivable_id, c.person_id from payroll_receivable c join payroll_run r on r.run_id = c.run_id where r.state not in ('draft', 'checked', 'cancelled')").ToList()
            .Where(row => ReceivableLife.Open(connection, row.Id).Total > Vnd.Zero).Select(row => new PersonId(row.Person)).ToHashSet();
        return (named, owing);
    }
}
