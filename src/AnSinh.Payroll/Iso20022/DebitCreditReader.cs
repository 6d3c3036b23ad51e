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
            var (count, sum) = (0, Vnd.Zero);
            foreach (var entry in notification.All("Ntry"))
            {
                var (amount, items) = BookedEntry.Read(entry, ++count, fileName, faults);
                sum += amount;
                statements.AddRange(items.Select(item => item.Statement).OfType<BankStatement>());
            }

            BookedEntry.CheckSummary(notification, count, sum, fileName, faults);
        }

        return faults.Count == 0
            ? new BankReport(fileName, MessageSchema.Camt054.Name, message.Text("GrpHdr", "MsgId"), digest, [], statements)
            : throw new PayrollRefusedException(faults);
    }
}
