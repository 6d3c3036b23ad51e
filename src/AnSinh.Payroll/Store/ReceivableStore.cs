using System.Data.Common;
using AnSinh.Law;
using AnSinh.Payroll.Arrears;
using AnSinh.Payroll.Receivables;
using AnSinh.Registry;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Payroll.Store;

/// <summary>The life of receivables.</summary>
internal static class ReceivableStore
{
    /// <summary>
    /// What belongs to a run stands in the books from its approval on, as known at @n: another area's draft may still be refused. For a row of table alias
    /// <paramref name="alias"/> with a run_id.
    /// </summary>
    public static string RunCounts(string alias) => $"exists (select 1 from payroll_step s where s.run_id = {alias}.run_id and s.step = 'approve' and s.known <= @n)";

    public static (Bucket Bucket, BenefitId Benefit) KeyOf(DbConnection connection, string receivable)
    {
        var (bucket, benefit) = connection.QuerySingle<(long, string)>("select cast(bucket as bigint), benefit from payroll_receivable where receivable_id = @receivable", new { receivable });
        return (new Bucket((byte)bucket), new BenefitId(benefit));
    }

    public static void Event(WriteTransaction write, string receivable, string kind, FundAmounts parts, string? runId, string payment, string reason) => write.Connection.Execute(
        """
        insert into payroll_receivable_event (receivable_id, sequence, kind, parts, run_id, payment, reason, actor, recorded_on, known)
        select @receivable, coalesce(max(sequence), 0) + 1, @kind, @parts, @runId, @payment, @reason, @actor, @day, @known from payroll_receivable_event where receivable_id = @receivable
        """,
        new { receivable, kind, parts = parts.ToString(), runId, payment, reason, actor = write.Actor, day = Database.Iso(write.RecordedOn), known = write.Number.Value });

    public static void Action(WriteTransaction write, string receivable, string kind, Vnd amount, string reason, string payment = "", int months = 0, BenefitMonth? first = null)
    {
        write.Connection.Execute(
            """
            insert into payroll_receivable_action (receivable_id, sequence, kind, amount, months, first_month, payment, reason, actor, recorded_on, known)
            select @receivable, coalesce(max(sequence), 0) + 1, @kind, @amount, @months, @first, @payment, @reason, @actor, @day, @known from payroll_receivable_action where receivable_id = @receivable
            """,
            new
            {
                receivable,
                kind,
                amount = amount.Amount,
                months,
                first = first?.ToString() ?? "",
                payment,
                reason,
                actor = write.Actor,
                day = Database.Iso(write.RecordedOn),
                known = write.Number.Value,
            });
        write.Audit($"payroll.receivable.{kind}", receivable, PayrollBook.Text($"{amount.Amount}|{months}|{first}|{payment}|{reason}"));
    }

    public static IReadOnlyList<ReceivableAction> Actions(DbConnection connection, string receivable) =>
    [
        .. connection.Query<(string Kind, long Amount, long Months, string First, string Payment, string Reason, string Actor, string Day, long Known)>(
            "select kind, amount, months, first_month, payment, reason, actor, recorded_on, known from payroll_receivable_action where receivable_id = @receivable order by sequence", new { receivable })
            .Select(row => new ReceivableAction(
                row.Kind, new Vnd(row.Amount), (int)row.Months, row.First.Length > 0 ? BenefitMonth.Parse(row.First) : null, row.Payment, row.Reason, row.Actor, row.Day, new KnowledgeNumber(row.Known))),
    ];
}
