using System.Globalization;
using System.Text;
using System.Xml.Linq;
using AnSinh.Payroll.Steps;

namespace AnSinh.Cli;

/// <summary>
/// Stands in for the banks and the payment point of the demo: answers a payment order with pain.002 and a cash list with its outcomes. It carries out everything, except that an
/// account number ending in 0000 counts as closed (reason AC04).
/// </summary>
internal static class SimulatedBank
{
    private const string ClosedAccount = "0000";
    private static readonly XNamespace Order = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";
    private static readonly XNamespace Status = "urn:iso:std:iso:20022:tech:xsd:pain.002.001.10";

    public static OutcomeFile Answer(OrderFile file, DateOnly day) =>
        file.Name.EndsWith(".xml", StringComparison.Ordinal) ? Report(file, day) : CashList(file);

    private static OutcomeFile Report(OrderFile file, DateOnly day)
    {
        var order = XDocument.Load(new MemoryStream(file.Content)).Root!.Element(Order + "CstmrCdtTrfInitn")!;
        var header = order.Element(Order + "GrpHdr")!;
        var id = header.Element(Order + "MsgId")!.Value;
        var transactions = order.Descendants(Order + "CdtTrfTxInf").Select(transfer =>
        {
            var account = transfer.Element(Order + "CdtrAcct")!.Descendants(Order + "Id").Last().Value;
            var closed = account.EndsWith(ClosedAccount, StringComparison.Ordinal);
            return new XElement(Status + "TxInfAndSts",
                new XElement(Status + "OrgnlEndToEndId", transfer.Descendants(Order + "EndToEndId").Single().Value),
                new XElement(Status + "TxSts", closed ? "RJCT" : "ACSC"),
                closed ? new XElement(Status + "StsRsnInf", new XElement(Status + "Rsn", new XElement(Status + "Cd", "AC04")), new XElement(Status + "AddtlInf", "Tai khoan da dong")) : null);
        }).ToList();
        var document = new XDocument(new XElement(Status + "Document", new XElement(Status + "CstmrPmtStsRpt",
            new XElement(Status + "GrpHdr",
                new XElement(Status + "MsgId", "R" + id[1..]),
                new XElement(Status + "CreDtTm", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T10:00:00+07:00")),
            new XElement(Status + "OrgnlGrpInfAndSts",
                new XElement(Status + "OrgnlMsgId", id),
                new XElement(Status + "OrgnlMsgNmId", "pain.001.001.09"),
                new XElement(Status + "OrgnlNbOfTxs", header.Element(Order + "NbOfTxs")!.Value),
                new XElement(Status + "OrgnlCtrlSum", header.Element(Order + "CtrlSum")!.Value)),
            new XElement(Status + "OrgnlPmtInfAndSts", new XElement(Status + "OrgnlPmtInfId", id), transactions))));
        return new OutcomeFile(file.Name.Replace("pain.001", "pain.002", StringComparison.Ordinal), Encoding.UTF8.GetBytes(document.ToString()));
    }

    /// <summary>Everybody on the list came and was paid: the empty columns outcome and reason are filled in.</summary>
    private static OutcomeFile CashList(OrderFile file)
    {
        var lines = Encoding.UTF8.GetString(file.Content).Split('\n');
        var answered = lines.Select((line, index) => index > 0 && line.EndsWith(",,", StringComparison.Ordinal) ? line[..^2] + ",paid," : line);
        return new OutcomeFile("returned-" + file.Name, Encoding.UTF8.GetBytes(string.Join('\n', answered)));
    }
}
