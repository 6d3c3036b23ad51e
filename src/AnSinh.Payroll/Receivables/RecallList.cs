using System.Data.Common;
using System.Globalization;
using System.Text;
using AnSinh.Law;
using AnSinh.Payroll.Banks;
using AnSinh.Payroll.Steps;
using AnSinh.Payroll.Store;
using Dapper;

namespace AnSinh.Payroll.Receivables;

/// <summary>
/// Asks banks to send back transfers that were not due: one list a bank, with the reference of the payment and the amount wanted of it. What comes back whole settles the receivable with the
/// next run; a part is recorded with <see cref="Recover"/>.
/// </summary>
public static class RecallList
{
    /// <summary>The lists of all open receivables of an area that went by transfer and were not asked for yet.</summary>
    public static IReadOnlyList<OrderFile> Draw(PayrollBook book, PlaceCode area, string actor)
    {
        var open = ReceivableLife.Of(book, area);
        using var write = book.Database.Begin(actor, "payroll.recall");
        var asked = new List<(ReceivableStanding Claim, Payment Payment)>();
        foreach (var claim in open)
        {
            if (ReceivableStore.Actions(write.Connection, claim.Id).All(action => action.Kind != "recall") && Transfer(write.Connection, claim.Id) is { } payment)
            {
                asked.Add((claim, payment));
                ReceivableStore.Action(write, claim.Id, "recall", claim.Open, "", payment.Id);
            }
        }

        if (asked.Count > 0)
        {
            write.Commit();
        }

        return
        [
            .. asked.GroupBy(one => one.Payment.Bank).OrderBy(bank => bank.Key, StringComparer.Ordinal).Select(bank =>
            {
                var text = new StringBuilder("reference,order,bank,paid,wanted,month,receivable\n");
                foreach (var (claim, payment) in bank.OrderBy(one => one.Payment.Id, StringComparer.Ordinal))
                {
                    text.Append(CultureInfo.InvariantCulture, $"{payment.Id},{payment.MessageId},{BankList.Find(payment.Bank)?.Code ?? payment.Bank},{payment.Amount.Amount},{claim.Open.Amount},{claim.Month},{claim.Id}\n");
                }

                return new OrderFile(
                    PayrollBook.Text($"recall-{area}-{write.RecordedOn:yyyy-MM-dd}-{bank.Key}.csv"), Encoding.UTF8.GetBytes(text.ToString()), bank.Count(), Vnd.Sum(bank.Select(one => one.Claim.Open)));
            }),
        ];
    }

    /// <summary>The bank does not send the money back, for a reason.</summary>
    /// <exception cref="PayrollRefusedException">It was not asked, or there is no reason.</exception>
    public static void Refused(PayrollBook book, string receivable, string actor, string reason)
    {
        using var write = book.Database.Begin(actor, "payroll.recall");
        var open = ReceivableLife.Open(write.Connection, receivable);
        if (reason.Length == 0 || ReceivableStore.Actions(write.Connection, receivable).LastOrDefault(action => action.Kind.StartsWith("recall", StringComparison.Ordinal)) is not { Kind: "recall" } asked)
        {
            throw new PayrollRefusedException("Chưa đề nghị ngân hàng hoàn trả, hoặc thiếu lý do", "The bank was not asked for it, or there is no reason", receivable);
        }

        ReceivableStore.Action(write, receivable, "recall_refused", open.Total, reason, asked.Payment);
        write.Commit();
    }

    /// <summary>The last transfer that carried the month overpaid and was settled; null when it went in cash.</summary>
    private static Payment? Transfer(DbConnection connection, string receivable) => connection.Query<string>(
        """
        select p.payment_id from payroll_receivable c
        join payroll_line l on l.award_id = c.award_id and l.benefit = c.benefit and l.month = c.month
        join payroll_payment_item i on i.line_id = l.line_id join payroll_payment p on p.payment_id = i.payment_id
        where c.receivable_id = @receivable and p.channel = 'bank' and p.state = 'settled' order by p.known desc, p.payment_id
        """, new { receivable }).Select(id => PaymentStore.Find(connection, id)).FirstOrDefault();
}
