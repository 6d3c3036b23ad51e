using System.Globalization;
using AnSinh.Law;

namespace AnSinh.Simulation.Commune;

public sealed record AgeSexCount(int AgeFrom, int AgeTo, Sex Sex, long Population);
public sealed record SizeShare(int Size, int Weight);
public sealed record NameWeight(string Group, string Name, int Weight);
public sealed record EthnicWeight(string Code, string Name, int Weight);
public sealed record Rate(string Id, long Numerator, long Denominator, string Of, string Source, string Confidence);
public sealed record MarriageShare(int AgeFrom, int AgeTo, int Married, int Widowed, int Divorced);
public sealed record BankWeight(string Bin, string Name, int Weight);

/// <summary>The published (or plainly assumed) facts the synthetic commune is drawn from; sources in <c>Data/NOTICE</c>.</summary>
public sealed class Marginals
{
    public required IReadOnlyList<AgeSexCount> AgeSex { get; init; }
    public required IReadOnlyList<SizeShare> HouseholdSizes { get; init; }
    public required IReadOnlyList<NameWeight> FamilyNames { get; init; }
    public required IReadOnlyList<NameWeight> MiddleNames { get; init; }
    public required IReadOnlyList<NameWeight> GivenNames { get; init; }
    public required IReadOnlyList<EthnicWeight> EthnicGroups { get; init; }
    public required IReadOnlyDictionary<string, Rate> Rates { get; init; }
    public required IReadOnlyList<MarriageShare> Marriage { get; init; }
    public required IReadOnlyList<BankWeight> Banks { get; init; }
    public required IReadOnlyDictionary<string, string> Place { get; init; }

    /// <summary>The rate's share of <paramref name="base"/>, rounded half up, at least <paramref name="least"/>.</summary>
    public int Share(string rate, int @base, int least = 0)
    {
        var found = Rates[rate];
        return (int)Math.Max(least, (@base * found.Numerator * 2 + found.Denominator) / (found.Denominator * 2));
    }

    public int PerThousand(string rate) => Share(rate, 1000);

    public static Marginals Load() => new()
    {
        AgeSex = InterpolateMid2026(Rows("age-sex")),
        HouseholdSizes = [.. Rows("household-sizes").Select(row => new SizeShare(Number(row[0]), Number(row[1])))],
        FamilyNames = [.. Rows("family-names").Select(row => new NameWeight(row[0], row[1], Number(row[2])))],
        MiddleNames = [.. Rows("middle-names").Select(row => new NameWeight(row[0], row[1], Number(row[2])))],
        GivenNames = [.. Rows("given-names").Select(row => new NameWeight(row[0], row[1], Number(row[2])))],
        EthnicGroups = [.. Rows("ethnic-groups").Select(row => new EthnicWeight(row[0], row[1], Number(row[2])))],
        Rates = Rows("rates").ToDictionary(row => row[0], row => new Rate(row[0], Number(row[1]), Number(row[2]), row[3], row[4], row[5])),
        Marriage = [.. Rows("married-women").Select(row => new MarriageShare(Number(row[0]), Number(row[1]), Number(row[2]), Number(row[3]), Number(row[4])))],
        Banks = [.. Rows("banks").Select(row => new BankWeight(row[0], row[1], Number(row[2])))],
        Place = Rows("commune").ToDictionary(row => row[0], row => row[1]),
    };

    /// <summary>The data rows of an embedded file, without its header.</summary>
    public static IReadOnlyList<string[]> Rows(string file) => EmbeddedTable.Rows($"commune/{file}");

    private static List<AgeSexCount> InterpolateMid2026(IReadOnlyList<string[]> rows)
    {
        var counts = new List<AgeSexCount>();
        foreach (var early in rows.Where(row => row[0] == "2025"))
        {
            var late = rows.Single(row => row[0] == "2030" && row[1] == early[1]);
            var ages = early[1].TrimEnd('+').Split('-');
            foreach (var (sex, column) in new[] { (Sex.Male, 2), (Sex.Female, 3) })
            {
                // The projection stands on 1 July: 2026 is one of five years on from 2025.
                var population = (4L * Number(early[column]) + Number(late[column])) / 5;
                counts.Add(new AgeSexCount(Number(ages[0]), ages.Length > 1 ? Number(ages[1]) : 102, sex, population));
            }
        }

        return counts;
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
