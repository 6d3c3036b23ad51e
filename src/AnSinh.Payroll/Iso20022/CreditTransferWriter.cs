using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using AnSinh.Law;
using AnSinh.Payroll.Banks;

namespace AnSinh.Payroll.Iso20022;

/// <summary>
/// Writes pain.001.001.09, one message a bank, split where a limit is reached. What is written is validated against the published schema
/// before it is handed out. The same message always gives the same bytes.
/// </summary>
public static class CreditTransferWriter
{
    private static readonly TimeSpan VietNam = TimeSpan.FromHours(7);

    /// <summary>Splits the transfers to one bank into messages, in the order of their end-to-end ids.</summary>
    /// <exception cref="PayrollRefusedException">An amount that is not above zero, or one alone above the limit; an id used twice.</exception>
    public static IReadOnlyList<IReadOnlyList<CreditTransfer>> Split(IEnumerable<CreditTransfer> transfers, CreditTransferLimits limits)
    {
        var sorted = transfers.OrderBy(transfer => transfer.EndToEndId, StringComparer.Ordinal).ToList();
        var faults = sorted.Where(transfer => transfer.Amount <= Vnd.Zero || transfer.Amount > limits.MaxAmount)
            .Select(transfer => new PayrollFault(
                $"Số tiền {transfer.Amount} đồng ngoài khoảng 1 đến {limits.MaxAmount}", $"Amount {transfer.Amount} outside 1 to {limits.MaxAmount}", transfer.EndToEndId))
            .Concat(sorted.GroupBy(transfer => transfer.EndToEndId).Where(group => group.Skip(1).Any())
                .Select(group => new PayrollFault("Mã tham chiếu dùng hai lần", "End-to-end id used twice", group.Key)))
            .ToList();
        if (faults.Count > 0)
        {
            throw new PayrollRefusedException(faults);
        }

        var messages = new List<IReadOnlyList<CreditTransfer>>();
        var current = new List<CreditTransfer>();
        var total = Vnd.Zero;
        foreach (var transfer in sorted)
        {
            if (current.Count == limits.MaxTransactions || (current.Count > 0 && total + transfer.Amount > limits.MaxAmount))
            {
                messages.Add(current);
                (current, total) = ([], Vnd.Zero);
            }

            current.Add(transfer);
            total += transfer.Amount;
        }

        if (current.Count > 0)
        {
            messages.Add(current);
        }

        return messages;
    }

    /// <summary>The message as UTF-8 bytes, valid against the schema.</summary>
    /// <exception cref="PayrollRefusedException">The message would not be valid: each fault with line and column.</exception>
    public static byte[] Write(CreditTransferMessage message)
    {
        XNamespace ns = MessageSchema.Pain001.Namespace;
        var count = message.Transfers.Count.ToString(CultureInfo.InvariantCulture);
        var sum = Plain(message.Total);
        var document = new XDocument(
            new XElement(ns + "Document", new XElement(ns + "CstmrCdtTrfInitn",
                new XElement(ns + "GrpHdr",
                    new XElement(ns + "MsgId", message.MessageId),
                    new XElement(ns + "CreDtTm", message.Created.ToOffset(VietNam).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture)),
                    new XElement(ns + "NbOfTxs", count),
                    new XElement(ns + "CtrlSum", sum),
                    new XElement(ns + "InitgPty", new XElement(ns + "Nm", BankText.Of(message.Debtor.Name, 140)))),
                new XElement(ns + "PmtInf",
                    new XElement(ns + "PmtInfId", message.MessageId),
                    new XElement(ns + "PmtMtd", "TRF"),
                    new XElement(ns + "BtchBookg", "true"),
                    new XElement(ns + "NbOfTxs", count),
                    new XElement(ns + "CtrlSum", sum),
                    new XElement(ns + "PmtTpInf", new XElement(ns + "CtgyPurp", new XElement(ns + "Cd", "SSBE"))),
                    new XElement(ns + "ReqdExctnDt", new XElement(ns + "Dt", message.Execution.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))),
                    new XElement(ns + "Dbtr", new XElement(ns + "Nm", BankText.Of(message.Debtor.Name, 140))),
                    new XElement(ns + "DbtrAcct", Account(ns, message.Debtor.Account), new XElement(ns + "Ccy", "VND")),
                    new XElement(ns + "DbtrAgt", Agent(ns, message.Debtor.Bank)),
                    message.Transfers.Select((transfer, index) => Transfer(ns, transfer, index + 1))))));

        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, new XmlWriterSettings { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(false) }))
        {
            document.Save(writer);
        }

        stream.Position = 0;
        MessageSchema.Pain001.Read(stream, message.MessageId, "CdtTrfTxInf", (_, _) => { });
        return stream.ToArray();
    }

    private static XElement Transfer(XNamespace ns, CreditTransfer transfer, int number) => new(ns + "CdtTrfTxInf",
        new XElement(ns + "PmtId",
            new XElement(ns + "InstrId", number.ToString(CultureInfo.InvariantCulture)),
            new XElement(ns + "EndToEndId", transfer.EndToEndId)),
        new XElement(ns + "Amt", new XElement(ns + "InstdAmt", new XAttribute("Ccy", "VND"), Plain(transfer.Amount))),
        new XElement(ns + "CdtrAgt", Agent(ns, transfer.BankBin)),
        new XElement(ns + "Cdtr", new XElement(ns + "Nm", BankText.Of(transfer.Name, 140))),
        new XElement(ns + "CdtrAcct", Account(ns, transfer.Account)),
        new XElement(ns + "Purp", new XElement(ns + "Cd", "SSBE")),
        new XElement(ns + "RmtInf", new XElement(ns + "Ustrd", BankText.Of(transfer.Remittance, 140))));

    private static XElement Account(XNamespace ns, string number) =>
        new(ns + "Id", new XElement(ns + "Othr", new XElement(ns + "Id", number)));

    private static XElement Agent(XNamespace ns, string bank)
    {
        var known = BankList.Find(bank);
        return new XElement(ns + "FinInstnId",
            known?.Bic is { } bic ? new XElement(ns + "BICFI", bic) : known is null ? new XElement(ns + "BICFI", bank) : null,
            known is null ? null : new XElement(ns + "ClrSysMmbId", new XElement(ns + "MmbId", known.Bin)));
    }

    private static string Plain(Vnd amount) => amount.Amount.ToString(CultureInfo.InvariantCulture);
}
