using System.Data.Common;
using System.Globalization;
using AnSinh.Storage.Dialects;
using Dapper;

namespace AnSinh.Storage;

/// <summary>
/// A database of the platform: an SQLite file, or a database on a PostgreSQL server. Everything that depends on the dialect stands in <see cref="SqlDialect"/> and the
/// migrations; modules write SQL that both understand.
/// </summary>
public sealed class Database : IDisposable
{
    private readonly SqlDialect _dialect;
    private SqlDialect _reads;
    private bool _isView;

    private Database(string source, SqlDialect dialect, TimeProvider clock, KeyRing keys)
    {
        Source = source;
        _dialect = _reads = dialect;
        Clock = clock;
        Keys = keys;
    }

    /// <summary>What the database was opened by; may hold a password and is not shown.</summary>
    public string Source { get; }

    /// <summary>The database as messages name it.</summary>
    public string Name => _dialect.Shown;

    /// <summary>Whether it is on a server, with roles of its own.</summary>
    public bool IsServer => _dialect.Name == "postgres";

    /// <summary>How another library connects to the same database of a server; may hold a password.</summary>
    /// <exception cref="InvalidOperationException">It is a file.</exception>
    public string ServerConnection => IsServer ? Dialects.Postgres.PostgresAddress.Parse(Source).ConnectionString : throw new InvalidOperationException("The database is a file.");

    public TimeProvider Clock { get; }
    public KeyRing Keys { get; }

    internal SqlDialect Dialect => _dialect;

    /// <summary>Opens the database, creates a file when absent, and brings the tables of storage and of the given modules up to date.</summary>
    /// <param name="source">Path of an SQLite file, or a PostgreSQL address (<c>Host=...;Database=...</c>, <c>postgres://...</c>).</param>
    /// <param name="clock">Decides recorded days; a <see cref="SimulatedClock"/> is marked as such in the audit trail.</param>
    /// <param name="modules">Whose tables the database holds.</param>
    /// <param name="keyFile">The key file, when it is not where it would be: beside an SQLite file, in the working folder for PostgreSQL.</param>
    /// <param name="waitSeconds">How long a writer waits for another to finish.</param>
    /// <param name="progress">Told how many blocks of rows of before are filled, and of how many, where a step asks for it.</param>
    /// <exception cref="StorageException">Not a database, out of reach, written by a newer program, or its key is absent or another one.</exception>
    public static Database Open(string source, TimeProvider clock, IEnumerable<MigrationSet> modules, string? keyFile = null, int waitSeconds = 30, Action<long, long>? progress = null)
    {
        var dialect = SqlDialect.Of(source, waitSeconds);
        try
        {
            var existed = dialect.Exists();
            var database = new Database(source, dialect, clock, KeyRing.Open(KeyRing.PathFor(dialect.KeyPath, keyFile), mayCreate: !existed));
            new Migrator(dialect, [MigrationSet.Storage, .. modules]).Migrate(progress);
            return database;
        }
        catch
        {
            dialect.Dispose();
            throw;
        }
    }

    /// <summary>Whether the source names a database that is there.</summary>
    /// <exception cref="StorageException">The server cannot be reached.</exception>
    public static bool Exists(string source)
    {
        using var dialect = SqlDialect.Of(source, waitSeconds: 30);
        return dialect.Exists();
    }

    /// <summary>What a fault of the database means to the person at the keyboard; null where it is a fault of the program.</summary>
    public static StorageException? Explain(string source, DbException error)
    {
        using var dialect = SqlDialect.Of(source, waitSeconds: 30);
        return dialect.Explain(error);
    }

    /// <summary>Makes a database where there is none, without tables: the file, or the database on its server.</summary>
    /// <exception cref="StorageException">The server cannot be reached or refuses.</exception>
    public static void Create(string source)
    {
        using var dialect = SqlDialect.Of(source, waitSeconds: 30);
        dialect.Create();
    }

