using System.Data;
using System.Data.Common;
using Npgsql;

namespace AnSinh.Storage.Dialects.Postgres;

/// <summary>One repeatable-read transaction whose snapshot is lent to the connections of its bulk reads, so that these run side by side.</summary>
internal sealed class PostgresMoment : ReadMoment
{
    private readonly Func<NpgsqlConnection> _connect;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly string _snapshot;

    public PostgresMoment(Func<NpgsqlConnection> connect)
    {
        (_connect, _connection) = (connect, connect());
        _transaction = _connection.BeginTransaction(IsolationLevel.RepeatableRead);
        using var command = new NpgsqlCommand("select pg_export_snapshot()", _connection);
        _snapshot = (string)command.ExecuteScalar()!;
    }

    public override DbConnection Connection => _connection;

    public override BulkRead Read(string sql, params IEnumerable<(string Name, object? Value)> parameters) => new PostgresBulkRead(_connect(), _snapshot, sql, parameters);

    public override void Dispose()
    {
        _transaction.Dispose();
        _connection.Dispose();
    }
}
