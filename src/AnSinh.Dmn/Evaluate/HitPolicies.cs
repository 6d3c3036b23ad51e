using AnSinh.Dmn.Compile;
using AnSinh.Dmn.Model;
using AnSinh.Feel;

namespace AnSinh.Dmn.Evaluate;

/// <summary>
/// Joins the outcomes of a table's rules into its value. With unknown rules the value is decided only when every way they could turn out gives the same:
/// a sure hit of a UNIQUE or ANY table stands; an unknown rule before the hit of a FIRST table, or of higher priority, leaves the value unknown unless
/// the outputs are equal; a list with an unknown rule is unknown as a whole (the sure hits are in the <see cref="TableRun"/>).
/// </summary>
internal static class HitPolicies
{
    public static FeelValue Result(CompiledTable table, EvaluationSession session, ReadOnlySpan<byte> rows, FeelValue[]? unknown, TableRun? run)
    {
        switch (table.Source.HitPolicy)
        {
            case HitPolicy.First: return First(table, session, rows, unknown, run);
            case HitPolicy.Unique or HitPolicy.Any: return Single(table, session, rows, unknown, run);
            case HitPolicy.Priority: return Priority(table, session, rows, unknown, run);
            default:
                List<FeelValue> hits = List(table, session, rows, unknown, run, out FeelValue missing);
                if (missing.IsUnknown)
                {
                    return missing;
                }
                return table.Source.HitPolicy == HitPolicy.Collect && table.Source.Aggregation != Aggregation.None
                    ? Aggregate(table, session, hits)
                    : hits.Count == 0 && table.HasDefault ? FeelValue.ListOf(NoHit(table, session)) : FeelValue.Of(new FeelList(hits));
        }
    }

    private static FeelValue First(CompiledTable table, EvaluationSession session, ReadOnlySpan<byte> rows, FeelValue[]? unknown, TableRun? run)
    {
        if (unknown is null)
        {
            int hit = rows.IndexOf((byte)RuleOutcome.Hit);
            return hit < 0 ? NoHit(table, session) : Output(table, session, hit, run);
        }
        var ways = new Ways();
        for (int r = 0; r < rows.Length; r++)
        {
            if (rows[r] == (byte)RuleOutcome.Hit)
            {
                return ways.Or(Output(table, session, r, run));
            }
            if (rows[r] == (byte)RuleOutcome.Unknown)
            {
                ways.AddOpen(table, session, r, Facts(table, r, unknown));
            }
        }
        return ways.OrElse(table, session);
    }

    private static FeelValue Single(CompiledTable table, EvaluationSession session, ReadOnlySpan<byte> rows, FeelValue[]? unknown, TableRun? run)
    {
        int hit = rows.IndexOf((byte)RuleOutcome.Hit);
        if (hit < 0)
        {
            if (unknown is null)
            {
                return NoHit(table, session);
            }
            var ways = new Ways();
            for (int r = 0; r < rows.Length; r++)
            {
                if (rows[r] == (byte)RuleOutcome.Unknown)
                {
                    ways.AddOpen(table, session, r, Facts(table, r, unknown));
                }
            }
            return ways.OrElse(table, session);
        }
        FeelValue value = Output(table, session, hit, run);
        for (int r = hit + 1; r < rows.Length; r++)
        {
            if (rows[r] != (byte)RuleOutcome.Hit)
            {
                continue;
            }
            if (table.Source.HitPolicy == HitPolicy.Unique)
            {
                return session.Fail(table.Location, "overlap", $"Dòng {hit + 1} và dòng {r + 1} cùng khớp trong bảng UNIQUE.", $"Rules {hit + 1} and {r + 1} both hit in a UNIQUE table.");
            }
            FeelValue other = Output(table, session, r, run);
            if (other != value)
            {
                return session.Fail(table.Location, "any-differs", $"Dòng {hit + 1} và dòng {r + 1} cùng khớp mà cho kết quả khác nhau trong bảng ANY: {value}, {other}.",
                    $"Rules {hit + 1} and {r + 1} of an ANY table both hit with different outputs: {value}, {other}.");
            }
        }
        return value;
    }

