using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace AnSinh.Storage.Dialects.Sqlite;

/// <summary>One read transaction on one connection, on which statements are stepped side by side.</summary>
internal sealed class SqliteMoment : ReadMoment
{
    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _transaction;

    public SqliteMoment(SqliteConnection connection)
    {
        _connection = connection;
        _transaction = connection.BeginTransaction(deferred: true);
        // A deferred transaction sees the rows of the moment of its first read.
        connection.ExecuteScalar<long>("select count(*) from sqlite_master", transaction: _transaction);
    }

    public override DbConnection Connection => _connection;

    public override BulkRead Read(string sql, params IEnumerable<(string Name, object? Value)> parameters) => new SqliteBulkRead(_connection, sql, parameters);

    public override void Dispose()
    {
        _transaction.Dispose();
        _connection.Dispose();
    }
}
