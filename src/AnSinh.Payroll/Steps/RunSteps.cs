using System.Data.Common;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Store;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Payroll.Steps;

/// <summary>What the steps share: finding a run inside the transaction that changes it, so that two people cannot take the same step.</summary>
internal static class RunSteps
{
    public static PayrollRun Require(DbConnection connection, string runId) => RunStore.Find(connection, runId)
        ?? throw new PayrollRefusedException($"Không có kỳ chi trả {runId}", $"There is no run {runId}", runId);

    public static PayrollRun Require(DbConnection connection, string runId, string step, params ReadOnlySpan<RunState> states)
    {
        var run = Require(connection, runId);
        if (!states.Contains(run.State))
        {
            var needed = new List<RunState>([.. states]);
            throw new PayrollRefusedException(
                $"Kỳ tháng {run.Month} {run.State.Vi()}; bước này cần kỳ {string.Join(" hoặc ", needed.Select(state => state.Vi()))}",
                $"The run of {run.Month} is {run.State.Code()}; to {step} it must be {string.Join(" or ", needed.Select(state => state.Code()))}",
                run.Id);
        }

        return run;
    }

    /// <exception cref="PayrollRefusedException">There is none.</exception>
    public static void RequireReason(PayrollRun run, string reason)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            throw new PayrollRefusedException("Cần lý do", "A reason is needed", run.Id);
        }
    }

    /// <summary>Who signed first for approval, since the run was last sent back.</summary>
    public static IReadOnlyList<string> Endorsers(DbConnection connection, string runId) =>
    [
        .. connection.Query<string>(
            """
            select actor from payroll_step where run_id = @runId and step = 'endorse'
            and sequence > (select coalesce(max(sequence), 0) from payroll_step where run_id = @runId and step = 'return') order by sequence
            """, new { runId }),
    ];

    /// <summary>Who took a step of the run.</summary>
    public static IReadOnlyList<string> ActorsOf(DbConnection connection, string runId, params IReadOnlyList<string> steps) =>
        [.. connection.Query<string>($"select distinct actor from payroll_step where run_id = @runId and step in {SqlText.OneOf(steps)}", new { runId })];

    /// <summary>The content as stored but for its lines, and what these come to, after proving that it is still what was drawn up. The lines go by and are not kept.</summary>
    /// <exception cref="PayrollRefusedException">The stored content no longer has the run's digest.</exception>
    public static (RunContent Content, RunTally Tally) Proven(PayrollBook book, DbConnection connection, PayrollRun run)
    {
        var (rest, tally) = (ContentStore.Rest(connection, run.Id), new RunTally());
        using var digest = new RunContentJson.Running();
        foreach (var line in Ahead.Of(new LineReader(book.Database, run).Groups(rest.Bridge.Regular.Count + rest.Bridge.Arrears.Count, book.AwardsAGroup)).SelectMany(group => group))
        {
            digest.Add(line);
            tally.Add(line);
        }

        return digest.Digest(rest) == run.Digest ? (rest, tally) : throw Changed(run);
    }

    private static PayrollRefusedException Changed(PayrollRun run) =>
        new("Nội dung kỳ đã bị thay đổi ngoài chương trình", "The content of the run was changed outside the program", run.Id);

    /// <summary>The content as stored, after proving that it is still what was drawn up.</summary>
    /// <exception cref="PayrollRefusedException">The stored content no longer has the run's digest.</exception>
    public static RunContent Content(DbConnection connection, PayrollRun run)
    {
        var content = ContentStore.Read(connection, run.Id);
        return RunContentJson.Digest(content) == run.Digest
            ? content
            : throw Changed(run);
    }
}