    private static FeelValue Priority(CompiledTable table, EvaluationSession session, ReadOnlySpan<byte> rows, FeelValue[]? unknown, TableRun? run)
    {
        List<Candidate> candidates = Candidates(table, session, rows, unknown, run, openOutputs: true);
        var ways = new Ways();
        foreach (Candidate candidate in candidates.OrderBy(c => c, ByPriority(table)))
        {
            if (candidate.Sure)
            {
                return ways.Or(candidate.Value);
            }
            ways.Add(candidate.Value, candidate.Facts);
        }
        return ways.OrElse(table, session);
    }

    private static List<FeelValue> List(
        CompiledTable table, EvaluationSession session, ReadOnlySpan<byte> rows, FeelValue[]? unknown, TableRun? run, out FeelValue missing)
    {
        IEnumerable<Candidate> candidates = Candidates(table, session, rows, unknown, run, openOutputs: false);
        missing = unknown is not null && candidates.Any(c => !c.Sure) ? Unknowns.Of(candidates.Where(c => !c.Sure).Select(c => c.Facts)) : default;
        if (missing.IsUnknown)
        {
            return [];
        }
        if (table.Source.HitPolicy == HitPolicy.OutputOrder)
        {
            candidates = candidates.OrderBy(c => c, ByPriority(table));
        }
        return candidates.Select(c => c.Value).ToList();
    }

    private static FeelValue Aggregate(CompiledTable table, EvaluationSession session, List<FeelValue> hits)
    {
        FeelValue[] missing = hits.Where(h => h.HasUnknown).ToArray();
        if (missing.Length > 0)
        {
            return Unknowns.Of(missing);
        }
        if (table.Source.Aggregation == Aggregation.Count)
        {
            return FeelValue.Of(hits.Count);
        }
        if (hits.Count == 0)
        {
            return NoHit(table, session);
        }
        FeelValue total = hits[0];
        for (int i = 1; i < hits.Count && !total.IsNull; i++)
        {
            total = table.Source.Aggregation == Aggregation.Sum
                ? Ordering.Sum(total, hits[i])
                : Ordering.Compare(hits[i], total) is { } order
                    ? order < 0 == (table.Source.Aggregation == Aggregation.Min) ? hits[i] : total
                    : FeelValue.Null;
        }
        return total.IsNull
            ? session.Fail(table.Location, "aggregate", "Không gộp được các kết quả: khác kiểu.", "The outputs cannot be aggregated: their types differ.")
            : total;
    }

    private readonly record struct Candidate(FeelValue Value, bool Sure, FeelValue Facts, FeelValue[] Outputs);

    /// <summary>Sure and unknown hits in order; the outputs of unknown ones only when they are asked for.</summary>
    private static List<Candidate> Candidates(
        CompiledTable table, EvaluationSession session, ReadOnlySpan<byte> rows, FeelValue[]? unknown, TableRun? run, bool openOutputs)
    {
        var candidates = new List<Candidate>();
        for (int r = 0; r < rows.Length; r++)
        {
            bool sure = rows[r] == (byte)RuleOutcome.Hit;
            if (sure || rows[r] == (byte)RuleOutcome.Unknown)
            {
                FeelValue[] outputs = sure || openOutputs ? Outputs(table, session, r) : [];
                FeelValue value = outputs.Length == 0 ? default : Joined(table, outputs);
                run?.SetOutput(r, value);
                candidates.Add(new Candidate(value, sure, sure ? default : Facts(table, r, unknown!), outputs));
            }
        }
        return candidates;
    }

    private static Comparer<Candidate> ByPriority(CompiledTable table) => Comparer<Candidate>.Create((left, right) =>
    {
        for (int c = 0; c < table.OutputColumns.Length; c++)
        {
            int order = Rank(table.OutputColumns[c], left.Outputs[c]).CompareTo(Rank(table.OutputColumns[c], right.Outputs[c]));
            if (order != 0)
            {
                return order;
            }
        }
        return 0;
    });

    private static int Rank(CompiledOutput column, FeelValue value)
    {
        for (int i = 0; i < column.Priorities.Length; i++)
        {
            if (TestShape.Holds(column.Priorities[i], value))
            {
                return i;
            }
        }
        return column.Priorities.Length;
    }

