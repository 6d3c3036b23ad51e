using System.Security.Cryptography;
using System.Text;
using AnSinh.Casework.Retention;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Web.Import;

/// <summary>Files prepared for import into the register of a commune.</summary>
/// <param name="State">draft, waiting, taken or withdrawn.</param>
public sealed record PreparedImport(string Id, PlaceCode Commune, string PreparedBy, DateOnly On, string State, string? DecidedBy, IReadOnlyList<string> Files);

/// <summary>What an import would do, and the rejected rows to be mended.</summary>
public sealed record ImportPreview(ImportResult Result, IReadOnlyList<(string Name, byte[] Content)> Rejects);

/// <summary>Imports by two people: one prepares files and sees what they would do, another takes them in. Until then nothing of them is in the register.</summary>
public sealed class ImportBook(Database database, LawPack pack)
{
    private const string Purpose = "import-file";

    /// <summary>Names that an import takes: the files of the register, and their mended rejects.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. CsvLayout.All.SelectMany(layout => new[] { layout.FileName, layout.FileName + ".rejects.csv" })];

    /// <summary>Keeps files under an id that follows from the form's mark: sent twice they are there once. A file of the same name takes the place of the one before, as long as nobody was asked to take it in.</summary>
    public string Prepare(string? id, PlaceCode commune, IReadOnlyList<(string Name, byte[] Content)> files, string actor, string mark)
    {
        id ??= "n" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{commune}|{actor}|{mark}")).AsSpan(0, 8));
        using var write = database.Begin(actor, "import.prepare");
        write.Connection.Execute(
            "insert into web_import (import_id, commune, province, prepared_by, prepared, state) values (@id, @commune, @province, @actor, @known, 'draft') on conflict (import_id) do nothing",
            new { id, commune = commune.Value, province = PlaceDirectory.VietNam.ProvinceOf(commune).Value, actor, known = write.Number.Value }, write.Transaction);
        if (write.Connection.ExecuteScalar<string>("select state from web_import where import_id = @id", new { id }, write.Transaction) != "draft")
        {
            return id;
        }

        foreach (var (name, content) in files)
        {
            var (cipher, wrapped) = write.Keys.NewDataKey(id + name);
            using (cipher)
            {
                write.Connection.Execute("delete from web_import_file where import_id = @id and name = @name", new { id, name }, write.Transaction);
                write.Connection.Execute(
                    "insert into web_import_file (import_id, name, wrapped, sealed) values (@id, @name, @wrapped, @secret)",
                    new { id, name, wrapped, secret = cipher.Seal(Convert.ToBase64String(content), Purpose) }, write.Transaction);
            }

            write.Audit("import.prepare", id, $"{name}|{Convert.ToHexStringLower(SHA256.HashData(content))}");
        }

        write.Commit();
        return id;
    }

    public PreparedImport? Find(AreaScope scope, string id) => Read($"i.import_id = @id and {scope.On("i")}", id).SingleOrDefault();

    /// <summary>Those that are not settled, oldest first.</summary>
    public IReadOnlyList<PreparedImport> Open(AreaScope scope) => Read($"i.state in ('draft', 'waiting') and {scope.On("i")}", "");

    /// <summary>Those that nobody settled, for retention. Nothing of them is in the register: their time counts from the day on which they were prepared.</summary>
    public UnsettledImports Unsettled => new(
        scope => Open(scope).Select(one => new DueItem(one.Id, one.Commune.Value, PlaceDirectory.VietNam.ProvinceOf(one.Commune).Value, one.On, default)),
        (write, id) =>
        {
            var emptied = Empty(write, id);
            write.Connection.Execute("update web_import set state = 'withdrawn', decided_by = @Actor where import_id = @id and state in ('draft', 'waiting')", new { id, write.Actor }, write.Transaction);
            write.Audit("import.withdrawn", id, write.Actor);
            return emptied;
        });

    /// <summary>What the files would do now; nothing is written. The register waits meanwhile: files of a commune, not of a province.</summary>
    /// <exception cref="StorageException">No file that an import takes.</exception>
    public ImportPreview Preview(PreparedImport prepared, bool vietnamese) => Run(prepared, "preview", dryRun: true, vietnamese);

