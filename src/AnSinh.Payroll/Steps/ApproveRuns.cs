using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Store;

namespace AnSinh.Payroll.Steps;

/// <summary>What became of runs that were to be approved together. <paramref name="Before"/> counts those that this person had approved or signed before, or that were approved already.</summary>
public sealed record ApprovalsResult(int Approved, int Signed, int Before, IReadOnlyList<(PayrollRun Run, IReadOnlyList<PayrollFault> Faults)> Refused)
{
    public int Done => Approved + Signed + Before + Refused.Count;
}

/// <summary>
/// Approves very many runs, each with all the checks of <see cref="ApproveRun"/> and in a commit of its own: stopped at any moment, whole approvals stand and nothing else, others write in between, and
/// started again it goes on with the rest. One that is refused does not hold the others up.
/// </summary>
public static class ApproveRuns
{
    /// <param name="book">The payroll.</param>
    /// <param name="runs">In the order in which they are approved.</param>
    /// <param name="actor">As for one.</param>
    /// <param name="accepted">Ids of <see cref="RunTally.Weak"/> that are accepted wherever they are listed.</param>
    /// <param name="acceptAll">As for one.</param>
    /// <param name="reason">As for one.</param>
    /// <param name="progress">Hears after each run.</param>
    /// <param name="cancellation">Stops between two runs; the result tells how far it has come.</param>
    public static ApprovalsResult Execute(
        PayrollBook book, IReadOnlyList<PayrollRun> runs, string actor, IReadOnlyCollection<string> accepted, bool acceptAll, string reason, Action<ApprovalsResult>? progress = null,
        CancellationToken cancellation = default)
    {
        var refused = new List<(PayrollRun, IReadOnlyList<PayrollFault>)>();
        var result = new ApprovalsResult(0, 0, 0, refused);
        foreach (var run in runs)
        {
            if (cancellation.IsCancellationRequested)
            {
                break;
            }

            try
            {
                result = IsDone(book, run, actor) ? result with { Before = result.Before + 1 }
                    : ApproveRun.Execute(book, run.Id, actor, Listed(book, run, accepted), acceptAll, reason).State == RunState.Approved ? result with { Approved = result.Approved + 1 }
                    : result with { Signed = result.Signed + 1 };
            }
            catch (PayrollRefusedException fault)
            {
                refused.Add((run, fault.Faults));
            }

            progress?.Invoke(result);
        }

        return result;
    }

    /// <summary>Approved already, or waiting for somebody else's signature after this person's.</summary>
    private static bool IsDone(PayrollBook book, PayrollRun run, string actor)
    {
        using var connection = book.Connect();
        var now = RunSteps.Require(connection, run.Id);
        return now.State.IsFrozen() || (now.State == RunState.Checked && RunSteps.Endorsers(connection, run.Id).Contains(actor, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>What is accepted for all runs is named for each only where the run lists it.</summary>
    private static IReadOnlyCollection<string> Listed(PayrollBook book, PayrollRun run, IReadOnlyCollection<string> accepted)
    {
        if (accepted.Count == 0)
        {
            return [];
        }

        using var connection = book.Connect();
        return [.. RunTally.Of(ContentStore.Read(connection, run.Id).Lines).Weak.Select(one => one.Id).Where(id => accepted.Contains(id, StringComparer.Ordinal))];
    }
}