    /// <summary>For each module the number of steps applied, and of those that wait.</summary>
    public static IReadOnlyList<(string Module, int Applied, int Waiting)> Standing(string source, IEnumerable<MigrationSet> modules)
    {
        using var dialect = SqlDialect.Of(source, waitSeconds: 30);
        return new Migrator(dialect, [MigrationSet.Storage, .. modules]).Standing();
    }

    /// <summary>What a database is and holds, looked at without a key and without changing anything.</summary>
    public static DatabaseStatus StatusOf(string source, IEnumerable<MigrationSet> modules)
    {
        using var dialect = SqlDialect.Of(source, waitSeconds: 30);
        using var connection = dialect.Connect();
        var (system, bytes) = dialect.Measure(connection);
        var (number, day) = connection.QuerySingle<(long, string?)>("select coalesce(max(number), 0), max(recorded_on) from knowledge");
        return new DatabaseStatus(
            dialect.Shown, system, bytes, number, day,
            dialect.HasTable(connection, "audit_unsealed") ? connection.ExecuteScalar<long>("select count(*) from audit_unsealed") : 0,
            new Migrator(dialect, [MigrationSet.Storage, .. modules]).Standing(),
            [.. dialect.Tables(connection).Select(table => (table.Name, connection.ExecuteScalar<long>($"select count(*) from {table.Name}"))).OrderBy(table => table.Name, StringComparer.Ordinal)]);
    }

    /// <summary>Sets up roles and row-level security on PostgreSQL, where this user may (a superuser).</summary>
    /// <returns>Whether it was done.</returns>
    public static bool Protect(string source)
    {
        using var dialect = SqlDialect.Of(source, waitSeconds: 30);
        return dialect.Protect();
    }

    /// <summary>
    /// The same database read by sessions that see some areas only: on PostgreSQL row-level security stands behind the conditions of the program. Commits go on as before. Used
    /// and forgotten; it lives as long as this one.
    /// </summary>
    /// <param name="areas">Codes of provinces and communes with a space between, or "*" for everything.</param>
    public Database Within(string areas) => new(Source, _dialect, Clock, Keys) { _reads = _dialect.Within(areas), _isView = true };

    public DbConnection Connect() => _reads.Connect();

    /// <summary>Keys of many rows as a table of a query.</summary>
    /// <param name="alias">What the query calls the table.</param>
    /// <param name="columns">Its columns, all of one length.</param>
    public KeyRows Rows(string alias, params IReadOnlyList<KeyColumn> columns) => _dialect.Rows(alias, columns);

    /// <summary>Begins reads that all see the rows of this moment.</summary>
    public ReadMoment Moment() => _reads.BeginRead();

    /// <summary>Begins questions over rows that are staged for them; nothing of it stays, and no writer waits for it.</summary>
    public StagedRows Stage()
    {
        var connection = _reads.Connect();
        try
        {
            return new StagedRows(_reads, connection, _reads.BeginStaging(connection));
        }
        catch
        {
            connection.Dispose();
            throw;
        }
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
        if (_isView)
        {
            return;
        }

        _dialect.Dispose();
        Keys.Dispose();
    }
}

/// <param name="Name">As messages name the database.</param>
/// <param name="System">Database system and version.</param>
/// <param name="Bytes">On the disk.</param>
/// <param name="Number">The last knowledge number.</param>
/// <param name="RecordedOn">Its day, yyyy-MM-dd; null before the first.</param>
/// <param name="Unsealed">Events waiting for a block.</param>
/// <param name="Modules">Steps applied and waiting.</param>
/// <param name="Tables">Rows of each table.</param>
public sealed record DatabaseStatus(
    string Name, string System, long Bytes, long Number, string? RecordedOn, long Unsealed, IReadOnlyList<(string Module, int Applied, int Waiting)> Modules, IReadOnlyList<(string Table, long Rows)> Tables);
