using System.Globalization;
using AnSinh.Storage;
using AnSinh.Storage.Dialects.Postgres;
using Dapper;
using Npgsql;

namespace AnSinh.Databases;

/// <summary>The dialect on which a class of tests runs. A class of storage tests is abstract, and has one sealed class for each.</summary>
public enum Dialect
{
    Sqlite,
    Postgres,
}

/// <summary>An empty database of its own for a test, with the tables of some modules, and its key file.</summary>
public sealed class TestDatabase : IDisposable
{
    private static readonly Lazy<PrivateServer> Server = new(() =>
    {
        var server = PrivateServer.Start("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=64MB", "autovacuum=off");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Dispose();
        return server;
    });

    private static readonly Lock Templates = new();
    private static readonly HashSet<string> Made = new(StringComparer.Ordinal);
    private static int _serial;

    private readonly IReadOnlyList<MigrationSet> _modules;
    private readonly string? _database;

    /// <param name="dialect">Where.</param>
    /// <param name="modules">Whose tables it will hold.</param>
    public TestDatabase(Dialect dialect, params IReadOnlyList<MigrationSet> modules)
    {
        _modules = modules;
        Folder = Directory.CreateTempSubdirectory("ansinh-test-").FullName;
        KeyFile = Path.Combine(Folder, "test.db.key");
        if (dialect == Dialect.Sqlite)
        {
            Source = Path.Combine(Folder, "test.db");
            return;
        }

        _database = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _serial)}");
        Source = Server.Value.AddressOf(_database) + ";Minimum Pool Size=0";
        File.WriteAllText(KeyFile, new string('7', 64));
        Administer($"create database {_database} template {Template(modules)} strategy file_copy");
    }

    /// <summary>Why tests on PostgreSQL cannot run here; null where they can.</summary>
    public static string? WhyNoPostgres => PrivateServer.Programs is null ? "PostgreSQL is not installed (package postgresql)" : null;

    public string Folder { get; }
    public string KeyFile { get; }

    /// <summary>What <see cref="Database.Open"/> takes.</summary>
    public string Source { get; }

    /// <summary>The same PostgreSQL database for a login role that is a member of one of the platform's roles.</summary>
    public string SourceAs(string role, string memberOf)
    {
        Administer($"do $$ begin if not exists (select 1 from pg_roles where rolname = '{role}') then create role {role} login in role {memberOf}; end if; end $$");
        return Source.Replace("Username=postgres", $"Username={role}", StringComparison.Ordinal);
    }

    public Database Open(DateOnly day, int waitSeconds = 30) => Open(new SimulatedClock(day), waitSeconds);

    public Database Open(TimeProvider clock, int waitSeconds = 30) => Database.Open(Source, clock, _modules, KeyFile, waitSeconds);

    /// <summary>A new database without tables on the private server.</summary>
    public static string EmptyPostgres()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"empty_{Interlocked.Increment(ref _serial)}");
        Administer($"create database {name}");
        return Server.Value.AddressOf(name);
    }

    /// <summary>Runs statements on the server as its owner, outside any test database.</summary>
    public static void Administer(string sql)
    {
        using var connection = new NpgsqlConnection(Server.Value.AddressOf("postgres") + ";Pooling=false;Timeout=120;Command Timeout=0");
        connection.Open();
        connection.Execute(sql);
    }

    public void Dispose()
    {
        if (_database is not null)
        {
            Administer($"drop database {_database} with (force)");
        }

        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>A database with the tables already made, to be copied: seconds of migration become a tenth of one.</summary>
    private static string Template(IReadOnlyList<MigrationSet> modules)
    {
        var name = "template_" + string.Join('_', modules.Select(module => module.Module));
        lock (Templates)
        {
            if (Made.Add(name))
            {
                Administer($"create database {name}");
                var key = Path.GetTempFileName();
                try
                {
                    File.WriteAllText(key, new string('7', 64));
                    Database.Open(Server.Value.AddressOf(name), TimeProvider.System, modules, key).Dispose();
                    Database.Protect(Server.Value.AddressOf(name));
                }
                finally
                {
                    File.Delete(key);
                }
            }
        }

        return name;
    }
}
