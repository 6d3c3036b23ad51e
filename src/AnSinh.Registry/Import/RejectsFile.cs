using System.Globalization;
using CsvHelper;

namespace AnSinh.Registry;

/// <summary>
/// Rejected rows beside the input: the columns of the input, preceded by the line they came from and why they were rejected. Mended, they take the place of those lines.
/// </summary>
internal static class RejectsFile
{
    public const string LineColumn = "line";
    public const string WhyColumn = "why";

    public static readonly IReadOnlyList<string> OwnColumns = [LineColumn, WhyColumn];

    public static string PathFor(string file) => file + ".rejects.csv";

    /// <summary>Written beside and renamed, so that an interruption leaves the old file or the new one.</summary>
    public static string Write(string file, CsvLayout layout, IEnumerable<(CsvRecord Record, string Why)> rows)
    {
        var path = PathFor(file);
        using (var writer = CsvWriter.ToFile(path + ".part", CsvWriterOptions.Default with { WriteByteOrderMark = true, NewLine = "\n" }, FileOptions.None))
        {
            foreach (var name in OwnColumns.Concat(layout.Columns.Select(column => column.Name)))
            {
                writer.WriteField(name);
            }

            writer.EndRecord();
            foreach (var (record, why) in rows.OrderBy(row => row.Record.SourceLine))
            {
                writer.WriteField(record.SourceLine.ToString(CultureInfo.InvariantCulture));
                writer.WriteField(why);
                foreach (var column in layout.Columns)
                {
                    writer.WriteField(record.Fields.GetValueOrDefault(column.Name, ""));
                }

                writer.EndRecord();
            }
        }

        File.Move(path + ".part", path, overwrite: true);
        return path;
    }
}
