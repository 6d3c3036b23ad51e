using AnSinh.Databases;
using AnSinh.Payroll.Verify;
using AnSinh.Storage;
using AnSinh.Storage.Backups;
using Dapper;
using Xunit;

namespace AnSinh.Payroll.Tests.Steps;

public sealed class SqliteBackupDuringRunTests() : BackupDuringRunTests(Dialect.Sqlite, Dialect.Sqlite);

public sealed class PostgresBackupDuringRunTests() : BackupDuringRunTests(Dialect.Postgres, Dialect.Postgres);

public sealed class PostgresToSqliteBackupDuringRunTests() : BackupDuringRunTests(Dialect.Postgres, Dialect.Sqlite);

public abstract class BackupDuringRunTests(Dialect from, Dialect to)
{
    [DialectFact]
    public async Task A_backup_taken_while_a_run_goes_its_way_restores_elsewhere_and_ties_out()
    {
        using var commune = new SmallCommune(from);
        var store = commune.World.Store;
        var run = Task.Run(() => commune.Ordered(SmallCommune.June));
        var backups = new List<(string File, BackupManifest Manifest)>();
        do
        {
            var file = Path.Combine(store.Folder, $"backup-{backups.Count}.zip");
            backups.Add((file, BackupFile.Write(commune.World.Database, file)));
        }
        while (!run.IsCompleted);
        await run;
        var last = Path.Combine(store.Folder, "last.zip");
        backups.Add((last, BackupFile.Write(commune.World.Database, last)));

        var lines = new List<long>();
        foreach (var (file, manifest) in backups.DistinctBy(backup => backup.Manifest.Number))
        {
            var target = to == Dialect.Postgres ? TestDatabase.EmptyPostgres() : file + ".db";
            BackupFile.Restore(file, target, commune.World.Database.Clock, PayrollBook.Modules, store.KeyFile);
            using var restored = Database.Open(target, commune.World.Database.Clock, PayrollBook.Modules, store.KeyFile);
            Assert.Equal(manifest.Number, restored.Current().Value);
            var verified = VerifyPayroll.Execute(new PayrollBook(restored, PayrollWorld.Pack), full: true);
            Assert.Empty(verified.Faults);
            using var connection = restored.Connect();
            lines.Add(connection.ExecuteScalar<long>("select count(*) from payroll_line"));
        }

        // A run is in a backup whole or not at all.
        Assert.All(lines, count => Assert.Contains(count, new[] { 0L, 12L }));
        Assert.Equal(12, lines[^1]);
    }
}
