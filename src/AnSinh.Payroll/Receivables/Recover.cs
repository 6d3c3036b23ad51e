using AnSinh.Law;
using AnSinh.Payroll.Arrears;
using AnSinh.Payroll.Ledger;
using AnSinh.Payroll.Steps;
using AnSinh.Payroll.Store;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Payroll.Receivables;

/// <summary>Money that came in for a receivable: paid at the counter, by instalment, or sent back by the bank after a recall.</summary>
public static class Recover
{
    /// <param name="book">The payroll.</param>
    /// <param name="receivable">Id of an approved receivable.</param>
    /// <param name="amount">Đồng, at most what is open; null for all of it.</param>
    /// <param name="actor">Who records it.</param>
    /// <param name="receipt">Receipt or bank reference; needed.</param>
    /// <returns>What is still open.</returns>
    /// <exception cref="PayrollRefusedException">Not approved, more than is open, or no receipt.</exception>
    public static Vnd Execute(PayrollBook book, string receivable, Vnd? amount, string actor, string receipt)
    {
        using var write = book.Database.Begin(actor, "payroll.receivable");
        var open = ReceivableLife.Open(write.Connection, receivable);
        var parts = ReceivableLife.Take(open, amount ?? open.Total, receivable);
        if (receipt.Length == 0)
        {
            throw new PayrollRefusedException("Cần số biên lai hoặc tham chiếu của ngân hàng", "A receipt or bank reference is needed", receivable);
        }

        Post(write, receivable, "recovered", LedgerAccount.Cash, parts, receipt);
        write.Commit();
        return open.Total - parts.Total;
    }

    /// <summary>Records what ends a part of a receivable, and posts it into the ledger under the run that claimed it.</summary>
    internal static void Post(WriteTransaction write, string receivable, string kind, LedgerAccount debit, FundAmounts parts, string reason)
    {
        ReceivableStore.Event(write, receivable, kind, parts, null, "", reason);
        var runId = write.Connection.ExecuteScalar<string>("select run_id from payroll_receivable where receivable_id = @receivable", new { receivable })!;
        var (bucket, benefit) = ReceivableStore.KeyOf(write.Connection, receivable);
        var run = RunSteps.Require(write.Connection, runId);
        var step = RunStore.Step(write, run, kind, run.State, $"{receivable}: {reason}");
        var postings = new Postings();
        postings.Post(bucket, debit, LedgerAccount.Receivable, benefit, parts);
        postings.Write(write, runId, step);
    }
}
