using System.Data.Common;
using System.Diagnostics;
using AnSinh.Payroll;
using AnSinh.Payroll.DrawUps;
using AnSinh.Storage;
using Npgsql;
using Quartz;

namespace AnSinh.Worker;

/// <param name="Name">Unique among all workers of the database.</param>
/// <param name="Threads">Tasks done side by side.</param>
/// <param name="Lease">How long a task is this worker's without a sign of life.</param>
public sealed record WorkerOptions(string Name, int Threads, TimeSpan Lease)
{
    /// <summary>How often a worker tells the others that it lives: a dead one is found within some of these.</summary>
    public TimeSpan CheckIn { get; } = TimeSpan.FromSeconds(Math.Clamp((long)Lease.TotalSeconds / 6, 1, 5));
}

/// <summary>A task that a worker has gone through.</summary>
public sealed record TaskEvent(string RunId, int Task, TaskReport Report, TimeSpan Took);

/// <summary>
/// A worker process: a node of the clustered scheduler, whose store is the database itself. It turns waiting tasks into jobs, takes jobs as they come, and takes over those of nodes that do not check in.
/// </summary>
public sealed class WorkerNode : IAsyncDisposable
{
    /// <summary>Whoever holds it turns waiting tasks into jobs; "task" in ASCII.</summary>
    private const long SweepLock = 0x74_61_73_6B;

    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(1);

    private readonly DrawUpWorker _worker;
    private readonly PayrollBook _book;
    private readonly IScheduler _scheduler;
    private readonly string _address;
    private readonly Action<TaskEvent> _tell;
    private readonly WorkerTelemetry _telemetry;

    private WorkerNode(PayrollBook book, WorkerOptions options, IScheduler scheduler, string address, Action<TaskEvent> tell)
    {
        (_book, _scheduler, _address, _tell) = (book, scheduler, address, tell);
        _worker = new DrawUpWorker(book, options.Name, options.Lease);
        _telemetry = new WorkerTelemetry(options.Name, WaitingOrNone);
    }

    /// <param name="book">The payroll, on a server.</param>
    /// <param name="options">Of this worker.</param>
    /// <param name="tell">Hears of each task; from any thread.</param>
    /// <param name="stop">While starting.</param>
    /// <exception cref="StorageException">The database is a file.</exception>
    public static async Task<WorkerNode> StartAsync(PayrollBook book, WorkerOptions options, Action<TaskEvent> tell, CancellationToken stop)
    {
        if (!book.Database.IsServer)
        {
            throw new StorageException("Tiến trình làm việc cần cơ sở dữ liệu trên máy chủ PostgreSQL.", "A worker needs a database on a PostgreSQL server.");
        }

        var address = ClusteredScheduler.AddressOf(book.Database, options.CheckIn * 2);
        var scheduler = await ClusteredScheduler.BuildAsync(address, options, stop);
        var node = new WorkerNode(book, options, scheduler, address, tell);
        scheduler.Context[TaskJob.NodeKey] = node;
        await scheduler.Start(stop);
        return node;
    }

    /// <summary>Turns waiting tasks into jobs until told to stop. A database that is away for a while is waited for.</summary>
    /// <param name="lost">Hears what keeps it from the database.</param>
    /// <param name="stop">Ends it; tasks at work are finished by disposing.</param>
    public async Task RunAsync(Action<StorageException> lost, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await SweepAsync(stop);
            }
            catch (Exception error) when (Explained(error) is { } explained)
            {
                lost(explained);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(SweepEvery, _book.Database.Clock is SimulatedClock ? TimeProvider.System : _book.Database.Clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Waits for the tasks at work; jobs of others go on without this node.</summary>
    public async ValueTask DisposeAsync()
    {
        await _scheduler.Shutdown(true);
        _telemetry.Dispose();
    }

    internal void Execute(string runId, int task, bool recovering)
    {
        var begun = Stopwatch.GetTimestamp();
        using var activity = _telemetry.Begin(runId, task);
        TaskReport report;
        try
        {
            report = _worker.Execute(runId, task, recovering);
        }
        catch (Exception error) when (Explained(error) is not null)
        {
            // The task was not begun; it waits and becomes a job again.
            report = new TaskReport(TaskOutcome.Failed, Error: error.GetType().Name);
        }

        var done = new TaskEvent(runId, task, report, Stopwatch.GetElapsedTime(begun));
        _telemetry.Done(activity, done);
        _tell(done);
    }

    /// <summary>While the database is away there is nothing to tell.</summary>
    private long WaitingOrNone()
    {
        try
        {
            return _worker.Waiting().Count;
        }
        catch (Exception error) when (Explained(error) is not null)
        {
            return 0;
        }
    }

    private async Task SweepAsync(CancellationToken stop)
    {
        using var connection = new NpgsqlConnection(_address);
        await connection.OpenAsync(stop);
        using var turn = await connection.BeginTransactionAsync(stop);
        using var take = new NpgsqlCommand($"select pg_try_advisory_xact_lock({SweepLock})", connection, turn);
        if (await take.ExecuteScalarAsync(stop) is not true)
        {
            return;
        }

        foreach (var (runId, task) in _worker.Waiting())
        {
            await PutAsync(runId, task, stop);
        }
    }

    private async Task PutAsync(string runId, int task, CancellationToken stop)
    {
        var key = new TriggerKey(TaskJob.KeyOf(runId, task).Name, runId);
        if (await _scheduler.Exists(TaskJob.KeyOf(runId, task), stop))
        {
            if (await _scheduler.GetTriggerState(key, stop) == TriggerState.Error)
            {
                await _scheduler.ResetTriggerFromErrorState(key, stop);
            }

            return;
        }

        var trigger = TriggerBuilder.Create().WithIdentity(key).StartNow().WithSimpleSchedule(once => once.WithRepeatCount(0).WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow)).Build();
        try
        {
            await _scheduler.ScheduleJob(TaskJob.Of(runId, task), trigger, cancellationToken: stop);
        }
        catch (ObjectAlreadyExistsException)
        {
            // Recovered by another node in between.
        }
    }

    private StorageException? Explained(Exception error) => error switch
    {
        StorageException explained => explained,
        DbException fault => Database.Explain(_book.Database.Source, fault),
        SchedulerException { InnerException: { } inner } => Explained(inner),
        _ => null,
    };
}
