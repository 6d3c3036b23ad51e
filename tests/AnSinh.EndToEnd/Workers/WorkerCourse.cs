using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using AnSinh.EndToEnd.Trials;
using Dapper;
using Npgsql;
using Xunit;

namespace AnSinh.EndToEnd.Workers;

/// <summary>A course on a server that stands before its run, and the worker processes started on it.</summary>
internal sealed class WorkerCourse : IDisposable
{
    private readonly UndisturbedMonth _month;
    private readonly Course _course;
    private readonly NpgsqlConnection _looking;
    private readonly List<WorkerProcess> _workers = [];

    public WorkerCourse(UndisturbedMonth month)
    {
        (_month, _course) = (month, month.Before("run"));
        _looking = _course.Server!.Open(_course.Name);
    }

    public Process Run(params string[] how) => _course.Start("run", how);

    public (int ExitCode, string Messages) Do(params string[] arguments) => _course.Command(arguments);

    /// <summary>Starts a worker; the lease is short, so that the dead are missed soon.</summary>
    public WorkerProcess Worker(string name, IReadOnlyDictionary<string, string>? settings = null, params string[] how)
    {
        var worker = new WorkerProcess(name, _course.StartCommand(settings ?? new Dictionary<string, string>(), ["worker", "--name", name, "--lease", "6", "--threads", "1", "--today", "2026-05-24", .. how]));
        _workers.Add(worker);
        return worker;
    }

    /// <summary>Waits until a worker holds a task of a run that is being drawn up.</summary>
    public void UntilAtWork(string worker) => Until(() => Ask("select count(*) from payroll_draw_up_task where worker = @worker and done = 0 and leased_until > 0", new { worker }) > 0, $"{worker} never took a task");

    /// <summary>Waits for what a slow machine may take minutes for.</summary>
    public void Until(Func<bool> reached, string otherwise)
    {
        for (var begun = Stopwatch.GetTimestamp(); !reached(); Thread.Sleep(5))
        {
            Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromMinutes(5), otherwise + string.Concat(_workers.Select(worker => $"\n{worker.Name}:\n{worker.Said}")));
        }
    }

    public long Ask(string sql, object? parameters = null) => _looking.ExecuteScalar<long>(sql, parameters);

    public string AskText(string sql) => _looking.ExecuteScalar<string>(sql)!;

    /// <summary>The run that was drawn up together is the one that one process draws up, row by row.</summary>
    public void Holds() => _month.Holds(_course, "run", "drawn up by workers");

    public void Dispose()
    {
        foreach (var worker in _workers)
        {
            worker.Dispose();
        }

        _looking.Dispose();
        _course.Delete();
    }
}

/// <summary>A worker that can be paused, continued and killed; what it says is kept.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _said = new();

    public WorkerProcess(string name, Process process)
    {
        (Name, _process) = (name, process);
        process.ErrorDataReceived += (_, line) => _said.Enqueue(line.Data ?? "");
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    public string Name { get; }
    public string Said => string.Join('\n', _said);

    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>As <c>kill -STOP</c> and <c>kill -CONT</c> do.</summary>
    public void Signal(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }
}
