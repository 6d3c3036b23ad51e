using System.Data.Common;
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

    /// <summary>Where the key file is when nobody says otherwise.</summary>
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

    public abstract BulkInsert Insert(DbConnection connection, string table, IReadOnlyList<string> columns);

    /// <summary>Whether rows held back by inserts must reach the database before other statements of the transaction.</summary>
    public abstract bool HoldsRowsBack { get; }

    public abstract bool HasTable(DbConnection connection, string table);

    /// <summary>What a fault of the database means to the person at the keyboard; null where it is a fault of the program.</summary>
    public abstract StorageException? Explain(DbException error);

    public abstract void Dispose();
}
