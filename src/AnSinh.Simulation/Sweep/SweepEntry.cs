using AnSinh.Law;

namespace AnSinh.Simulation.Sweep;

/// <summary>Why somebody stands on a work list.</summary>
public enum SweepKind
{
    /// <summary>The law owes, no decision carries it.</summary>
    NotServed,

    /// <summary>An answer nobody has yet could make it a yes.</summary>
    MayBe,

    /// <summary>A decision stands, the law no longer owes.</summary>
    NoLongerEntitled,

    /// <summary>Within the coming months an age or an ending paper changes what is owed.</summary>
    Soon,

    /// <summary>The law pack gives no answer; somebody must decide.</summary>
    Stopped,
}

public static class SweepKinds
{
    private static readonly string[] Codes = ["not_served", "may_be", "no_longer_entitled", "soon", "stopped"];

    public static string Code(this SweepKind kind) => Codes[(int)kind];
}

/// <summary>
/// One person on a work list for one reason. <paramref name="Amount"/> is VND for the month: what serving the person would add (<see cref="SweepKind.NotServed"/>), or what stops
/// (<see cref="SweepKind.NoLongerEntitled"/>: zero where only the engine of payment knows it). <paramref name="Texts"/> says the question to ask or the reason, <paramref name="Ref"/> the citation.
/// </summary>
public sealed record SweepEntry(
    SweepKind Kind, PlaceCode Place, HouseholdId Household, PersonId Person, string Name, BirthDate Born, IReadOnlyList<BenefitId> Benefits, Vnd Amount, IReadOnlyList<Bilingual> Texts,
    IReadOnlyList<string> Facts, string Ref);

/// <summary>What a sweep counts; people are counted once in each kind.</summary>
public sealed record SweepTotals(int Households, int People, IReadOnlyDictionary<SweepKind, int> PeopleByKind, Vnd NotServedAmount);
