using System.Data.Common;
using System.Globalization;
using AnSinh.Databases;
using AnSinh.Storage.Audit;
using Dapper;

namespace AnSinh.Storage.Tests.Audit;

public sealed class SqliteSealerTests() : SealerTests(Dialect.Sqlite);

public sealed class PostgresSealerTests() : SealerTests(Dialect.Postgres);

public abstract class SealerTests(Dialect dialect) : IDisposable
{
    private readonly TestDatabase _store = new(dialect);

    private string DatabasePath => _store.Source;
    private string Folder => _store.Folder;

    public void Dispose()
    {
        _store.Dispose();
        GC.SuppressFinalize(this);
    }

    [DialectFact]
    public void Events_are_sealed_once_in_their_order_and_the_database_and_its_export_verify()
    {
        using var database = Open("2026-05-20");
        Assert.Empty(new Sealer(database).Seal());
        Commit(database, 3);
        Commit(database, 2);
        Assert.Equal([4L, 1], new Sealer(database, largest: 4).Seal().Select(block => block.Events));
        Commit(database, 1);
        var last = Assert.Single(new Sealer(database).Seal());
        Assert.Equal((3, 6, 1, true, "2026-05-20T05:00:00.000Z"), (last.Number, last.First, last.Events, last.Simulated, last.SealedAt));
        Assert.Empty(new Sealer(database).Seal());

        var verdict = Verify(database, [last.Key], last.Digest);
        Assert.True(verdict.Ok);
        Assert.Equal((3, 6L, last.Digest), (verdict.Blocks, verdict.Events, verdict.ProvenTo));
    }

