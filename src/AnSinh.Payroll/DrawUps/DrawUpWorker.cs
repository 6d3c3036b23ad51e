using System.Data.Common;
using System.Security.Cryptography;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Steps;
using AnSinh.Payroll.Store;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Payroll.DrawUps;

public enum TaskOutcome
{
    /// <summary>Written.</summary>
    Done,

    /// <summary>Nothing to do: done already, held by another worker, or the draw-up was given up.</summary>
    NotMine,

    /// <summary>Computed, and refused when it was to be written: another worker had taken the task meanwhile.</summary>
    Late,

    /// <summary>This worker has another law pack than the run.</summary>
    OtherLaw,

    /// <summary>The task failed; it will be tried again, or the draw-up was refused because it failed too often.</summary>
    Failed,
}

/// <summary>What became of a task.</summary>
/// <param name="Outcome">In short.</param>
/// <param name="Lines">Written.</param>
/// <param name="IsLast">Whether the run was put together by it.</param>
/// <param name="Error">Kind of the failure; no data of people.</param>
public sealed record TaskReport(TaskOutcome Outcome, long Lines = 0, bool IsLast = false, string Error = "");

/// <summary>
/// Does tasks of draw-ups. What the tasks of one run share (awards, books) is read once and kept for the next task; the numbers it was read at make that safe.
/// </summary>
/// <param name="book">The payroll.</param>
/// <param name="name">Of this worker, unique among all.</param>
/// <param name="lease">How long a task is this worker's without renewal.</param>
public sealed class DrawUpWorker(PayrollBook book, string name, TimeSpan lease)
{
    private const int MostFailures = 3;

    private readonly Lock _lock = new();
    private (string Key, Lazy<RunInput> Frame)? _frame;

    /// <param name="runId">Of the run to be.</param>
    /// <param name="task">Number of the task.</param>
    /// <param name="fromTheDead">Whether who held it is known to be gone.</param>
    public TaskReport Execute(string runId, int task, bool fromTheDead)
    {
        using var connection = book.Connect();
        if (DrawUp.Find(connection, runId) is not { State: DrawUpState.Open } drawUp)
        {
            return new TaskReport(TaskOutcome.NotMine);
        }

        if (drawUp.Run.LawPack != book.Pack.Hash)
        {
            return new TaskReport(TaskOutcome.OtherLaw);
        }

        if (TaskLease.Take(connection, runId, task, name, lease, fromTheDead) is not { } held)
        {
            return new TaskReport(TaskOutcome.NotMine);
        }

        using var renewal = new Timer(_ => Renew(held), null, lease / 3, lease / 3);
        try
        {
            return task == drawUp.Assembly ? Assemble(drawUp, held, connection) : Compute(drawUp, held, connection);
        }
        catch (PayrollRefusedException refused)
        {
            return Refuse(connection, held, refused.Faults);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return Failed(held, error);
        }
    }

    /// <summary>Tasks that nobody holds and that could be done now.</summary>
    public IReadOnlyList<(string RunId, int Task)> Waiting()
    {
        using var connection = book.Connect();
        return TaskLease.Waiting(connection);
    }

    private TaskReport Compute(DrawUp drawUp, TaskLease held, DbConnection connection)
    {
        var input = new InputReader(book, connection).WithHouseholds(drawUp.Run, Frame(drawUp), held.Buckets);
        var part = RunBuilder.Part(input, book.Pack, held.Buckets);
        var content = part.Pack();
        return held.Complete(connection, part.Lines.Count, Convert.ToHexStringLower(SHA256.HashData(content)), content)
            ? new TaskReport(TaskOutcome.Done, part.Lines.Count)
            : new TaskReport(TaskOutcome.Late);
    }

