using System.Data.Common;
using Dapper;

namespace AnSinh.Storage.Dialects.Sqlite;

/// <summary>Takes the triggers away for a while; those put back are the same text. Inside a transaction, so that nobody ever sees the tables without.</summary>
internal sealed class SqliteTriggers : IDisposable
{
    private readonly DbConnection _connection;
    private readonly List<(string Name, string Sql)> _triggers;

    public SqliteTriggers(DbConnection connection)
    {
        _connection = connection;
        connection.Execute("pragma defer_foreign_keys = on");
        _triggers = [.. connection.Query<(string, string)>("select name, sql from sqlite_master where type = 'trigger' order by name")];
        foreach (var (name, _) in _triggers)
        {
            connection.Execute($"drop trigger {name}");
        }
    }

    public void Dispose()
    {
        foreach (var (_, sql) in _triggers)
        {
            _connection.Execute(sql);
        }
    }
}
