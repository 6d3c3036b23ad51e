using System.Diagnostics;
using AnSinh.Databases;
using Xunit;

namespace AnSinh.EndToEnd.Trials;

/// <summary>The sample commune's first month, drawn up to its settled cash list without disturbance: what every disturbed course has to come to, step by step.</summary>
public abstract class UndisturbedMonth : IDisposable
{
    private readonly Dictionary<string, Course> _before = [];
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _after = [];
    private readonly Dictionary<string, (TimeSpan Work, long Bytes)> _effort = [];
    private int _trials;

    /// <param name="server">Where databases are; null for files.</param>
    private protected UndisturbedMonth(TrialServer? server)
    {
        Server = server;
        Folder = Directory.CreateTempSubdirectory("ansinh-trial-").FullName;
        AwardedHouseholds.Write(Path.Combine(Folder, "awarded"));
        var course = new Course(Path.Combine(Folder, "undisturbed"), key: null, server);
        if (server is not null)
        {
            var (exit, messages) = course.Command("db", "init", "--today", "2026-05-20");
            Assert.True(exit == 0, messages);
        }

        foreach (var step in Course.Steps)
        {
            _before[step] = course.Copy(Path.Combine(Folder, "before-" + step));
            _effort[step] = Measured(course, step);
            _after[step] = Content.Of(course);
            if (step == "order")
            {
                CollectCash(course);
            }
        }

        Key = course.KeyFile;
        Last = course;
    }

    public string Folder { get; }
    public string Key { get; }
    internal TrialServer? Server { get; }

    /// <summary>Where all steps are done.</summary>
    internal Course Last { get; }

    public IReadOnlyDictionary<string, string> After(string step) => _after[step];

    /// <summary>Processor time of a step, and bytes that its write-ahead log came to, both about.</summary>
    public (TimeSpan Work, long Bytes) Effort(string step) => _effort[step];

    /// <summary>A new course that stands before a step.</summary>
    internal Course Before(string step, string? tablespace = null) => _before[step].Copy(Path.Combine(Folder, $"trial-{Interlocked.Increment(ref _trials)}"), tablespace);

    /// <summary>A new course in which nothing was done yet.</summary>
    internal Course Empty() => new(Path.Combine(Folder, $"trial-{Interlocked.Increment(ref _trials)}"), Key, Server);

    /// <summary>Does the step, which was disturbed before, and holds what it comes to against the undisturbed one; then takes the trial away.</summary>
    internal void HoldsAfter(Course course, string step, string what)
    {
        var (exit, messages) = course.Try(step);
        // Disturbed after its commit, an approval stands: the second one is refused, and what is there has to be the whole.
        Assert.True(exit is 0 or 1 || (step == "approve" && messages.Contains("is approved", StringComparison.Ordinal)), $"{what}: {messages}");
        Holds(course, step, what);
        course.Delete();
    }

    /// <summary>What a course has come to after a step is what the undisturbed one came to, file by file and row by row; its books and its audit trail verify.</summary>
    internal void Holds(Course course, string step, string what)
    {
        var content = Content.Of(course);
        foreach (var (name, hash) in After(step))
        {
            Assert.True(content.GetValueOrDefault(name) == hash, $"{what}: {name} differs");
        }

        Assert.Equal(After(step).Count, content.Count);
        Content.Sealed(course);
        Content.Verified(course);
    }

    public void Dispose()
    {
        Server?.Dispose();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private static (TimeSpan Work, long Bytes) Measured(Course course, string step)
    {
        using var connection = course.Server?.Open("postgres");
        var before = connection is null ? 0 : course.Size(connection);
        using var process = course.Start(step);
        var messages = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
        var (work, log) = (TimeSpan.Zero, new FileInfo(Path.Combine(course.Folder, "a.db-wal")));
        var bytes = 0L;
        while (!process.WaitForExit(2))
        {
            log.Refresh();
            bytes = Math.Max(bytes, log.Exists ? log.Length : 0);
            work = Worked(process) ?? work;
        }

        Assert.True(process.ExitCode is 0 or 1, $"{step}: {messages.Result}");
        return (work, connection is null ? bytes : course.Size(connection) - before);
    }

    /// <summary>Processor time so far; null once the process is gone.</summary>
    internal static TimeSpan? Worked(Process process)
    {
        try
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    /// <summary>The cash list comes back: everybody was paid but every tenth, who did not come.</summary>
    private static void CollectCash(Course course)
    {
        var list = Directory.EnumerateFiles(course.Orders, "cash-*.csv").Single();
        File.WriteAllLines(
            Path.Combine(course.Folder, "returned.csv"),
            File.ReadLines(list).Select((line, index) => index > 0 && line.EndsWith(",,", StringComparison.Ordinal) ? line[..^2] + (index % 10 == 0 ? ",uncollected," : ",paid,") : line));
    }
}

public sealed class SqliteMonth() : UndisturbedMonth(server: null);

/// <summary>On a server of its own that may be killed.</summary>
public sealed class PostgresMonth() : UndisturbedMonth(new TrialServer());

[CollectionDefinition(Name)]
public sealed class SqliteTrials : ICollectionFixture<SqliteMonth>
{
    public const string Name = "trials on SQLite";
}

[CollectionDefinition(Name)]
public sealed class PostgresTrials : ICollectionFixture<PostgresMonth>
{
    public const string Name = "trials on PostgreSQL";
}
