using System.Globalization;
using System.Text;
using AnSinh.Law;

namespace AnSinh.Simulation.Inputs;

/// <summary>A small table that the user supplies: UTF-8, a heading row, cells parted by commas, no quotes. Faults carry file, line and column.</summary>
internal sealed class PlainTable
{
    private readonly string _file;
    private readonly string[] _headings;
    private readonly PackFaults _faults;

    private PlainTable(string file, string[] headings, PackFaults faults) => (_file, _headings, _faults) = (file, headings, faults);

    public List<Row> Rows { get; } = [];

    /// <param name="required">Headings that must be there; <paramref name="optional"/> may be.</param>
    public static PlainTable? Read(string path, string[] required, string[] optional, PackFaults faults)
    {
        if (!File.Exists(path))
        {
            faults.Add(path, 1, 1, "không có tệp này", "there is no such file");
            return null;
        }

        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF').Normalize();
        }
        catch (DecoderFallbackException)
        {
            faults.Add(path, 1, 1, "tệp không ở mã UTF-8; hãy lưu lại bằng UTF-8", "the file is not UTF-8; save it as UTF-8");
            return null;
        }

        var lines = text.Split('\n').Select(line => line.TrimEnd('\r')).ToArray();
        var headings = lines[0].Split(',').Select(heading => heading.Trim()).ToArray();
        var (missing, unknown) = (required.Except(headings).ToList(), headings.Except([.. required, .. optional]).ToList());
        if (missing.Count + unknown.Count > 0 || headings.Distinct(StringComparer.Ordinal).Count() < headings.Length)
        {
            faults.Add(path, 1, 1, $"hàng tiêu đề là '{lines[0]}'; cần các cột {string.Join(", ", required)}{(optional.Length > 0 ? "; có thể thêm " + string.Join(", ", optional) : "")}", $"the heading row is '{lines[0]}'; expected the columns {string.Join(", ", required)}{(optional.Length > 0 ? "; also possible: " + string.Join(", ", optional) : "")}");
            return null;
        }

        var table = new PlainTable(path, headings, faults);
        for (var index = 1; index < lines.Length; index++)
        {
            var cells = lines[index].Split(',');
            if (lines[index].Trim().Length == 0)
            {
                continue;
            }

            if (cells.Length != headings.Length)
            {
                faults.Add(path, index + 1, 1, $"hàng có {cells.Length} ô; cần {headings.Length}", $"the row has {cells.Length} cells; expected {headings.Length}");
                continue;
            }

            table.Rows.Add(new Row(table, index + 1, cells));
        }

        if (table.Rows.Count == 0 && !faults.Any)
        {
            faults.Add(path, 2, 1, "bảng không có hàng nào", "the table has no rows");
        }

        return table;
    }

    internal sealed class Row(PlainTable table, int line, string[] cells)
    {
        /// <summary>The cell, without blanks around it; empty where the column is not there.</summary>
        public string Text(string heading) => Array.IndexOf(table._headings, heading) is >= 0 and var at ? cells[at].Trim() : "";

        /// <summary>The cell as a number between bounds; null, with a fault, where it is none.</summary>
        public decimal? Number(string heading, decimal least, decimal most)
        {
            if (decimal.TryParse(Text(heading), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            {
                return number;
            }

            Fault(heading, string.Create(CultureInfo.InvariantCulture, $"'{Text(heading)}' không đúng; cần số từ {least} đến {most}"), string.Create(CultureInfo.InvariantCulture, $"'{Text(heading)}' is wrong; expected a number from {least} to {most}"));
            return null;
        }

        public void Fault(string heading, string vi, string en)
        {
            var at = Math.Max(0, Array.IndexOf(table._headings, heading));
            table._faults.Add(table._file, line, 1 + cells.Take(at).Sum(cell => cell.Length + 1), $"{heading}: {vi}", $"{heading}: {en}");
        }
    }
}
