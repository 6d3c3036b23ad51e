using AnSinh.Law;

namespace AnSinh.Simulation.Reports;

/// <summary>What the numbers of a column are.</summary>
public enum ReportUnit
{
    Text,

    /// <summary>VND, whole.</summary>
    Dong,

    /// <summary>People, households or payments, whole.</summary>
    Count,

    /// <summary>A share, 1 for the whole.</summary>
    Share,

    /// <summary>An index between 0 and 1.</summary>
    Index,
}

/// <param name="Id">Name in CSV and JSON; small letters and underscores, and after a colon the scenario whose column it is.</param>
public sealed record ReportColumn(string Id, Bilingual Name, ReportUnit Unit = ReportUnit.Text)
{
    /// <summary>Id of the scenario whose column it is; empty for a column of all.</summary>
    public string Scenario => Id.IndexOf(':', StringComparison.Ordinal) is > 0 and var at ? Id[(at + 1)..] : "";

    /// <summary>The heading where columns stand one by one.</summary>
    public string Heading(bool vietnamese) => Scenario.Length == 0 ? Name.In(vietnamese) : $"{Name.In(vietnamese)} ({Scenario})";
}

/// <summary>A text, or a number with its standard error where it has one; empty where neither is there.</summary>
public readonly record struct ReportCell(Bilingual? Text, decimal? Number = null, decimal? Error = null)
{
    public static readonly ReportCell Empty;

    public static ReportCell Of(string text) => new(new Bilingual(text, text));
    public static ReportCell Of(Bilingual text) => new(text);
    public static ReportCell Of(decimal? number, double? error = null) => new(null, number, error is { } known ? (decimal)known : null);
}

/// <summary>A table of the report: shown beside its picture, and written to every file.</summary>
public sealed record ReportTable(string Id, Bilingual Title, IReadOnlyList<ReportColumn> Columns, IReadOnlyList<IReadOnlyList<ReportCell>> Rows)
{
    /// <summary>How to read it.</summary>
    public Bilingual? Note { get; init; }

    /// <summary>The number in a row and column; zero where there is none.</summary>
    public decimal Number(int row, string column) => Rows[row][Columns.Index().First(known => known.Item.Id == column).Index].Number ?? 0;
}
