using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AnSinh.Storage;

/// <summary>
/// A query stepped row by row; a value is read where it lies, and no object is made for it. For millions of rows: readers by name and object take several times as long.
/// </summary>
public sealed class BulkRead : IDisposable
{
    private readonly sqlite3 _handle;
    private readonly sqlite3_stmt _statement;

    /// <param name="connection">Kept by the caller, longer than this.</param>
    /// <param name="sql">One statement.</param>
    /// <param name="parameters">By name without @; those that the statement does not name are left out.</param>
    /// <exception cref="SqliteException">The statement is wrong.</exception>
    public BulkRead(SqliteConnection connection, string sql, params IEnumerable<(string Name, object? Value)> parameters)
    {
        _handle = connection.Handle!;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_handle, sql, out _statement), _handle);
        Columns = raw.sqlite3_column_count(_statement);
        foreach (var (name, value) in parameters)
        {
            if (raw.sqlite3_bind_parameter_index(_statement, "@" + name) is > 0 and var place)
            {
                Bind(place, value);
            }
        }
    }

    public int Columns { get; }

    /// <summary>Turns to the next row; false after the last.</summary>
    /// <exception cref="SqliteException">The database cannot be read on.</exception>
    public bool Next()
    {
        var result = raw.sqlite3_step(_statement);
        if (result is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            SqliteException.ThrowExceptionForRC(result, _handle);
        }

        return result == raw.SQLITE_ROW;
    }

    /// <summary>Begins again, with other values for the parameters by their place from 1.</summary>
    public void Restart(params ReadOnlySpan<object?> values)
    {
        raw.sqlite3_reset(_statement);
        for (var index = 0; index < values.Length; index++)
        {
            Bind(index + 1, values[index]);
        }
    }

    public long Number(int column) => raw.sqlite3_column_int64(_statement, column);

    /// <summary>UTF-8, valid until the next row; empty where there is no value.</summary>
    public ReadOnlySpan<byte> Text(int column) => raw.sqlite3_column_blob(_statement, column);

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public void Dispose() => _statement.Dispose();

    private void Bind(int place, object? value)
    {
        var result = value switch
        {
            null => raw.sqlite3_bind_null(_statement, place),
            long number => raw.sqlite3_bind_int64(_statement, place, number),
            string text => raw.sqlite3_bind_text(_statement, place, text),
            _ => throw new ArgumentException($"a parameter is a number or a text, not {value.GetType().Name}", nameof(value)),
        };
        SqliteException.ThrowExceptionForRC(result, _handle);
    }
}
