using System.Data.Common;
using AnSinh.Law;
using AnSinh.Payroll.Arrears;
using Dapper;

namespace AnSinh.Payroll.Verify;

/// <summary>What lines, payments and receivables of frozen runs add up to, without looking at the ledger.</summary>
public sealed record SubLedger(Vnd Payable, Vnd InTransit, Vnd Settled, Vnd Receivable, Vnd Recovered, Vnd WrittenOff)
{
    private const string Frozen = "r.state in ('approved', 'ordered', 'settled', 'closed')";

    public static SubLedger Read(DbConnection connection)
    {
        Vnd Sum(string sql) => new(connection.ExecuteScalar<long>(sql));
        Vnd Parts(string sql) => Vnd.Sum(connection.Query<string>(sql).Select(parts => FundAmounts.Parse(parts).Total));

        var lines = Sum($"select coalesce(sum(l.amount), 0) from payroll_line l join payroll_run r on r.run_id = l.run_id where {Frozen}");
        var payments = Sum("select coalesce(sum(amount), 0) from payroll_payment");
        var back = Sum("select coalesce(sum(amount), 0) from payroll_payment where state in ('rejected', 'returned')");
        var claims = Sum($"select coalesce(sum(c.amount), 0) from payroll_receivable c join payroll_run r on r.run_id = c.run_id where {Frozen}");
        var kept = Parts($"select e.parts from payroll_receivable_event e join payroll_run r on r.run_id = e.run_id where e.kind = 'recovered' and {Frozen}");
        var cancelled = Parts($"select e.parts from payroll_receivable_event e join payroll_run r on r.run_id = e.run_id where e.kind = 'cancelled' and {Frozen}");
        var recovered = Parts("select parts from payroll_receivable_event where kind = 'recovered' and run_id is null");
        var writtenOff = Parts("select parts from payroll_receivable_event where kind = 'written_off'") - DueAfterAll(connection);
        return new SubLedger(
            lines - payments + back - kept,
            Sum("select coalesce(sum(amount), 0) from payroll_payment where state in ('ordered', 'accepted')"),
            Sum("select coalesce(sum(amount), 0) from payroll_payment where state = 'settled'"),
            claims - kept - cancelled - recovered - writtenOff,
            recovered,
            writtenOff);
    }

    /// <summary>What was written off and is due after all: events beyond the claim itself.</summary>
    private static Vnd DueAfterAll(DbConnection connection) => Vnd.Sum(connection.Query<(string Id, string Parts)>(
        $"select c.receivable_id, c.parts from payroll_receivable c join payroll_run r on r.run_id = c.run_id where {Frozen}")
        .Select(claim => connection.Query<string>(
            $"select e.parts from payroll_receivable_event e left join payroll_run r on r.run_id = e.run_id where e.receivable_id = @Id and (e.run_id is null or {Frozen})", new { claim.Id })
            .Aggregate(FundAmounts.Parse(claim.Parts), (open, gone) => open - FundAmounts.Parse(gone)).Total)
        .Where(open => open < Vnd.Zero).Select(open => -open));
}
