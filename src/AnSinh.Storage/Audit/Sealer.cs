using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;

namespace AnSinh.Storage.Audit;

/// <summary>
/// Puts committed events into signed blocks. Hashing and signing happen outside any transaction; a block is then written in a short one that holds only if no other sealer wrote
/// that block first. Writers of events only leave them in a queue and never wait for a block.
/// </summary>
/// <param name="database">Whose events.</param>
/// <param name="largest">Events in one block at most.</param>
public sealed class Sealer(Database database, int largest = 65_536)
{
    private readonly string _folder = SealingKey.Folder(database.Keys);

    /// <summary>Seals everything that was committed before the call.</summary>
    /// <returns>The blocks written by this call; none where nothing waited or another sealer did it.</returns>
    /// <exception cref="StorageException">The sealing key is absent, or the clock stands before the last block.</exception>
    public IReadOnlyList<AuditBlock> Seal(CancellationToken cancellation = default)
    {
        var written = new List<AuditBlock>();
        using var connection = database.Connect();
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            // The last block before the queue: had another sealer written in between, the number would be taken and nothing of this block be kept.
            var last = AuditChain.Last(connection);
            var (sequences, root) = Gather(connection);
            if (sequences.Count == 0)
            {
                return written;
            }

            var block = Sign(connection, last, sequences.Count, root);
            if (Write(connection, block, sequences))
            {
                written.Add(block);
            }
        }
    }

    /// <summary>
    /// Makes a new key and seals the event that names it with the old key, which is then destroyed. Where the old key is lost the new one signs at once; whoever verifies has then to be
    /// given the new public key too.
    /// </summary>
    /// <returns>The point of the new key.</returns>
    public string ChangeKey(string actor)
    {
        string? old = null;
        using (var connection = database.Connect())
        {
            if (AuditChain.Last(connection) is { } last)
            {
                old = AuditChain.NextKey(connection, last);
            }
        }

        using var next = SealingKey.Create(_folder);
        using (var write = database.Begin(actor, "audit.key"))
        {
            write.Audit(AuditLine.KeyAction, next.Point, next.Point);
            write.Commit();
        }

        Seal();
        if (old is not null)
        {
            SealingKey.Destroy(_folder, old);
        }

        return next.Point;
    }

    /// <summary>Seals what comes, again and again, until cancelled.</summary>
    /// <param name="pause">Between two looks.</param>
    /// <param name="told">Hears of each block, and once of what keeps the sealer from sealing; it goes on trying.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task Follow(TimeSpan pause, Action<AuditBlock?, StorageException?> told, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(pause, database.Clock is SimulatedClock ? TimeProvider.System : database.Clock);
        string? hindered = null;
        try
        {
            do
            {
                try
                {
                    foreach (var block in Seal(cancellation))
                    {
                        told(block, null);
                    }

                    hindered = null;
                }
                catch (Exception error) when (error is StorageException or DbException or IOException or UnauthorizedAccessException)
                {
                    if (hindered != error.Message)
                    {
                        told(null, error as StorageException ?? new StorageException($"Chưa niêm phong được: {error.Message}", $"Nothing can be sealed now: {error.Message}"));
                    }

                    hindered = error.Message;
                }
            }
            while (await timer.WaitForNextTickAsync(cancellation));
        }
        catch (OperationCanceledException)
        {
            // Asked to stop: what is not sealed waits in the queue.
        }
    }

    private (List<long> Sequences, string Root) Gather(DbConnection connection)
    {
        var (sequences, root) = (new List<long>(), new MerkleRoot());
        Span<byte> leaf = stackalloc byte[MerkleRoot.HashBytes];
        foreach (var (sequence, line) in AuditChain.Waiting(connection, largest))
        {
            SHA256.HashData([0, .. line], leaf);
            root.Add(leaf);
            sequences.Add(sequence);
        }

        return (sequences, sequences.Count == 0 ? "" : Convert.ToHexStringLower(root.Root()));
    }

    private AuditBlock Sign(DbConnection connection, AuditBlock? last, long events, string root)
    {
        var now = database.Clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        if (last is not null && string.CompareOrdinal(now, last.SealedAt) < 0)
        {
            throw new StorageException(
                $"Đồng hồ đang chỉ {now}, trước lúc niêm phong khối cuối {last.SealedAt}: nhật ký chờ được niêm phong, không mất gì.",
                $"The clock stands at {now}, before the last block was sealed ({last.SealedAt}): the audit trail waits to be sealed, nothing is lost.");
        }

        using var key = KeyFor(connection, last);
        return key.Sign(new AuditBlock(
            (last?.Number ?? 0) + 1, last?.Digest.Hash ?? AuditBlock.NoBlock, (last?.Last ?? 0) + 1, events, root, now, database.Clock is SimulatedClock, key.Point, ""));
    }

    private SealingKey KeyFor(DbConnection connection, AuditBlock? last)
    {
        if (last is null)
        {
            return SealingKey.FirstOf(_folder);
        }

        var point = AuditChain.NextKey(connection, last);
        return SealingKey.Find(_folder, point)
            ?? (AuditChain.WaitingKey(connection) is { } waiting ? SealingKey.Find(_folder, waiting) : null)
            ?? throw new StorageException(
                $"Không có khóa niêm phong trong {_folder} (khóa công khai {point[..16]}…): hãy phục hồi, hoặc thay khóa bằng 'ansinh audit key --new'.",
                $"The sealing key is not in {_folder} (public point {point[..16]}…): restore it, or replace it by 'ansinh audit key --new'.");
    }

    /// <returns>False where another sealer has written a block of this number.</returns>
    private static bool Write(DbConnection connection, AuditBlock block, List<long> sequences)
    {
        using var transaction = connection.BeginTransaction();
        int Run(string sql, params ReadOnlySpan<(string Name, object Value)> values)
        {
            using var command = connection.CreateCommand();
            (command.Transaction, command.CommandText) = (transaction, sql);
            Bind(command, values);
            return command.ExecuteNonQuery();
        }

        var taken = Run(
            "insert into audit_block (number, previous, first, events, root, sealed_at, simulated, key, signature) values (@number, @previous, @first, @events, @root, @at, @simulated, @key, @signature) on conflict (number) do nothing",
            ("number", block.Number), ("previous", Convert.FromHexString(block.Previous)), ("first", block.First), ("events", block.Events), ("root", Convert.FromHexString(block.Root)), ("at", block.SealedAt),
            ("simulated", block.Simulated ? 1L : 0L), ("key", Convert.FromHexString(block.Key)), ("signature", Convert.FromHexString(block.Signature))) == 0;
        if (taken)
        {
            return false;
        }

        using (var command = connection.CreateCommand())
        {
            (command.Transaction, command.CommandText) = (transaction, "insert into audit_sealed (sequence, block) values (@sequence, @block)");
            Bind(command, [("sequence", 0L), ("block", block.Number)]);
            foreach (var sequence in sequences)
            {
                command.Parameters[0].Value = sequence;
                command.ExecuteNonQuery();
            }
        }

        Run("delete from audit_unsealed where sequence in (select sequence from audit_sealed where block = @block)", ("block", block.Number));
        transaction.Commit();
        return true;
    }

    private static void Bind(DbCommand command, ReadOnlySpan<(string Name, object Value)> values)
    {
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ("@" + name, value);
            command.Parameters.Add(parameter);
        }
    }
}
