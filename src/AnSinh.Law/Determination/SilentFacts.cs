using System.Collections.Concurrent;
using AnSinh.Feel;

namespace AnSinh.Law;

/// <summary>What silence about each fact of one subject means under one coverage: as values, and as what stands for a fact that is unknown.</summary>
internal sealed record Silence(IReadOnlyList<FactDefinition> Facts, IReadOnlyDictionary<string, int> Places, IReadOnlyList<FactInMonth> Meanings, FeelValue[] Values, FeelValue[] Unknown);

/// <summary>Silence depends on nothing but which sources cover the month: kept for each such set. Safe for several threads at once.</summary>
internal sealed class SilentFacts(FactCatalog catalog)
{
    private readonly ConcurrentDictionary<ulong, (Silence Persons, Silence Households)> _kept = [];

    public (Silence Persons, Silence Households) For(IReadOnlyList<CaseCoverage> coverage, BenefitMonth month)
    {
        var covered = 0UL;
        for (var index = 0; index < catalog.Sources.Count; index++)
        {
            covered |= FactInMonth.IsCovered(catalog.Sources[index], coverage, month) ? 1UL << index : 0;
        }

        if (!_kept.TryGetValue(covered, out var silence))
        {
            _kept[covered] = silence = (Of(catalog.OfPersons, "", coverage, month), Of(catalog.OfHouseholds, HouseholdInputs.OfHousehold, coverage, month));
        }

        return silence;
    }

    private Silence Of(IReadOnlyList<FactDefinition> facts, string subject, IReadOnlyList<CaseCoverage> coverage, BenefitMonth month)
    {
        var meanings = facts.Select(fact => FactInMonth.Silence(fact, catalog, coverage, month)).ToList();
        FeelValue[] unknown = [.. facts.Select(fact => FeelValue.Unknown(fact.Code + subject))];
        return new Silence(
            facts,
            facts.Index().ToDictionary(fact => fact.Item.Code, fact => fact.Index, StringComparer.Ordinal),
            meanings,
            [.. facts.Select((fact, index) => meanings[index].IsKnown ? HouseholdInputs.Value(fact, meanings[index]) : unknown[index])],
            unknown);
    }
}
