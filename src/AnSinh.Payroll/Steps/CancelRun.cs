using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Store;
using Dapper;

namespace AnSinh.Payroll.Steps;

/// <summary>Refuses a run that was not approved, with a reason. It stays on record; its months are free again.</summary>
public static class CancelRun
{
    /// <exception cref="PayrollRefusedException">The run was approved, or there is no reason.</exception>
    public static PayrollRun Execute(PayrollBook book, string runId, string actor, string reason)
    {
        using var write = book.Database.Begin(actor, "payroll.cancel");
        var run = RunSteps.Require(write.Connection, runId, "cancel", RunState.Draft, RunState.Checked);
        RunSteps.RequireReason(run, reason);
        RunStore.Step(write, run, "cancel", RunState.Cancelled, reason);
        write.Connection.Execute("update payroll_line set live = 0 where run_id = @runId", new { runId });
        write.Commit();
        return run with { State = RunState.Cancelled };
    }
}
