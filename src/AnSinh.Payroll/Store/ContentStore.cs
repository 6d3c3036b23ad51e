using System.Data.Common;
using System.Globalization;
using AnSinh.Law;
using AnSinh.Payroll.Arrears;
using AnSinh.Payroll.Runs;
using AnSinh.Registry;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Payroll.Store;

/// <summary>Reads the content of a run back, in the order in which it was written.</summary>
internal static class ContentStore
{
    public static RunContent Read(DbConnection connection, string runId) => RunContentJson.Ordered(
        Rest(connection, runId) with { Lines = [.. connection.Query("select * from payroll_line where run_id = @runId", new { runId }).Select(ReadLine)] });

    /// <summary>Everything but the lines.</summary>
    public static RunContent Rest(DbConnection connection, string runId)
    {
        var run = new { runId };
        var items = connection.Query<(string Payment, string Line, string Parts)>("select payment, line_id, parts from payroll_carried_item where run_id = @runId order by payment, line_id", run)
            .ToLookup(row => row.Payment, row => new PaidItem(row.Line, FundAmounts.Parse(row.Parts)));
        var bridge = connection.Query<(string Step, long Items, long Amount)>("select step, items, amount from payroll_bridge where run_id = @runId", run)
            .ToDictionary(row => row.Step, row => new Counted((int)row.Items, new Vnd(row.Amount)), StringComparer.Ordinal);
        return RunContentJson.Ordered(new RunContent
        {
            Bridge = MonthBridge.From(bridge, bridge.GetValueOrDefault("ordered").Amount),
            Lines = [],
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
        UnchangedUntil = BenefitMonth.TryParse((string)row.unchanged_until, out BenefitMonth until) ? until : null,
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
