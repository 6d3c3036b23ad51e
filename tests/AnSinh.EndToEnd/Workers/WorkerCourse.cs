using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AnSinh.Databases;
using AnSinh.Payroll;
using Dapper;
using Npgsql;
using Xunit;

namespace AnSinh.EndToEnd.Workers;

/// <summary>A copy of the imported sample commune on PostgreSQL, a folder to work in, and the worker processes started on it.</summary>
internal sealed class WorkerCourse : IDisposable
{
    private readonly List<WorkerProcess> _workers = [];

    /// <param name="folder">Created.</param>
    /// <param name="source">An address whose database is this course's own.</param>
    /// <param name="keyFile">Of the imported commune.</param>
    public WorkerCourse(string folder, string source, string keyFile)
    {
        (Folder, Source, KeyFile) = (folder, source, keyFile);
        Directory.CreateDirectory(folder);
    }

    public string Folder { get; }
    public string Source { get; }
    private string KeyFile { get; }

    public (int ExitCode, string Messages) Do(params string[] arguments)
    {
        using var process = Start(arguments);
        var messages = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, messages.Result);
    }

    public Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "AnSinh.Cli.dll"), .. arguments, "--db", Source, "--lang", "en"])
    {
        WorkingDirectory = Folder, RedirectStandardError = true, RedirectStandardOutput = true, Environment = { ["ANSINH_HOME"] = Program.Root, ["ANSINH_KEY_FILE"] = KeyFile },
    })!;

    public Process Run(params string[] how) => Start(["payroll", "run", "--month", "2026-06", "--area", "05206", "--takeover", "2026-06", "--today", "2026-05-24", "--as", "officer", .. how]);

    /// <summary>Starts a worker; the lease is short, so that the dead are missed soon.</summary>
    public WorkerProcess Worker(string name)
    {
        var worker = new WorkerProcess(name, Start("worker", "--name", name, "--lease", "6", "--threads", "1", "--today", "2026-05-24"));
        _workers.Add(worker);
        return worker;
    }

    /// <summary>Waits until a worker holds a task of a run that is being drawn up.</summary>
    public void UntilAtWork(string worker) => Until(() => Ask("select count(*) from payroll_draw_up_task where worker = @worker and done = 0 and leased_until > 0", new { worker }) > 0, $"{worker} never took a task");

    public void Until(Func<bool> reached, string otherwise)
    {
        for (var begun = Stopwatch.GetTimestamp(); !reached(); Thread.Sleep(5))
        {
            Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromMinutes(3), otherwise + string.Concat(_workers.Select(worker => $"\n{worker.Name}:\n{worker.Said}")));
        }
    }

    public long Ask(string sql, object? parameters = null)
    {
        using var connection = new NpgsqlConnection(Source + ";Pooling=false");
        connection.Open();
        return connection.ExecuteScalar<long>(sql, parameters);
    }

    /// <summary>SHA-256 of the run's canonical export and of the rows of each table of the payroll; what only says who worked on it is left out.</summary>
    public IReadOnlyDictionary<string, string> Content()
    {
        var (exit, messages) = Do("payroll", "export", "--month", "2026-06", "--today", "2026-05-24");
        Assert.True(exit == 0, messages);
        var content = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Folder, "*.json"))
        {
            content["file " + Path.GetFileName(file)] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
        }

        using var connection = new NpgsqlConnection(Source + ";Pooling=false");
        connection.Open();
        foreach (var table in connection.Query<string>(
            "select relname from pg_class where relkind in ('r', 'p') and not relispartition and (relname like 'payroll\\_%' or relname = 'knowledge') and relname not like 'payroll\\_draw\\_up%' order by 1").ToList())
        {
            using var reader = connection.ExecuteReader($"select * from {table}");
            var rows = new List<string>();
            while (reader.Read())
            {
                rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture))));
            }

            rows.Sort(StringComparer.Ordinal);
            content["table " + table] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', rows))));
        }

        return content;
    }

    public void Dispose()
    {
        foreach (var worker in _workers)
        {
            worker.Dispose();
        }

        NpgsqlConnection.ClearAllPools();
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

/// <summary>The sample commune imported on PostgreSQL, and what one process makes of its first month.</summary>
public sealed class ImportedCommune : IDisposable
{
    private readonly TestDatabase? _store;
    private int _copies;

    public ImportedCommune()
    {
        if (TestDatabase.WhyNoPostgres is not null)
        {
            return;
        }

        _store = new TestDatabase(Dialect.Postgres, PayrollBook.Modules);
        using var imported = new WorkerCourse(Path.Combine(_store.Folder, "imported"), _store.Source, _store.KeyFile);
        var (exit, messages) = imported.Do("registry", "import", Path.Combine(Program.Root, "samples", "xa-mau", "2026-05-20"), "--today", "2026-05-20", "--as", "officer");
        Assert.True(exit is 0 or 1, messages);
        using var single = Copy();
        using var run = single.Run();
        run.StandardError.ReadToEnd();
        run.WaitForExit();
        Assert.Equal(0, run.ExitCode);
        ByOneProcess = single.Content();
    }

    public IReadOnlyDictionary<string, string> ByOneProcess { get; } = new Dictionary<string, string>();

    internal WorkerCourse Copy()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{new NpgsqlConnectionStringBuilder(_store!.Source).Database}_copy_{++_copies}");
        NpgsqlConnection.ClearAllPools();
        TestDatabase.Administer($"create database {name} template {new NpgsqlConnectionStringBuilder(_store.Source).Database} strategy file_copy");
        return new WorkerCourse(Path.Combine(_store.Folder, name), new NpgsqlConnectionStringBuilder(_store.Source) { Database = name }.ConnectionString, _store.KeyFile);
    }

    public void Dispose() => _store?.Dispose();
}
