using System.Diagnostics;
using Xunit;

namespace AnSinh.EndToEnd.Trials;

/// <summary>A database of its own and the commands of one month on it, each on its simulated day.</summary>
internal sealed class Course
{
    public static readonly IReadOnlyList<string> Steps = ["import", "run", "check", "approve", "order", "settle"];

    private static readonly Dictionary<string, string[]> Commands = new()
    {
        ["import"] = ["registry", "import", Path.Combine(Program.Root, "samples", "xa-mau", "2026-05-20"), "--today", "2026-05-20", "--as", "officer"],
        ["run"] = ["payroll", "run", "--month", "2026-06", "--area", "05206", "--takeover", "2026-06", "--today", "2026-05-24", "--as", "officer"],
        ["check"] = ["payroll", "check", "--today", "2026-05-24", "--as", "officer"],
        ["approve"] = ["payroll", "approve", "--accept-all-listed", "--today", "2026-05-24", "--as", "chair"],
        ["order"] = ["payroll", "order", "--payer-name", "UBND", "--payer-account", "9900000000", "--payer-bank", "970405", "--out", "orders", "--today", "2026-05-24", "--as", "officer"],
        ["settle"] = ["payroll", "settle", "returned.csv", "--month", "2026-06", "--today", "2026-06-03", "--as", "officer"],
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
    public string Database => Path.Combine(Folder, "a.db");
    public string Orders => Path.Combine(Folder, "orders");

    /// <summary>Another course that stands where this one does.</summary>
    public Course Copy(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(folder, Path.GetRelativePath(Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return new Course(folder, key: null);
    }

    public void Do(string step)
    {
        var (exit, messages) = Try(step);
        Assert.True(exit is 0 or 1, $"{step}: {messages}");
    }

    /// <param name="step">One of <see cref="Steps"/>.</param>
    /// <param name="more">Options given beside those of the step; a later one counts.</param>
    public (int ExitCode, string Messages) Try(string step, params string[] more)
    {
        var (exit, _, messages) = Program.Run(Folder, Arguments(step, more));
        return (exit, messages);
    }

    public Process Start(string step, params string[] more) => Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "AnSinh.Cli.dll"), .. Arguments(step, more)])
    {
        WorkingDirectory = Folder, RedirectStandardError = true, RedirectStandardOutput = true, Environment = { ["ANSINH_HOME"] = Program.Root },
    })!;

    /// <summary>Runs a step where no file may grow beyond so many KiB: the limit of the shell (<c>ulimit -f</c>), told to the program as a failing write and not as a signal.</summary>
    public (int ExitCode, string Messages) TryWithin(int kibibytes, string step)
    {
        string[] shell = ["-c", "trap '' XFSZ; ulimit -f \"$0\"; exec dotnet \"$@\"", $"{kibibytes}", Path.Combine(AppContext.BaseDirectory, "AnSinh.Cli.dll"), .. Arguments(step, [])];
        // The runtime maps its own code through a file far larger than the limit unless told otherwise.
        return Wait(new ProcessStartInfo("bash", shell) { Environment = { ["DOTNET_EnableWriteXorExecute"] = "0" } });
    }

    /// <summary>Runs a step on a full disk: a file system in memory of so many KiB, seen by this process only, that holds the course.</summary>
    public (int ExitCode, string Messages) TryOnDisk(int kibibytes, string step)
    {
        const string Script = """
            set -e
            mkdir "$1/disk"; mount -t tmpfs -o size="$0k" ansinh "$1/disk"; cp -r "$1"/a.db* "$1/disk/"
            cd "$1/disk"; status=0; dotnet "${@:2}" || status=$?
            rm -f a.db-shm; cp -r a.db* "$1/"; exit $status
            """;
        return Wait(new ProcessStartInfo("unshare", ["-rm", "bash", "-c", Script, $"{kibibytes}", Folder, Path.Combine(AppContext.BaseDirectory, "AnSinh.Cli.dll"), .. Arguments(step, [])]));
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

    /// <summary>Kills a step as <c>kill -9</c> does as soon as something holds of it; false when it ended before.</summary>
    public bool Kill(string step, Func<Process, bool> reached)
    {
        using var process = Start(step);
        _ = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
        var caught = reached(process);
        process.Kill();
        process.WaitForExit();
        return caught && process.ExitCode == 137;
    }

    private static string[] Arguments(string step, string[] more) => [.. Commands[step].Where(word => more.Length == 0 || !Commands[step].SkipWhile(one => one != more[0]).Take(2).Contains(word)), .. more, "--db", "a.db", "--lang", "en"];

    private (int ExitCode, string Messages) Wait(ProcessStartInfo start)
    {
        start.WorkingDirectory = Folder;
        (start.RedirectStandardError, start.RedirectStandardOutput) = (true, true);
        start.Environment["ANSINH_HOME"] = Program.Root;
        using var process = Process.Start(start)!;
        var messages = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, messages.Result);
    }

    private long Size() => new[] { "a.db", "a.db-wal", "a.db-journal" }.Select(name => new FileInfo(Path.Combine(Folder, name))).Sum(file => file.Exists ? file.Length : 0);
}
