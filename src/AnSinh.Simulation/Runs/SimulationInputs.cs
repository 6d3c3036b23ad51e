using AnSinh.Law;
using AnSinh.Simulation.Inputs;

namespace AnSinh.Simulation.Runs;

/// <summary>Everything a simulation hangs on. The first scenario is the law as it is.</summary>
public sealed record SimulationInputs
{
    public required LawPack Law { get; init; }
    public required PeopleSource People { get; init; }
    public required SimulationPeriod Period { get; init; }
    public required IReadOnlyList<Scenario> Scenarios { get; init; }

    /// <summary>Incomes that the user supposes; null where the population has its own, or none.</summary>
    public IncomeTable? Incomes { get; init; }
    public TakeUpRates TakeUp { get; init; } = TakeUpRates.Full;

    /// <summary>VND a month that the user names as the minimum living standard; the law pack knows none.</summary>
    public long? LivingStandard { get; init; }

    /// <summary>The people counted for the law as it is, where that has been done; used where it serves.</summary>
    public CountedPeople? Counted { get; init; }

    /// <summary>Goes through every household under every law, even where counting the kinds of them once would do: the same figures in more time, for who wants to see it.</summary>
    public bool EachHousehold { get; init; }

    /// <summary>Whether incomes are supposed for people who do not exist: everything that rests on them only shows how measures would read.</summary>
    public bool IsIllustrative => Incomes is not null;

    /// <summary>By household profile.</summary>
    internal IReadOnlyList<bool> IsUrban => field ??= [.. People.Dictionary.Households.Select(profile => IncomeTable.FactOf(profile, "urban") == "true")];

    /// <summary>The law as it is and one scenario for each reform.</summary>
    public static SimulationInputs Of(LawPack law, PeopleSource people, BenefitMonth first, BenefitMonth last, IReadOnlyList<Reform> reforms) => new()
    {
        Law = law,
        People = people,
        Period = new SimulationPeriod(first, last, reforms),
        Scenarios = [Scenario.Baseline(law), .. reforms.Select(reform => Scenario.Of(law, reform))],
    };
}
