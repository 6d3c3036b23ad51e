using System.Text;
using AnSinh.Simulation.Reports;
using AnSinh.Simulation.Runs;
using AnSinh.Storage;
using AnSinh.Web.Analyst;

namespace AnSinh.Cli.Commands.Simulate;

/// <summary>Writes a report into a folder of its own: first beside it under another name, then moved, so that a report is there whole or not at all.</summary>
internal static class SimulationFiles
{
    private const string Data = "figures.json";

    /// <summary>The folder's full path, where a report may be put there.</summary>
    /// <exception cref="StorageException">The folder holds something else than an earlier report.</exception>
    public static string Target(string folder)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        return Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any() && !File.Exists(Path.Combine(folder, Data))
            ? throw new StorageException($"{folder} có tệp khác; hãy nêu một thư mục trống hoặc chưa có.", $"{folder} holds other files; name a folder that is empty or not there.")
            : folder;
    }

    /// <returns>Paths of the files.</returns>
    /// <inheritdoc cref="Target"/>
    public static IReadOnlyList<string> Write(string folder, SimulationResult result, ReportTables tables, CancellationToken cancellation)
    {
        folder = Target(folder);
        var unfinished = folder + ".unfinished";
        Remove(unfinished);
        try
        {
            Directory.CreateDirectory(unfinished);
            var names = new List<string>();
            foreach (var (name, bytes) in Files(result, tables))
            {
                cancellation.ThrowIfCancellationRequested();
                File.WriteAllBytes(Path.Combine(unfinished, name), bytes);
                names.Add(Path.Combine(folder, name));
            }

            // An earlier report stands aside until the new one is in its place.
            var earlier = folder + ".earlier";
            Remove(earlier);
            if (Directory.Exists(folder))
            {
                Directory.Move(folder, earlier);
            }

            Directory.Move(unfinished, folder);
            Remove(earlier);
            return names;
        }
        finally
        {
            Remove(unfinished);
        }
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Files(SimulationResult result, ReportTables tables)
    {
        yield return ("bao-cao.html", Encoding.UTF8.GetBytes(ReportHtml.Write(result, tables, vietnamese: true)));
        yield return ("report.html", Encoding.UTF8.GetBytes(ReportHtml.Write(result, tables, vietnamese: false)));
        yield return ("figures.csv", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(ReportData.Csv(result, tables, Say.Vietnamese))]);
        yield return (Data, Encoding.UTF8.GetBytes(ReportData.Json(result, tables, null)));
        yield return ("figures.xlsx", SimulationWorkbook.Write(result, tables, Say.Vietnamese));
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
