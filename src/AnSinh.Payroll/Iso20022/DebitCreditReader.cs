using System.Xml.Linq;
using AnSinh.Law;

namespace AnSinh.Payroll.Iso20022;

/// <summary>
/// Reads camt.054.001.08. A booked debit means that a payment left and arrived; a booked credit with return information, or a reversal of a
/// debit, means that it came back. Entries that carry no reference of ours belong to other business on the same account and are passed over.
/// </summary>
internal static class DebitCreditReader
{
    public static BankReport Read(XElement root, string fileName, string digest)
    {
        var message = root.At("BkToCstmrDbtCdtNtfctn")!;
        var faults = new List<PayrollFault>();
        var statements = new List<BankStatement>();
        foreach (var notification in message.All("Ntfctn"))
        {
            var entries = notification.All("Ntry").ToList();
            var sum = Vnd.Zero;
            foreach (var entry in entries)
            {
                sum += Entry(entry, fileName, statements, faults);
            }

            CheckSummary(notification, entries.Count, sum, fileName, faults);
        }

        return faults.Count == 0
            ? new BankReport(fileName, MessageSchema.Camt054.Name, message.Text("GrpHdr", "MsgId"), digest, [], statements)
            : throw new PayrollRefusedException(faults);
    }

    private static Vnd Entry(XElement entry, string fileName, List<BankStatement> statements, List<PayrollFault> faults)
    {
        var amount = entry.At("Amt").Amount(fileName, faults) ?? Vnd.Zero;
        var details = entry.All("NtryDtls").SelectMany(detail => detail.All("TxDtls")).ToList();
        var sum = Vnd.Zero;
        foreach (var detail in details)
        {
            var own = detail.At("Amt").Amount(fileName, faults);
            sum += own ?? amount;
            var (line, column) = detail.Place();
            if (detail.Text("Refs", "EndToEndId") is not { Length: > 0 } id || !DerivedId.IsPayment(id) || Outcome(entry, detail) is not { } outcome)
            {
                continue;
            }

            var order = detail.Text("Refs", "MsgId");
            statements.Add(new BankStatement(
                id, order.Length == 0 ? null : order, outcome, own ?? amount, detail.Text("RtrInf", "Rsn", "Cd"), detail.Text("RtrInf", "AddtlInf"), line, column));
        }

        if (details.Count > 0 && sum != amount)
        {
            var (line, column) = entry.Place();
            faults.Add(new PayrollFault(
                $"Bút toán {amount} đồng nhưng các giao dịch cộng lại {sum} đồng", $"The entry says {amount} đồng, its transactions add up to {sum}", fileName, line, column));
        }

        return amount;
    }

    private static PaymentOutcome? Outcome(XElement entry, XElement detail)
    {
        if (entry.Text("Sts", "Cd") is not ("BOOK" or ""))
        {
            return PaymentOutcome.Accepted;
        }

        var direction = detail.Text("CdtDbtInd") is { Length: > 0 } own ? own : entry.Text("CdtDbtInd");
        var reversal = entry.Text("RvslInd") is "true" or "1";
        return (direction, detail.At("RtrInf") is not null || reversal) switch
        {
            ("DBIT", false) => PaymentOutcome.Settled,
            ("CRDT", true) => PaymentOutcome.Returned,
            _ => null,
        };
    }

    private static void CheckSummary(XElement notification, int count, Vnd sum, string fileName, List<PayrollFault> faults)
    {
        if (notification.At("TxsSummry", "TtlNtries") is not { } total)
        {
            return;
        }

        var (line, column) = total.Place();
        if (total.At("NbOfNtries").Count() is { } stated && stated != count)
        {
            faults.Add(new PayrollFault($"Nêu {stated} bút toán, có {count}", $"States {stated} entries, has {count}", fileName, line, column));
        }

        if (total.At("Sum").Amount(fileName, faults) is { } statedSum && statedSum != sum)
        {
            faults.Add(new PayrollFault($"Nêu tổng {statedSum} đồng, cộng được {sum} đồng", $"States a sum of {statedSum}, entries add up to {sum}", fileName, line, column));
        }
    }
}
