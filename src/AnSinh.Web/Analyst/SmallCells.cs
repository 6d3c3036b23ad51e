using AnSinh.Law;
using AnSinh.Simulation.Reports;
using ReportTable = AnSinh.Simulation.Reports.ReportTable;

namespace AnSinh.Web.Analyst;

/// <summary>
/// Hides rows of a table in which a figure counts fewer than <see cref="Fewest"/> people, households or payments of a real register, with the money beside it; where one row alone would be hidden, the next
/// smallest goes with it, so that it cannot be worked out from the sum.
/// </summary>
public static class SmallCells
{
    public const int Fewest = 5;

    private static readonly Bilingual Hidden = new("ẩn: ít hơn 5", "hidden: fewer than 5");

    /// <summary>Counts of the whole of a place: they are public and say nothing of anybody.</summary>
    private static readonly HashSet<string> Open = ["population", "cells", "decided", "outcomes"];

    /// <summary>Counts of people of whom no answer is known: no money stands beside them, so that they are hidden by themselves.</summary>
    private static readonly HashSet<string> Alone = ["people_unknown", "people_stopped"];

    public static ReportTable Hide(ReportTable table) => HideRows(table with { Rows = [.. table.Rows.Select(row => HideAlone(table, row))] });

    private static IReadOnlyList<ReportCell> HideAlone(ReportTable table, IReadOnlyList<ReportCell> row) =>
        [.. row.Index().Select(cell => Alone.Contains(table.Columns[cell.Index].Id) && cell.Item.Number is > 0 and < Fewest ? ReportCell.Of(Hidden) : cell.Item)];

    private static ReportTable HideRows(ReportTable table)
    {
        var counts = table.Columns.Index().Where(column => column.Item.Unit == ReportUnit.Count && !Open.Contains(column.Item.Id) && !Alone.Contains(column.Item.Id)).Select(column => column.Index).ToList();
        if (counts.Count == 0 || table.Id == "cells")
        {
            return table;
        }

        var smallest = table.Rows.Select(row => counts.Select(index => row[index].Number ?? 0).Where(number => number > 0).DefaultIfEmpty(decimal.MaxValue).Min()).ToList();
        var hidden = smallest.Index().Where(row => row.Item < Fewest).Select(row => row.Index).ToHashSet();
        if (hidden.Count == 1 && smallest.Any(count => count is >= Fewest and < decimal.MaxValue) && table.Id != "summary")
        {
            hidden.Add(smallest.Index().Where(row => !hidden.Contains(row.Index)).MinBy(row => row.Item).Index);
        }

        return hidden.Count == 0 ? table : table with { Rows = [.. table.Rows.Index().Select(row => hidden.Contains(row.Index) ? Without(table, row.Item, counts) : row.Item)] };
    }

    private static IReadOnlyList<ReportCell> Without(ReportTable table, IReadOnlyList<ReportCell> row, List<int> counts) =>
    [
        .. row.Index().Select(cell => table.Columns[cell.Index].Unit == ReportUnit.Text || Open.Contains(table.Columns[cell.Index].Id) || Alone.Contains(table.Columns[cell.Index].Id) ? cell.Item : counts.Contains(cell.Index) ? ReportCell.Of(Hidden) : ReportCell.Empty),
    ];
}
