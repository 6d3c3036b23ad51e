using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Store;

namespace AnSinh.Payroll.Steps;

/// <summary>
/// Sends a checked run back to who drew it up, with a reason. First signatures and what was accepted no longer count. Mended data counts when the run is cancelled and drawn up again; as it
/// is, it may be checked again.
/// </summary>
public static class ReturnRun
{
    /// <exception cref="PayrollRefusedException">The run is not checked, or there is no reason.</exception>
    public static PayrollRun Execute(PayrollBook book, string runId, string actor, string reason)
    {
        using var write = book.Database.Begin(actor, "payroll.return");
        var run = RunSteps.Require(write.Connection, runId, "return", RunState.Checked);
        RunSteps.RequireReason(run, reason);
        RunStore.Step(write, run, "return", RunState.Draft, reason);
        write.Commit();
        return run with { State = RunState.Draft };
    }
}
