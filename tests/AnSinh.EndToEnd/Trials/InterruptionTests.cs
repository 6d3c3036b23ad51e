using System.Diagnostics;
using AnSinh.EndToEnd.Demo;
using Xunit;

namespace AnSinh.EndToEnd.Trials;

/// <summary>The sample commune's first month, drawn up without disturbance: what every disturbed course has to come to.</summary>
public sealed class UndisturbedMonth : IDisposable
{
    public UndisturbedMonth()
    {
        Folder = Directory.CreateTempSubdirectory("ansinh-trial-").FullName;
        var course = new Course(Path.Combine(Folder, "undisturbed"), key: null);
        foreach (var step in Course.Steps)
        {
            course.Do(step);
        }

        Key = Path.Combine(course.Folder, "a.db.key");
        Export = course.Export();
    }

    public string Folder { get; }
    public string Key { get; }
    public IReadOnlyList<string> Export { get; }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

/// <summary>Killed, interrupted or started twice: the same canonical export comes out as without it.</summary>
public sealed class InterruptionTests(UndisturbedMonth undisturbed) : IClassFixture<UndisturbedMonth>
{
    [Theory]
    [InlineData("import")]
    [InlineData("run")]
    [InlineData("order")]
    public void Killed_in_the_middle_of_a_step_and_run_again_nothing_differs(string killed)
    {
        var course = new Course(Path.Combine(undisturbed.Folder, "killed-" + killed), undisturbed.Key);
        var caught = false;
        foreach (var step in Course.Steps)
        {
            if (step == killed)
            {
                caught = course.Kill(step);
            }

            course.Do(step);
        }

        Assert.True(caught, $"{killed} ended before it could be killed");
        Assert.Equal(undisturbed.Export, course.Export());
    }

    [Fact]
    public void Two_runs_at_once_draw_up_one_month()
    {
        var course = new Course(Path.Combine(undisturbed.Folder, "twice"), undisturbed.Key);
        course.Do("import");
        var both = new[] { course.Start("run"), course.Start("run") };
        foreach (var process in both)
        {
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
            process.Dispose();
        }

        foreach (var step in Course.Steps.Skip(2))
        {
            course.Do(step);
        }

        Assert.Equal(undisturbed.Export, course.Export());
    }

    [Fact]
    public async Task Interrupted_from_the_keyboard_an_import_takes_nothing_and_says_so()
    {
        var course = new Course(Path.Combine(undisturbed.Folder, "interrupted"), undisturbed.Key);
        using var import = course.Start("import");
        var messages = import.StandardError.ReadToEndAsync();
        Assert.True(course.Writing(import, beyond: 0), "the import ended before it could be interrupted");
        using (var signal = Process.Start("kill", ["-INT", $"{import.Id}"]))
        {
            await signal.WaitForExitAsync();
        }

        await import.WaitForExitAsync();
        Assert.NotEqual(0, import.ExitCode);
        Assert.Contains("nothing was changed", await messages, StringComparison.Ordinal);
        Assert.Equal(1, Program.Run(course.Folder, "registry", "find", "nguyen", "--db", "a.db").ExitCode);
    }
}

/// <summary>A database of its own and the commands of one month on it, each on its simulated day.</summary>
internal sealed class Course
{
    public static readonly IReadOnlyList<string> Steps = ["import", "run", "check", "approve", "order"];

    private readonly Dictionary<string, string[]> _commands = new()
    {
        ["import"] = ["registry", "import", Path.Combine(Program.Root, "samples", "xa-mau", "2026-05-20"), "--today", "2026-05-20", "--as", "officer"],
        ["run"] = ["payroll", "run", "--month", "2026-06", "--area", "05206", "--takeover", "2026-06", "--today", "2026-05-24", "--as", "officer"],
        ["check"] = ["payroll", "check", "--today", "2026-05-24", "--as", "officer"],
        ["approve"] = ["payroll", "approve", "--accept-all-listed", "--today", "2026-05-24", "--as", "chair"],
        ["order"] = ["payroll", "order", "--payer-name", "UBND", "--payer-account", "9900000000", "--payer-bank", "970405", "--out", "orders", "--today", "2026-05-24", "--as", "officer"],
    };

    /// <param name="folder">Where the database stands; created.</param>
    /// <param name="key">The key of another course, so that ids that derive from it are the same; null for a new one.</param>
    public Course(string folder, string? key)
    {
        Folder = folder;
        Directory.CreateDirectory(folder);
        if (key is not null)
        {
            File.Copy(key, Path.Combine(folder, "a.db.key"));
        }
    }

    public string Folder { get; }

    public void Do(string step)
    {
        var (exit, _, messages) = Program.Run(Folder, [.. _commands[step], "--db", "a.db", "--lang", "en"]);
        Assert.True(exit is 0 or 1, $"{step}: {messages}");
    }

    public Process Start(string step) => Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "AnSinh.Cli.dll"), .. _commands[step], "--db", "a.db", "--lang", "en"])
    {
        WorkingDirectory = Folder, RedirectStandardError = true, RedirectStandardOutput = true, Environment = { ["ANSINH_HOME"] = Program.Root },
    })!;

    /// <summary>Waits until the step has begun to write, and kills it as <c>kill -9</c> does; false when it was quicker every time.</summary>
    public bool Kill(string step)
    {
        using var process = Start(step);
        _ = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
        // An import's first bytes are the empty tables; what follows is rows.
        var caught = Writing(process, beyond: step == "import" ? 2_000_000 : 0);
        process.Kill();
        process.WaitForExit();
        return caught && process.ExitCode == 137;
    }

    /// <summary>True as soon as the write-ahead log or the database has grown by more than this many bytes since the step began; false when it ended first.</summary>
    public bool Writing(Process process, long beyond)
    {
        var before = Size();
        while (!process.HasExited)
        {
            if (Size() - before > beyond)
            {
                return !process.HasExited;
            }

            Thread.Sleep(1);
        }

        return false;
    }

    /// <summary>The month as an auditor gets it, and the orders, as text.</summary>
    public IReadOnlyList<string> Export()
    {
        var (exit, _, messages) = Program.Run(Folder, "payroll", "export", "--month", "2026-06", "--db", "a.db", "--out", "export");
        Assert.True(exit == 0, messages);
        return [.. new[] { "export", "orders" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Folder, folder)).Order(StringComparer.Ordinal)).Select(file => Path.GetFileName(file) + "\n" + File.ReadAllText(file))];
    }

    private long Size() => new[] { "a.db", "a.db-wal", "a.db-journal" }.Select(name => new FileInfo(Path.Combine(Folder, name))).Sum(file => file.Exists ? file.Length : 0);
}
