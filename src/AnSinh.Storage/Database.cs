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

    private Database(string source, SqlDialect dialect, TimeProvider clock, KeyRing keys)
    {
        Source = source;
        _dialect = dialect;
        Clock = clock;
        Keys = keys;
    }

    /// <summary>What the database was opened by; may hold a password and is not shown.</summary>
    public string Source { get; }

    /// <summary>The database as messages name it.</summary>
    public string Name => _dialect.Shown;

    public TimeProvider Clock { get; }
    public KeyRing Keys { get; }

    internal SqlDialect Dialect => _dialect;

    /// <summary>Opens the database, creates a file when absent, and brings the tables of storage and of the given modules up to date.</summary>
    /// <param name="source">Path of an SQLite file, or a PostgreSQL address (<c>Host=...;Database=...</c>, <c>postgres://...</c>).</param>
    /// <param name="clock">Decides recorded days; a <see cref="SimulatedClock"/> is marked as such in the audit trail.</param>
    /// <param name="modules">Whose tables the database holds.</param>
    /// <param name="keyFile">The key file, when it is not where it would be: beside an SQLite file, in the working folder for PostgreSQL.</param>
    /// <param name="waitSeconds">How long a writer waits for another to finish.</param>
    /// <exception cref="StorageException">Not a database, out of reach, written by a newer program, or its key is absent or another one.</exception>
    public static Database Open(string source, TimeProvider clock, IEnumerable<MigrationSet> modules, string? keyFile = null, int waitSeconds = 30)
    {
        var dialect = SqlDialect.Of(source, waitSeconds);
        try
        {
            var existed = dialect.Exists();
            var database = new Database(source, dialect, clock, KeyRing.Open(KeyRing.PathFor(dialect.KeyPath, keyFile), mayCreate: !existed));
            new Migrator(dialect, [MigrationSet.Storage, .. modules]).Migrate();
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

    public DbConnection Connect() => _dialect.Connect();

    /// <summary>Begins reads that all see the rows of this moment.</summary>
    public ReadMoment Moment() => _dialect.BeginRead();

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
        _dialect.Dispose();
        Keys.Dispose();
    }
}