    [DialectFact]
    public async Task Two_sealers_and_four_writers_at_once_seal_every_event_once()
    {
        using var database = Open("2026-05-20");
        using var stop = new CancellationTokenSource();
        var sealers = Enumerable.Range(0, 2).Select(_ => Task.Run(() => new Sealer(database, largest: 7).Follow(TimeSpan.FromMilliseconds(1), (_, fault) => Assert.Null(fault), stop.Token))).ToList();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var turn = 0; turn < 15; turn++)
            {
                Commit(database, turn % 3 + 1);
            }
        })));
        await stop.CancelAsync();
        await Task.WhenAll(sealers);
        new Sealer(database).Seal();

        using var connection = database.Connect();
        Assert.Equal((0, 0), (AuditChain.Waiting(connection), AuditChain.Lost(connection)));
        var last = AuditChain.Last(connection)!;
        var verdict = Verify(database, [last.Key], last.Digest);
        Assert.Empty(verdict.Faults);
        Assert.Equal(120, verdict.Events);
    }

    [DialectFact]
    public void A_block_is_written_while_a_reader_reads_and_waits_for_no_event_that_is_not_committed()
    {
        using var database = Open("2026-05-20");
        Commit(database, 1);
        using var reader = database.Connect();
        using var reading = reader.BeginTransaction(System.Data.IsolationLevel.ReadUncommitted);
        Assert.Equal(0, reader.ExecuteScalar<long>("select count(*) from audit_block", transaction: reading));
        Assert.Single(new Sealer(database).Seal());
        using (var write = database.Begin("lan", "test"))
        {
            write.Audit("test.write", "p1", "not committed");
            Assert.Empty(new Sealer(database).Seal());
        }

        Assert.Empty(new Sealer(database).Seal());
    }

    [DialectFact]
    public void The_key_changes_by_an_event_the_old_key_is_destroyed_and_either_public_key_verifies_all()
    {
        using var database = Open("2026-05-20");
        Commit(database, 2);
        var first = Assert.Single(new Sealer(database).Seal()).Key;
        var second = new Sealer(database).ChangeKey("chair");
        Commit(database, 2);
        var last = Assert.Single(new Sealer(database).Seal());
        Assert.Equal(second, last.Key);
        Assert.NotEqual(first, second);
        Assert.Null(SealingKey.Find(SealingKey.Folder(database.Keys), first));
        Assert.Equal(first, SealingKey.ReadPublic(SealingKey.PublicPath(SealingKey.Folder(database.Keys), first)));
        foreach (var trusted in new[] { first, second })
        {
            var verdict = Verify(database, [trusted], last.Digest);
            Assert.Empty(verdict.Faults);
            Assert.Equal([first, second], verdict.Keys);
        }
    }

    [DialectFact]
    public void Without_its_key_nothing_is_sealed_and_a_new_key_is_believed_only_where_it_is_given()
    {
        using var database = Open("2026-05-20");
        Commit(database, 1);
        var lost = Assert.Single(new Sealer(database).Seal()).Key;
        SealingKey.Destroy(SealingKey.Folder(database.Keys), lost);
        Commit(database, 1);
        Assert.Contains("sealing key is not in", Assert.Throws<StorageException>(() => new Sealer(database).Seal()).English, StringComparison.Ordinal);

        var next = new Sealer(database).ChangeKey("chair");
        Assert.Contains("did not name", Assert.Single(Verify(database, [lost]).Faults).En, StringComparison.Ordinal);
        Assert.Empty(Verify(database, [lost, next]).Faults);
    }

    [DialectFact]
    public void A_clock_set_back_keeps_events_waiting_until_it_is_right_again()
    {
        using (var database = Open("2026-05-20"))
        {
            Commit(database, 1);
        }

        using (var later = Open("2026-05-22"))
        {
            new Sealer(later).Seal();
        }

        using (var between = Open("2026-05-21"))
        {
            Commit(between, 1);
            Assert.Contains("before the last block", Assert.Throws<StorageException>(() => new Sealer(between).Seal()).English, StringComparison.Ordinal);
        }

        using var right = Open("2026-05-22");
        Assert.Equal(2, Assert.Single(new Sealer(right).Seal()).Number);
    }

    [DialectTheory]
    [InlineData("update audit_event set actor = 'somebody' where sequence = 2", "block 1")]
    [InlineData("delete from audit_event where sequence = 2", "block 1")]
    [InlineData("update audit_sealed set block = 2 where sequence = 2", "block 1")]
    [InlineData("update audit_block set events = 2 where number = 1", "block 1")]
    [InlineData("delete from audit_block where number = 1", "line 2")]
    [InlineData("insert into audit_event select 99, knowledge, recorded_at, simulated, actor, action, subject, items, commitment from audit_event where sequence = 2; insert into audit_sealed values (99, 2)", "block 2")]
    public void Whoever_removes_the_triggers_and_changes_the_tables_is_found(string sql, string where)
    {
        using var database = Open("2026-05-20");
        Commit(database, 3);
        new Sealer(database).Seal();
        Commit(database, 2);
        var last = Assert.Single(new Sealer(database).Seal());
        using (var connection = database.Connect())
        {
            if (dialect == Dialect.Postgres)
            {
                // What a superuser may do: neither triggers nor references hold in this session.
                connection.Execute("set session_replication_role = replica");
            }
            else
            {
                connection.Execute("pragma foreign_keys = off");
                foreach (var trigger in connection.Query<string>("select name from sqlite_master where type = 'trigger'").ToList())
                {
                    connection.Execute($"drop trigger {trigger}");
                }
            }

            connection.Execute(sql);
        }

        var verdict = Verify(database, [last.Key], last.Digest);
        Assert.Contains(verdict.Faults, fault => fault.Where == where);
        Assert.Null(verdict.ProvenTo);
    }

    [DialectTheory]
    [InlineData("update audit_block set events = 2")]
    [InlineData("delete from audit_block")]
    [InlineData("update audit_sealed set block = 2")]
    [InlineData("delete from audit_sealed")]
    public void Blocks_refuse_change_and_removal(string sql)
    {
        using var database = Open("2026-05-20");
        Commit(database, 1);
        new Sealer(database).Seal();
        using var connection = database.Connect();
        Assert.Contains("append-only", Assert.ThrowsAny<DbException>(() => connection.Execute(sql)).Message, StringComparison.Ordinal);
    }

    [DialectFact]
    public void A_destroyed_salt_takes_the_content_away_and_leaves_the_chain()
    {
        using var database = Open("2026-05-20");
        Commit(database, 3);
        var last = Assert.Single(new Sealer(database).Seal());
        var before = Path.Combine(Folder, "before.audit");
        AuditFile.Write(database, before, CancellationToken.None);
        using (var write = database.Begin("chair", "person.erase"))
        {
            write.Command("delete from audit_salt where sequence = 2").ExecuteNonQuery();
            write.Commit();
        }

        var after = Path.Combine(Folder, "after.audit");
        AuditFile.Write(database, after, CancellationToken.None);
        Assert.Equal(File.ReadAllBytes(before), File.ReadAllBytes(after));
        Assert.Equal(last.Digest, Verify(database, [last.Key], last.Digest).ProvenTo);
    }

    private static AuditVerdict Verify(Database database, string[] trusted, params AuditDigest[] digests)
    {
        var verifier = new AuditVerifier(trusted, digests);
        AuditChain.Write(database, verifier.Read, CancellationToken.None);
        return verifier.Verdict();
    }

    private Database Open(string day) => _store.Open(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture));

    private static void Commit(Database database, int events)
    {
        using var write = database.Begin("lan", "test");
        for (var one = 0; one < events; one++)
        {
            write.Audit("test.write", "p1", $"content {one}");
        }

        write.Commit();
    }
}