    /// <summary>The facts that keep a rule undecided, as an unknown value.</summary>
    private static FeelValue Facts(CompiledTable table, int rule, FeelValue[] unknown) =>
        Unknowns.Of(table.RuleRows[rule].Cells.Where(at => at >= 0 && unknown[at].IsUnknown).Select(at => unknown[at]));

    private static FeelValue Output(CompiledTable table, EvaluationSession session, int rule, TableRun? run)
    {
        FeelValue value = table.OutputColumns.Length == 1 ? Output(table, session, rule, 0) : Joined(table, Outputs(table, session, rule));
        run?.SetOutput(rule, value);
        return value;
    }

    private static FeelValue[] Outputs(CompiledTable table, EvaluationSession session, int rule)
    {
        var values = new FeelValue[table.OutputColumns.Length];
        for (int c = 0; c < values.Length; c++)
        {
            values[c] = Output(table, session, rule, c);
        }
        return values;
    }

    private static FeelValue Output(CompiledTable table, EvaluationSession session, int rule, int column)
    {
        FeelValue value = table.RuleRows[rule].Outputs[column].Evaluate(session);
        if (session.Strict && table.OutputColumns[column].Allowed is { } allowed && !value.IsNull && !value.HasUnknown && !allowed.Evaluate(value, session.Feel).IsTrue)
        {
            string values = table.OutputColumns[column].Source.OutputValues!.Text.Text.Trim();
            return session.Fail(table.Location, "allowed-values", $"Dòng {rule + 1} cho {value}, không thuộc các giá trị ra: {values}.",
                $"Rule {rule + 1} gives {value}, which is not among the output values: {values}.");
        }
        return value;
    }

    private static FeelValue Joined(CompiledTable table, FeelValue[] outputs) =>
        outputs.Length == 1 ? outputs[0] : FeelValue.Of(new FeelContext(table.OutputShape, outputs));

    /// <summary>The default outputs; without any, null, which stops a strict evaluation.</summary>
    private static FeelValue NoHit(CompiledTable table, EvaluationSession session)
    {
        if (!table.HasDefault)
        {
            return session.Fail(table.Location, "no-hit", "Không dòng nào khớp và bảng không có giá trị mặc định.", "No rule hits and the table has no default output.");
        }
        return table.OutputColumns.Length == 1
            ? table.OutputColumns[0].Otherwise!.Evaluate(session)
            : Joined(table, Defaults(table, session));
    }

    private static FeelValue[] Defaults(CompiledTable table, EvaluationSession session) =>
        Array.ConvertAll(table.OutputColumns, o => o.Otherwise?.Evaluate(session) ?? FeelValue.Null);

    /// <summary>The values that unknown rules could still give, and the facts that would decide.</summary>
    private sealed class Ways
    {
        private readonly List<FeelValue> values = [];
        private readonly List<FeelValue> facts = [];
        private bool stops;

        /// <summary>Adds the output of an unknown rule; one that would stop counts as a way of its own, for the rule may not hit.</summary>
        public void AddOpen(CompiledTable table, EvaluationSession session, int rule, FeelValue missing)
        {
            try
            {
                Add(Output(table, session, rule, null), missing);
            }
            catch (Exception stop) when (stop is DmnEvaluationException { InnerException: not FeelLimitException } or (FeelEvaluationException and not FeelLimitException))
            {
                facts.Add(missing);
                stops = true;
            }
        }

        public void Add(FeelValue value, FeelValue missing)
        {
            values.Add(value);
            facts.Add(missing);
        }

        /// <summary>The given value when no other way exists or all give the same.</summary>
        public FeelValue Or(FeelValue value) => !stops && values.TrueForAll(v => v == value) ? value : Unknowns.Of(facts);

        /// <summary>What no hit would give, when all ways give that; a table without default leaves the value unknown.</summary>
        public FeelValue OrElse(CompiledTable table, EvaluationSession session)
        {
            if (facts.Count == 0)
            {
                return NoHit(table, session);
            }
            return !table.HasDefault ? Unknowns.Of(facts) : Or(NoHit(table, session));
        }
    }
}
