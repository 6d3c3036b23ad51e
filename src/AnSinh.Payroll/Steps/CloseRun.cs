using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Store;

namespace AnSinh.Payroll.Steps;

/// <summary>Ends a run whose payments all have an outcome. What came back is sent again with the next run.</summary>
public static class CloseRun
{
    /// <exception cref="PayrollRefusedException">Payments are still under way.</exception>
    public static PayrollRun Execute(PayrollBook book, string runId, string actor, string reason = "")
    {
        using var write = book.Database.Begin(actor, "payroll.close");
        var run = RunSteps.Require(write.Connection, runId, "close", RunState.Ordered, RunState.Settled);
        var open = PaymentStore.Of(write.Connection, runId).Where(payment => !payment.HasOutcome).ToList();
        if (open.Count > 0)
        {
            throw new PayrollRefusedException(
                $"Còn {open.Count} khoản chi chưa có kết quả ({Law.Vnd.Sum(open.Select(payment => payment.Amount))} đồng)",
                $"{open.Count} payments have no outcome yet ({Law.Vnd.Sum(open.Select(payment => payment.Amount))} đồng)", run.Id);
        }

        RunStore.Step(write, run, "close", RunState.Closed, reason);
        write.Commit();
        return run with { State = RunState.Closed };
    }
}
