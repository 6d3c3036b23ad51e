using System.Data.Common;
using System.Globalization;
using AnSinh.Storage.Audit;
using AnSinh.Storage.Dialects;
using Dapper;

namespace AnSinh.Storage;

/// <summary>
/// One commit: everything written under one knowledge number, with its audit events, or nothing. Writers queue, so that numbers become visible in their order.
/// </summary>
public sealed class WriteTransaction : IDisposable
{
    private readonly Database _database;
    private readonly DbConnection _connection;
    private readonly DbTransaction _transaction;
    private readonly StagedRows _rows;
    private readonly List<string> _filled = [];
    private readonly Dictionary<string, DbCommand> _commands = new(StringComparer.Ordinal);
    private readonly string _recordedAt;
    private readonly bool _simulated;
    private readonly List<Action> _beforeCommit = [];
    private long _nextEvent;
    private long _entry;
    private bool _shreds;

    private WriteTransaction(Database database, DbConnection connection, DbTransaction transaction, KnowledgeNumber number, DateOnly recordedOn, string actor)
    {
        _database = database;
        _connection = connection;
        _rows = new StagedRows(database.Dialect, connection);
        _transaction = transaction;
        Number = number;
        RecordedOn = recordedOn;
        Actor = actor;
        _recordedAt = database.Clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        _simulated = database.Clock is SimulatedClock;
        _nextEvent = connection.ExecuteScalar<long>("select coalesce(max(sequence), 0) + 1 from audit_event", transaction: transaction);
    }

    /// <summary>For statements of this transaction. What was written by <see cref="Into"/> before is seen by them.</summary>
    public DbConnection Connection => _rows.Connection;

    /// <summary>The same as rows that are staged and asked about by whole tables.</summary>
    public StagedRows Staged => _rows;

    public DbTransaction Transaction => _transaction;
    public KeyRing Keys => _database.Keys;

    public KnowledgeNumber Number { get; }
    public DateOnly RecordedOn { get; }
    public string Actor { get; }

    internal static WriteTransaction Begin(Database database, string actor, string action)
    {
        var connection = database.Dialect.Connect();
        DbTransaction? transaction = null;
        try
        {
            transaction = database.Dialect.BeginWrite(connection);
            var today = database.Clock.TodayInVietNam();
            var (last, lastDay) = connection.QuerySingle<(long, string?)>("select coalesce(max(number), 0), max(recorded_on) from knowledge", transaction: transaction);
            if (lastDay is not null && string.CompareOrdinal(Database.Iso(today), lastDay) < 0)
            {
                throw new StorageException(
                    $"Đồng hồ đang ở ngày {Database.Iso(today)}, trước ngày ghi nhận cuối cùng {lastDay}: không thể ghi lùi ngày.",
                    $"The clock stands at {Database.Iso(today)}, before the last recorded day {lastDay}: recorded days never go backwards.");
            }

            var write = new WriteTransaction(database, connection, transaction, new KnowledgeNumber(last).Next, today, actor);
            connection.Execute(
                "insert into knowledge (number, recorded_on, recorded_at, simulated, actor, action) values (@number, @day, @at, @simulated, @actor, @action)",
                new { number = write.Number.Value, day = Database.Iso(today), at = write._recordedAt, simulated = write._simulated ? 1L : 0L, actor, action },
                transaction);
            return write;
        }
        catch
        {
            transaction?.Dispose();
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Orders rows written under one number: 1, 2, 3 and so on.</summary>
    public long NextEntry() => ++_entry;

    /// <summary>A command prepared once and kept for the whole transaction; its parameters are those given, by name without @.</summary>
    public DbCommand Command(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        _rows.Flush(sql);
        if (!_commands.TryGetValue(sql, out var command))
        {
            _commands.Add(sql, command = _connection.CreateCommand());
            (command.CommandText, command.Transaction) = (sql, _transaction);
            foreach (var (name, _) in parameters)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = "@" + name;
                command.Parameters.Add(parameter);
            }
        }

        for (var index = 0; index < parameters.Length; index++)
        {
            command.Parameters[index].Value = parameters[index].Value ?? DBNull.Value;
        }

        return command;
    }

    /// <inheritdoc cref="Database.Rows"/>
    public KeyRows Rows(string alias, params IReadOnlyList<KeyColumn> columns) => _database.Rows(alias, columns);

    /// <summary>A prepared insert, kept for the whole transaction.</summary>
    public BulkInsert Into(string table, params string[] columns) => _rows.Into(table, columns);

    /// <summary>Records one thing done to one subject. <paramref name="content"/> itself is not kept, only a salted commitment to it.</summary>
    public void Audit(string action, string subject, string content)
    {
        var commitment = new MerkleTree();
        commitment.Add(content);
        Audit(action, subject, commitment);
    }

    /// <summary>Records bulk work by the one root over everything in it.</summary>
    public void Audit(string action, string subject, MerkleTree content)
    {
        var sequence = _nextEvent++;
        Into("audit_event", "sequence", "knowledge", "recorded_at", "simulated", "actor", "action", "subject", "items", "commitment")
            .Add(sequence).Add(Number.Value).Add(_recordedAt).Add(_simulated ? 1 : 0).Add(Actor).Add(action).Add(subject).Add(content.Items).Add(content.Root()).Write();
        Into("audit_salt", "sequence", "salt").Add(sequence).Add(content.Salt).Write();
    }

    /// <summary>From here on what is deleted or overwritten leaves no trace in a file of the database: it is overwritten there too, and after the commit in its log. On a server its own cleaning does that later.</summary>
    public void Shred()
    {
        if (!_shreds)
        {
            _shreds = true;
            _database.Dialect.Overwrite(_connection);
        }
    }

    /// <summary>Has something written at the end, when everything else of the commit is there to be read.</summary>
    public void BeforeCommit(Action write) => _beforeCommit.Add(write);

    public void Commit()
    {
        foreach (var write in _beforeCommit)
        {
            write();
        }

        _rows.Flush();
        _transaction.Commit();
        _rows.Committed();
        foreach (var table in _filled)
        {
            _database.Dialect.LookAgain(_connection, table);
        }

        if (_shreds)
        {
            _database.Dialect.EmptyLog(_connection);
        }
    }

    /// <summary>Says that a statement has put very many rows into a table: after the commit the database looks at it again, as it does where <see cref="Into"/> wrote them.</summary>
    public void Filled(string table) => _filled.Add(table);

    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }

        // Rolls back what was not committed.
        _transaction.Dispose();
        _rows.Dispose();
    }
}
