using AnSinh.Casework.Xlsx;
using AnSinh.Simulation.Reports;
using ReportTable = AnSinh.Simulation.Reports.ReportTable;
using ReportColumn = AnSinh.Simulation.Reports.ReportColumn;
using AnSinh.Simulation.Runs;

namespace AnSinh.Web.Analyst;

/// <summary>The tables of a report as a workbook, one sheet each; shares stand as millionths, because the writer knows whole numbers only, and the heading says so.</summary>
public static class SimulationWorkbook
{
    public static byte[] Write(SimulationResult result, ReportTables tables, bool vietnamese)
    {
        var mark = ReportNotes.Mark(result)?.In(vietnamese);
        var notes = new XlsxSheet
        {
            Name = vietnamese ? "Đọc trước" : "Read first",
            Rows = [[XlsxValue.Of(vietnamese ? "Mô phỏng đề xuất sửa luật" : "Simulation of reforms", XlsxStyle.Title)], .. ReportNotes.All(result).Select(note => new[] { XlsxValue.Of(note.In(vietnamese), XlsxStyle.Note) })],
            Widths = [120],
        };
        return XlsxWriter.Write([notes, .. tables.All.Select(table => Sheet(table, mark, vietnamese))]);
    }

    private static XlsxSheet Sheet(ReportTable table, string? mark, bool vietnamese)
    {
        var rows = new List<IReadOnlyList<XlsxValue>> { new[] { XlsxValue.Of(table.Title.In(vietnamese), XlsxStyle.Title) }, new[] { XlsxValue.Of(mark ?? "", XlsxStyle.Note) }, new[] { XlsxValue.Of(table.Note?.In(vietnamese) ?? "", XlsxStyle.Plain) } };
        rows.Add([.. table.Columns.Select(column => XlsxValue.Of(column.Heading(vietnamese) + Unit(column.Unit, vietnamese), XlsxStyle.Heading))]);
        rows.AddRange(table.Rows.Select(row => (IReadOnlyList<XlsxValue>)[.. row.Select((cell, index) => Value(cell, table.Columns[index].Unit, vietnamese))]));
        return new XlsxSheet { Name = table.Id, Rows = rows, FrozenRows = 4, FrozenColumns = 1, Widths = [.. table.Columns.Select(column => column.Unit == ReportUnit.Text ? 36 : 20)] };
    }

    private static string Unit(ReportUnit unit, bool vietnamese) => unit switch
    {
        ReportUnit.Dong => vietnamese ? " (đồng)" : " (VND)",
        ReportUnit.Share or ReportUnit.Index => vietnamese ? " (phần triệu)" : " (millionths)",
        _ => "",
    };

    private static XlsxValue Value(ReportCell cell, ReportUnit unit, bool vietnamese) => cell.Number is { } number
        ? XlsxValue.Of((long)Math.Round(unit is ReportUnit.Share or ReportUnit.Index ? number * 1_000_000 : number, MidpointRounding.AwayFromZero), XlsxStyle.LockedNumber)
        : XlsxValue.Of(cell.Text?.In(vietnamese), XlsxStyle.Locked);
}
