using System.Xml.Linq;

namespace AnSinh.Payroll.Iso20022;

/// <summary>
/// Reads pain.002.001.10. A status stands on the transaction, on its batch or on the whole order; the narrower one counts, and the wider one
/// speaks for the payments that are not listed.
/// </summary>
internal sealed class PaymentStatusReader(string fileName)
{
    private readonly List<PayrollFault> _faults = [];
    private readonly List<BankStatement> _statements = [];
    private (string Order, string Status)? _group;

    public BankReport Read(Stream stream, string digest)
    {
        var report = MessageSchema.Pain002.Read(stream, fileName, "TxInfAndSts", Transaction).At("CstmrPmtStsRpt")!;
        var group = report.At("OrgnlGrpInfAndSts")!;
        var order = group.Text("OrgnlMsgId");
        var (line, column) = group.Place();
        if (group.Text("OrgnlMsgNmId") is var name && !name.StartsWith("pain.001", StringComparison.Ordinal))
        {
            _faults.Add(new PayrollFault($"Báo cáo trả lời '{name}', cần pain.001", $"The report answers '{name}', expected pain.001", fileName, line, column));
        }

        var answered = new AnsweredOrder(
            order, group.At("OrgnlNbOfTxs").Count(), group.At("OrgnlCtrlSum").Amount(fileName, _faults), line, column);
        if (_group is null)
        {
            var status = group.Text("GrpSts") is { Length: > 0 } own ? own : report.At("OrgnlPmtInfAndSts")?.Text("PmtInfSts") ?? "";
            if (Outcome(status) is { } outcome)
            {
                _statements.Add(new BankStatement(null, order, outcome, null, Reason(group), Info(group), line, column));
            }
            else
            {
                _faults.Add(Unknown(status, line, column));
            }
        }

        return _faults.Count == 0
            ? new BankReport(fileName, MessageSchema.Pain002.Name, report.Text("GrpHdr", "MsgId"), digest, [answered], _statements)
            : throw new PayrollRefusedException(_faults);
    }

    /// <summary>The schema has the group and the status of the batch stand before its transactions.</summary>
    private void Transaction(XElement batch, XElement transaction)
    {
        _group ??= batch.Parent!.At("OrgnlGrpInfAndSts") is { } group ? (group.Text("OrgnlMsgId"), group.Text("GrpSts")) : ("", "");
        var (line, column) = transaction.Place();
        var id = transaction.Text("OrgnlEndToEndId");
        var status = transaction.Text("TxSts") is { Length: > 0 } own ? own : batch.Text("PmtInfSts") is { Length: > 0 } wider ? wider : _group.Value.Status;
        if (id.Length == 0)
        {
            _faults.Add(new PayrollFault("Giao dịch không có OrgnlEndToEndId", "A transaction has no OrgnlEndToEndId", fileName, line, column));
        }
        else if (Outcome(status) is { } outcome)
        {
            var amount = transaction.At("OrgnlTxRef", "Amt", "InstdAmt").Amount(fileName, _faults);
            _statements.Add(new BankStatement(id, _group.Value.Order, outcome, amount, Reason(transaction), Info(transaction), line, column));
        }
        else
        {
            _faults.Add(Unknown(status, line, column));
        }
    }

    /// <summary>ISO 20022 external code set, payment status.</summary>
    private static PaymentOutcome? Outcome(string status) => status switch
    {
        "ACCC" or "ACSC" => PaymentOutcome.Settled,
        "RJCT" or "CANC" => PaymentOutcome.Rejected,
        "ACCP" or "ACTC" or "ACSP" or "ACWC" or "ACWP" or "ACFC" or "RCVD" or "PDNG" or "PATC" => PaymentOutcome.Accepted,
        _ => null,
    };

    private static string Reason(XElement element) =>
        element.Text("StsRsnInf", "Rsn", "Cd") is { Length: > 0 } code ? code : element.Text("StsRsnInf", "Rsn", "Prtry");

    private static string Info(XElement element) => element.Text("StsRsnInf", "AddtlInf");

    private PayrollFault Unknown(string status, int line, int column) => new(
        $"Trạng thái '{status}' chưa biết hoặc không nói về giao dịch nào", $"Status '{status}' is unknown or speaks of no transaction", fileName, line, column);
}
