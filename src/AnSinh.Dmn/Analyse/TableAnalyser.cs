using AnSinh.Dmn.Analyse;
using AnSinh.Dmn.Model;

namespace AnSinh.Dmn;

/// <summary>
/// Analyses decision tables over the whole domain of their inputs. Columns are cut into regions inside which every cell has one truth, and the product of the
/// regions is walked, equal remainders once. Exact for numbers, dates, times, durations, booleans and enumerations up to <see cref="MaxRegions"/>; beyond
/// that, and where cells depend on more than their column, the answer is *not decided*. Null belongs to a column's domain only when some cell speaks of it.
/// </summary>
public static class TableAnalyser
{
    /// <summary>Regions looked at before giving up.</summary>
    public const int MaxRegions = 200_000;

    /// <summary>Cells times regions of their columns; a larger table is not decided.</summary>
    public const long MaxCells = 20_000_000;

    /// <summary>Rules that are compared with each other for one lying within another.</summary>
    public const int MaxCompared = 500;

    /// <summary>Gaps, and overlaps, that are listed.</summary>
    public const int MaxFindings = 200;

    public static TableAnalysis Analyse(CompiledTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        long work = 0;
        for (int c = 0; c < table.Columns.Length; c++)
        {
            work += (long)table.RegionsOf(c).Count * table.RuleRows.Length;
        }
        return work > MaxCells
            ? new TableAnalysis(table, Verdict.NotDecided, Verdict.NotDecided, [], [], [], [], 0,
                [new AnalysisNote($"Bảng quá lớn: {work} ô theo vùng, giới hạn {MaxCells}.", $"The table is too large: {work} cells by region, the limit is {MaxCells}.")])
            : new Walk(table).Run();
    }

    private sealed class Walk(CompiledTable table)
    {
        private readonly ColumnRegions[] columns = Enumerable.Range(0, table.Columns.Length).Select(c => ColumnRegions.Of(table, c)).ToArray();
        private readonly int[] path = new int[table.Columns.Length];
        private readonly List<Gap> gaps = [];
        private readonly Dictionary<(int, int), Overlap> overlaps = [];
        private readonly HashSet<(int, RuleSet, RuleSet)> seen = [];
        private readonly bool[] counts = new bool[table.RuleRows.Length];
        private bool independent;
        private bool gapUndecided;
        private bool overlapUndecided;
        private bool truncated;

        public TableAnalysis Run()
        {
            int rules = table.RuleRows.Length;
            independent = Independent();
            Visit(0, RuleSet.All(rules), RuleSet.All(rules));
            bool whole = !truncated && columns.All(c => c.Incomplete is null);
            Verdict complete = gaps.Exists(g => g.Certain) ? Verdict.No
                : gaps.Count == 0 && !gapUndecided && whole ? Verdict.Yes : Verdict.NotDecided;
            Verdict exclusive = overlaps.Values.Any(o => o.Certain) ? Verdict.No
                : overlaps.Count == 0 && !overlapUndecided && whole ? Verdict.Yes : Verdict.NotDecided;
            int[] never = whole ? Enumerable.Range(1, rules).Where(r => !counts[r - 1]).ToArray() : [];
            Overlap[] pairs = overlaps.Values.OrderBy(o => o.First).ThenBy(o => o.Second).ToArray();
            return new TableAnalysis(table, complete, exclusive, gaps, pairs, never, Subsumed(), seen.Count, Notes().ToArray());
        }

        private void Visit(int column, RuleSet may, RuleSet sure)
        {
            if (may.IsEmpty)
            {
                // No rule is left, whatever the columns behind: they are left out of the witness.
                if (gaps.Count < MaxFindings)
                {
                    gaps.Add(new Gap(Witness(column), independent));
                }
                return;
            }
            truncated |= seen.Count >= MaxRegions;
            if (truncated || !seen.Add((column, may, sure)))
            {
                return;
            }
            if (column == columns.Length)
            {
                Leaf(may, sure);
                return;
            }
            for (int i = 0; i < columns[column].Regions.Count; i++)
            {
                path[column] = i;
                Region region = columns[column].Regions[i];
                Visit(column + 1, may.And(region.May), sure.And(region.Sure));
            }
        }

