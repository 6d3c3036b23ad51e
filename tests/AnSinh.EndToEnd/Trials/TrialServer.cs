using System.Diagnostics;
using System.Globalization;
using AnSinh.Storage.Dialects.Postgres;
using Dapper;
using Npgsql;

namespace AnSinh.EndToEnd.Trials;

/// <summary>A PostgreSQL server that may be killed, all its processes at once as when the machine falls, and that comes back by its log.</summary>
internal sealed class TrialServer : IDisposable
{
    // What was handed to the kernel survives the death of a process, so nothing needs to be forced onto the disk here.
    private readonly PrivateServer _server = PrivateServer.Start("fsync=off", "shared_buffers=64MB", "autovacuum=off", "max_wal_size=256MB");

    private string Data => Path.Combine(_server.Folder, "data");

    public string AddressOf(string database) => _server.AddressOf(database);

    /// <summary>Runs a statement on the server's own database.</summary>
    public void Administer(string sql)
    {
        NpgsqlConnection.ClearAllPools();
        using var connection = Open("postgres");
        connection.Execute(sql);
    }

    public NpgsqlConnection Open(string database)
    {
        var connection = new NpgsqlConnection(AddressOf(database) + ";Pooling=false");
        connection.Open();
        return connection;
    }

    /// <summary>Bytes of the server's log so far.</summary>
    public long Written()
    {
        using var connection = Open("postgres");
        return Written(connection);
    }

    public static long Written(NpgsqlConnection connection) => connection.ExecuteScalar<long>("select cast(pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') as bigint)");

    /// <summary>Kills the server and all its processes as <c>kill -9</c> does.</summary>
    public void Kill()
    {
        NpgsqlConnection.ClearAllPools();
        var main = int.Parse(File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(), CultureInfo.InvariantCulture);
        // Held still, so that it does not see its children go one by one and put the server right by itself.
        Signal("STOP", [main]);
        var all = Children(main).Append(main).ToList();
        Signal("KILL", all);
        while (all.Exists(IsAlive))
        {
            Thread.Sleep(1);
        }

        // A dead process that nobody has asked for yet would be taken for a server that still runs.
        File.Delete(Path.Combine(Data, "postmaster.pid"));
        File.Delete(Path.Combine(_server.Folder, ".s.PGSQL.5432.lock"));
    }

    /// <summary>Starts it again; it goes through its log first.</summary>
    public void Restart() => Start([]);

    /// <summary>Stops it and starts it where a folder <c>small</c> beside its data is a file system of so many KiB that only it sees.</summary>
    /// <returns>The folder.</returns>
    public string RestartWithSmallDisk(int kibibytes)
    {
        var small = Path.Combine(_server.Folder, "small");
        Directory.CreateDirectory(small);
        Kill();
        Start(["unshare", "-m", "bash", "-c", $"mount -t tmpfs -o size={kibibytes}k,mode=700,uid=$(id -u postgres),gid=$(id -g postgres) ansinh '{small}' && exec \"$@\"", "ansinh"]);
        return small;
    }

    public void Dispose()
    {
        NpgsqlConnection.ClearAllPools();
        _server.Dispose();
    }

    private void Start(string[] inside)
    {
        string[] command =
        [
            .. inside, .. Environment.UserName == "root" ? (string[])["runuser", "-u", "postgres", "--"] : [],
            Path.Combine(PrivateServer.Programs!, "pg_ctl"), "-w", "-t", "300", "-D", Data, "-l", Path.Combine(_server.Folder, "log"), "start",
        ];
        var start = new ProcessStartInfo("setsid", command) { WorkingDirectory = "/" };
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException("The server does not come back: " + File.ReadAllText(Path.Combine(_server.Folder, "log")));
        }
    }

    private static void Signal(string signal, IEnumerable<int> processes)
    {
        using var kill = Process.Start("kill", [$"-{signal}", .. processes.Select(process => process.ToString(CultureInfo.InvariantCulture))]);
        kill.WaitForExit();
    }

    private static IEnumerable<int> Children(int process) => Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
        .Where(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _)).Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
        .Where(other => State(other) is { } state && state.Parent == process).ToList();

    private static bool IsAlive(int process) => State(process) is { Letter: not 'Z' and not 'X' };

    /// <summary>From <c>/proc/PID/stat</c>; null for a process that is gone.</summary>
    private static (char Letter, int Parent)? State(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (fields[0][0], int.Parse(fields[1], CultureInfo.InvariantCulture));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
