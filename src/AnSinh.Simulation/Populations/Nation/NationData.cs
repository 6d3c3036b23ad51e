using System.Globalization;
using AnSinh.Law;
using AnSinh.Simulation.Commune;

namespace AnSinh.Simulation.Populations;

/// <summary>A commune with its weight; <paramref name="MinorityPermille"/> of its households belong to an ethnic minority.</summary>
public sealed record NationCommune(PlaceCode Code, PlaceCode Province, string Region, bool Urban, bool Disadvantaged, int MinorityPermille, int Persons);

/// <summary>A region before 2025, with its households that are poor or near-poor, and those that are poor.</summary>
public sealed record NationRegion(string Code, string Name, int Deprived, int Poor);

/// <summary>A published total and the population it was counted in.</summary>
public sealed record NationTarget(string Id, long Value, long OfPersons, string Source, string Confidence)
{
    /// <summary>The share of a population of <paramref name="persons"/>, rounded to the nearest.</summary>
    public long For(long persons) => (long)(((((UInt128)Value * (ulong)persons) * 2) + (ulong)OfPersons) / ((ulong)OfPersons * 2));
}

/// <summary>A share (in a thousand) for ages and sexes.</summary>
public sealed record AgeRate(int From, int To, int Male, int Female);

/// <summary>People with merit of one kind: its weight among all kinds, the share of men, the ages, and the facts of its variants (weight and facts).</summary>
public sealed record MeritKind(string Kind, int Weight, int MalePermille, int AgeFrom, int AgeTo, IReadOnlyList<MeritVariant> Variants);

public sealed record MeritVariant(int Number, int Weight, IReadOnlyList<CaseFact> Facts);

/// <summary>What a nation is drawn from: published figures and assumptions of <c>data/nation</c>, each named in its README.</summary>
public sealed class NationData
{
    private NationData()
    {
    }

    /// <summary>Shares of age groups and sexes, in the middle of 2026.</summary>
    public IReadOnlyList<AgeSexCount> AgeSex { get; } = Marginals.Load().AgeSex;
    public IReadOnlyList<SizeShare> HouseholdSizes { get; } = [.. Rows("household-sizes").Select(row => new SizeShare(Number(row[0]), Number(row[1])))];

    /// <summary>For each household size, weights of couples, lone parents, grandparents with grandchildren, and adults without a couple among them.</summary>
    public IReadOnlyDictionary<int, int[]> HouseholdKinds { get; } = Rows("household-kinds").ToDictionary(row => Number(row[0]), row => row[1..].Select(Number).ToArray());
    public IReadOnlyList<NationCommune> Communes { get; } =
        [.. Rows("communes").Select(row => new NationCommune(PlaceCode.Parse(row[0]), PlaceCode.Parse(row[1]), row[2], row[3] == "1", row[4] == "1", Number(row[5]), Number(row[6])))];
    public IReadOnlyList<(PlaceCode Code, string Name, long Persons)> Provinces { get; } = [.. Rows("provinces").Select(row => (PlaceCode.Parse(row[0]), row[1], (long)Number(row[2])))];
    public IReadOnlyList<NationRegion> Regions { get; } = [.. Rows("regions").Select(row => new NationRegion(row[0], row[1], Number(row[2]), Number(row[3])))];
    public IReadOnlyList<(byte Code, string Name, long Persons)> EthnicGroups { get; } = [.. Rows("ethnic-groups").Select(row => ((byte)Number(row[0]), row[1], (long)Number(row[2])))];

    /// <summary>Minorities of each province with their persons.</summary>
    public ILookup<PlaceCode, (byte Group, int Persons)> Minorities { get; } = Rows("ethnic-provinces").ToLookup(row => PlaceCode.Parse(row[0]), row => ((byte)Number(row[1]), Number(row[2])));
    public IReadOnlyDictionary<string, NationTarget> Targets { get; } = Rows("targets").ToDictionary(row => row[0], row => new NationTarget(row[0], Number(row[1]), Number(row[2]), row[3], row[4]));
    public IReadOnlyList<AgeRate> Studying { get; } = [.. Rows("studying").Select(row => new AgeRate(Number(row[0]), Number(row[1]), Number(row[2]), Number(row[2])))];
    public IReadOnlyList<AgeRate> Pensions { get; } = [.. Rows("pensions").Select(row => new AgeRate(Number(row[0]), Number(row[1]), Number(row[2]), Number(row[3])))];
    public IReadOnlyList<AgeRate> DisabilityWeights { get; } = [.. Rows("disability-ages").Select(row => new AgeRate(Number(row[0]), Number(row[1]), Number(row[2]), Number(row[2])))];

    /// <summary>Bands of pensions (VND a month) with their weights.</summary>
    public IReadOnlyList<(int From, int To, int Weight)> PensionAmounts { get; } = [.. Rows("pension-amounts").Select(row => (Number(row[0]), Number(row[1]), Number(row[2])))];
    public IReadOnlyList<MeritKind> MeritKinds { get; } = ReadMerit();

    private IReadOnlyDictionary<string, int> Permilles { get; } = Rows("rates").ToDictionary(row => row[0], row => Number(row[1]));

    public static NationData Load() => new();

    /// <summary>An assumed rate of <c>rates.csv</c>, in a thousand.</summary>
    public int Permille(string rate) => Permilles[rate];

    internal static int At(IReadOnlyList<AgeRate> rates, int age, Sex sex)
    {
        foreach (var rate in rates)
        {
            if (age >= rate.From && age <= rate.To)
            {
                return sex == Sex.Male ? rate.Male : rate.Female;
            }
        }

        return 0;
    }

    private static List<MeritKind> ReadMerit()
    {
        var number = 0;
        var variants = Rows("merit-facts").Select(row => (Kind: row[0], Variant: new MeritVariant(
            ++number,
            Number(row[1]),
            [.. row[2].Split(';').Select(fact => fact.Split('=')).Select(pair => new CaseFact(pair[0], pair[1]))]))).ToLookup(pair => pair.Kind, pair => pair.Variant);
        return [.. Rows("merit-kinds").Select(row => new MeritKind(row[0], Number(row[1]), Number(row[2]), Number(row[3]), Number(row[4]), [.. variants[row[0]]]))];
    }

    private static IReadOnlyList<string[]> Rows(string file) => EmbeddedTable.Rows($"nation/{file}");

    private static int Number(string text) => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
