using System.Diagnostics;
using Xunit;

namespace AnSinh.EndToEnd.Trials;

/// <summary>The sample commune's first month, drawn up to its settled cash list without disturbance: what every disturbed course has to come to, step by step.</summary>
public sealed class UndisturbedMonth : IDisposable
{
    private readonly Dictionary<string, Course> _before = [];
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _after = [];
    private readonly Dictionary<string, (TimeSpan Work, long Bytes)> _effort = [];
    private int _trials;

    public UndisturbedMonth()
    {
        Folder = Directory.CreateTempSubdirectory("ansinh-trial-").FullName;
        var course = new Course(Path.Combine(Folder, "undisturbed"), key: null);
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

        Key = Path.Combine(course.Folder, "a.db.key");
        Last = course;
    }

    public string Folder { get; }
    public string Key { get; }
    internal Course Last { get; }

    public IReadOnlyDictionary<string, string> After(string step) => _after[step];

    /// <summary>Processor time of a step, and bytes that its write-ahead log came to, both about.</summary>
    public (TimeSpan Work, long Bytes) Effort(string step) => _effort[step];

    /// <summary>A new course that stands before a step.</summary>
    internal Course Before(string step) => _before[step].Copy(Path.Combine(Folder, $"trial-{Interlocked.Increment(ref _trials)}"));

    /// <summary>Does the step, which was disturbed before, and holds what it comes to against the undisturbed one; then takes the trial away.</summary>
    internal void HoldsAfter(Course course, string step, string what)
    {
        var (exit, messages) = course.Try(step);
        // Disturbed after its commit, an approval stands: the second one is refused, and what is there has to be the whole.
        Assert.True(exit is 0 or 1 || (step == "approve" && messages.Contains("is approved", StringComparison.Ordinal)), $"{what}: {messages}");
        var content = Content.Of(course);
        foreach (var (name, hash) in After(step))
        {
            Assert.True(content.GetValueOrDefault(name) == hash, $"{what}: {name} differs");
        }

        Assert.Equal(After(step).Count, content.Count);
        Content.Sealed(course);
        Directory.Delete(course.Folder, recursive: true);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static (TimeSpan Work, long Bytes) Measured(Course course, string step)
    {
        using var process = course.Start(step);
        var messages = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
        var (work, log) = (TimeSpan.Zero, new FileInfo(course.Database + "-wal"));
        var bytes = 0L;
        while (!process.WaitForExit(2))
        {
            log.Refresh();
            bytes = Math.Max(bytes, log.Exists ? log.Length : 0);
            work = Worked(process) ?? work;
        }

        Assert.True(process.ExitCode is 0 or 1, $"{step}: {messages.Result}");
        return (work, bytes);
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

[CollectionDefinition(Name)]
public sealed class TrialCollection : ICollectionFixture<UndisturbedMonth>
{
    public const string Name = "trials";
}
