using AnSinh.Dmn.Compile;
using AnSinh.Feel;

namespace AnSinh.Dmn.Analyse;

/// <summary>One value of a region of a column's domain; by rule whether the cell may hold and surely holds there.</summary>
internal sealed record Region(FeelValue Value, RuleSet May, RuleSet Sure);

/// <summary>
/// The domain of one column cut into regions inside which every decidable cell has one truth. A region is known by one value of it; the truth of a cell in a
/// region is that of the cell at this value, evaluated as in a real run.
/// </summary>
internal sealed class ColumnRegions
{
    private ColumnRegions(IReadOnlyList<Region> regions) => Regions = regions;

    public IReadOnlyList<Region> Regions { get; }

    /// <summary>True when every rule leaves the column open, so that its value does not matter.</summary>
    public bool Irrelevant { get; private init; }

    /// <summary>Why the regions may not be the whole domain, or null.</summary>
    public AnalysisNote? Incomplete { get; private init; }

    /// <summary>The number of cells that depend on more than the value under test.</summary>
    public int Opaque { get; private init; }

    public static ColumnRegions Of(CompiledTable table, int column)
    {
        int rules = table.RuleRows.Length;
        CompiledTest?[] cells = Enumerable.Range(0, rules).Select(r => table.TestAt(r, column)).ToArray();
        if (cells.All(t => t is null))
        {
            return new ColumnRegions([new Region(FeelValue.Null, RuleSet.All(rules), RuleSet.All(rules))]) { Irrelevant = true };
        }
        Domain domain = Domain.Of(table, column);
        IReadOnlySet<CompiledTest> opaque = domain.Opaque;
        var evaluation = new FeelEvaluation(FeelMode.Standard);
        var regions = new Dictionary<(RuleSet, RuleSet), Region>();
        foreach (FeelValue value in domain.Values)
        {
            bool[] holds = Array.ConvertAll(cells, cell => cell is null || (!opaque.Contains(cell) && cell.Tests!.Evaluate(value, evaluation).IsTrue));
            RuleSet sure = RuleSet.Where(rules, r => holds[r]);
            RuleSet may = RuleSet.Where(rules, r => holds[r] || (cells[r] is { } cell && opaque.Contains(cell)));
            regions.TryAdd((may, sure), new Region(value, may, sure));
        }
        return new ColumnRegions(regions.Values.ToArray())
        {
            Incomplete = domain.Incomplete,
            Opaque = cells.Count(cell => cell is not null && opaque.Contains(cell)),
        };
    }
}

/// <summary>One value of every region of a column's domain, why these may not be all, and the cells that depend on more than the value.</summary>
internal sealed record Domain(IReadOnlyList<FeelValue> Values, AnalysisNote? Incomplete, IReadOnlySet<CompiledTest> Opaque)
{
    /// <summary>The domain of a column's declared type and allowed values, cut at the constants of its cells and of its allowed values.</summary>
    public static Domain Of(CompiledTable table, int at)
    {
        CompiledColumn column = table.Columns[at];
        var constants = new Constants();
        HashSet<CompiledTest> opaque = table.Tests.Where(t => t.Column == at && (t.Tests is not { } tests || !constants.Take(tests))).ToHashSet();
        bool integers = false;
        var limits = new List<CompiledUnaryTests>();
        foreach (CompiledUnaryTests test in column.Declared.Tests.Concat(column.Allowed is { } own ? [own] : []))
        {
            if (Constants.IsInteger(test))
            {
                integers = true;
            }
            else if (constants.Take(test))
            {
                limits.Add(test);
            }
        }
        IEnumerable<FeelValue> values = Cut(column, constants, integers, out AnalysisNote? incomplete);
        var evaluation = new FeelEvaluation(FeelMode.Standard);
        return new Domain(values.Where(v => v.IsNull || limits.TrueForAll(limit => limit.Evaluate(v, evaluation).IsTrue)).ToArray(), incomplete, opaque);
    }

    private static List<FeelValue> Cut(CompiledColumn column, Constants constants, bool integers, out AnalysisNote? incomplete)
    {
        var values = new List<FeelValue>();
        FeelKind? declared = (column.Type as SimpleType)?.Kind is { } kind and not FeelKind.Null ? kind : null;
        FeelKind[] kinds = constants.Values.Select(v => v.Kind).Distinct().ToArray();
        FeelKind? used = declared ?? (kinds.Length == 1 ? kinds[0] : null);
        incomplete = declared is null
            ? new AnalysisNote($"Cột {column.Number} ({column.Label}) không có kiểu phân tích được: {column.Type}.", $"Column {column.Number} ({column.Label}) has no type that can be analysed: {column.Type}.")
            : null;
        switch (used)
        {
            case FeelKind.Boolean:
                values.AddRange([FeelValue.True, FeelValue.False]);
                break;
            case FeelKind.String:
                values.AddRange(constants.Values.Where(v => v.Kind == FeelKind.String).DistinctBy(v => v.AsString, StringComparer.Ordinal));
                values.Add(FeelValue.Of(OtherThan(values)));
                break;
            case { } ordered when Steps.Has(ordered):
                values.AddRange(Steps.Cut(constants.Values.Where(v => v.Kind == ordered), ordered, integers));
                break;
            default:
                values.AddRange(constants.Values);
                break;
        }
        if (constants.HasNull)
        {
            values.Add(FeelValue.Null);
        }
        return values;
    }

    private static string OtherThan(List<FeelValue> values)
    {
        string other = "…";
        while (values.Exists(v => v.AsString == other))
        {
            other += "…";
        }
        return other;
    }
}
