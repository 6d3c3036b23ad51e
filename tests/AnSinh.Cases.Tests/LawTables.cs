using System.Globalization;
using System.Text.RegularExpressions;

namespace AnSinh.Cases.Tests;

/// <summary>A dated value of <c>parameters/*.yaml</c>; <c>Cells</c> holds the values of a table by key, and is empty for a single value.</summary>
public sealed record DatedValue(string Id, string? Place, string From, string? To, string Value, IReadOnlyDictionary<string, string> Cells, DateOnly InForce);

/// <summary>A row of the table written by hand from the law: the coefficient of a benefit for completed years on the last day of the month, <c>AgeFrom</c> included, <c>AgeBefore</c> not.</summary>
public sealed record CoefficientRow(string Benefit, int AgeFrom, int AgeBefore, string Coefficient, string Level);

/// <summary>Parameters, instruments and the hand-written tables, read without any code of the program.</summary>
internal static class LawTables
{
    /// <summary>First day of every instrument, by kind and number; before <see cref="Parameters"/>, which reads it.</summary>
    private static readonly Dictionary<string, DateOnly> DaysInForce = Days("in_force");

    /// <summary>First day to which every instrument applies; before <see cref="Parameters"/>, which reads it.</summary>
    private static readonly Dictionary<string, DateOnly> DaysApplied = Days("applies_from");

    public static IReadOnlyList<DatedValue> Parameters { get; } =
    [
        .. from file in Directory.EnumerateFiles(Path.Combine(Yaml.Law, "parameters"), "*.yaml")
           from document in Yaml.Documents(file)
           from parameter in document.At("parameters").Items()
           from value in parameter.At("values").Items()
           select new DatedValue(parameter.At("id").Text()!, value.At("place").Text(), value.At("from").Text() ?? FirstMonth(value.At("ref").Text()!), value.At("to").Text(), value.At("value").Text() ?? "",
               value.At("table").Entries().ToDictionary(cell => cell.Key, cell => cell.Value.Text()!), InForce(value.At("ref").Text()!)),
    ];

    /// <summary>First day on which the instrument of a citation is in force.</summary>
    private static DateOnly InForce(string citation) => DaysInForce[citation.Split(',')[0]];

    /// <summary>First month to which the instrument of a citation applies: that of a value which writes none.</summary>
    private static string FirstMonth(string citation) => DaysApplied[citation.Split(',')[0]].ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static Dictionary<string, DateOnly> Days(string key) => Yaml.Documents(Path.Combine(Yaml.Law, "instruments.yaml"))
        .SelectMany(document => document.At("instruments").Items())
        .Where(instrument => instrument.At(key).Text() is not null)
        .ToDictionary(instrument => $"{instrument.At("kind").Text()} {instrument.At("number").Text()}",
            instrument => DateOnly.ParseExact(instrument.At(key).Text()!, "yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>Kind and number of every instrument, as a citation begins with them.</summary>
    public static IReadOnlySet<string> Instruments { get; } = Yaml.Documents(Path.Combine(Yaml.Law, "instruments.yaml"))
        .SelectMany(document => document.At("instruments").Items())
        .Select(instrument => $"{instrument.At("kind").Text()} {instrument.At("number").Text()}").ToHashSet();

    public static IReadOnlyList<string> Benefits { get; } =
        [.. Yaml.Documents(Path.Combine(Yaml.Law, "benefits.yaml")).SelectMany(document => document.At("benefits").Items()).Select(benefit => benefit.At("id").Text()!)];

    public static IReadOnlyList<CoefficientRow> Coefficients { get; } =
        [.. Rows("coefficients.csv").Select(cells => new CoefficientRow(cells[0], int.Parse(cells[1], CultureInfo.InvariantCulture), int.Parse(cells[2], CultureInfo.InvariantCulture), cells[3], cells[4]))];

    private static readonly Dictionary<string, string> Provinces = Rows("places.csv").ToDictionary(cells => cells[0], cells => cells[1]);

    /// <summary>The level in use: the province's where it is higher, else the national one; null when the commune is not in <c>places.csv</c> or nothing was in use.</summary>
    public static Exact? Level(string family, string commune, string month, DateOnly knownAt)
    {
        var national = InUse(family == "htxh" ? "htxh.muc" : "tgxh.muc_chuan", null, month, knownAt);
        if (!Provinces.TryGetValue(commune, out var province) || national is null)
        {
            return null;
        }

        var provincial = InUse(family == "htxh" ? "htxh.muc_dia_phuong" : "tgxh.muc_dia_phuong", province, month, knownAt);
        return provincial is { } own && own.Digits > national.Value.Digits ? own : national;
    }

    public static Exact? NationalLevel(string family, string month, DateOnly knownAt) => InUse(family == "htxh" ? "htxh.muc" : "tgxh.muc_chuan", null, month, knownAt);

    /// <summary>The value in use for the month as known at the day; of a table the cell of <paramref name="key"/>.</summary>
    public static Exact? InUse(string id, string? place, string month, DateOnly knownAt, string? key = null)
    {
        var usable = Parameters.Where(value => value.Id == id && value.Place == place && string.CompareOrdinal(value.From, month) <= 0 && value.InForce <= knownAt)
            .OrderBy(value => value.From, StringComparer.Ordinal).ThenBy(value => value.InForce).LastOrDefault();
        return usable is null ? null : Exact.Read((key is null ? usable.Value : usable.Cells[key]).Replace('.', ','));
    }

    /// <summary>The rows of a hand-written table, without its heading.</summary>
    public static IEnumerable<string[]> Rows(string file) => File.ReadLines(Path.Combine(AppContext.BaseDirectory, file)).Skip(1)
        .Select(line => Regex.Matches(line, "(?:^|,)(?:\"([^\"]*)\"|([^,\"]*))").Select(cell => cell.Groups[1].Success ? cell.Groups[1].Value : cell.Groups[2].Value).ToArray());
}
