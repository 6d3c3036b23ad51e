using AnSinh.Feel;

namespace AnSinh.Law;

/// <summary>People or households looked at, those of them that count, and those of whom a fact is not known.</summary>
public readonly record struct IndicatorTally(long Among, long Counted, long Unknown)
{
    /// <summary>Share of those who count among those of whom it is known, in percent with one decimal, rounded down; null where nobody is known.</summary>
    public decimal? Percent => Among - Unknown > 0 ? decimal.Floor(Counted * 1000m / (Among - Unknown)) / 10 : null;
}

/// <summary>Whether one household or person was counted.</summary>
public enum IndicatorVerdict
{
    Outside,
    Counts,
    CountsNot,
    Unknown,
}

/// <summary>Counts the households of a register into the indicators that it can compute. Not safe for several threads at once.</summary>
public sealed class IndicatorCount
{
    private readonly LawPack _pack;
    private readonly SilentFacts _silent;
    private readonly List<Measured> _measures;
    private readonly FeelEvaluation _evaluation;

    private sealed record Measured(Indicator Indicator, CompiledExpression Among, CompiledExpression Counts);

    /// <exception cref="LawPackException">An expression of a measure is faulty; all faults are listed.</exception>
    public IndicatorCount(LawPack pack, IEnumerable<Indicator> indicators, TimeProvider time)
    {
        (_pack, _silent, var faults) = (pack, new SilentFacts(pack.Facts), new PackFaults());
        var scope = new FeelScope();
        foreach (var name in (string[])["person", "household", "month"])
        {
            scope.Add(name, FeelType.Any);
        }

        _evaluation = new FeelEvaluation(FeelMode.Strict, time: time) { Slots = new FeelValue[scope.SlotCount] };
        _measures = [.. indicators.Where(indicator => indicator.Measure is not null).Select(indicator => new Measured(
            indicator, Compile(indicator, indicator.Measure!.Among, scope, faults), Compile(indicator, indicator.Measure.Counts, scope, faults)))];
        faults.ThrowIfAny();
    }

    public Dictionary<string, IndicatorTally> Tallies { get; } = new(StringComparer.Ordinal);

    /// <summary>Counts one household, and gives each verdict by indicator and person (null for the household).</summary>
    /// <exception cref="LawStopException">A measure errs on the household.</exception>
    public IReadOnlyList<(string Indicator, PersonId? Person, IndicatorVerdict Verdict)> Add(CaseHousehold household, BenefitMonth month, DateOnly knownAt)
    {
        var inputs = new HouseholdInputs(_silent, _pack.Models.PersonShape, _pack.Models.HouseholdShape, household, month, knownAt);
        if (inputs.Members.Count == 0)
        {
            return [];
        }

        var (people, whole) = inputs.Contexts([.. inputs.Members.Select(member => member.Born.Earliest)], [.. inputs.Members.Select(_ => new LowerClaims())]);
        (_evaluation.Slots[1], _evaluation.Slots[2]) = (FeelValue.Of(whole), HouseholdInputs.MonthContext(month));
        var verdicts = new List<(string, PersonId?, IndicatorVerdict)>();
        foreach (var measured in _measures)
        {
            for (var index = 0; index < (measured.Indicator.Measure!.Of == FactSubject.Household ? 1 : people.Length); index++)
            {
                _evaluation.Slots[0] = FeelValue.Of(people[index]);
                var verdict = Verdict(measured);
                Tallies[measured.Indicator.Id] = Tally(Tallies.GetValueOrDefault(measured.Indicator.Id), verdict);
                verdicts.Add((measured.Indicator.Id, measured.Indicator.Measure.Of == FactSubject.Household ? null : inputs.Members[index].Id, verdict));
            }
        }

        return verdicts;
    }

    private IndicatorVerdict Verdict(Measured measured)
    {
        try
        {
            var among = measured.Among.Evaluate(_evaluation);
            var counts = among.IsTrue ? measured.Counts.Evaluate(_evaluation) : FeelValue.False;
            return among.HasUnknown || counts.HasUnknown ? IndicatorVerdict.Unknown
                : !among.IsTrue ? IndicatorVerdict.Outside
                : counts.IsTrue ? IndicatorVerdict.Counts : IndicatorVerdict.CountsNot;
        }
        catch (FeelEvaluationException stop)
        {
            throw new LawStopException($"chỉ tiêu {measured.Indicator.Id}: {stop.Reason.Text.Vi}", $"indicator {measured.Indicator.Id}: {stop.Reason.Text.En}");
        }
    }

    private static IndicatorTally Tally(IndicatorTally tally, IndicatorVerdict verdict) => verdict switch
    {
        IndicatorVerdict.Outside => tally,
        IndicatorVerdict.Counts => tally with { Among = tally.Among + 1, Counted = tally.Counted + 1 },
        IndicatorVerdict.CountsNot => tally with { Among = tally.Among + 1 },
        _ => tally with { Among = tally.Among + 1, Unknown = tally.Unknown + 1 },
    };

    private static CompiledExpression Compile(Indicator indicator, string expression, FeelScope scope, PackFaults faults)
    {
        var compiled = FeelCompiler.CompileExpression(expression, scope);
        foreach (var fault in compiled.Diagnostics)
        {
            faults.Add(PlanCatalog.IndicatorsFile, 1, 1, $"{indicator.Id}: {fault.Message.Vi} {expression}", $"{indicator.Id}: {fault.Message.En} {expression}");
        }

        return compiled;
    }
}
