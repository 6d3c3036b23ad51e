using System.Data.Common;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using AnSinh.Storage.Audit;
using AnSinh.Storage.Dialects;
using Dapper;

namespace AnSinh.Storage.Backups;

/// <summary>
/// A backup of a database in one file: a zip of one stream of rows a table and a manifest. Taken from one moment while others write; restored into an empty database of either dialect. It
/// holds names in the clear and numbers sealed; the keys are not in it.
/// </summary>
public static class BackupFile
{
    public const string Format = "ansinh backup 1";

    private const string ManifestName = "manifest.json";

    /// <summary>Writes the backup beside its place and puts it there when it is whole.</summary>
    /// <param name="database">Read at one moment; writers are not disturbed.</param>
    /// <param name="path">Where; must not be there yet.</param>
    /// <param name="progress">Hears of each table when it is written.</param>
    /// <param name="cancellation">Stops between rows; nothing is left.</param>
    /// <exception cref="StorageException">The file is there already, or the database holds a table that no migration made.</exception>
    public static BackupManifest Write(Database database, string path, Action<BackupTable>? progress = null, CancellationToken cancellation = default)
    {
        if (File.Exists(path))
        {
            throw new StorageException($"Tệp {path} đã có.", $"The file {path} is there already.");
        }

        var part = path + ".part";
        try
        {
            BackupManifest manifest;
            using (var file = new FileStream(part, Options(FileMode.Create)))
            using (var zip = new ZipArchive(file, ZipArchiveMode.Create))
            {
                manifest = Write(database, zip, progress, cancellation);
                using (var text = zip.CreateEntry(ManifestName).Open())
                {
                    JsonSerializer.Serialize(text, manifest, JsonSerializerOptions.Web);
                }
            }

            File.Move(part, path);
            return manifest;
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <exception cref="StorageException">Not a backup, cut off, or of another format.</exception>
    public static BackupManifest Read(string path)
    {
        using var zip = Open(path);
        return Manifest(zip, path);
    }

    /// <summary>Restores a backup into a database that is empty or not there, all of it or nothing, and checks counts, contents and the chain of sealed events.</summary>
    /// <param name="path">The backup.</param>
    /// <param name="source">The database: path of a new SQLite file, or an empty PostgreSQL database.</param>
    /// <param name="clock">Of the restored database.</param>
    /// <param name="modules">Those that the program has; the backup's must be among them.</param>
    /// <param name="keyFile">The key file of the backed-up database; it must be there.</param>
    /// <param name="progress">Hears of each table when it is restored.</param>
    /// <param name="cancellation">Stops between tables; nothing is left.</param>
    /// <exception cref="StorageException">Everything that does not fit, said before anything is written where it can be.</exception>
    public static RestoredBackup Restore(
        string path, string source, TimeProvider clock, IReadOnlyList<MigrationSet> modules, string? keyFile = null, Action<BackupTable>? progress = null, CancellationToken cancellation = default)
    {
        using var zip = Open(path);
        var manifest = Manifest(zip, path);
        if (manifest.Steps.Keys.Except(modules.Prepend(MigrationSet.Storage).Select(module => module.Module)).Order(StringComparer.Ordinal).FirstOrDefault() is { } unknown)
        {
            throw new StorageException($"Bản sao lưu có phần {unknown} mà chương trình này không biết.", $"The backup has a module {unknown} that this program does not know.");
        }

        using (var dialect = SqlDialect.Of(source, waitSeconds: 30))
        {
            using var keys = KeyRing.Open(KeyRing.PathFor(dialect.KeyPath, keyFile), mayCreate: false);
            if (KeyCheck(keys) != manifest.KeyCheck)
            {
                throw new StorageException($"{keys.Path} không phải là khóa của bản sao lưu này.", $"{keys.Path} is not the key of this backup.");
            }

            var made = dialect.Create();
            try
            {
                Fill(dialect, zip, manifest, [MigrationSet.Storage, .. modules], progress, cancellation);
            }
            catch (Exception error)
            {
                if (made)
                {
                    dialect.Drop();
                }

                throw error switch
                {
                    InvalidDataException => new StorageException($"Bản sao lưu {path} bị hỏng: {error.Message}", $"The backup {path} is damaged: {error.Message}"),
                    DbException fault when dialect.Explain(fault) is { } explained => explained,
                    _ => error,
                };
            }
        }

        using var database = Database.Open(source, clock, modules, keyFile);
        return new RestoredBackup(manifest, Verdict(database));
    }

    internal static string KeyCheck(KeyRing keys) => Convert.ToHexStringLower(keys.BlindIndex("backup", "key check"));

    private static BackupManifest Write(Database database, ZipArchive zip, Action<BackupTable>? progress, CancellationToken cancellation)
    {
        using var moment = database.Moment();
        var number = moment.Connection.ExecuteScalar<long>("select coalesce(max(number), 0) from knowledge");
        var steps = moment.Connection.Query<(string Module, long Number)>($"select module, cast(max(number) as bigint) from {Migrator.Table} group by module order by module")
            .ToDictionary(row => row.Module, row => (int)row.Number, StringComparer.Ordinal);
        var written = new List<BackupTable>();
        foreach (var table in database.Dialect.Tables(moment.Connection))
        {
            var (rows, digest) = Copy(moment, table, zip.CreateEntry(Entry(table), CompressionLevel.Fastest), cancellation);
            written.Add(table with { Rows = rows, Digest = digest });
            progress?.Invoke(written[^1]);
        }

        return new BackupManifest(
            Format, database.Dialect.Name, database.Clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture), number, KeyCheck(database.Keys), steps, written);
    }

    private static (long Rows, string Digest) Copy(ReadMoment moment, BackupTable table, ZipArchiveEntry entry, CancellationToken cancellation)
    {
        using var stream = entry.Open();
        using var rows = moment.Read(Query(table));
        return Copy(rows, table, stream, cancellation);
    }

    private static (long Rows, string Digest) Copy(BulkRead rows, BackupTable table, Stream stream, CancellationToken cancellation)
    {
        using var writer = new RowWriter(stream, table.Columns);
        while (rows.Next())
        {
            writer.Write(rows);
            cancellation.ThrowIfCancellationRequested();
        }

        return (writer.Rows, writer.End());
    }

    private static string Query(BackupTable table) => $"select {string.Join(", ", table.Columns.Select(column => column.Name))} from {table.Name} order by {string.Join(", ", table.Key)}";

    private static void Fill(SqlDialect dialect, ZipArchive zip, BackupManifest manifest, IReadOnlyList<MigrationSet> modules, Action<BackupTable>? progress, CancellationToken cancellation)
    {
        using var connection = dialect.Connect();
        if (dialect.HasTable(connection, Migrator.Table))
        {
            throw new StorageException($"{dialect.Shown} đã có dữ liệu: chỉ phục hồi vào cơ sở dữ liệu trống.", $"{dialect.Shown} holds data: a backup is restored into an empty database only.");
        }

        using var transaction = dialect.BeginWrite(connection);
        new Migrator(dialect, [.. modules.Where(module => manifest.Steps.ContainsKey(module.Module))]).Apply(connection, manifest.Steps);
        var there = dialect.Tables(connection).ToDictionary(table => table.Name, StringComparer.Ordinal);
        var given = manifest.Tables.ToDictionary(table => table.Name, StringComparer.Ordinal);
        if (there.Keys.Concat(given.Keys).Distinct().Order(StringComparer.Ordinal).FirstOrDefault(name => !Fits(there.GetValueOrDefault(name), given.GetValueOrDefault(name))) is { } other)
        {
            throw new StorageException($"Bảng {other} của bản sao lưu không hợp với chương trình này.", $"The table {other} of the backup does not fit this program.");
        }

        using (dialect.WithoutTriggers(connection))
        {
            foreach (var table in there.Values.Select(table => given[table.Name]))
            {
                cancellation.ThrowIfCancellationRequested();
                Fill(dialect, connection, zip, table);
                progress?.Invoke(table);
            }
        }

        transaction.Commit();
    }

    private static bool Fits(BackupTable? there, BackupTable? given) => there is not null && given is not null
        && there.Columns.OrderBy(column => column.Name, StringComparer.Ordinal).SequenceEqual(given.Columns.OrderBy(column => column.Name, StringComparer.Ordinal));

    /// <summary>Writes the rows, reads them back and compares: count, content, order.</summary>
    private static void Fill(SqlDialect dialect, DbConnection connection, ZipArchive zip, BackupTable table)
    {
        // Migrations may have written rows of their own.
        connection.Execute($"delete from {table.Name}");
        using var stream = (zip.GetEntry(Entry(table)) ?? throw new InvalidDataException($"{Entry(table)} is missing")).Open();
        using var reader = new RowReader(stream, table.Columns);
        using (var insert = dialect.Insert(connection, table.Name, [.. table.Columns.Select(column => column.Name)]))
        {
            while (reader.Next(insert))
            {
            }

            insert.Flush();
        }

        if ((reader.Rows, reader.Digest()) != (table.Rows, table.Digest))
        {
            throw new InvalidDataException($"{table.Name} is not as the manifest says");
        }

        using var rows = dialect.Read(connection, Query(table));
        if (Copy(rows, table, Stream.Null, CancellationToken.None) != (table.Rows, table.Digest))
        {
            throw new InvalidDataException($"{table.Name} was restored otherwise than it was backed up");
        }
    }

    /// <summary>Whether the chain of sealed events holds in itself; null where nothing was sealed yet.</summary>
    private static AuditVerdict? Verdict(Database database)
    {
        using var connection = database.Connect();
        var keys = AuditChain.Blocks(connection).Select(block => block.Key).Distinct().ToList();
        if (keys.Count == 0)
        {
            return null;
        }

        var verifier = new AuditVerifier(keys, []);
        AuditChain.Write(database, verifier.Read, CancellationToken.None);
        return verifier.Verdict();
    }

    private static string Entry(BackupTable table) => $"tables/{table.Name}";

    private static ZipArchive Open(string path)
    {
        try
        {
            return ZipFile.OpenRead(path);
        }
        catch (FileNotFoundException)
        {
            throw new StorageException($"Không có tệp {path}.", $"There is no file {path}.");
        }
        catch (InvalidDataException)
        {
            throw NoBackup(path);
        }
    }

    private static BackupManifest Manifest(ZipArchive zip, string path)
    {
        try
        {
            using var text = (zip.GetEntry(ManifestName) ?? throw NoBackup(path)).Open();
            return JsonSerializer.Deserialize<BackupManifest>(text, JsonSerializerOptions.Web) is { Format: Format } manifest ? manifest : throw NoBackup(path);
        }
        catch (JsonException)
        {
            throw NoBackup(path);
        }
    }

    private static StorageException NoBackup(string path) =>
        new($"{path} không phải là bản sao lưu trọn vẹn ({Format}).", $"{path} is not a whole backup ({Format}).");

    private static FileStreamOptions Options(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
