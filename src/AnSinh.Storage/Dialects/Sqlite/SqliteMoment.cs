using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace AnSinh.Storage.Dialects.Sqlite;

/// <summary>One read transaction on one connection, on which statements are stepped side by side.</summary>
internal sealed class SqliteMoment(SqliteConnection connection) : ReadMoment
{
    private readonly SqliteTransaction _transaction = connection.BeginTransaction(deferred: true);

    public override DbConnection Connection => connection;

    public override BulkRead Read(string sql, params IEnumerable<(string Name, object? Value)> parameters) => new SqliteBulkRead(connection, sql, parameters);

    public override void Dispose()
    {
        _transaction.Dispose();
        connection.Dispose();
    }
}
