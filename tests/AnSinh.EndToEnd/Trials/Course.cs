using System.Diagnostics;
using Dapper;
using Npgsql;
using Xunit;

namespace AnSinh.EndToEnd.Trials;

/// <summary>A database of its own and the commands of one month on it, each on its simulated day.</summary>
internal sealed class Course
{
    public static readonly IReadOnlyList<string> Steps = ["import", "run", "check", "approve", "order", "settle"];

    private static readonly Dictionary<string, string[]> Commands = new()
    {
        ["import"] = ["registry", "import", Path.Combine("..", "awarded"), "--today", "2026-05-20", "--as", "officer"],
        ["run"] = ["payroll", "run", "--month", "2026-06", "--area", "05206", "--takeover", "2026-06", "--today", "2026-05-24", "--as", "officer"],
        ["check"] = ["payroll", "check", "--today", "2026-05-24", "--as", "officer"],
        ["approve"] = ["payroll", "approve", "--accept-all-listed", "--today", "2026-05-24", "--as", "chair"],
        ["order"] = ["payroll", "order", "--payer-name", "UBND", "--payer-account", "9900000000", "--payer-bank", "970405", "--out", "orders", "--today", "2026-05-24", "--as", "officer"],
        ["settle"] = ["payroll", "settle", "returned.csv", "--month", "2026-06", "--today", "2026-06-03", "--as", "officer"],
    };

    /// <param name="folder">Where the course works, beside a folder <c>awarded</c> of what is imported; created.</param>
    /// <param name="key">The key of another course, so that ids that derive from it are the same; null for a new one.</param>
    /// <param name="server">Where the database is; null for a file in the folder.</param>
    public Course(string folder, string? key, TrialServer? server)
    {
        (Folder, Server) = (folder, server);
        Directory.CreateDirectory(folder);
        if (key is not null)
        {
            File.Copy(key, KeyFile);
        }
    }

    public string Folder { get; }
    public TrialServer? Server { get; }
    public string Name => Path.GetFileName(Folder).Replace('-', '_');
    public string Source => Server?.AddressOf(Name) ?? Path.Combine(Folder, "a.db");
    public string KeyFile => Path.Combine(Folder, "a.db.key");
    public string Orders => Path.Combine(Folder, "orders");

