using AnSinh.Feel;

namespace AnSinh.Law;

/// <summary>What silence about each fact of one subject means under one coverage: as values, with the places of those that stay unknown.</summary>
internal sealed record Silence(IReadOnlyList<FactDefinition> Facts, IReadOnlyDictionary<string, int> Places, IReadOnlyList<FactInMonth> Meanings, FeelValue[] Values, IReadOnlyList<int> Unknown);

/// <summary>Silence depends on nothing but which sources cover the month: kept for each such set.</summary>
internal sealed class SilentFacts(FactCatalog catalog)
{
    private readonly Dictionary<ulong, (Silence Persons, Silence Households)> _kept = [];

    public (Silence Persons, Silence Households) For(IReadOnlyList<CaseCoverage> coverage, BenefitMonth month)
    {
        var covered = 0UL;
        for (var index = 0; index < catalog.Sources.Count; index++)
        {
            covered |= FactInMonth.IsCovered(catalog.Sources[index], coverage, month) ? 1UL << index : 0;
        }

        if (!_kept.TryGetValue(covered, out var silence))
        {
            _kept[covered] = silence = (Of(catalog.OfPersons, covered), Of(catalog.OfHouseholds, covered));
        }

        return silence;
    }

    private Silence Of(IReadOnlyList<FactDefinition> facts, ulong covered)
    {
        var meanings = facts.Select(fact => Meaning(fact, covered)).ToList();
        return new Silence(
            facts,
            facts.Index().ToDictionary(fact => fact.Item.Code, fact => fact.Index, StringComparer.Ordinal),
            meanings,
            [.. facts.Zip(meanings, HouseholdInputs.Value)],
            [.. Enumerable.Range(0, facts.Count).Where(index => !meanings[index].IsKnown)]);
    }

    private FactInMonth Meaning(FactDefinition fact, ulong covered)
    {
        for (var index = 0; index < catalog.Sources.Count; index++)
        {
            if (fact.Silence is { } silence && silence.CoveredBy == catalog.Sources[index].Code && (covered & (1UL << index)) != 0)
            {
                return new FactInMonth(true, silence.Means);
            }
        }

        return FactInMonth.Unknown;
    }
}
