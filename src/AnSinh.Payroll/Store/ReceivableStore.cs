using System.Data.Common;
using AnSinh.Law;
using AnSinh.Payroll.Arrears;
using AnSinh.Registry;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Payroll.Store;

/// <summary>The life of receivables.</summary>
internal static class ReceivableStore
{
    /// <summary>
    /// An event counts unless it belongs to a run that was cancelled by @n; so do receivables, lines and reclassifications of a run. For a row of table alias
    /// <paramref name="alias"/> with a run_id.
    /// </summary>
    public static string RunCounts(string alias) => $"""
        exists (select 1 from payroll_run r where r.run_id = {alias}.run_id and r.known <= @n)
        and not exists (select 1 from payroll_step s where s.run_id = {alias}.run_id and s.step = 'cancel' and s.known <= @n)
        """;

    public static (Bucket Bucket, BenefitId Benefit) KeyOf(DbConnection connection, string receivable)
    {
        var (bucket, benefit) = connection.QuerySingle<(long, string)>("select bucket, benefit from payroll_receivable where receivable_id = @receivable", new { receivable });
        return (new Bucket((byte)bucket), new BenefitId(benefit));
    }

    public static void Event(WriteTransaction write, string receivable, string kind, FundAmounts parts, string? runId, string payment, string reason) => write.Connection.Execute(
        """
        insert into payroll_receivable_event (receivable_id, sequence, kind, parts, run_id, payment, reason, actor, recorded_on, known)
        select @receivable, coalesce(max(sequence), 0) + 1, @kind, @parts, @runId, @payment, @reason, @actor, @day, @known from payroll_receivable_event where receivable_id = @receivable
        """,
        new { receivable, kind, parts = parts.ToString(), runId, payment, reason, actor = write.Actor, day = Database.Iso(write.RecordedOn), known = write.Number.Value });
}
