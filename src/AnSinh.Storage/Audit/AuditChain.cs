using System.Data.Common;
using System.Text;
using Dapper;

namespace AnSinh.Storage.Audit;

/// <summary>Reads the chain of signed blocks of a database.</summary>
public static class AuditChain
{
    private const string BlockColumns = "number, previous, first, events, root, sealed_at, simulated, key, signature";
    private const string EventColumns = "e.sequence, e.knowledge, e.recorded_at, e.simulated, e.actor, e.action, e.subject, e.items, e.commitment";

    /// <summary>The last block; null before the first.</summary>
    public static AuditBlock? Last(DbConnection connection) =>
        Blocks(connection, $"select {BlockColumns} from audit_block order by number desc limit 1").FirstOrDefault();

    /// <summary>All blocks in order, as they are read.</summary>
    public static IEnumerable<AuditBlock> Blocks(DbConnection connection) => Blocks(connection, $"select {BlockColumns} from audit_block order by number");

    /// <summary>How many events wait for a block.</summary>
    public static long Waiting(DbConnection connection) => connection.ExecuteScalar<long>("select count(*) from audit_unsealed");

    /// <summary>How many events stand in no block and do not wait for one; writers and sealers never leave any.</summary>
    public static long Lost(DbConnection connection) => connection.ExecuteScalar<long>(
        "select count(*) from audit_event e where not exists (select 1 from audit_sealed s where s.sequence = e.sequence) and not exists (select 1 from audit_unsealed u where u.sequence = e.sequence)");

    /// <summary>Events waiting for a block, by sequence, with their lines.</summary>
    public static IEnumerable<(long Sequence, byte[] Line)> Waiting(DbConnection connection, int atMost) => Events(
        connection, $"select {EventColumns} from audit_unsealed u join audit_event e on e.sequence = u.sequence order by u.sequence limit {atMost}", 0);

    /// <summary>The lines of a block's events, in their order.</summary>
    public static IEnumerable<byte[]> EventsOf(DbConnection connection, long block) => Events(
        connection, $"select {EventColumns} from audit_sealed s join audit_event e on e.sequence = s.sequence where s.block = @block order by s.sequence", block).Select(one => one.Line);

    /// <summary>The key that has to sign the block after the given one: that of its last change of key, else its own.</summary>
    public static string NextKey(DbConnection connection, AuditBlock last) => connection.ExecuteScalar<string?>(
        "select e.subject from audit_sealed s join audit_event e on e.sequence = s.sequence where s.block = @block and e.action = @action order by s.sequence desc limit 1",
        new { block = last.Number, action = AuditLine.KeyAction }) ?? last.Key;

    /// <summary>The last key that an event waiting for a block names; null where none does.</summary>
    public static string? WaitingKey(DbConnection connection) => connection.ExecuteScalar<string?>(
        "select e.subject from audit_unsealed u join audit_event e on e.sequence = u.sequence where e.action = @action order by u.sequence desc limit 1", new { action = AuditLine.KeyAction });

    /// <summary>Writes the whole chain as lines: the format, then each block followed by its events, then the end with what was written.</summary>
    /// <param name="database">Read only.</param>
    /// <param name="line">Takes one line without its break.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    /// <returns>Blocks and events written.</returns>
    public static (long Blocks, long Events) Write(Database database, AuditLineSink line, CancellationToken cancellation)
    {
        using var blocks = database.Connect();
        using var events = database.Connect();
        line(Encoding.UTF8.GetBytes(AuditVerifier.Format));
        var (written, count) = (0L, 0L);
        foreach (var block in Blocks(blocks))
        {
            cancellation.ThrowIfCancellationRequested();
            line(Encoding.UTF8.GetBytes(block.Line()));
            foreach (var one in EventsOf(events, block.Number))
            {
                line(one);
                count++;
            }

            written++;
        }

        line(Encoding.UTF8.GetBytes(AuditVerifier.End(written, count)));
        return (written, count);
    }

    private static IEnumerable<AuditBlock> Blocks(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return new AuditBlock(
                reader.GetInt64(0), Hex(reader, 1), reader.GetInt64(2), reader.GetInt64(3), Hex(reader, 4), reader.GetString(5), reader.GetInt64(6) != 0, Hex(reader, 7), Hex(reader, 8));
        }
    }

    private static IEnumerable<(long Sequence, byte[] Line)> Events(DbConnection connection, string sql, long block)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@block", block);
        command.Parameters.Add(parameter);
        using var reader = command.ExecuteReader();
        var line = new AuditLine();
        while (reader.Read())
        {
            var sequence = reader.GetInt64(0);
            yield return (sequence, line.Event(
                sequence, reader.GetInt64(1), reader.GetString(2), reader.GetInt64(3) != 0, reader.GetString(4), reader.GetString(5), reader.GetString(6), reader.GetInt64(7),
                reader.GetFieldValue<byte[]>(8)));
        }
    }

    private static string Hex(DbDataReader reader, int column) => Convert.ToHexStringLower(reader.GetFieldValue<byte[]>(column));
}

/// <summary>Takes one line in UTF-8 without its break; the bytes are the caller's again afterwards.</summary>
public delegate void AuditLineSink(ReadOnlySpan<byte> line);
