using System.Text;
using AnSinh.Law;
using AnSinh.Storage;

namespace AnSinh.Registry;

/// <summary>What an import is checked against and how it behaves.</summary>
public sealed record ImportOptions
{
    public required FactCatalog Facts { get; init; }
    public required BenefitCatalog Benefits { get; init; }
    public required string Actor { get; init; }

    /// <summary>The area that may be written: rows about people, households and places outside are faults, and do not say what the register holds there.</summary>
    public AreaScope Scope { get; init; } = AreaScope.All;

    /// <summary>Check everything and write nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>Rows in a rejects file beside the input take the place of the lines they came from.</summary>
    public bool Mended { get; init; }

    /// <summary>A row about somebody registered with another name, birth or sex is a correction, not a fault.</summary>
    public bool Correct { get; init; }

    /// <summary>Encoding of the files when it is neither UTF-8 nor UTF-16 with byte order mark.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>Called every thousand rows with the file's name and the rows read.</summary>
    public Action<string, long>? Progress { get; init; }

    /// <summary>Whether <see cref="ImportFault"/> texts in rejects files are Vietnamese.</summary>
    public bool Vietnamese { get; init; } = true;
}

/// <summary>
/// Takes the files of a folder into the register: all of them under one knowledge number, or nothing. Every file is read to its end and every fault is
/// reported; rejected rows go to a file beside the input. Cancelled or killed, nothing happened. Memory does not grow with the files.
/// </summary>
public static class RegistryImport
{
    private const int RowsLookedAhead = 2_000;

    /// <param name="register">The register to import into.</param>
    /// <param name="folder">A folder with some of the files of <see cref="CsvLayout.All"/>, or one such file.</param>
    /// <param name="options">See there.</param>
    /// <param name="cancellation">Ends the import without effect.</param>
    /// <exception cref="StorageException">No file to import there, or the clock stands before the last recorded day.</exception>
    public static ImportResult Run(Register register, string folder, ImportOptions options, CancellationToken cancellation = default)
    {
        var paths = Find(folder);
        var faults = new ImportFaults();
        var rejects = new List<string>();
        var files = new List<ImportedFile>();
        using var commit = register.Begin(options.Actor, "registry.import");
        var context = new ImportContext(commit, options, faults);
        foreach (var (path, layout) in paths)
        {
            commit.BeginBulk();
            files.Add(Take(path, layout, context, rejects, cancellation));
            commit.EndBulk("registry.import", Path.GetFileName(path));
        }

        if (faults.Count > 0 || options.DryRun || files.All(file => file.New + file.Changed == 0))
        {
            return new(files, faults.Listed, faults.Count, faults.Notes, rejects, null);
        }

        cancellation.ThrowIfCancellationRequested();
        commit.Commit();
        return new(files, [], 0, faults.Notes, [], commit.Number);
    }

    private static List<(string Path, CsvLayout Layout)> Find(string folder)
    {
        var found = File.Exists(folder)
            ? CsvLayout.All.Where(layout => layout.FileName == Path.GetFileName(folder)).Select(layout => (folder, layout)).ToList()
            : CsvLayout.All.Select(layout => (Path.Combine(folder, layout.FileName), layout)).Where(file => File.Exists(file.Item1)).ToList();
        var names = string.Join(", ", CsvLayout.All.Select(layout => layout.FileName));
        return found.Count > 0 ? found : throw new StorageException($"{folder}: không có tệp nào để nhập; cần một trong: {names}.", $"{folder}: nothing to import; expected one of {names}.");
    }

    private static ImportedFile Take(string path, CsvLayout layout, ImportContext context, List<string> rejectFiles, CancellationToken cancellation)
    {
        var name = Path.GetFileName(path);
        var take = context.TakerOf(layout);
        var source = new CsvSource(path, layout, context.Options.Encoding, context.Faults);
        var mendedPath = RejectsFile.PathFor(path);
        var mended = context.Options.Mended && File.Exists(mendedPath) ? new CsvSource(mendedPath, layout, encoding: null, context.Faults) : null;
        var mendedRecords = mended?.Records().DistinctBy(record => record.SourceLine).ToDictionary(record => record.SourceLine) ?? [];
        var rejected = new List<(CsvRecord Record, string Why)>();
        var counts = new long[3];
        var rows = 0L;
        foreach (var record in Looked(source.Records().Select(record => mendedRecords.GetValueOrDefault(record.Line, record)), layout, context))
        {
            if (++rows % 1000 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                context.Options.Progress?.Invoke(name, rows);
            }

            var row = new ImportRow(layout, record, source.HeaderOf(record, mended), context.Today, context.Faults);
            var outcome = take(row);
            if (row.Faulty || mendedRecords.ContainsKey(record.SourceLine))
            {
                Reject(rejected, row, context.Options.Vietnamese);
            }

            counts[(int)outcome] += row.Faulty || row.Waits ? 0 : 1;
        }

        if (source.Decomposed > 0)
        {
            context.Faults.Note(name, 1, $"{source.Decomposed} ô dùng Unicode tổ hợp, đã chuyển sang dựng sẵn (NFC)", $"{source.Decomposed} fields in decomposed Unicode were composed (NFC)");
        }

        if (context.Faults.Count > 0 && rejected.Any(row => row.Why.Length > 0))
        {
            rejectFiles.Add(RejectsFile.Write(path, layout, rejected));
        }

        return new(name, rows, counts[(int)ImportOutcome.New], counts[(int)ImportOutcome.Changed], counts[(int)ImportOutcome.Unchanged]);
    }

    /// <summary>The same records, block by block, each block after what the register holds about it was looked up.</summary>
    private static IEnumerable<CsvRecord> Looked(IEnumerable<CsvRecord> records, CsvLayout layout, ImportContext context)
    {
        foreach (var block in records.Chunk(RowsLookedAhead))
        {
            context.Look(layout, block);
            foreach (var record in block)
            {
                yield return record;
            }
        }
    }

    private static void Reject(List<(CsvRecord Record, string Why)> rejected, ImportRow row, bool vietnamese)
    {
        if (rejected.Count < ImportFaults.MaxListed)
        {
            rejected.Add((row.Record, row.Why(vietnamese)));
        }
    }
}
