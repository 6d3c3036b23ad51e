using AnSinh.Law;
using AnSinh.Payroll.Runs;
using AnSinh.Storage;

namespace AnSinh.Payroll.Store;

/// <summary>Writes the content of a run: its lines one after the other, then everything else.</summary>
internal sealed class ContentWriter
{
    private readonly WriteTransaction _write;
    private readonly string _runId;
    private readonly BulkInsert _lines;
    private int _lineCount;

    public ContentWriter(WriteTransaction write, string runId)
    {
        (_write, _runId) = (write, runId);
        _lines = write.Into(
            "payroll_line", "bucket", "line_id", "run_id", "person_id", "award_id", "benefit", "family", "month", "kind", "sequence", "amount", "due", "parts", "payee", "payee_role",
            "grade", "calculation", "refs", "parameters", "explanation", "reason", "unchanged_until");
    }

    public void Write(PayLine line)
    {
        _lineCount++;
        _lines.Add(line.Bucket.Value).Add(line.Id).Add(_runId).Add(line.Person.Value).Add(line.Award.Value).Add(line.Benefit.Value).Add(line.Family).Add(line.Month.ToString())
            .Add(line.Kind == LineKind.Regular ? "regular" : "arrears").Add(line.Sequence).Add(line.Amount.Amount).Add(line.Due.Amount).Add(line.Parts.ToString())
            .Add(line.Payee).Add(line.PayeeRole).Add(line.Grade.Code()).Add(line.Calculation).Add(line.Refs).Add(line.Parameters).Add(line.Explanation).Add(line.Reason)
            .Add(line.UnchangedUntil?.ToString() ?? "").Write();
    }

    /// <param name="content">Without lines.</param>
    public void Write(RunContent content)
    {
        var claims = _write.Into(
            "payroll_receivable", "bucket", "receivable_id", "run_id", "person_id", "award_id", "benefit", "family", "month", "amount", "parts", "debtor", "reason");
        foreach (var claim in content.Receivables)
        {
            claims.Add(claim.Bucket.Value).Add(claim.Id).Add(_runId).Add(claim.Person.Value).Add(claim.Award.Value).Add(claim.Benefit.Value).Add(claim.Family)
                .Add(claim.Month.ToString()).Add(claim.Amount.Amount).Add(claim.Parts.ToString()).Add(claim.Debtor).Add(claim.Reason).Write();
        }

        foreach (var cancelled in content.Cancelled)
        {
            ReceivableStore.Event(_write, cancelled.Receivable, "cancelled", cancelled.Parts, _runId, "", "tháng này vẫn được hưởng");
        }

        foreach (var recovered in content.Recovered)
        {
            ReceivableStore.Event(_write, recovered.Receivable, "recovered", recovered.Parts, _runId, recovered.Payment, "khoản chi đã bị trả về");
        }

        var moves = _write.Into(
            "payroll_reclassification", "reclassification_id", "run_id", "bucket", "person_id", "award_id", "month", "from_benefit", "from_fund", "to_benefit", "to_fund", "family", "amount");
        foreach (var move in content.Reclassifications)
        {
            moves.Add(move.Id).Add(_runId).Add(move.Bucket.Value).Add(move.Person.Value).Add(move.Award.Value).Add(move.Month.ToString()).Add(move.Move.From.Value).Add(move.Move.FromFund)
                .Add(move.Move.To.Value).Add(move.Move.ToFund).Add(move.Family).Add(move.Move.Amount.Amount).Write();
        }

        var unpaid = _write.Into("payroll_unpaid", "run_id", "bucket", "person_id", "award_id", "benefit", "month", "why", "detail");
        foreach (var one in content.Unpaid)
        {
            unpaid.Add(_runId).Add(one.Bucket.Value).Add(one.Person.Value).Add(one.Award.Value).Add(one.Benefit.Value).Add(one.Month.ToString()).Add(ContentStore.Code(one.Why)).Add(one.Detail).Write();
        }

        var carried = _write.Into("payroll_carried", "run_id", "payment", "payee", "amount", "recovered");
        var items = _write.Into("payroll_carried_item", "run_id", "payment", "line_id", "parts");
        foreach (var one in content.Carried)
        {
            carried.Add(_runId).Add(one.Payment).Add(one.Payee).Add(one.Amount.Amount).Add(one.Recovered.Amount).Write();
            foreach (var item in one.Items)
            {
                items.Add(_runId).Add(one.Payment).Add(item.Line).Add(item.Parts.ToString()).Write();
            }
        }

        var bridge = _write.Into("payroll_bridge", "run_id", "step", "items", "amount");
        foreach (var (name, value) in content.Bridge.Steps.Append(("ordered", new Counted(_lineCount + content.Carried.Count, content.Bridge.Ordered))))
        {
            bridge.Add(_runId).Add(name).Add(value.Count).Add(value.Amount.Amount).Write();
        }
    }
}
