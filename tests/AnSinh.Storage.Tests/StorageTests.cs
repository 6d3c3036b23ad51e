using AnSinh.Storage.Audit;
using Dapper;
using AnSinh.Databases;
using System.Data.Common;

namespace AnSinh.Storage.Tests;

public sealed class SqliteStorageTests() : StorageTests(Dialect.Sqlite)
{
    [Fact]
    public void A_file_that_is_no_database_is_refused()
    {
        File.WriteAllText(Store.Source, new string('x', 5000));
        File.WriteAllText(Store.KeyFile, new string('0', 64));
        Assert.Contains("not an SQLite database", Assert.Throws<StorageException>(() => Open("2026-05-20")).English, StringComparison.Ordinal);
    }
}

public sealed class PostgresStorageTests() : StorageTests(Dialect.Postgres)
{
    [DialectFact]
    public void A_server_that_is_not_there_and_a_database_that_is_not_there_are_named_without_the_password()
    {
        var away = Assert.Throws<StorageException>(() => Database.Open("Host=/nowhere;Database=x;Password=secret", TimeProvider.System, []));
        Assert.Contains("cannot be reached", away.English, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", away.English + away.Vietnamese, StringComparison.Ordinal);
        var absent = Assert.Throws<StorageException>(() => Database.Open(Store.Source.Replace("Database=test_", "Database=none_", StringComparison.Ordinal), TimeProvider.System, []));
        Assert.Contains("ansinh db init", absent.English, StringComparison.Ordinal);
    }

    [DialectFact]
    public void Rows_go_into_the_partition_of_their_bucket_and_are_read_back_in_order()
    {
        using var database = Open("2026-05-20");
        using (var write = database.Begin("lan", "test"))
        {
            foreach (var bucket in Enumerable.Range(0, 256).Reverse())
            {
                write.Into("data_key", "bucket", "subject", "wrapped").Add(bucket).Add($"p{bucket:000}").Add([(byte)bucket]).Write();
            }

            write.Commit();
        }

        using var connection = database.Connect();
        Assert.Equal(16, connection.ExecuteScalar<long>("select count(*) from data_key_p15 where bucket >= 240"));
        using var moment = database.Moment();
        using var rows = moment.Read("select bucket, subject, wrapped, destroyed_at from data_key where bucket >= @from order by bucket, subject", ("from", 10L));
        for (var bucket = 10; bucket < 256; bucket++)
        {
            Assert.True(rows.Next());
            Assert.Equal((bucket, $"p{bucket:000}", true), (rows.Number(0), System.Text.Encoding.UTF8.GetString(rows.Text(1)), rows.IsNull(3)));
            Assert.Equal([(byte)bucket], rows.Text(2).ToArray());
        }

        Assert.False(rows.Next());
    }
}

public abstract class StorageTests(Dialect dialect) : IDisposable
{
    protected TestDatabase Store { get; } = new(dialect);

    public void Dispose()
    {
        Store.Dispose();
        GC.SuppressFinalize(this);
    }

    [DialectFact]
    public void Every_commit_takes_the_next_number_and_a_day_stands_for_its_last()
    {
        foreach (var (day, number) in new[] { ("2026-05-20", 1L), ("2026-05-20", 2L), ("2026-05-22", 3L) })
        {
            using var database = Open(day);
            Assert.Equal(number, Commit(database).Value);
        }

        using var later = Open("2026-05-25");
        Assert.Equal(
            [0, 2, 2, 3, 3],
            new[] { 19, 20, 21, 22, 25 }.Select(day => later.NumberAt(new DateOnly(2026, 5, day)).Value));
        Assert.Equal(new DateOnly(2026, 5, 22), later.DayOf(new KnowledgeNumber(3)));
        Assert.Null(later.DayOf(new KnowledgeNumber(4)));
        Assert.Contains("has not come yet", Assert.Throws<StorageException>(() => later.NumberAt(new DateOnly(2026, 5, 26))).English, StringComparison.Ordinal);
    }

    [DialectFact]
    public void Recorded_days_never_go_backwards()
    {
        using (var database = Open("2026-05-20"))
        {
            Commit(database);
        }

        using var earlier = Open("2026-05-19");
        var error = Assert.Throws<StorageException>(() => Commit(earlier));
        Assert.Contains("2026-05-20", error.English, StringComparison.Ordinal);
        Assert.Equal(1, earlier.Current().Value);
    }

