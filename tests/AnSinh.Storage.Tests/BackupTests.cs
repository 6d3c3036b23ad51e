using System.IO.Compression;
using AnSinh.Databases;
using AnSinh.Storage.Audit;
using AnSinh.Storage.Backups;
using Dapper;

namespace AnSinh.Storage.Tests;

public sealed class SqliteBackupTests() : BackupTests(Dialect.Sqlite, Dialect.Sqlite);

public sealed class PostgresBackupTests() : BackupTests(Dialect.Postgres, Dialect.Postgres);

public sealed class PostgresFromSqliteBackupTests() : BackupTests(Dialect.Sqlite, Dialect.Postgres);

public sealed class PostgresToSqliteBackupTests() : BackupTests(Dialect.Postgres, Dialect.Sqlite);

public abstract class BackupTests(Dialect from, Dialect to) : IDisposable
{
    private static readonly DateOnly Day = new(2026, 5, 20);

    private readonly TestDatabase _store = new(from);

    private string File => Path.Combine(_store.Folder, "backup.zip");

    public void Dispose()
    {
        _store.Dispose();
        GC.SuppressFinalize(this);
    }

    [DialectFact]
    public async Task A_backup_taken_while_others_write_is_of_one_moment_and_restores_to_the_row()
    {
        using var database = _store.Open(Day);
        Commit(database);
        new Sealer(database).Seal();
        using var stop = new CancellationTokenSource();
        var writer = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                Commit(database);
            }
        });
        var manifest = BackupFile.Write(database, File);
        await stop.CancelAsync();
        await writer;

        var target = Target();
        var restored = BackupFile.Restore(File, target, new SimulatedClock(Day), [], _store.KeyFile);
        Assert.True(restored.Audit!.Ok);
        Assert.Equal(1, restored.Audit.Blocks);
        using var other = Database.Open(target, new SimulatedClock(Day), [], _store.KeyFile);
        Assert.Equal(manifest.Number, other.Current().Value);
        using (var connection = other.Connect())
        {
            Assert.Equal(manifest.Number * 2, connection.ExecuteScalar<long>("select count(*) from audit_event"));
            Assert.Equal(manifest.Number * 3, connection.ExecuteScalar<long>("select count(*) from data_key"));
            Assert.Equal(0, AuditChain.Lost(connection));
            Assert.ThrowsAny<System.Data.Common.DbException>(() => connection.Execute("delete from audit_event"));
        }

        // Life goes on from there.
        Commit(other);
        Assert.NotEmpty(new Sealer(other).Seal());
    }

    [DialectFact]
    public void A_backup_is_refused_where_there_is_data_without_its_key_and_when_it_is_cut_off_or_changed()
    {
        using var database = _store.Open(Day);
        Commit(database);
        BackupFile.Write(database, File);
        Refused("there already", () => BackupFile.Write(database, File));
        Refused("holds data", () => BackupFile.Restore(File, _store.Source, TimeProvider.System, [], _store.KeyFile));
        var wrong = Path.Combine(_store.Folder, "wrong.key");
        System.IO.File.WriteAllText(wrong, new string('a', 64));
        Refused("not the key of this backup", () => BackupFile.Restore(File, Target(), TimeProvider.System, [], wrong));
        Refused("is absent", () => BackupFile.Restore(File, Target(), TimeProvider.System, [], Path.Combine(_store.Folder, "no.key")));
        Refused("no file", () => BackupFile.Restore(Path.Combine(_store.Folder, "no.zip"), Target(), TimeProvider.System, [], _store.KeyFile));

        var cut = Path.Combine(_store.Folder, "cut.zip");
        System.IO.File.WriteAllBytes(cut, System.IO.File.ReadAllBytes(File)[..^100]);
        Refused("not a whole backup", () => BackupFile.Restore(cut, Target(), TimeProvider.System, [], _store.KeyFile));

        using (var zip = ZipFile.Open(File, ZipArchiveMode.Update))
        {
            using var stream = zip.GetEntry("tables/data_key")!.Open();
            stream.Position = 13;
            stream.WriteByte((byte)'A');
        }

        var target = Target();
        Refused("damaged", () => BackupFile.Restore(File, target, TimeProvider.System, [], _store.KeyFile));
        Assert.False(Database.Exists(target));
    }

    private static void Refused(string why, Action work) => Assert.Contains(why, Assert.Throws<StorageException>(work).English, StringComparison.Ordinal);

    private string Target() => to == Dialect.Postgres ? TestDatabase.EmptyPostgres() : Path.Combine(_store.Folder, Path.GetRandomFileName() + ".db");

    private static void Commit(Database database)
    {
        using var write = database.Begin("lan", "test");
        write.Audit("test.write", "p1", "Nguyễn Thị Hoà");
        write.Audit("test.write", "p2", "");
        foreach (var bucket in new[] { 0, 17, 255 })
        {
            write.Into("data_key", "bucket", "subject", "wrapped", "destroyed_at").Add(bucket).Add($"Đ'{write.Number}").Add([0, 255, (byte)bucket]).Add(bucket == 17 ? write.Number.Value : null).Write();
        }

        write.Commit();
    }
}
