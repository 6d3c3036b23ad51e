using AnSinh.Law;
using AnSinh.Simulation.Measures;

namespace AnSinh.Simulation.Runs;

/// <summary>What a simulation found. Weights are millionths of a person or household, amounts with weight are VND times millionths; <see cref="Weighted"/> reads both.</summary>
public sealed record SimulationResult
{
    public required SimulationInputs Inputs { get; init; }
    public required IReadOnlyList<PlaceCode> Provinces { get; init; }
    public required IReadOnlyList<ScenarioResult> Scenarios { get; init; }
    public required long Persons { get; init; }
    public required long Households { get; init; }
    public required Int128 PersonWeight { get; init; }
    public required Int128 HouseholdWeight { get; init; }
    /// <summary>Weight of all people, by province.</summary>
    public required IReadOnlyList<Int128> Population { get; init; }
    public required IReadOnlyList<CellCount> Cells { get; init; }

    /// <summary>Whether households stand for others: a survey, whose totals have standard errors.</summary>
    public required bool IsSample { get; init; }
    public bool HasIncomes => Scenarios[0].Poverty is not null;

    /// <summary>Poverty lines of the law as it is in the last month, VND a month for each member; null where the law has none.</summary>
    public required (long Rural, long Urban)? Lines { get; init; }
    public ScenarioResult Baseline => Scenarios[0];
}

/// <summary>How a law of a month was decided: by cells of people whom it cannot tell apart.</summary>
/// <param name="Decided">Households that were decided one by one, for all who are alike.</param>
/// <param name="Outcomes">Different answers.</param>
public sealed record CellCount(string Scenario, BenefitMonth Month, int Cells, int Decided, int Outcomes);

public sealed record ScenarioResult
{
    public required Scenario Scenario { get; init; }

    /// <summary>Cost of the months asked, by benefit, fund and province; VND times millionths, at full take-up.</summary>
    public required IReadOnlyDictionary<CostKey, Int128> Costs { get; init; }

    /// <summary>Payments of the months asked, by benefit and province; millionths.</summary>
    public required IReadOnlyDictionary<(BenefitId Benefit, int Province), Int128> Payments { get; init; }

    /// <summary>Cost of every month that was run, with those before the months asked.</summary>
    public required IReadOnlyDictionary<BenefitMonth, Int128> ByMonth { get; init; }
    public required ReachResult Reached { get; init; }
    public required ReachResult Gainers { get; init; }
    public required ReachResult Losers { get; init; }
    public required IReadOnlyList<Int128> GainClasses { get; init; }
    public required IReadOnlyList<Int128> LossClasses { get; init; }

    /// <summary>Standard errors, in the units of the sums: cost, change of cost, households and people reached, households that gain and lose; empty without a sample.</summary>
    public required IReadOnlyList<double> Errors { get; init; }

    /// <summary>Months for which a retroactive reform pays late.</summary>
    public required IReadOnlyList<BenefitMonth> ArrearsMonths { get; init; }

    /// <summary>Weight of people about whom, in the last month, a fact is not known on which a benefit hangs; and of whom the law pack gives no answer.</summary>
    public required Int128 Unknown { get; init; }
    public required Int128 Stopped { get; init; }

    /// <summary>Cost of the last month by what the amounts rest on.</summary>
    public required IReadOnlyDictionary<EvidenceGrade, Int128> ByGrade { get; init; }

    /// <summary>Parameters below <see cref="EvidenceGrade.Verified"/> on which an amount of the months run rests.</summary>
    public required IReadOnlyList<ParameterUsed> Doubtful { get; init; }

    /// <summary>Monthly VND of people with a monthly amount in the last month, with weight: what adequacy is measured on.</summary>
    public required IReadOnlyDictionary<long, Int128> MonthlyAmounts { get; init; }
    public Poverty? Poverty { get; init; }
    public Estimate? Gini { get; init; }
}

public readonly record struct CostKey(BenefitId Benefit, string Fund, int Province);

/// <summary>People and households, by province, and what they receive, gain or lose over the months asked.</summary>
public sealed record ReachResult(IReadOnlyList<Int128> Persons, IReadOnlyList<Int128> Households, IReadOnlyList<Int128> PersonAmount, IReadOnlyList<Int128> HouseholdAmount);

public static class Weighted
{
    public const long One = 1_000_000;

    public static Int128 Sum(this IEnumerable<Int128> values) => values.Aggregate((Int128)0, (sum, value) => sum + value);

    /// <summary>Millionths as a whole number, rounded half away from zero.</summary>
    public static long Whole(this Int128 millionths) => (long)((millionths + (millionths < 0 ? -One / 2 : One / 2)) / One);
}
