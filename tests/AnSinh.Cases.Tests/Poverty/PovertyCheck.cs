using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace AnSinh.Cases.Tests.Poverty;

/// <summary>What a case expects of a status; <c>Value</c> null where it cannot be told.</summary>
internal sealed record ExpectedStatus(string Status, string? Value, IReadOnlyList<string> Missing);

/// <summary>
/// One month of a case that says what the statuses are. <c>Household</c> and <c>People</c> hold the facts as they stand on the last day of the month by what was known.
/// </summary>
internal sealed record PovertyCheck(
    string Where, string Month, DateOnly KnownAt, IReadOnlyDictionary<string, string> Household, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> People,
    IReadOnlyDictionary<string, IReadOnlyList<ExpectedStatus>> Expected)
{
    /// <summary>Key of the household among <see cref="Expected"/>.</summary>
    public const string OfHousehold = "household";

    public static IReadOnlyList<PovertyCheck> All { get; } =
    [
        .. from path in Directory.EnumerateFiles(Path.Combine(Yaml.Law, "cases"), "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
           from document in Yaml.Documents(path)
           from check in document.At("checks") is { } many ? many.Items() : [document]
           let read = Read(Path.GetRelativePath(Yaml.Root, path), document, check)
           where read.Expected.Count > 0
           select read,
    ];

    /// <summary>First and last day that follow from the day of a decision.</summary>
    public static IReadOnlyList<(string Where, DateOnly Decided, DateOnly From, DateOnly To)> Periods { get; } =
    [
        .. from path in Directory.EnumerateFiles(Path.Combine(Yaml.Law, "cases"), "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
           from document in Yaml.Documents(path)
           from period in document.At("periods").Items()
           where period.At("status").Text() == "poverty"
           select ($"{Path.GetFileName(path)} line {period.Start.Line}", Day(period.At("decided"))!.Value, Day(period.At("from"))!.Value, Day(period.At("to"))!.Value),
    ];

    private static PovertyCheck Read(string file, YamlMappingNode document, YamlNode check)
    {
        var expected = check.At("expect").Entries().Where(entry => entry.Value.At("statuses") is not null)
            .ToDictionary(entry => entry.Key, entry => (IReadOnlyList<ExpectedStatus>)[.. entry.Value.At("statuses").Items().Select(status =>
                new ExpectedStatus(status.At("status").Text()!, status.At("value").Text(), [.. status.At("missing").Items().Select(fact => fact.Text()!)]))]);
        if (expected.Count == 0)
        {
            return new PovertyCheck(file, "", default, Nothing, new Dictionary<string, IReadOnlyDictionary<string, string>>(), expected);
        }

        var month = check.At("month").Text()!;
        var last = DateOnly.ParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture).AddMonths(1).AddDays(-1);
        var known = Day(check.At("knownAt")) ?? last;
        return new PovertyCheck($"{file} line {check.Start.Line}", month, known, Facts(document.At("household").At("facts"), last, known),
            document.At("people").Items().ToDictionary(person => person.At("id").Text()!, person => (IReadOnlyDictionary<string, string>)Facts(person.At("facts"), last, known)), expected);
    }

    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    private static Dictionary<string, string> Facts(YamlNode? facts, DateOnly day, DateOnly known)
    {
        var found = new Dictionary<string, string>();
        foreach (var (code, node) in facts.Entries())
        {
            var stretches = node is YamlSequenceNode list ? list.Children : [node];
            foreach (var stretch in stretches)
            {
                var value = stretch.Text() ?? stretch.At("value").Text();
                if (value is not null && (Day(stretch.At("from")) ?? DateOnly.MinValue) <= day && day <= (Day(stretch.At("to")) ?? DateOnly.MaxValue) && (Day(stretch.At("known")) ?? DateOnly.MinValue) <= known)
                {
                    found[code] = value;
                }
            }
        }

        return found;
    }

    private static DateOnly? Day(YamlNode? node) => node.Text() is { } text ? DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;
}
