using System.Data.Common;
using System.Globalization;
using AnSinh.Law;
using AnSinh.Payroll.Arrears;
using AnSinh.Payroll.Runs;
using AnSinh.Registry;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Payroll.Store;

/// <summary>Writes the content of a run, and reads it back in the same order.</summary>
internal static class ContentStore
{
    public static void Write(WriteTransaction write, string runId, RunContent content)
    {
        var lines = write.Into(
            "payroll_line", "bucket", "line_id", "run_id", "person_id", "award_id", "benefit", "family", "month", "kind", "sequence", "amount", "due", "parts", "payee", "payee_role",
            "grade", "calculation", "refs", "parameters", "explanation", "reason");
        foreach (var line in content.Lines)
        {
            lines.Add(line.Bucket.Value).Add(line.Id).Add(runId).Add(line.Person.Value).Add(line.Award.Value).Add(line.Benefit.Value).Add(line.Family).Add(line.Month.ToString())
                .Add(line.Kind == LineKind.Regular ? "regular" : "arrears").Add(line.Sequence).Add(line.Amount.Amount).Add(line.Due.Amount).Add(line.Parts.ToString())
                .Add(line.Payee).Add(line.PayeeRole).Add(line.Grade.Code()).Add(line.Calculation).Add(line.Refs).Add(line.Parameters).Add(line.Explanation).Add(line.Reason).Write();
        }

        var claims = write.Into(
            "payroll_receivable", "bucket", "receivable_id", "run_id", "person_id", "award_id", "benefit", "family", "month", "amount", "parts", "debtor", "reason");
        foreach (var claim in content.Receivables)
        {
            claims.Add(claim.Bucket.Value).Add(claim.Id).Add(runId).Add(claim.Person.Value).Add(claim.Award.Value).Add(claim.Benefit.Value).Add(claim.Family)
                .Add(claim.Month.ToString()).Add(claim.Amount.Amount).Add(claim.Parts.ToString()).Add(claim.Debtor).Add(claim.Reason).Write();
        }

        foreach (var cancelled in content.Cancelled)
        {
            ReceivableStore.Event(write, cancelled.Receivable, "cancelled", cancelled.Parts, runId, "", "tháng này vẫn được hưởng");
        }

        foreach (var recovered in content.Recovered)
        {
            ReceivableStore.Event(write, recovered.Receivable, "recovered", recovered.Parts, runId, recovered.Payment, "khoản chi đã bị trả về");
        }

        var moves = write.Into(
            "payroll_reclassification", "reclassification_id", "run_id", "bucket", "person_id", "award_id", "month", "from_benefit", "from_fund", "to_benefit", "to_fund", "family", "amount");
        foreach (var move in content.Reclassifications)
        {
            moves.Add(move.Id).Add(runId).Add(move.Bucket.Value).Add(move.Person.Value).Add(move.Award.Value).Add(move.Month.ToString()).Add(move.Move.From.Value).Add(move.Move.FromFund)
                .Add(move.Move.To.Value).Add(move.Move.ToFund).Add(move.Family).Add(move.Move.Amount.Amount).Write();
        }

        var unpaid = write.Into("payroll_unpaid", "run_id", "bucket", "person_id", "award_id", "benefit", "month", "why", "detail");
        foreach (var one in content.Unpaid)
        {
            unpaid.Add(runId).Add(one.Bucket.Value).Add(one.Person.Value).Add(one.Award.Value).Add(one.Benefit.Value).Add(one.Month.ToString()).Add(Code(one.Why)).Add(one.Detail).Write();
        }

        var carried = write.Into("payroll_carried", "run_id", "payment", "payee", "amount", "recovered");
        var items = write.Into("payroll_carried_item", "run_id", "payment", "line_id", "parts");
        foreach (var one in content.Carried)
        {
            carried.Add(runId).Add(one.Payment).Add(one.Payee).Add(one.Amount.Amount).Add(one.Recovered.Amount).Write();
            foreach (var item in one.Items)
            {
                items.Add(runId).Add(one.Payment).Add(item.Line).Add(item.Parts.ToString()).Write();
            }
        }

        var bridge = write.Into("payroll_bridge", "run_id", "step", "items", "amount");
        foreach (var (name, value) in content.Bridge.Steps.Append(("ordered", new Counted(content.Lines.Count + content.Carried.Count, content.Bridge.Ordered))))
        {
            bridge.Add(runId).Add(name).Add(value.Count).Add(value.Amount.Amount).Write();
        }
    }

