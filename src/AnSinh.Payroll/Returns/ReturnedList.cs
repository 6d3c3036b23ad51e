using AnSinh.Law;
using AnSinh.Payroll.Iso20022;
using AnSinh.Payroll.Store;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Payroll.Returns;

/// <summary>A payment that came back, why, what cures it, and the run that took it up again (null: the next one will, unless its award is suspended).</summary>
public sealed record ReturnedItemised(Payment Payment, BenefitMonth RunMonth, ReturnReason Reason, string Text, KnowledgeNumber Known, string? SentAgainBy);

/// <summary>Payments of an area that came back, the newest first.</summary>
public static class ReturnedList
{
    public static IReadOnlyList<ReturnedItemised> Of(PayrollBook book, PlaceCode area)
    {
        using var connection = book.Connect();
        return
        [
            .. connection.Query<(string Payment, string Month, string Reason, string Text, long Known, string? Again)>(
                """
                select p.payment_id, r.month, e.reason, e.text, e.known,
                    (select max(q.run_id) from payroll_carried c join payroll_run q on q.run_id = c.run_id where c.payment = p.payment_id and q.state <> 'cancelled')
                from payroll_payment p join payroll_run r on r.run_id = p.run_id join payroll_payment_event e on e.payment_id = p.payment_id
                where r.area = @area and p.state in ('rejected', 'returned') and e.outcome = p.state
                and e.sequence = (select max(l.sequence) from payroll_payment_event l where l.payment_id = p.payment_id and l.outcome = p.state)
                order by e.known desc, p.payment_id
                """, new { area = area.Value }).ToList()
                .Select(row => new ReturnedItemised(
                    PaymentStore.Find(connection, row.Payment)!, BenefitMonth.Parse(row.Month), ReturnReasons.Of(row.Reason), row.Text, new KnowledgeNumber(row.Known), row.Again)),
        ];
    }
}
