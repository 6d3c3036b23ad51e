using AnSinh.Dmn.Analyse;
using AnSinh.Feel;

namespace AnSinh.Dmn;

/// <summary>One input that would have to be different.</summary>
/// <param name="Column">The input column: label, expression and the facts it reads.</param>
/// <param name="Value">The value it has.</param>
/// <param name="Needed">The text of the cell that fails.</param>
/// <param name="To">The nearest value that meets the cell, where it can be told; null otherwise.</param>
public sealed record NeededChange(CompiledColumn Column, FeelValue Value, string Needed, FeelValue? To);

/// <summary>A rule that missed, and all that would have to change for it to hold.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Changes">Its failing cells.</param>
/// <param name="Missing">Facts not known that the rule needs besides.</param>
public sealed record NearestRule(RuleTrace Rule, IReadOnlyList<NeededChange> Changes, IReadOnlyList<string> Missing);

/// <summary>For a table that did not say yes: the rules that came closest.</summary>
public static class NearestYes
{
    /// <summary>A column cut into more regions than this gets no nearest value.</summary>
    private const int MaxRegions = 2_000;

    /// <summary>
    /// The rules that missed by the fewest cells, in the order of the table; unknown cells count after failing ones. Each cell is one change, so that two
    /// columns reading one fact count twice.
    /// </summary>
    public static IReadOnlyList<NearestRule> Of(TableRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        (RuleTrace Rule, (int, int) Distance)[] all = run.Misses
            .Select(rule => (rule, (rule.FailingCells.Count(), rule.Cells.Count(c => c.Outcome == CellOutcome.Unknown)))).ToArray();
        if (all.Length == 0)
        {
            return [];
        }
        (int, int) least = all.Min(r => r.Distance);
        return all.Where(r => r.Distance == least).Select(r => new NearestRule(
            r.Rule,
            r.Rule.FailingCells.Select(cell => new NeededChange(cell.Column, cell.InputValue, cell.Test, To(run, r.Rule, cell))).ToArray(),
            r.Rule.Cells.Where(c => c.Outcome == CellOutcome.Unknown).SelectMany(c => c.MissingFacts).Distinct().Order(StringComparer.Ordinal).ToArray())).ToArray();
    }

    private static FeelValue? To(TableRun run, RuleTrace rule, CellTrace cell)
    {
        IReadOnlyList<FeelValue> regions = run.Table.RegionsOf(cell.Column.Number - 1);
        FeelValue[] meeting = regions.Count > MaxRegions ? [] : regions.Where(v => run.Meets(rule.Index - 1, cell.Column.Number - 1, v)).ToArray();
        return meeting.Length == 0 ? (FeelValue?)null : Nearest(cell.InputValue, meeting);
    }

    private static FeelValue Nearest(FeelValue from, FeelValue[] candidates)
    {
        if (Steps.Has(from.Kind))
        {
            FeelValue[] above = candidates.Where(c => Compile.Ordering.Less(from, c)).ToArray();
            FeelValue[] below = candidates.Where(c => Compile.Ordering.Less(c, from)).ToArray();
            return above.Length > 0 && (below.Length == 0 || Steps.Closer(from, above[0], below[^1])) ? above[0] : below.Length > 0 ? below[^1] : candidates[0];
        }
        return candidates[0];
    }
}
