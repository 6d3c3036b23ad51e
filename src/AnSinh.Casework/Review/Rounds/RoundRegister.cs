using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Casework.Review.Rounds;

/// <summary>What the register knows of a commune's households on a day: where they live, who belongs to them, their status and facts.</summary>
public sealed class RoundRegister
{
    private readonly Dictionary<HouseholdId, Dwelling> _dwellings;
    private readonly ILookup<HouseholdId, FactRecord> _facts;

    private RoundRegister(IReadOnlyList<Dwelling> dwellings, IReadOnlyList<(HouseholdId Household, FactRecord Record)> facts)
    {
        Dwellings = dwellings;
        _dwellings = dwellings.ToDictionary(dwelling => dwelling.Household);
        _facts = facts.ToLookup(fact => fact.Household, fact => fact.Record);
    }

    public IReadOnlyList<Dwelling> Dwellings { get; }

    public static RoundRegister Read(ReviewBook book, PlaceCode commune, DateOnly day) => With(book.Register.Now().Dwellings(book.ScopeOf(commune), day), book, commune, day);

    /// <summary>The facts of the commune beside dwellings of it that were read already.</summary>
    internal static RoundRegister With(IReadOnlyList<Dwelling> dwellings, ReviewBook book, PlaceCode commune, DateOnly day) =>
        new(dwellings, book.Register.Now().HouseholdFacts(book.ScopeOf(commune), day));

    public Dwelling? Find(HouseholdId household) => _dwellings.GetValueOrDefault(household);

    public string HeadName(HouseholdId household) => Find(household)?.Head?.FullName ?? "";

    /// <summary>The value of a fact that counts on the day: the last known; empty where none is or it was withdrawn.</summary>
    public string Value(HouseholdId household, string code) => _facts[household].LastOrDefault(record => record.Fact.Code == code)?.Fact.Value ?? "";

    /// <summary>Values of one fact that contradict one another: known by the same commit or from the same first day.</summary>
    public IReadOnlyList<string> Contradiction(HouseholdId household, string code) =>
    [
        .. _facts[household].Where(record => record.Fact is { Value: not null } && record.Fact.Code == code)
            .GroupBy(record => record.Fact.Valid.From).FirstOrDefault(same => same.Select(record => record.Fact.Value).Distinct().Count() > 1)?
            .Select(record => record.Fact.Value!).Distinct() ?? [],
    ];
}
