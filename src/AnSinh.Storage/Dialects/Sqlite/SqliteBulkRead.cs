using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AnSinh.Storage.Dialects.Sqlite;

/// <summary>A statement stepped by the native interface.</summary>
internal sealed class SqliteBulkRead : BulkRead
{
    private readonly sqlite3 _handle;
    private readonly sqlite3_stmt _statement;

    public SqliteBulkRead(SqliteConnection connection, string sql, IEnumerable<(string Name, object? Value)> parameters)
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

    public override int Columns { get; }

    public override bool Next()
    {
        var result = raw.sqlite3_step(_statement);
        if (result is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            SqliteException.ThrowExceptionForRC(result, _handle);
        }

        return result == raw.SQLITE_ROW;
    }

    public override void Restart(params ReadOnlySpan<object?> values)
    {
        raw.sqlite3_reset(_statement);
        for (var index = 0; index < values.Length; index++)
        {
            Bind(index + 1, values[index]);
        }
    }

    public override long Number(int column) => raw.sqlite3_column_int64(_statement, column);

    public override ReadOnlySpan<byte> Text(int column) => raw.sqlite3_column_blob(_statement, column);

    public override bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public override void Dispose() => _statement.Dispose();

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
