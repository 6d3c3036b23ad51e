using System.Data.Common;
using AnSinh.Storage.Dialects;

namespace AnSinh.Storage;

/// <summary>
/// A connection with rows on their way to it. Many rows are put into a temporary table (<c>create temp table if not exists</c>) and then asked about, or written on, by statements over
/// the whole table: one way to a server instead of one a row.
/// </summary>
public sealed class StagedRows : IDisposable
{
    private readonly SqlDialect _dialect;
    private readonly DbConnection _connection;
    private readonly Dictionary<string, BulkInsert> _inserts = new(StringComparer.Ordinal);

    private readonly DbTransaction? _own;

    /// <param name="dialect">Of the database.</param>
    /// <param name="connection">In a transaction; disposed with this.</param>
    /// <param name="own">The transaction, where it is given up with this.</param>
    internal StagedRows(SqlDialect dialect, DbConnection connection, DbTransaction? own = null) => (_dialect, _connection, _own) = (dialect, connection, own);

    /// <summary>For statements. What was written by <see cref="Into"/> before is seen by them.</summary>
    public DbConnection Connection
    {
        get
        {
            Flush();
            return _connection;
        }
    }

    /// <summary>A prepared insert, kept as long as this.</summary>
    public BulkInsert Into(string table, params string[] columns)
    {
        if (!_inserts.TryGetValue(table, out var insert))
        {
            _inserts.Add(table, insert = _dialect.Insert(_connection, table, columns));
        }

        return insert;
    }

    /// <summary>From here on statements work on whole tables: with memory for it, and each planned for what its tables hold when it begins.</summary>
    public void ForSets() => _dialect.ForSets(_connection);

    /// <summary>Rows held back reach the database; those of all tables, or of the tables that a statement names.</summary>
    internal void Flush(string? sql = null)
    {
        if (!_dialect.HoldsRowsBack)
        {
            return;
        }

        foreach (var (table, insert) in _inserts)
        {
            if (sql is null || sql.Contains(table, StringComparison.Ordinal))
            {
                insert.Flush();
            }
        }
    }

    internal void Committed()
    {
        foreach (var insert in _inserts.Values)
        {
            insert.Committed();
        }
    }

    public void Dispose()
    {
        foreach (var insert in _inserts.Values)
        {
            insert.Dispose();
        }

        _own?.Dispose();
        _connection.Dispose();
    }
}
