using System.Data.Common;
using AnSinh.Storage.Dialects;
using Dapper;

namespace AnSinh.Storage;

/// <summary>Brings the tables of modules up to date, all steps or none.</summary>
internal sealed class Migrator(SqlDialect dialect, IReadOnlyList<MigrationSet> modules)
{
    private const string Table = "schema_migration";

    /// <exception cref="StorageException">The database holds a step that this program does not have, or has otherwise.</exception>
    public void Migrate()
    {
        try
        {
            using var connection = dialect.Connect();
            if (dialect.HasTable(connection, Table) && modules.All(module => Pending(connection, module).Count == 0))
            {
                // Nothing to do: a reader does not wait for a writer.
                return;
            }

            using var transaction = dialect.BeginWrite(connection);
            connection.Execute(
                $"create table if not exists {Table} (module text not null, number integer not null, name text not null, checksum text not null, primary key (module, number))");
            foreach (var module in modules)
            {
                foreach (var migration in Pending(connection, module))
                {
                    connection.Execute(migration.Sql);
                    connection.Execute(
                        $"insert into {Table} (module, number, name, checksum) values (@Module, @Number, @Name, @Checksum)",
                        new { module.Module, migration.Number, migration.Name, migration.Checksum });
                }
            }

            transaction.Commit();
        }
        catch (DbException error) when (dialect.Explain(error) is { } explained)
        {
            throw explained;
        }
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
