using System.Data.Common;
using AnSinh.Law;
using AnSinh.Payroll.Arrears;
using AnSinh.Payroll.Ledger;
using AnSinh.Payroll.Store;
using Dapper;

namespace AnSinh.Payroll.Steps;

/// <summary>How a receivable ends by hand: the money came back, or a decision writes it off.</summary>
public enum ReceivableEnd
{
    Recovered,
    WrittenOff,
}

/// <summary>
/// The life of what was overpaid. It is open until it is recovered, written off by a decision, or due after all. It is never taken out of what somebody is owed for other months: the law
/// pack has no rule that allows it.
/// </summary>
public static class ReceivableSteps
{
    /// <summary>What is still owed of a receivable.</summary>
    public static FundAmounts Open(DbConnection connection, string receivable)
    {
        var parts = connection.ExecuteScalar<string?>(
            "select c.parts from payroll_receivable c join payroll_run r on r.run_id = c.run_id where c.receivable_id = @receivable and r.state not in ('draft', 'checked', 'cancelled')", new { receivable })
            ?? throw new PayrollRefusedException($"Không có khoản phải thu {receivable} đã duyệt", $"There is no approved receivable {receivable}", receivable);
        return connection.Query<string>(
            "select e.parts from payroll_receivable_event e left join payroll_run r on r.run_id = e.run_id where e.receivable_id = @receivable and coalesce(r.state, '') <> 'cancelled'", new { receivable })
            .Aggregate(FundAmounts.Parse(parts), (open, gone) => open - FundAmounts.Parse(gone));
    }

    /// <param name="book">The payroll.</param>
    /// <param name="receivable">Id of an approved receivable.</param>
    /// <param name="end">How it ends.</param>
    /// <param name="amount">Đồng, at most what is open; null for all of it.</param>
    /// <param name="actor">Who records it.</param>
    /// <param name="reason">Receipt or decision; needed.</param>
    public static Vnd Execute(PayrollBook book, string receivable, ReceivableEnd end, Vnd? amount, string actor, string reason)
    {
        using var write = book.Database.Begin(actor, "payroll.receivable");
        var open = Open(write.Connection, receivable);
        var wanted = amount ?? open.Total;
        if (wanted <= Vnd.Zero || wanted > open.Total || open.Parts.Any(part => part.Amount < Vnd.Zero))
        {
            throw new PayrollRefusedException($"Còn phải thu {open.Total} đồng, không ghi {wanted} đồng được", $"{open.Total} đồng are open; {wanted} cannot be recorded", receivable);
        }

        if (reason.Length == 0)
        {
            throw new PayrollRefusedException("Cần số biên lai hoặc quyết định", "A receipt or decision is needed", receivable);
        }

        var (left, parts) = (wanted, FundAmounts.None);
        foreach (var (fund, owed) in open.Parts)
        {
            var taken = owed < left ? owed : left;
            parts = parts.Plus(fund, taken);
            left -= taken;
        }

        var kind = end == ReceivableEnd.Recovered ? "recovered" : "written_off";
        ReceivableStore.Event(write, receivable, kind, parts, null, "", reason);
        var runId = write.Connection.ExecuteScalar<string>("select run_id from payroll_receivable where receivable_id = @receivable", new { receivable })!;
        var (bucket, benefit) = ReceivableStore.KeyOf(write.Connection, receivable);
        var run = RunSteps.Require(write.Connection, runId);
        var step = RunStore.Step(write, run, kind, run.State, $"{receivable}: {reason}");
        var postings = new Postings();
        postings.Post(bucket, end == ReceivableEnd.Recovered ? LedgerAccount.Cash : LedgerAccount.WrittenOff, LedgerAccount.Receivable, benefit, parts);
        postings.Write(write, runId, step);
        write.Commit();
        return open.Total - wanted;
    }
}
