using System.Collections.Concurrent;
using AnSinh.Law;

namespace AnSinh.Simulation.Populations;

internal enum Standard : byte
{
    Other,
    Average,
    NearPoor,
    Poor,
}

/// <summary>The profiles of drawn people and households, each made once and shared by all blocks.</summary>
internal sealed class NationProfiles
{
    private readonly ConcurrentDictionary<ulong, PersonProfile> _persons = new();
    private readonly HouseholdProfile[] _households;
    private readonly MeritVariant[] _merits;

    public NationProfiles(NationData data, IReadOnlyList<FactSource> sources, DateOnly coveredTo)
    {
        _merits = [.. data.MeritKinds.SelectMany(kind => kind.Variants).OrderBy(variant => variant.Number)];
        CaseCoverage[] coverage = [.. sources.Select(source => new CaseCoverage(source.Code, coveredTo))];
        _households = [.. data.Communes.SelectMany(commune => Enum.GetValues<Standard>().Select(standard => new HouseholdProfile
        {
            Place = commune.Code,
            Province = commune.Province,
            Facts = FactsOf(commune, standard),
            Coverage = coverage,
        }))];
    }

    public PersonProfile Of(ulong key, in PersonTraits traits)
    {
        if (!_persons.TryGetValue(key, out var profile))
        {
            profile = _persons.GetOrAdd(key, traits.ToProfile(_merits));
        }

        return profile;
    }

    public HouseholdProfile Of(int commune, Standard standard) => _households[(commune * 4) + (int)standard];

    private static List<CaseFact> FactsOf(NationCommune commune, Standard standard)
    {
        var facts = new List<CaseFact>();
        if (commune.Disadvantaged)
        {
            facts.Add(new("extremely_disadvantaged", "true"));
        }

        if (standard != Standard.Other)
        {
            facts.Add(new("poverty_status", standard switch { Standard.Poor => "poor", Standard.NearPoor => "near_poor", _ => "average" }));
        }

        facts.Add(new("urban", commune.Urban ? "true" : "false"));
        return facts;
    }
}