    /// <summary>Lays it before somebody else.</summary>
    public void Send(PreparedImport prepared, string actor) => Step(prepared, actor, "draft", "waiting");

    public void Withdraw(PreparedImport prepared, string actor) => Step(prepared, actor, prepared.State, "withdrawn");

    /// <summary>Takes the files into the register. Interrupted, it is done again: rows that are there already change nothing.</summary>
    /// <exception cref="StorageException">Taken by whoever prepared it, or not waiting.</exception>
    public ImportPreview Take(PreparedImport prepared, string actor, bool vietnamese)
    {
        if (string.Equals(prepared.PreparedBy, actor, StringComparison.OrdinalIgnoreCase) || prepared.State != "waiting")
        {
            throw new StorageException("Người chuẩn bị không được tự nhập; hoặc bộ tệp này không còn chờ.", "Whoever prepared it does not take it in; or it does not wait any longer.");
        }

        var done = Run(prepared, actor, dryRun: false, vietnamese);
        if (done.Result.Accepted)
        {
            Step(prepared, actor, "waiting", "taken");
        }

        return done;
    }

    private ImportPreview Run(PreparedImport prepared, string actor, bool dryRun, bool vietnamese)
    {
        var folder = Directory.CreateTempSubdirectory("ansinh-import-");
        try
        {
            using (var connection = database.Connect())
            {
                foreach (var (name, wrapped, secret) in connection.Query<(string, byte[], byte[])>("select name, wrapped, sealed from web_import_file where import_id = @Id", new { prepared.Id }))
                {
                    using var cipher = database.Keys.Unwrap(prepared.Id + name, wrapped);
                    File.WriteAllBytes(Path.Combine(folder.FullName, name), Convert.FromBase64String(cipher.Open(secret, Purpose)));
                }
            }

            var result = RegistryImport.Run(new Register(database), folder.FullName, new ImportOptions
            {
                Facts = pack.Facts, Benefits = pack.Benefits, Actor = actor, DryRun = dryRun, Scope = AreaScope.Of(prepared.Commune), Vietnamese = vietnamese,
                Mended = prepared.Files.Any(name => name.EndsWith(".rejects.csv", StringComparison.Ordinal)),
            });
            return new ImportPreview(result, [.. result.RejectFiles.Select(path => (Path.GetFileName(path), File.ReadAllBytes(path)))]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Files that are settled are emptied: what was taken stands in the register, and what was not is nobody's to keep. Their names and hashes stay.</summary>
    private void Step(PreparedImport prepared, string actor, string from, string to)
    {
        using var write = database.Begin(actor, $"import.{to}");
        if (to is "taken" or "withdrawn")
        {
            Empty(write, prepared.Id);
        }

        if (write.Connection.Execute("update web_import set state = @to, decided_by = @actor where import_id = @Id and state = @from", new { prepared.Id, actor, from, to }, write.Transaction) == 0)
        {
            throw new StorageException("Bộ tệp này vừa được người khác xử lý.", "Somebody else has just dealt with these files.");
        }

        write.Audit($"import.{to}", prepared.Id, actor);
        write.Commit();
    }

    private static int Empty(WriteTransaction write, string id)
    {
        write.Shred();
        return write.Connection.Execute("update web_import_file set wrapped = @none, sealed = @none where import_id = @id", new { id, none = Array.Empty<byte>() }, write.Transaction);
    }

    private List<PreparedImport> Read(string where, string id)
    {
        using var connection = database.Connect();
        return
        [
            .. connection.Query<(string Id, string Commune, string By, string On, string State, string? Decided)>(
                    $"select i.import_id, i.commune, i.prepared_by, k.recorded_on, i.state, i.decided_by from web_import i join knowledge k on k.number = i.prepared where {where} order by i.prepared, i.import_id", new { id })
                .ToList().Select(row => new PreparedImport(
                    row.Id, PlaceCode.Parse(row.Commune), row.By, DateOnly.ParseExact(row.On, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), row.State, row.Decided,
                    [.. connection.Query<string>("select name from web_import_file where import_id = @Id order by name", new { row.Id })])),
        ];
    }
}
