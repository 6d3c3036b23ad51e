using AnSinh.Dmn;
using AnSinh.Dmn.Xml;
using AnSinh.Feel;

namespace AnSinh.Fuzz;

/// <summary>Loads a model, evaluates its decisions on unknown, random and missing inputs, and asks for everything the engine can say about them.</summary>
internal static class ModelTrial
{
    private const int Decisions = 12;

    private static readonly FeelLimits Limits = ExpressionTrial.Limits;

    public static FuzzOutcome Run(ModelFolder folder, DmnSource mutant, Random random)
    {
        var set = DmnModelSet.Load([mutant], folder.LoadOptions(shared: random.Next(2) == 0));
        foreach (var fault in set.Diagnostics)
        {
            if (fault.Vi.Length == 0 || fault.En.Length == 0)
            {
                throw new BrokenPromiseException($"every diagnostic speaks both languages: {fault.Code}");
            }
        }

        var results = new List<string>();
        var session = new EvaluationSession(set, new EvaluationOptions { Mode = random.Next(2) == 0 ? FeelMode.Strict : FeelMode.Standard, Limits = Limits, Trace = random.Next(3) > 0 });
        foreach (var decision in set.Models.SelectMany(model => model.Decisions).Take(Decisions))
        {
            if (random.Next(2) == 0)
            {
                session.SetInputs(FeelContext.Of(set.Inputs.Select(input => (input.Name, InputValues.Of(input, folder.Words, random))).DistinctBy(input => input.Name).ToArray()));
            }

            results.Add(Evaluate(session, decision, random));
            if (decision.Table is { } table && random.Next(3) == 0)
            {
                TableAnalyser.Analyse(table);
            }
        }

        WriteBack(set, mutant);
        return new FuzzOutcome(string.Join('|', set.Diagnostics.Select(fault => fault.Code).Distinct().Order(StringComparer.Ordinal)), !set.HasErrors, results);
    }

    private static string Evaluate(EvaluationSession session, CompiledDecision decision, Random random)
    {
        var result = session.Result(decision);
        if (result.Stopped is { } stopped)
        {
            return stopped.Code;
        }

        _ = result.Value.ToString();
        foreach (var run in result.Trace?.All().SelectMany(trace => trace.Tables) ?? [])
        {
            foreach (var rule in run.Rules.Take(50))
            {
                _ = rule.Cells.Sum(cell => cell.MissingFacts.Count + cell.Test.Length) + rule.MissingFacts.Count + rule.Annotations.Count();
            }

            if (random.Next(2) == 0)
            {
                NearestYes.Of(run);
            }
        }

        if (result.Value.HasUnknown && session.Options.Trace && random.Next(3) == 0)
        {
            UnknownFacts.Rank(session, decision);
        }

        return result.Value.Kind.ToString();
    }

    /// <summary>A model that was read without a fault is the same model after writing and reading it.</summary>
    private static void WriteBack(DmnModelSet set, DmnSource mutant)
    {
        if (set.Models.Count == 0 || set.HasErrors)
        {
            return;
        }

        var written = DmnWriter.Write(set.Models[0].Definitions);
        var faults = new List<DmnDiagnostic>();
        var again = DmnReader.Read(mutant.Name, written, null, faults);
        if (again is null || faults.Exists(fault => fault.Severity == DmnSeverity.Error) || DmnWriter.Write(again) != written)
        {
            throw new BrokenPromiseException($"a sound model written is the same model read: {string.Join("; ", faults.Select(fault => fault.En))}");
        }
    }
}
