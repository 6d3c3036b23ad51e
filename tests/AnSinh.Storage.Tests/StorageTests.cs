using AnSinh.Storage.Audit;
using Dapper;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Data.Sqlite;

namespace AnSinh.Storage.Tests;

public sealed class StorageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ansinh-test-").FullName;

    private string DatabasePath => Path.Combine(_folder, "store.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
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

    [Fact]
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

    [Theory]
    [InlineData("2026-05-20T16:59:59Z", "2026-05-20")]
    [InlineData("2026-05-20T17:00:00Z", "2026-05-21")]
    public void The_day_is_that_of_viet_nam(string utc, string day)
    {
        var clock = new FixedClock(DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(day, Database.Iso(clock.TodayInVietNam()));
    }

    [Theory]
    [InlineData("update audit_event set actor = 'somebody'")]
    [InlineData("delete from audit_event")]
    [InlineData("update knowledge set recorded_on = '2020-01-01'")]
    [InlineData("delete from knowledge")]
    public void Audit_events_and_knowledge_refuse_change_and_removal(string sql)
    {
        using var database = Open("2026-05-20");
        Commit(database);
        using var connection = database.Connect();
        Assert.Contains("append-only", Assert.Throws<SqliteException>(() => connection.Execute(sql)).Message, StringComparison.Ordinal);
    }

    [Fact]
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

    [Fact]
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

    [Fact]
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

    [Fact]
    public void A_writer_that_waited_in_vain_says_why()
    {
        using var database = Open("2026-05-20", waitSeconds: 1);
        using var first = database.Begin("lan", "long work");
        using var reader = Open("2026-05-20", waitSeconds: 1);
        Assert.Equal(KnowledgeNumber.None, reader.Current());
        Assert.Contains("Another command is writing", Assert.Throws<StorageException>(() => Commit(database)).English, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_database_and_one_of_a_newer_program_are_refused()
    {
        File.WriteAllText(DatabasePath, new string('x', 5000));
        File.WriteAllText(DatabasePath + ".key", new string('0', 64));
        Assert.Contains("not an SQLite database", Assert.Throws<StorageException>(() => Open("2026-05-20")).English, StringComparison.Ordinal);
        File.Delete(DatabasePath);
        using (var database = Open("2026-05-20"))
        {
            using var connection = database.Connect();
            connection.Execute("insert into schema_migration values ('storage', 9999, 'later', '')");
        }

        Assert.Contains("another version", Assert.Throws<StorageException>(() => Open("2026-05-20")).English, StringComparison.Ordinal);
    }

    [Fact]
    public void The_key_file_is_the_owners_alone_and_a_broken_one_is_refused()
    {
        Open("2026-05-20").Dispose();
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(DatabasePath + ".key"));
        }

        File.WriteAllText(DatabasePath + ".key", "short");
        Assert.Contains("64 hexadecimal digits", Assert.Throws<StorageException>(() => Open("2026-05-20")).English, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sealed_field_opens_only_unchanged_with_its_key_and_for_its_purpose()
    {
        using var keys = KeyRing.Open(Path.Combine(_folder, "a.key"), mayCreate: true);
        using var others = KeyRing.Open(Path.Combine(_folder, "b.key"), mayCreate: true);
        var (cipher, wrapped) = keys.NewDataKey("p1");
        var field = cipher.Seal("001190000011", "number/p1");

        Assert.Equal("001190000011", keys.Unwrap("p1", wrapped).Open(field, "number/p1"));
        Assert.NotEqual(field, cipher.Seal("001190000011", "number/p1"));
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => cipher.Open(field, "number/p2"));
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => cipher.Open([.. field[..^1], (byte)(field[^1] ^ 1)], "number/p1"));
        Assert.Throws<StorageException>(() => keys.Unwrap("p2", wrapped));
        Assert.Throws<StorageException>(() => others.Unwrap("p1", wrapped));
        Assert.Throws<StorageException>(() => keys.Unwrap("p1", []));
        Assert.Equal(keys.BlindIndex("ssn", "1"), keys.BlindIndex("ssn", "1"));
        Assert.NotEqual(keys.BlindIndex("ssn", "1"), keys.BlindIndex("account", "1"));
        Assert.NotEqual(keys.BlindIndex("ssn", "1"), others.BlindIndex("ssn", "1"));
    }

    /// <summary>The root as RFC 6962, section 2.1 defines it, by recursion: split at the largest power of two below the number of items.</summary>
    [Fact]
    public void The_merkle_root_is_that_of_rfc_6962() => Prop.ForAll(Gen.Choose(1, 70).ToArbitrary(), count =>
    {
        var salt = new byte[32];
        var tree = new MerkleTree(salt);
        var leaves = new List<byte[]>();
        for (var index = 0; index < count; index++)
        {
            tree.Add($"item {index}");
            leaves.Add(MerkleTree.Leaf(salt, index, $"item {index}"));
        }

        return tree.Items == count && tree.Root().SequenceEqual(Recursive(leaves));
    }).QuickCheckThrowOnFailure();

    private static byte[] Recursive(List<byte[]> leaves)
    {
        if (leaves.Count == 1)
        {
            return leaves[0];
        }

        var split = 1;
        while (split * 2 < leaves.Count)
        {
            split *= 2;
        }

        return MerkleTree.Node(Recursive(leaves[..split]), Recursive(leaves[split..]));
    }

    private Database Open(string day, int waitSeconds = 30) => Database.Open(
        DatabasePath, new SimulatedClock(DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)), [], DatabasePath + ".key", waitSeconds);

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
