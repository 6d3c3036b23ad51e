using System.Data.Common;
using AnSinh.Law;
using AnSinh.Payroll.Arrears;
using AnSinh.Payroll.Runs;
using AnSinh.Registry;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Payroll.Store;

/// <summary>Payments of an area that had come back by a number and were not sent again by then.</summary>
internal sealed class ReturnedReader(DbConnection connection, KnowledgeNumber number)
{
    public IReadOnlyList<ReturnedPayment> Read(PlaceCode area, Func<AwardId, PersonId?> owner)
    {
        var n = new { n = number.Value, area = area.Value };
        var payments = connection.Query<(string Payment, string Payee, long Amount)>(
            $"""
            select p.payment_id, p.payee, p.amount from payroll_payment p join payroll_run q on q.run_id = p.run_id
            where q.area = @area and p.known <= @n
            and exists (select 1 from payroll_payment_event e where e.payment_id = p.payment_id and e.outcome in ('rejected', 'returned') and e.known <= @n)
            and not exists (select 1 from payroll_carried c where c.payment = p.payment_id and {ReceivableStore.RunCounts("c")})
            order by p.payment_id
            """, n).ToList();
        return
        [
            .. payments.Select(payment => new ReturnedPayment(payment.Payment, payment.Payee, new Vnd(payment.Amount),
            [
                .. connection.Query<(string Line, string Award, string Person, string Benefit, string Month, string Parts)>(
                    """
                    select i.line_id, l.award_id, l.person_id, l.benefit, l.month, i.parts from payroll_payment_item i join payroll_line l on l.line_id = i.line_id
                    where i.payment_id = @Payment order by i.line_id
                    """, new { payment.Payment })
                    .Select(item => new ReturnedItem(
                        item.Line, new AwardId(item.Award), owner(new AwardId(item.Award)) ?? new PersonId(item.Person), new BenefitId(item.Benefit), BenefitMonth.Parse(item.Month), FundAmounts.Parse(item.Parts))),
            ])),
        ];
    }
}
