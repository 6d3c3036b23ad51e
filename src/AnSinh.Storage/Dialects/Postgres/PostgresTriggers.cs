using System.Data.Common;
using Dapper;

namespace AnSinh.Storage.Dialects.Postgres;

/// <summary>Lets the triggers of tables and partitions stand still for a while; for the tables' owner. Inside a transaction, so that nobody ever sees the tables without.</summary>
internal sealed class PostgresTriggers : IDisposable
{
    private readonly DbConnection _connection;
    private readonly List<(string Table, string Trigger)> _triggers;

    public PostgresTriggers(DbConnection connection)
    {
        _connection = connection;
        connection.Execute("set constraints all deferred");
        _triggers = [.. connection.Query<(string, string)>(
            """
            select c.relname, t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
            where not t.tgisinternal and t.tgenabled <> 'D' and t.tgparentid = 0 and c.relnamespace = current_schema()::regnamespace order by 1, 2
            """)];
        Each("disable");
    }

    public void Dispose()
    {
        // Deferred checks that wait would keep a table from being altered.
        _connection.Execute("set constraints all immediate");
        Each("enable");
    }

    private void Each(string what)
    {
        foreach (var (table, trigger) in _triggers)
        {
            _connection.Execute($"alter table only {table} {what} trigger {trigger}");
        }
    }
}
