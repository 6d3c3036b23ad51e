using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;

namespace AnSinh.Storage;

/// <summary>
/// A database of the platform: one SQLite file. Everything that depends on the dialect stands in this class, <see cref="WriteTransaction"/>, <see cref="BulkInsert"/> and
/// the migrations; modules write SQL that both dialects understand.
/// </summary>
public sealed class Database : IDisposable
{
    public const string Dialect = "sqlite";

    private readonly string _connectionString;

    private Database(string path, TimeProvider clock, KeyRing keys, int waitSeconds)
    {
        Path = path;
        Clock = clock;
        Keys = keys;
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true, DefaultTimeout = waitSeconds }.ToString();
    }

    public string Path { get; }
    public TimeProvider Clock { get; }
    public KeyRing Keys { get; }

    /// <summary>Opens the file, creates it when absent, and brings the tables of storage and of the given modules up to date.</summary>
    /// <param name="path">File of the database; its key file stands beside it unless <paramref name="keyFile"/> names another.</param>
    /// <param name="clock">Decides recorded days; a <see cref="SimulatedClock"/> is marked as such in the audit trail.</param>
    /// <param name="modules">Whose tables the database holds.</param>
    /// <param name="keyFile">The key file, when it is not where it would be.</param>
    /// <param name="waitSeconds">How long a writer waits for another to finish.</param>
    /// <exception cref="StorageException">Not a database, written by a newer program, or its key is absent or another one.</exception>
    public static Database Open(string path, TimeProvider clock, IEnumerable<MigrationSet> modules, string? keyFile = null, int waitSeconds = 30)
    {
        var existed = File.Exists(path) && new FileInfo(path).Length > 0;
        var database = new Database(path, clock, KeyRing.Open(KeyRing.PathFor(path, keyFile), mayCreate: !existed), waitSeconds);
        database.Migrate([MigrationSet.Storage, .. modules]);
        return database;
    }

    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        connection.Execute("pragma journal_mode = wal; pragma synchronous = normal; pragma temp_store = memory; pragma cache_size = -65536;");
        return connection;
    }

    /// <summary>Begins a commit. What it writes becomes visible, all at once, by <see cref="WriteTransaction.Commit"/>; disposed before that, nothing happened.</summary>
    /// <exception cref="StorageException">The clock stands before the last recorded day.</exception>
    public WriteTransaction Begin(string actor, string action) => WriteTransaction.Begin(this, actor, action);

    /// <summary>The number of the last commit.</summary>
    public KnowledgeNumber Current()
    {
        using var connection = Connect();
        return new(connection.ExecuteScalar<long>("select coalesce(max(number), 0) from knowledge"));
    }

    /// <summary>The last number recorded on a day or before it.</summary>
    /// <exception cref="StorageException">The day has not come yet: more may still be recorded before it ends.</exception>
    public KnowledgeNumber NumberAt(DateOnly day)
    {
        var today = Clock.TodayInVietNam();
        if (day > today)
        {
            throw new StorageException(
                $"Chưa đến ngày {day:dd/MM/yyyy} (hôm nay là {today:dd/MM/yyyy}): chưa thể biết ngày đó biết được những gì.",
                $"{day:yyyy-MM-dd} has not come yet (today is {today:yyyy-MM-dd}): what will be known by then cannot be told.");
        }

        using var connection = Connect();
        return new(connection.ExecuteScalar<long>("select coalesce(max(number), 0) from knowledge where recorded_on <= @day", new { day = Iso(day) }));
    }

    /// <summary>The day on which a number was recorded; null for <see cref="KnowledgeNumber.None"/> or a number not reached.</summary>
    public DateOnly? DayOf(KnowledgeNumber number)
    {
        using var connection = Connect();
        return connection.ExecuteScalar<string?>("select recorded_on from knowledge where number = @number", new { number = number.Value }) is { } day
            ? DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture)
            : null;
    }

    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public void Dispose()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
        Keys.Dispose();
    }

    private void Migrate(IReadOnlyList<MigrationSet> modules)
    {
        try
        {
            using var connection = Connect();
            var exists = connection.ExecuteScalar<long>("select count(*) from sqlite_master where type = 'table' and name = 'schema_migration'") > 0;
            if (exists && modules.All(module => Pending(connection, module).Count == 0))
            {
                // Nothing to do: a reader does not wait for a writer.
                return;
            }

            using var transaction = connection.BeginTransaction(deferred: false);
            connection.Execute(
                "create table if not exists schema_migration (module text not null, number integer not null, name text not null, checksum text not null, primary key (module, number))");
            foreach (var module in modules)
            {
                foreach (var migration in Pending(connection, module))
                {
                    connection.Execute(migration.Sql);
                    connection.Execute(
                        "insert into schema_migration (module, number, name, checksum) values (@Module, @Number, @Name, @Checksum)",
                        new { module.Module, migration.Number, migration.Name, migration.Checksum });
                }
            }

            transaction.Commit();
        }
        catch (SqliteException error) when (error.SqliteErrorCode == SQLitePCL.raw.SQLITE_NOTADB)
        {
            throw new StorageException($"{Path} không phải là cơ sở dữ liệu SQLite.", $"{Path} is not an SQLite database.");
        }
    }

    /// <summary>The steps not applied yet.</summary>
    /// <exception cref="StorageException">A step was applied that this program does not have, or has otherwise.</exception>
    private List<Migration> Pending(SqliteConnection connection, MigrationSet module)
    {
        var applied = connection
            .Query<(long Number, string Checksum)>("select number, checksum from schema_migration where module = @Module", new { module.Module })
            .ToDictionary(row => row.Number, row => row.Checksum);
        var pending = new List<Migration>();
        foreach (var migration in module.For(Dialect))
        {
            if (!applied.Remove(migration.Number, out var checksum))
            {
                pending.Add(migration);
            }
            else if (checksum != migration.Checksum)
            {
                throw Foreign($"{module.Module} {migration.Name}");
            }
        }

        return applied.Count == 0 ? pending : throw Foreign($"{module.Module} {applied.Keys.Max()}");
    }

    private StorageException Foreign(string step) => new(
        $"{Path} do một phiên bản khác của chương trình tạo ra (bước {step}); hãy dùng đúng phiên bản đó hoặc mới hơn.",
        $"{Path} was written by another version of the program (step {step}); use that version or a newer one.");
}