    /// <summary>Another course that stands where this one does.</summary>
    /// <param name="folder">Of the other.</param>
    /// <param name="tablespace">Where its tables go on the server; null as those of others.</param>
    public Course Copy(string folder, string? tablespace = null)
    {
        foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(folder, Path.GetRelativePath(Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        var copy = new Course(folder, key: null, Server);
        Server?.Administer($"create database {copy.Name} template {Name} strategy file_copy{(tablespace is null ? "" : " tablespace " + tablespace)}");
        return copy;
    }

    public void Delete()
    {
        Server?.Administer($"drop database {Name} with (force)");
        Directory.Delete(Folder, recursive: true);
    }

    public void Do(string step)
    {
        var (exit, messages) = Try(step);
        Assert.True(exit is 0 or 1, $"{step}: {messages}");
    }

    /// <param name="step">One of <see cref="Steps"/>.</param>
    /// <param name="more">Options given beside those of the step; a later one counts.</param>
    public (int ExitCode, string Messages) Try(string step, params string[] more) => Wait(new ProcessStartInfo("dotnet", [Program.Path, .. Arguments(step, more)]));

    public Process Start(string step, params string[] more) => Process.Start(Prepared(new ProcessStartInfo("dotnet", [Program.Path, .. Arguments(step, more)])))!;

    /// <summary>Any command of the program on this database.</summary>
    public (int ExitCode, string Messages) Command(params string[] arguments) => Wait(new ProcessStartInfo("dotnet", [Program.Path, .. arguments, .. Where]));

    /// <param name="settings">Variables of its environment.</param>
    /// <param name="arguments">Any command of the program on this database.</param>
    public Process StartCommand(IReadOnlyDictionary<string, string> settings, IReadOnlyList<string> arguments)
    {
        var start = Prepared(new ProcessStartInfo("dotnet", [Program.Path, .. arguments, .. Where]));
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Runs a step where no file may grow beyond so many KiB: the limit of the shell (<c>ulimit -f</c>), told to the program as a failing write and not as a signal.</summary>
    public (int ExitCode, string Messages) TryWithin(int kibibytes, string step)
    {
        string[] shell = ["-c", "trap '' XFSZ; ulimit -f \"$0\"; exec dotnet \"$@\"", $"{kibibytes}", Program.Path, .. Arguments(step, [])];
        // The runtime maps its own code through a file far larger than the limit unless told otherwise.
        return Wait(new ProcessStartInfo("bash", shell) { Environment = { ["DOTNET_EnableWriteXorExecute"] = "0" } });
    }

    /// <summary>Runs a step on a full disk: a file system in memory of so many KiB, seen by this process only, that holds the course's file.</summary>
    public (int ExitCode, string Messages) TryOnDisk(int kibibytes, string step)
    {
        const string Script = """
            set -e
            mkdir "$1/disk"; mount -t tmpfs -o size="$0k" ansinh "$1/disk"; cp -r "$1"/a.db* "$1/disk/"
            cd "$1/disk"; status=0; dotnet "${@:2}" || status=$?
            rm -f a.db-shm; cp -r a.db* "$1/"; exit $status
            """;
        return Wait(new ProcessStartInfo("unshare", ["-rm", "bash", "-c", Script, $"{kibibytes}", Folder, Program.Path, .. Arguments(step, [])]));
    }

    /// <summary>True as soon as the log of what is written (or the database file) has grown by more than this many bytes since the step began; false when it ended first.</summary>
    public bool Writing(Process process, long beyond)
    {
        using var connection = Server?.Open("postgres");
        var before = Size(connection);
        while (!process.HasExited)
        {
            if (Size(connection) - before > beyond)
            {
                return !process.HasExited;
            }

            Thread.Sleep(1);
        }

        return false;
    }

    /// <summary>Bytes that the log of what is written has come to; with an SQLite file, those of the file and its log together.</summary>
    public long Size(NpgsqlConnection? connection) => connection is not null ? TrialServer.Written(connection)
        : new[] { "a.db", "a.db-wal", "a.db-journal" }.Select(name => new FileInfo(Path.Combine(Folder, name))).Sum(file => file.Exists ? file.Length : 0);

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

    /// <summary>Waits until a session of the step waits for a transaction that holds what it is to write next.</summary>
    /// <param name="holder">The connection whose transaction holds it.</param>
    /// <param name="process">The step.</param>
    /// <returns>The number of the session, what it is about and how many rows of a COPY it has read; null when the step ended instead.</returns>
    public (int Session, string Query, long Copied)? Held(NpgsqlConnection holder, Process process)
    {
        using var looking = Server!.Open("postgres");
        while (!process.HasExited)
        {
            var waiting = looking.Query<(int, string, long)>(
                """
                select a.pid, a.query, coalesce(c.tuples_processed, 0) from pg_stat_activity a left join pg_stat_progress_copy c on c.pid = a.pid where @holder = any(pg_blocking_pids(a.pid))
                """, new { holder = holder.ProcessID }).ToList();
            if (waiting.Count > 0)
            {
                return waiting[0];
            }

            Thread.Sleep(5);
        }

        return null;
    }


    private string[] Where => ["--db", Server is null ? "a.db" : Source, "--lang", "en"];

    private string[] Arguments(string step, string[] more) => [.. Commands[step].Where(word => more.Length == 0 || !Commands[step].SkipWhile(one => one != more[0]).Take(2).Contains(word)), .. more, .. Where];

    private ProcessStartInfo Prepared(ProcessStartInfo start)
    {
        start.WorkingDirectory = Folder;
        (start.RedirectStandardError, start.RedirectStandardOutput) = (true, true);
        (start.Environment["ANSINH_HOME"], start.Environment["ANSINH_KEY_FILE"]) = (Program.Root, Server is null ? null : KeyFile);
        return start;
    }

    private (int ExitCode, string Messages) Wait(ProcessStartInfo start)
    {
        using var process = Process.Start(Prepared(start))!;
        var messages = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, messages.Result);
    }
}
