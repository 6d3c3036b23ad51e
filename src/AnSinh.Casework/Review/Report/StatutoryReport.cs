using System.Globalization;
using AnSinh.Law;

namespace AnSinh.Casework.Review.Report;

/// <summary>A cell: its number as it is shown, and the households behind it.</summary>
public sealed record ReportCell(string Name, long? Number, string Shown, IReadOnlyList<HouseholdId> Households);

public sealed record ReportLine(string Label, IReadOnlyList<ReportCell> Cells);

/// <summary>A table with its figures.</summary>
public sealed record ReportFigures(ReportTable Table, IReadOnlyList<ReportLine> Lines);

/// <summary>A statutory report with its figures: of a commune's round, or of a province summed over its communes.</summary>
public abstract class StatutoryReport(ReportForm form)
{
    public ReportForm Form { get; } = form;

    /// <summary>The commune or province reported on.</summary>
    public abstract PlaceCode Area { get; }

    /// <summary>Stands in names of files: the round, or its year and month with the province.</summary>
    public abstract string Id { get; }

    /// <summary>Which review it is of, and what is missing from it.</summary>
    public abstract string Title(bool vietnamese);

    public abstract IReadOnlyList<ReportFigures> Tables { get; }

    /// <summary>The cell of a name: R2C3 in the first table, T2R2C3 in the second. Null when there is none.</summary>
    public ReportCell? Cell(string name) => Tables.SelectMany(table => table.Lines).SelectMany(line => line.Cells)
        .FirstOrDefault(cell => cell.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || cell.Name.Equals("T1" + name, StringComparison.OrdinalIgnoreCase));

    protected static string RowName(int table, int row) => FormattableString.Invariant($"T{table}R{row}");

    /// <summary>A line of counted cells; columns that are percentages are worked out from the others.</summary>
    protected static ReportLine Line(ReportTable table, string label, string row, Func<int, (long Number, IReadOnlyList<HouseholdId> Households)> counted)
    {
        var cells = table.Columns.Select((column, index) =>
        {
            var (number, households) = column.Percent is null ? counted(index) : (0, []);
            return new ReportCell(FormattableString.Invariant($"{row}C{index + 1}"), number, new Vnd(number).ToString(), households);
        }).ToList();
        for (var index = 0; index < cells.Count; index++)
        {
            if (table.Columns[index].Percent is { } percent)
            {
                cells[index] = cells[index] with { Number = null, Shown = Percent(cells[percent.Part - 1].Number, cells[percent.Whole - 1].Number), Households = cells[percent.Part - 1].Households };
            }
        }

        return new(label, cells);
    }

    /// <summary>One place in a hundred with two decimals, halves away from zero; a dash where nothing is counted.</summary>
    private static string Percent(long? part, long? whole) => part is not { } some || whole is not > 0 ? "-"
        : decimal.Round(some * 100m / whole.Value, 2, MidpointRounding.AwayFromZero).ToString("0.00", CultureInfo.InvariantCulture).Replace('.', ',');
}
