using System.Data.Common;
using AnSinh.Storage.Dialects;
using Dapper;

namespace AnSinh.Storage;

/// <summary>Brings the tables of modules up to date, all steps or none, and fills what derives from rows of before.</summary>
internal sealed class Migrator(SqlDialect dialect, IReadOnlyList<MigrationSet> modules)
{
    public const string Table = "schema_migration";

    /// <param name="progress">Told how many blocks of rows of before are filled, and of how many.</param>
    /// <exception cref="StorageException">The database holds a step that this program does not have, or has otherwise.</exception>
    public void Migrate(Action<long, long>? progress = null)
    {
        try
        {
            using (var connection = dialect.Connect())
            {
                // Where there is nothing to do, a reader does not wait for a writer.
                if (!dialect.HasTable(connection, Table) || modules.Any(module => Pending(connection, module).Count > 0))
                {
                    using var transaction = dialect.BeginWrite(connection);
                    Apply(connection);
                    transaction.Commit();
                }
            }

            foreach (var fill in modules.SelectMany(module => module.Fills))
            {
                fill.Run(dialect, progress);
            }
        }
        catch (DbException error) when (dialect.Explain(error) is { } explained)
        {
            throw explained;
        }
    }

    /// <summary>Applies the steps not applied yet in a transaction of the caller's.</summary>
    /// <param name="connection">In the transaction.</param>
    /// <param name="upTo">The last step to take of each module; all where null.</param>
    /// <exception cref="StorageException">A step that is asked for is none of this program.</exception>
    public void Apply(DbConnection connection, IReadOnlyDictionary<string, int>? upTo = null)
    {
        connection.Execute(
            $"create table if not exists {Table} (module text not null, number integer not null, name text not null, checksum text not null, primary key (module, number))");
        foreach (var module in modules)
        {
            var last = upTo?.GetValueOrDefault(module.Module) ?? int.MaxValue;
            if (last != int.MaxValue && module.For(dialect.Name).All(migration => migration.Number != last))
            {
                throw Foreign($"{module.Module} {last}");
            }

            foreach (var migration in Pending(connection, module).Where(migration => migration.Number <= last))
            {
                connection.Execute(migration.Sql);
                connection.Execute(
                    $"insert into {Table} (module, number, name, checksum) values (@Module, @Number, @Name, @Checksum)",
                    new { module.Module, migration.Number, migration.Name, migration.Checksum });
            }
        }
    }

    /// <summary>For each module the last step applied, 0 before the first, and how many wait.</summary>
    public IReadOnlyList<(string Module, int Applied, int Waiting)> Standing()
    {
        using var connection = dialect.Connect();
        var there = dialect.HasTable(connection, Table);
        return
        [
            .. modules.Select(module =>
            {
                var waiting = there ? Pending(connection, module).Count : module.For(dialect.Name).Count;
                return (module.Module, module.For(dialect.Name).Count - waiting, waiting);
            }),
        ];
    }

    /// <summary>The steps not applied yet.</summary>
    /// <exception cref="StorageException">A step was applied that this program does not have, or has otherwise.</exception>
    private List<Migration> Pending(DbConnection connection, MigrationSet module)
    {
        var applied = connection
            .Query<(long Number, string Checksum)>($"select cast(number as bigint), checksum from {Table} where module = @Module", new { module.Module })
            .ToDictionary(row => row.Number, row => row.Checksum);
        var pending = new List<Migration>();
        foreach (var migration in module.For(dialect.Name))
        {
            if (!applied.Remove(migration.Number, out var checksum))
            {
                pending.Add(migration);
            }
            else if (checksum != migration.Checksum)
            {
                throw Foreign($"{module.Module} {migration.Name}");
            }
        }

        return applied.Count == 0 ? pending : throw Foreign($"{module.Module} {applied.Keys.Max()}");
    }

    private StorageException Foreign(string step) => new(
        $"{dialect.Shown} do một phiên bản khác của chương trình tạo ra (bước {step}); hãy dùng đúng phiên bản đó hoặc mới hơn.",
        $"{dialect.Shown} was written by another version of the program (step {step}); use that version or a newer one.");
}
