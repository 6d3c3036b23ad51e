using System.Xml.Linq;
using AnSinh.Law;

namespace AnSinh.Payroll.Iso20022;

/// <summary>
/// Reads camt.054.001.08. A booked debit means that a payment left and arrived; a booked credit with return information, or a reversal of a
/// debit, means that it came back. Entries that carry no reference of ours belong to other business on the same account and are passed over.
/// </summary>
internal sealed class DebitCreditReader(string fileName)
{
    private readonly List<PayrollFault> _faults = [];
    private readonly List<BankStatement> _statements = [];
    private readonly Dictionary<XElement, (int Count, Vnd Sum)> _notifications = [];

    public BankReport Read(Stream stream, string digest)
    {
        var message = MessageSchema.Camt054.Read(stream, fileName, "Ntry", Entry).At("BkToCstmrDbtCdtNtfctn")!;
        foreach (var notification in message.All("Ntfctn"))
        {
            var (count, sum) = _notifications.GetValueOrDefault(notification);
            BookedEntry.CheckSummary(notification, count, sum, fileName, _faults);
        }

        return _faults.Count == 0
            ? new BankReport(fileName, MessageSchema.Camt054.Name, message.Text("GrpHdr", "MsgId"), digest, [], _statements)
            : throw new PayrollRefusedException(_faults);
    }

    private void Entry(XElement notification, XElement entry)
    {
        var (count, sum) = _notifications.GetValueOrDefault(notification);
        var (amount, items) = BookedEntry.Read(entry, ++count, fileName, _faults);
        _notifications[notification] = (count, sum + amount);
        _statements.AddRange(items.Select(item => item.Statement).OfType<BankStatement>());
    }
}
