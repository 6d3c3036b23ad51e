using System.Diagnostics;

namespace AnSinh.Storage.Dialects.Postgres;

/// <summary>
/// A PostgreSQL server of this process alone: a new cluster in a folder of its own, reached by a socket there and by no network. It stops, and its folder goes, when
/// this is disposed and also when the process dies.
/// </summary>
public sealed class PrivateServer : IDisposable
{
    private readonly Process _keeper;

    private PrivateServer(Process keeper, string folder) => (_keeper, Folder) = (keeper, folder);

    /// <summary>The folder of the cluster and of its socket.</summary>
    public string Folder { get; }

    /// <summary>Where initdb and postgres are installed; null where they are not.</summary>
    public static string? Programs => (Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [])
        .Select(version => Path.Combine(version, "bin")).Where(folder => File.Exists(Path.Combine(folder, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault();

    /// <param name="settings">Settings of the server beside those that keep it private, such as <c>fsync=off</c>.</param>
    /// <exception cref="StorageException">PostgreSQL is not installed, or the server does not start.</exception>
    public static PrivateServer Start(params IEnumerable<string> settings)
    {
        var programs = Programs ?? throw new StorageException("Máy này chưa cài PostgreSQL (gói postgresql).", "PostgreSQL (package postgresql) is not installed here.");
        // The keeper reads its standard input, which ends with this process however that ends. It has a session of its own, so that Ctrl+C does not take it before it stopped the server. A server
        // refuses to run as root.
        var script = $"""
            set -e
            folder=$(mktemp -d "$1/ansinh-pg.XXXXXX")
            shift
            trap '[ $? -eq 0 ] || cat "$folder/log" >&2; {programs}/pg_ctl -w -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$folder"' EXIT
            {programs}/initdb -D "$folder/data" -U postgres -A trust --no-sync -E UTF8 --locale=C.UTF-8 >"$folder/log" 2>&1
            printf "%s\n" "listen_addresses=''" "unix_socket_directories='$folder'" "max_connections=300" "$@" >>"$folder/data/postgresql.conf"
            {programs}/pg_ctl -w -D "$folder/data" -l "$folder/log" start >/dev/null
            echo "$folder"
            cat >/dev/null || true
            """;
        var start = new ProcessStartInfo { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        string[] command = ["setsid", .. Environment.UserName == "root" ? (string[])["runuser", "-u", "postgres", "--", "bash"] : ["bash"]];
        start.FileName = command[0];
        foreach (var argument in (IEnumerable<string>)[.. command.Skip(1), "-c", script, "ansinh", Path.GetTempPath().TrimEnd('/'), .. settings])
        {
            start.ArgumentList.Add(argument);
        }

        var keeper = Process.Start(start)!;
        if (keeper.StandardOutput.ReadLine() is { } folder)
        {
            return new PrivateServer(keeper, folder);
        }

        var error = keeper.StandardError.ReadToEnd();
        keeper.WaitForExit();
        keeper.Dispose();
        throw new StorageException($"Không khởi động được PostgreSQL: {error}", $"PostgreSQL does not start: {error}");
    }

    /// <summary>The address of a database on this server.</summary>
    public string AddressOf(string database) => $"Host={Folder};Database={database};Username=postgres";

    public void Dispose()
    {
        _keeper.StandardInput.Close();
        _keeper.WaitForExit();
        _keeper.Dispose();
    }
}
