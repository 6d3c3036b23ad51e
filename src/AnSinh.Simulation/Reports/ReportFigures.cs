using AnSinh.Law;
using AnSinh.Simulation.Runs;

namespace AnSinh.Simulation.Reports;

/// <summary>Sums of a result as the report shows them: whole đồng, people and households, by take-up where rates were given.</summary>
internal sealed class ReportFigures(SimulationResult result)
{
    public SimulationResult Result => result;
    public IReadOnlyList<ScenarioResult> Reforms => [.. result.Scenarios.Skip(1)];

    /// <summary>VND of all cells that fit, each benefit by its take-up.</summary>
    public long Cost(ScenarioResult scenario, Func<CostKey, bool>? fits = null, bool fullTakeUp = false)
    {
        // Weight and rate are both millionths: one division at the end, half away from zero.
        var sum = scenario.Costs.Where(cell => fits?.Invoke(cell.Key) != false).Select(cell => cell.Value * (fullTakeUp ? Inputs.TakeUpRates.Whole : result.Inputs.TakeUp.Of(cell.Key.Benefit))).Sum();
        return ((sum + (sum < 0 ? -Weighted.One / 2 : Weighted.One / 2)) / Weighted.One).Whole();
    }

    public long Payments(ScenarioResult scenario, BenefitId benefit) =>
        (scenario.Payments.Where(cell => cell.Key.Benefit == benefit).Select(cell => cell.Value).Sum() * result.Inputs.TakeUp.Of(benefit) / Inputs.TakeUpRates.Whole).Whole();

    public long Change(ScenarioResult reform, Func<CostKey, bool>? fits = null) => Cost(reform, fits) - Cost(result.Baseline, fits);

    /// <summary>Difference of cost in the months for which a retroactive reform pays late, at full take-up.</summary>
    public long Arrears(ScenarioResult reform, BenefitMonth month) => (reform.ByMonth.GetValueOrDefault(month) - result.Baseline.ByMonth.GetValueOrDefault(month)).Whole();

    /// <summary>Benefits that cost something in any scenario, in the order of the law.</summary>
    public IReadOnlyList<Benefit> Benefits { get; } = [.. result.Inputs.Law.Benefits.All.Where(benefit => result.Scenarios.Any(scenario => scenario.Costs.Keys.Any(cell => cell.Benefit == benefit.Id)))];

    public IReadOnlyList<Fund> Funds { get; } = [.. result.Inputs.Law.Benefits.Programmes.SelectMany(programme => programme.Funds).DistinctBy(fund => fund.Id)
        .Where(fund => result.Scenarios.Any(scenario => scenario.Costs.Keys.Any(cell => cell.Fund == fund.Id)))];

    public double? Error(ScenarioResult scenario, int measure) => scenario.Errors.Count == 0 ? null : scenario.Errors[measure];
}