        private void Leaf(RuleSet may, RuleSet sure)
        {
            int[] possible = may.Rules.ToArray();
            gapUndecided |= sure.IsEmpty;
            foreach (int rule in possible)
            {
                counts[rule] = true;
                if (table.Source.HitPolicy == HitPolicy.First && sure.Has(rule))
                {
                    break;
                }
            }
            overlapUndecided |= possible.Length > MaxCompared;
            int pairs = Math.Min(possible.Length, MaxCompared);
            for (int a = 0; a < pairs; a++)
            {
                for (int b = a + 1; b < pairs; b++)
                {
                    if (!sure.Has(possible[a]) || !sure.Has(possible[b]))
                    {
                        overlapUndecided = true;
                    }
                    else if (overlaps.Count < MaxFindings && !overlaps.ContainsKey((possible[a], possible[b])))
                    {
                        overlaps.Add((possible[a], possible[b]), new Overlap(possible[a] + 1, possible[b] + 1, Witness(columns.Length), independent));
                    }
                }
            }
        }

        private Witness Witness(int upTo) => new(Enumerable.Range(0, upTo)
            .Where(c => !columns[c].Irrelevant)
            .Select(c => (table.Columns[c], columns[c].Regions[path[c]].Value)).ToArray());

        /// <summary>True when every column that matters is a fact of its own, so that any values of theirs can occur together.</summary>
        private bool Independent()
        {
            CompiledColumn[] relevant = table.Columns.Where((_, c) => !columns[c].Irrelevant).ToArray();
            return relevant.Length <= 1
                ? relevant.All(c => c.IsFact)
                : relevant.All(c => c.IsFact) && relevant.DistinctBy(c => c.Facts[0], StringComparer.Ordinal).Count() == relevant.Length;
        }

        private Subsumption[] Subsumed()
        {
            int rules = Math.Min(table.RuleRows.Length, MaxCompared);
            bool first = table.Source.HitPolicy == HitPolicy.First;
            var found = new List<Subsumption>();
            for (int inner = 0; inner < rules; inner++)
            {
                // In a FIRST table a later rule that takes the rest is the usual shape and no finding.
                int by = Array.TrueForAll(columns, c => c.Regions.Any(r => r.May.Has(inner)))
                    ? Enumerable.Range(0, first ? inner : rules).FirstOrDefault(outer => outer != inner && Within(inner, outer) && (outer < inner || !Within(outer, inner)), -1)
                    : -1;
                if (by >= 0)
                {
                    found.Add(new Subsumption(inner + 1, by + 1));
                }
            }
            return found.ToArray();
        }

        private bool Within(int inner, int outer) => Array.TrueForAll(columns, c => c.Regions.All(r => !r.May.Has(inner) || r.Sure.Has(outer)));

        private IEnumerable<AnalysisNote> Notes()
        {
            foreach (AnalysisNote note in columns.Select(c => c.Incomplete).OfType<AnalysisNote>())
            {
                yield return note;
            }
            if (columns.Sum(c => c.Opaque) is > 0 and int opaque)
            {
                yield return new AnalysisNote($"{opaque} ô phụ thuộc nhiều hơn giá trị của cột.", $"{opaque} cells depend on more than the value of their column.");
            }
            if (truncated)
            {
                yield return new AnalysisNote($"Dừng sau {MaxRegions} vùng.", $"Stopped after {MaxRegions} regions.");
            }
            if (!independent && gaps.Count + overlaps.Count > 0)
            {
                yield return new AnalysisNote("Có cột là biểu thức hay quyết định khác: các giá trị nêu ra có thể không cùng xảy ra.",
                    "Some column is an expression or another decision: the values shown may never occur together.");
            }
        }
    }
}
