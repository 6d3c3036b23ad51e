using System.Data.Common;
using AnSinh.Storage.Backups;
using AnSinh.Storage.Dialects.Postgres;
using AnSinh.Storage.Dialects.Sqlite;

namespace AnSinh.Storage.Dialects;

/// <summary>
/// Everything in which one database system differs from another: how to connect, to begin writing and reading, to move rows in bulk. The tables differ by migrations of
/// their own; all other SQL of the modules is understood by both.
/// </summary>
internal abstract class SqlDialect : IDisposable
{
    /// <summary>Folder of its migrations.</summary>
    public abstract string Name { get; }

    /// <summary>The database as messages name it; without secrets.</summary>
    public abstract string Shown { get; }

    /// <summary>Where the key file is when nobody says otherwise: beside the file, or by the name of the database in the working folder.</summary>
    public abstract string KeyPath { get; }

    /// <summary>The dialect that a source speaks: "Host=..." and "postgres://..." PostgreSQL, anything else is the path of an SQLite file.</summary>
    /// <exception cref="StorageException">A PostgreSQL address that cannot be read.</exception>
    public static SqlDialect Of(string source, int waitSeconds) =>
        PostgresAddress.Matches(source) ? new PostgresDialect(PostgresAddress.Parse(source), waitSeconds) : new SqliteDialect(source, waitSeconds);

    /// <summary>Whether there is a database with tables of the platform.</summary>
    /// <exception cref="StorageException">The server cannot be reached.</exception>
    public abstract bool Exists();

    /// <exception cref="StorageException">Not a database, or it cannot be reached.</exception>
    public abstract DbConnection Connect();

    /// <summary>Begins a transaction that no other writer overlaps.</summary>
    /// <exception cref="StorageException">Another writer did not finish in time.</exception>
    public abstract DbTransaction BeginWrite(DbConnection connection);

    public abstract ReadMoment BeginRead();

    /// <summary>Begins a transaction that writes into temporary tables only and keeps no writer waiting.</summary>
    public abstract DbTransaction BeginStaging(DbConnection connection);

    /// <summary>Until the transaction ends statements work on sets of rows, planned by what tables hold when each begins and not by what they held before; nothing to do where the system always does.</summary>
    public virtual void ForSets(DbConnection connection)
    {
    }

    public abstract BulkInsert Insert(DbConnection connection, string table, IReadOnlyList<string> columns);

    /// <summary>Whether rows held back by inserts must reach the database before other statements of the transaction.</summary>
    public abstract bool HoldsRowsBack { get; }

    /// <summary>Has rows that go overwritten where they stand, where the database system can be told so.</summary>
    public virtual void Overwrite(DbConnection connection)
    {
    }

    /// <summary>Takes out of the log what was committed, as far as nobody still reads it.</summary>
    public virtual void EmptyLog(DbConnection connection)
    {
    }

    /// <summary>After very many rows came into a table: what the database believes of its size is brought up to date, where it plans by that.</summary>
    public virtual void LookAgain(DbConnection connection, string table)
    {
    }

    /// <summary>A query on a connection that does nothing else until it is disposed.</summary>
    public abstract BulkRead Read(DbConnection connection, string sql);

    /// <summary>Keys of many rows as a table of a query.</summary>
    public abstract KeyRows Rows(string alias, IReadOnlyList<KeyColumn> columns);

    public abstract bool HasTable(DbConnection connection, string table);

    /// <summary>The tables that migrations made, one that another refers to before it.</summary>
    /// <exception cref="StorageException">A table has a column of a type that the platform does not use.</exception>
    public abstract IReadOnlyList<BackupTable> Tables(DbConnection connection);

    /// <summary>Until disposed, rows of this transaction go in as they are: triggers stand still and references are checked at its end.</summary>
    public abstract IDisposable WithoutTriggers(DbConnection connection);

    /// <summary>Makes the database where it is not there, without tables.</summary>
    /// <returns>Whether it was made.</returns>
    /// <exception cref="StorageException">The server refuses, or sorts text otherwise than by code point.</exception>
    public abstract bool Create();

    /// <summary>Takes away a database just made by <see cref="Create"/>.</summary>
    public abstract void Drop();

    /// <summary>Version of the database system, and bytes of this database.</summary>
    public abstract (string Version, long Bytes) Measure(DbConnection connection);

    /// <summary>Sets up roles and row-level security, where the database system has them and this user may.</summary>
    /// <returns>Whether it was done.</returns>
    public abstract bool Protect();

    /// <summary>The same database for sessions that see some areas only; shares everything with this one and is not disposed.</summary>
    /// <param name="areas">Place codes with a space between, or "*".</param>
    public abstract SqlDialect Within(string areas);

    /// <summary>What a fault of the database means to the person at the keyboard; null where it is a fault of the program.</summary>
    public abstract StorageException? Explain(DbException error);

    public abstract void Dispose();

    /// <summary>A table without a key is ordered by all its columns: rows that are alike are the same rows in any order.</summary>
    protected static BackupTable Ordered(BackupTable table) => table.Key.Count > 0 ? table : table with { Key = [.. table.Columns.Select(column => column.Name)] };

    protected static ArgumentException NotAKey(KeyColumn column) => new($"A key column holds numbers, texts or bytes, not {column.Values.GetType().Name}.", nameof(column));

    protected static StorageException Unknown(string table, string type) =>
        new($"Bảng {table} có cột kiểu {type}: không sao lưu được.", $"The table {table} has a column of type {type} and cannot be backed up.");
}
