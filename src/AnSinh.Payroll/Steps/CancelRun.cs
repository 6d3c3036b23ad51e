using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Store;
using Dapper;

namespace AnSinh.Payroll.Steps;

/// <summary>Gives up a run that was not approved. It stays on record; its months are free again.</summary>
public static class CancelRun
{
    public static PayrollRun Execute(PayrollBook book, string runId, string actor, string reason)
    {
        using var write = book.Database.Begin(actor, "payroll.cancel");
        var run = RunSteps.Require(write.Connection, runId, "cancel", RunState.Draft, RunState.Checked);
        RunStore.Step(write, run, "cancel", RunState.Cancelled, reason);
        write.Connection.Execute("update payroll_line set live = 0 where run_id = @runId", new { runId });
        write.Commit();
        return run with { State = RunState.Cancelled };
    }
}
