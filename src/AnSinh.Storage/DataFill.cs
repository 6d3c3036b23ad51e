using System.Data.Common;
using AnSinh.Storage.Dialects;
using Dapper;

namespace AnSinh.Storage;

/// <summary>
/// Rows that derive from what a database already held when a migration added their table. The migration lists the blocks that wait; each is filled in a transaction of its own, which also takes it
/// off the list, so that a run that was ended goes on where it stood. Until the list is empty the database does not open.
/// </summary>
/// <param name="Waiting">The table of blocks that wait.</param>
/// <param name="Key">Its one column, a number.</param>
/// <param name="Fill">Fills a block.</param>
public sealed record DataFill(string Waiting, string Key, Action<DataFillBlock> Fill)
{
    /// <param name="dialect">The database, whose tables are up to date.</param>
    /// <param name="progress">Told after each block how many are done, and of how many.</param>
    internal void Run(SqlDialect dialect, Action<long, long>? progress)
    {
        using var connection = dialect.Connect();
        var waiting = connection.Query<long>($"select {Key} from {Waiting} order by {Key}").ToList();
        for (var done = 0; done < waiting.Count; done++)
        {
            using var transaction = dialect.BeginWrite(connection);
            if (connection.Execute($"delete from {Waiting} where {Key} = @key", new { key = waiting[done] }, transaction) == 1)
            {
                Fill(new DataFillBlock(dialect, connection, waiting[done]));
            }

            transaction.Commit();
            progress?.Invoke(done + 1, waiting.Count);
        }
    }
}

/// <summary>One block while it is filled.</summary>
public sealed class DataFillBlock
{
    private readonly SqlDialect _dialect;

    internal DataFillBlock(SqlDialect dialect, DbConnection connection, long key) => (_dialect, Connection, Key) = (dialect, connection, key);

    public DbConnection Connection { get; }
    public long Key { get; }

    /// <summary>The rows that the work gives it reach the database when it returns.</summary>
    public void Insert(string table, IReadOnlyList<string> columns, Action<BulkInsert> rows)
    {
        using var insert = _dialect.Insert(Connection, table, columns);
        rows(insert);
        insert.Flush();
    }
}