    public static RunContent Read(DbConnection connection, string runId)
    {
        var run = new { runId };
        var items = connection.Query<(string Payment, string Line, string Parts)>("select payment, line_id, parts from payroll_carried_item where run_id = @runId order by payment, line_id", run)
            .ToLookup(row => row.Payment, row => new PaidItem(row.Line, FundAmounts.Parse(row.Parts)));
        var bridge = connection.Query<(string Step, long Items, long Amount)>("select step, items, amount from payroll_bridge where run_id = @runId", run)
            .ToDictionary(row => row.Step, row => new Counted((int)row.Items, new Vnd(row.Amount)), StringComparer.Ordinal);
        return RunContentJson.Ordered(new RunContent
        {
            Bridge = MonthBridge.From(bridge, bridge.GetValueOrDefault("ordered").Amount),
            Lines = [.. connection.Query("select * from payroll_line where run_id = @runId", run).Select(ReadLine)],
            Receivables = [.. connection.Query("select * from payroll_receivable where run_id = @runId", run).Select(ReadReceivable)],
            Cancelled = [.. connection.Query<(string Id, string Parts)>("select receivable_id, parts from payroll_receivable_event where run_id = @runId and kind = 'cancelled'", run)
                .Select(row => new ReceivableCancelled(row.Id, FundAmounts.Parse(row.Parts)))],
            Recovered = [.. connection.Query<(string Id, string Payment, string Parts)>(
                "select receivable_id, payment, parts from payroll_receivable_event where run_id = @runId and kind = 'recovered'", run)
                .Select(row => new ReceivableRecovered(row.Id, row.Payment, FundAmounts.Parse(row.Parts)))],
            Reclassifications = [.. connection.Query("select * from payroll_reclassification where run_id = @runId", run).Select(row => new Reclassification(
                (string)row.reclassification_id, new Bucket((byte)(long)row.bucket), new PersonId((string)row.person_id), new AwardId((string)row.award_id), BenefitMonth.Parse((string)row.month), (string)row.family,
                new Reclassified(new BenefitId((string)row.from_benefit), (string)row.from_fund, new BenefitId((string)row.to_benefit), (string)row.to_fund, new Vnd((long)row.amount))))],
            Carried = [.. connection.Query<(string Payment, string Payee, long Amount, long Recovered)>("select payment, payee, amount, recovered from payroll_carried where run_id = @runId", run)
                .Select(row => new CarriedPayment(row.Payment, row.Payee, new Vnd(row.Amount), new Vnd(row.Recovered), [.. items[row.Payment]]))],
            Unpaid = [.. connection.Query("select * from payroll_unpaid where run_id = @runId", run).Select(row => new UnpaidAward(
                new Bucket((byte)(long)row.bucket), new PersonId((string)row.person_id), new AwardId((string)row.award_id), new BenefitId((string)row.benefit),
                BenefitMonth.Parse((string)row.month), Why((string)row.why), (string)row.detail))],
        });
    }

    public static PayLine? Line(DbConnection connection, string lineId) =>
        connection.Query("select * from payroll_line where line_id = @lineId", new { lineId }).Select(ReadLine).SingleOrDefault();

    public static string Code(UnpaidWhy why) => why.ToString().ToLower(CultureInfo.InvariantCulture);

    private static UnpaidWhy Why(string code) => Enum.Parse<UnpaidWhy>(code, ignoreCase: true);

    private static PayLine ReadLine(dynamic row) => new()
    {
        Id = row.line_id,
        Bucket = new Bucket((byte)(long)row.bucket),
        Person = new PersonId((string)row.person_id),
        Award = new AwardId((string)row.award_id),
        Benefit = new BenefitId((string)row.benefit),
        Family = row.family,
        Month = BenefitMonth.Parse((string)row.month),
        Kind = row.kind == "regular" ? LineKind.Regular : LineKind.Arrears,
        Sequence = (int)row.sequence,
        Parts = FundAmounts.Parse((string)row.parts),
        Due = new Vnd((long)row.due),
        Payee = row.payee,
        PayeeRole = row.payee_role,
        Grade = EvidenceGrades.TryParse((string)row.grade, out EvidenceGrade grade) ? grade : EvidenceGrade.Assumed,
        Calculation = row.calculation,
        Refs = row.refs,
        Parameters = row.parameters,
        Explanation = row.explanation,
        Reason = row.reason,
    };

    private static Receivable ReadReceivable(dynamic row) => new()
    {
        Id = row.receivable_id,
        Bucket = new Bucket((byte)(long)row.bucket),
        Person = new PersonId((string)row.person_id),
        Award = new AwardId((string)row.award_id),
        Benefit = new BenefitId((string)row.benefit),
        Family = row.family,
        Month = BenefitMonth.Parse((string)row.month),
        Parts = FundAmounts.Parse((string)row.parts),
        Debtor = row.debtor,
        Reason = row.reason,
    };
}
