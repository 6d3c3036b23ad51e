using AnSinh.Dmn.Compile;
using AnSinh.Feel;

namespace AnSinh.Dmn;

/// <summary>A missing fact that can still change a result.</summary>
/// <param name="Fact">The name of the fact, as given to <see cref="FeelValue.Unknown(string)"/>.</param>
/// <param name="Deciding">
/// How much an answer is expected to settle, 0 to 1: the share of missing facts that no longer matter after it, averaged over the possible answers.
/// </param>
/// <param name="Answers">The possible answers tried, when they are known: truth values, enumerated values, or one value for each region that the tables tell apart.</param>
public sealed record FactRank(string Fact, decimal Deciding, IReadOnlyList<FeelValue> Answers);

/// <summary>Says which missing facts can still change a result, the most deciding first.</summary>
public static class UnknownFacts
{
    /// <summary>Ranks the facts missing for one decision; empty when its value is known whatever they are.</summary>
    public static IReadOnlyList<FactRank> Rank(EvaluationSession session, CompiledDecision decision) => Rank(session, [decision]);

    /// <summary>
    /// Ranks the facts missing for several decisions together. Each fact is tried with its possible answers: those of the caller, or else truth values,
    /// enumerated values, or one value for each region told apart by a table column that reads the fact itself. A fact without known answers is weighed by the undecided
    /// rules it stands in.
    /// </summary>
    /// <param name="session">A session in which the inputs are set; it is not changed beyond evaluating the decisions.</param>
    /// <param name="decisions">The decisions to settle.</param>
    /// <param name="answers">The possible answers for a fact, or null to let the engine find them.</param>
    /// <exception cref="DmnEvaluationException">An evaluation on the known facts stopped.</exception>
    public static IReadOnlyList<FactRank> Rank(EvaluationSession session, IReadOnlyList<CompiledDecision> decisions, Func<string, IReadOnlyList<FeelValue>?>? answers = null)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(decisions);
        string[] missing = Missing(session, decisions, out int before);
        if (missing.Length == 0)
        {
            return [];
        }
        EvaluationSession trial = session.Trial();
        List<TableRun> runs = decisions.SelectMany(d => session.TraceOrEmpty(d)).ToList();
        return missing
            .Select(fact => Rank(trial, session, decisions, fact, answers?.Invoke(fact) ?? Answers(session, runs, fact), before, runs))
            .OrderByDescending(r => r.Deciding).ThenBy(r => r.Fact, StringComparer.Ordinal).ToArray();
    }

    private static FactRank Rank(
        EvaluationSession trial, EvaluationSession session, IReadOnlyList<CompiledDecision> decisions, string fact, IReadOnlyList<FeelValue> answers, int before, List<TableRun> runs)
    {
        if (answers.Count == 0)
        {
            return new FactRank(fact, Weight(runs, fact), []);
        }
        decimal settled = 0;
        foreach (FeelValue answer in answers)
        {
            trial.SetInputsLike(session, value => Substituted(value, fact, answer));
            try
            {
                Missing(trial, decisions, out int after);
                settled += (decimal)Math.Max(0, before - after) / before;
            }
            catch (DmnEvaluationException)
            {
                // An answer that the rules cannot deal with settles nothing.
            }
        }
        return new FactRank(fact, settled / answers.Count, answers);
    }

    /// <summary>The distinct facts missing, and how many there are counted for each decision.</summary>
    private static string[] Missing(EvaluationSession session, IReadOnlyList<CompiledDecision> decisions, out int count)
    {
        var facts = new SortedSet<string>(StringComparer.Ordinal);
        count = 0;
        foreach (CompiledDecision decision in decisions)
        {
            if (session.Evaluate(decision).UnknownFacts is { } missing)
            {
                facts.UnionWith(missing.Facts);
                count += missing.Facts.Count;
            }
        }
        return [.. facts];
    }

    /// <summary>The share of undecided rules that the fact alone, or together with others, keeps open.</summary>
    private static decimal Weight(List<TableRun> runs, string fact)
    {
        decimal weight = 0;
        int rules = 0;
        foreach (RuleTrace rule in runs.SelectMany(r => r.Unknowns))
        {
            IReadOnlyList<string> missing = rule.MissingFacts;
            rules++;
            weight += missing.Contains(fact) ? 1m / missing.Count : 0;
        }
        return rules == 0 ? 0 : weight / rules;
    }

    private static FeelValue[] Answers(EvaluationSession session, List<TableRun> runs, string fact)
    {
        if (session.TypeOfFact(fact) is { } declared)
        {
            if (declared.Type == FeelType.Boolean)
            {
                return [FeelValue.True, FeelValue.False];
            }
            FeelValue[] listed = declared.Tests.SelectMany(TestShape.Candidates).ToArray();
            if (listed.Length > 0 && Array.TrueForAll(listed, v => v.Kind == FeelKind.String))
            {
                return listed;
            }
        }
        var values = new List<FeelValue>();
        foreach (TableRun run in runs.DistinctBy(r => r.Table))
        {
            for (int c = 0; c < run.Table.Columns.Length; c++)
            {
                if (run.Table.Columns[c].IsFact && run.Inputs[c].IsUnknown && run.Inputs[c].UnknownFacts!.Facts is [var only] && only == fact)
                {
                    values.AddRange(run.Table.RegionsOf(c).Where(v => !v.IsNull));
                }
            }
        }
        return values.Distinct().ToArray();
    }

    /// <summary>The value with every place that is unknown for just this fact filled in.</summary>
    private static FeelValue Substituted(FeelValue value, string fact, FeelValue answer)
    {
        if (value.UnknownFacts is not { } unknown || !unknown.Facts.Contains(fact))
        {
            return value;
        }
        switch (value.Kind)
        {
            case FeelKind.Unknown:
                return unknown.Facts.Count == 1 ? answer : value;
            case FeelKind.List:
                return FeelValue.Of(new FeelList(value.AsList.Select(item => Substituted(item, fact, answer))));
            case FeelKind.Context:
                FeelContext context = value.AsContext;
                return FeelValue.Of(new FeelContext(context.Shape, Array.ConvertAll(context.Values.ToArray(), item => Substituted(item, fact, answer))));
            default:
                return value;
        }
    }
}
