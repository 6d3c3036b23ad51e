using AnSinh.Law;
using AnSinh.Payroll.Ledger;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Store;

namespace AnSinh.Payroll.Steps;

/// <summary>
/// Ends a run whose payments all have an outcome and whose lines, orders, ledger and bank statements say the same to the đồng. What came back is sent again with the next run.
/// </summary>
public static class CloseRun
{
    /// <param name="book">The payroll.</param>
    /// <param name="runId">An ordered or settled run.</param>
    /// <param name="actor">Who closes.</param>
    /// <param name="reason">A remark, for the record.</param>
    /// <param name="withoutStatement">Why the run is closed although the bank has given no statement of the account; only while none of its payments stands on any.</param>
    /// <exception cref="PayrollRefusedException">Payments are still under way, or something does not tie out: every difference with its amount.</exception>
    public static PayrollRun Execute(PayrollBook book, string runId, string actor, string reason = "", string withoutStatement = "")
    {
        using var write = book.Database.Begin(actor, "payroll.close");
        var run = RunSteps.Require(write.Connection, runId, "close", RunState.Ordered, RunState.Settled);
        var payments = PaymentStore.Of(write.Connection, runId);
        var open = payments.Where(payment => !payment.HasOutcome).ToList();
        if (open.Count > 0)
        {
            throw new PayrollRefusedException(
                $"Còn {open.Count} khoản chi chưa có kết quả ({Vnd.Sum(open.Select(payment => payment.Amount))} đồng)",
                $"{open.Count} payments have no outcome yet ({Vnd.Sum(open.Select(payment => payment.Amount))} đồng)", run.Id);
        }

        var tied = TieOut.Of(write.Connection, run);
        var excused = withoutStatement.Length > 0 && !tied.HasStatements ? payments.Select(payment => payment.Id).ToHashSet(StringComparer.Ordinal) : [];
        var differences = tied.Differences.Where(one => !excused.Contains(one.Where)).ToList();
        if (differences.Count > 0)
        {
            throw new PayrollRefusedException([
                new PayrollFault(
                    $"Kỳ tháng {run.Month} chưa khớp: đã chi {tied.Settled} đồng, sổ cái {tied.LedgerCash}, sao kê ngân hàng {tied.OnStatements}",
                    $"The run of {run.Month} does not tie out: settled {tied.Settled} đồng, ledger {tied.LedgerCash}, bank statements {tied.OnStatements}", run.Id),
                .. differences.Select(one => new PayrollFault(one.Vi, one.En, one.Where)),
            ]);
        }

        RunStore.Step(write, run, "close", RunState.Closed, string.Join("; ", new[] { reason, excused.Count > 0 && tied.Differences.Count > 0 ? $"không có sao kê: {withoutStatement}" : "" }.Where(text => text.Length > 0)));
        write.Commit();
        return run with { State = RunState.Closed };
    }
}
