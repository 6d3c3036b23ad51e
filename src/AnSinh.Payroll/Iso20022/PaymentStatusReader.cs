using System.Xml.Linq;

namespace AnSinh.Payroll.Iso20022;

/// <summary>
/// Reads pain.002.001.10. A status stands on the transaction, on its batch or on the whole order; the narrower one counts, and the wider one
/// speaks for the payments that are not listed.
/// </summary>
internal static class PaymentStatusReader
{
    public static BankReport Read(XElement root, string fileName, string digest)
    {
        var report = root.At("CstmrPmtStsRpt")!;
        var faults = new List<PayrollFault>();
        var group = report.At("OrgnlGrpInfAndSts")!;
        var order = group.Text("OrgnlMsgId");
        var (line, column) = group.Place();
        if (group.Text("OrgnlMsgNmId") is var name && !name.StartsWith("pain.001", StringComparison.Ordinal))
        {
            faults.Add(new PayrollFault($"Báo cáo trả lời '{name}', cần pain.001", $"The report answers '{name}', expected pain.001", fileName, line, column));
        }

        var answered = new AnsweredOrder(
            order, group.At("OrgnlNbOfTxs").Count(), group.At("OrgnlCtrlSum").Amount(fileName, faults), line, column);
        var statements = new List<BankStatement>();
        var listed = false;
        foreach (var batch in report.All("OrgnlPmtInfAndSts"))
        {
            foreach (var transaction in batch.All("TxInfAndSts"))
            {
                listed = true;
                var (at, col) = transaction.Place();
                var id = transaction.Text("OrgnlEndToEndId");
                var status = transaction.Text("TxSts") is { Length: > 0 } own ? own : batch.Text("PmtInfSts") is { Length: > 0 } wider ? wider : group.Text("GrpSts");
                if (id.Length == 0)
                {
                    faults.Add(new PayrollFault("Giao dịch không có OrgnlEndToEndId", "A transaction has no OrgnlEndToEndId", fileName, at, col));
                }
                else if (Outcome(status) is { } outcome)
                {
                    var amount = transaction.At("OrgnlTxRef", "Amt", "InstdAmt").Amount(fileName, faults);
                    statements.Add(new BankStatement(id, order, outcome, amount, Reason(transaction), Info(transaction), at, col));
                }
                else
                {
                    faults.Add(Unknown(status, fileName, at, col));
                }
            }
        }

        if (!listed)
        {
            var status = group.Text("GrpSts") is { Length: > 0 } own ? own : report.At("OrgnlPmtInfAndSts")?.Text("PmtInfSts") ?? "";
            if (Outcome(status) is { } outcome)
            {
                statements.Add(new BankStatement(null, order, outcome, null, Reason(group), Info(group), line, column));
            }
            else
            {
                faults.Add(Unknown(status, fileName, line, column));
            }
        }

        return faults.Count == 0
            ? new BankReport(fileName, MessageSchema.Pain002.Name, report.Text("GrpHdr", "MsgId"), digest, [answered], statements)
            : throw new PayrollRefusedException(faults);
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

    private static PayrollFault Unknown(string status, string fileName, int line, int column) => new(
        $"Trạng thái '{status}' chưa biết hoặc không nói về giao dịch nào", $"Status '{status}' is unknown or speaks of no transaction", fileName, line, column);
}