    [DialectTheory]
    [InlineData("2026-05-20T16:59:59Z", "2026-05-20")]
    [InlineData("2026-05-20T17:00:00Z", "2026-05-21")]
    public void The_day_is_that_of_viet_nam(string utc, string day)
    {
        var clock = new FixedClock(DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(day, Database.Iso(clock.TodayInVietNam()));
    }

    [DialectTheory]
    [InlineData("update audit_event set actor = 'somebody'")]
    [InlineData("delete from audit_event")]
    [InlineData("update knowledge set recorded_on = '2020-01-01'")]
    [InlineData("delete from knowledge")]
    public void Audit_events_and_knowledge_refuse_change_and_removal(string sql)
    {
        using var database = Open("2026-05-20");
        Commit(database);
        using var connection = database.Connect();
        Assert.Contains("append-only", Assert.ThrowsAny<DbException>(() => connection.Execute(sql)).Message, StringComparison.Ordinal);
    }

    [DialectFact]
    public void An_event_names_who_did_what_under_which_clock_and_commits_to_its_content_only()
    {
        using var database = Open("2026-05-20");
        Commit(database);
        using var connection = database.Connect();
        var row = connection.QuerySingle<(string Actor, string Action, string Subject, long Simulated, long Items, byte[] Commitment, byte[] Salt)>(
            "select e.actor, e.action, e.subject, e.simulated, e.items, e.commitment, s.salt from audit_event e join audit_salt s on s.sequence = e.sequence");
        Assert.Equal(("lan", "test.write", "p1", 1, 1), (row.Actor, row.Action, row.Subject, row.Simulated, row.Items));
        Assert.Equal(MerkleTree.Leaf(row.Salt, 0, "secret content"), row.Commitment);
    }

    [DialectFact]
    public void What_was_not_committed_leaves_no_trace()
    {
        using var database = Open("2026-05-20");
        using (var write = database.Begin("lan", "test"))
        {
            write.Audit("test.write", "p1", "x");
        }

        Assert.Equal(KnowledgeNumber.None, database.Current());
        Assert.Equal(1, Commit(database).Value);
    }

    [DialectFact]
    public async Task Writers_queue_and_none_is_lost()
    {
        using var database = Open("2026-05-20");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var turn = 0; turn < 10; turn++)
            {
                Commit(database);
            }
        })));
        using var connection = database.Connect();
        Assert.Equal((40, 40L), (database.Current().Value, connection.ExecuteScalar<long>("select count(distinct sequence) from audit_event")));
    }

    [DialectFact]
    public void A_writer_that_waited_in_vain_says_why()
    {
        using var database = Open("2026-05-20", waitSeconds: 1);
        using var first = database.Begin("lan", "long work");
        using var reader = Open("2026-05-20", waitSeconds: 1);
        Assert.Equal(KnowledgeNumber.None, reader.Current());
        Assert.Contains("Another command is writing", Assert.Throws<StorageException>(() => Commit(database)).English, StringComparison.Ordinal);
    }

    [DialectFact]
    public void A_database_of_a_newer_program_is_refused()
    {
        using (var database = Open("2026-05-20"))
        {
            using var connection = database.Connect();
            connection.Execute("insert into schema_migration values ('storage', 9999, 'later', '')");
        }

        Assert.Contains("another version", Assert.Throws<StorageException>(() => Open("2026-05-20")).English, StringComparison.Ordinal);
    }

    [DialectFact]
    public void Rows_held_back_are_seen_by_every_statement_of_their_commit()
    {
        using var database = Open("2026-05-20");
        using var write = database.Begin("lan", "test");
        write.Into("data_key", "bucket", "subject", "wrapped").Add(3).Add("p1").Add([1, 2]).Write();
        using (var command = write.Command("select count(*) from data_key where bucket = @bucket", ("bucket", 3L)).ExecuteReader())
        {
            Assert.True(command.Read());
            Assert.Equal(1, command.GetInt64(0));
        }

        write.Into("data_key", "bucket", "subject", "wrapped").Add(200).Add("p2").Add([3]).Write();
        Assert.Equal(2, write.Connection.ExecuteScalar<long>("select count(*) from data_key"));
    }

    [DialectFact]
    public void A_moment_does_not_see_what_is_committed_after_it_and_steps_queries_side_by_side()
    {
        using var database = Open("2026-05-20");
        Commit(database);
        using var moment = database.Moment();
        using var events = moment.Read("select sequence, actor from audit_event order by sequence");
        Commit(database);
        using var numbers = moment.Read("select number from knowledge where number < @below order by number", ("below", 100L));
        Assert.Equal((true, true), (events.Next(), numbers.Next()));
        Assert.Equal((1, "lan", 1), (events.Number(0), System.Text.Encoding.UTF8.GetString(events.Text(1)), numbers.Number(0)));
        Assert.Equal((false, false), (events.Next(), numbers.Next()));
        numbers.Restart(0L);
        Assert.False(numbers.Next());
    }

    protected Database Open(string day, int waitSeconds = 30) =>
        Store.Open(DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), waitSeconds);

    private static KnowledgeNumber Commit(Database database)
    {
        using var write = database.Begin("lan", "test");
        write.Audit("test.write", "p1", "secret content");
        write.Commit();
        return write.Number;
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