    /// <summary>Everything that the single process writes at the end of a run, in one commit in which the token is checked as well.</summary>
    private TaskReport Assemble(DrawUp drawUp, TaskLease held, DbConnection connection)
    {
        var parts = connection.Query<(string Digest, byte[] Content)>(
            "select digest, content from payroll_draw_up_task where run_id = @Id and task < @last and done = 1 order by task", new { drawUp.Run.Id, last = (long)drawUp.Assembly })
            .Select(row => Convert.ToHexStringLower(SHA256.HashData(row.Content)) == row.Digest ? RunPart.Unpack(row.Content) : throw new InvalidDataException("A part of the run was changed outside the program."))
            .ToList();
        if (parts.Count < drawUp.Assembly)
        {
            return new TaskReport(TaskOutcome.NotMine);
        }

        var frame = Frame(drawUp);
        var input = new InputReader(book, connection).WithMandates(drawUp.Run, frame);
        var content = RunContentJson.Ordered(RunBuilder.Assemble(input, book.Pack, parts));
        using var write = book.Database.Begin(drawUp.Actor, "payroll.run");
        // Paused in here, this worker would keep everybody from writing: the server then ends its session.
        write.Connection.Execute(PayrollBook.Text($"set local idle_in_transaction_session_timeout = {(long)lease.TotalMilliseconds}"));
        RequireStillNext(write.Connection, drawUp.Run);
        if (!held.Complete(write.Connection, 0, "", []))
        {
            return new TaskReport(TaskOutcome.Late);
        }

        RunMonth.Record(write, connection, new RunPlan(drawUp.Run, frame.Takeover, TakeoverStore.Read(write.Connection, drawUp.Run.Area) is null, null), [content.Lines], () => content, drawUp.Reason);
        write.Connection.Execute("update payroll_draw_up set state = 'done' where run_id = @Id", new { drawUp.Run.Id });
        write.Connection.Execute("update payroll_draw_up_task set content = @nothing where run_id = @Id", new { drawUp.Run.Id, nothing = Array.Empty<byte>() });
        write.Commit();
        return new TaskReport(TaskOutcome.Done, content.Lines.Count, IsLast: true);
    }

    /// <summary>Others may have drawn up, approved or cancelled a run of the area while workers were at this one.</summary>
    private static void RequireStillNext(DbConnection connection, PayrollRun run)
    {
        if (RunStore.Of(connection, run.Area, run.Month) is not null || RunStore.Last(connection, run.Area)?.Id != run.PreviousRun || RunStore.Attempts(connection, run.Area, run.Month) + 1 != run.Attempt)
        {
            throw new PayrollRefusedException(
                $"Kỳ chi trả của {run.Area} đã thay đổi trong khi lập tháng {run.Month}: hãy lập lại", $"The runs of {run.Area} changed while {run.Month} was drawn up: run again", run.Id);
        }
    }

    private RunInput Frame(DrawUp drawUp)
    {
        Lazy<RunInput> frame;
        lock (_lock)
        {
            var key = $"{drawUp.Run.Id}/{drawUp.Run.BooksNumber}";
            if (_frame?.Key != key)
            {
                _frame = (key, new Lazy<RunInput>(() =>
                {
                    using var connection = book.Connect();
                    return new InputReader(book, connection).Frame(drawUp.Run, drawUp.TakeoverOf(connection));
                }));
            }

            frame = _frame.Value.Frame;
        }

        try
        {
            return frame.Value;
        }
        catch
        {
            // A Lazy keeps its failure; the next task reads anew.
            lock (_lock)
            {
                _frame = null;
            }

            throw;
        }
    }

    private void Renew(TaskLease held)
    {
        try
        {
            using var connection = book.Connect();
            held.Renew(connection, lease);
        }
        catch (Exception error) when (error is DbException or StorageException)
        {
            // The lease runs out; whoever takes the task then makes this worker's result a late one.
        }
    }

    private TaskReport Failed(TaskLease held, Exception error)
    {
        var kind = error is DbException { SqlState: { } state } ? $"{error.GetType().Name} {state}" : error.GetType().Name;
        try
        {
            using var connection = book.Connect();
            return held.Fail(connection) switch
            {
                // Paused until its connection was gone, say: the task has been another's since.
                0 => new TaskReport(TaskOutcome.Late, Error: kind),
                < MostFailures => new TaskReport(TaskOutcome.Failed, Error: kind),
                _ => Refuse(connection, held, [new PayrollFault($"Phần {held.Buckets} hỏng {MostFailures} lần ({kind})", $"Buckets {held.Buckets} failed {MostFailures} times ({kind})", held.RunId)]),
            };
        }
        catch (Exception lost) when (lost is DbException or StorageException)
        {
            return new TaskReport(TaskOutcome.Failed, Error: kind);
        }
    }

    private static TaskReport Refuse(DbConnection connection, TaskLease held, IReadOnlyList<PayrollFault> faults)
    {
        var refused = connection.Execute(
            """
            update payroll_draw_up set state = 'refused', faults = @faults
            where run_id = @RunId and state = 'open' and exists (select 1 from payroll_draw_up_task t where t.run_id = @RunId and t.task = @task and t.token = @Token)
            """, new { held.RunId, held.Token, task = (long)held.Task, faults = DrawUp.Write(faults) });
        return refused == 1 ? new TaskReport(TaskOutcome.Failed, Error: "refused") : new TaskReport(TaskOutcome.Late);
    }
}
