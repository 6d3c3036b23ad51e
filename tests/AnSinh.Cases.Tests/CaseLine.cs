using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace AnSinh.Cases.Tests;

/// <summary>
/// One amount in a case: an expected entitlement, or a line or receivable of a run. <c>Month</c> is the month paid for (<c>2026-11</c>); <c>Born</c> as written.
/// <c>Facts</c> are the person's on the last day of the month, <c>Awards</c> the benefits awarded, <c>Beside</c> what the same person is expected to get in the same check.
/// </summary>
public sealed record CaseLine(
    string File, int Document, long Line, string Place, string Born, string Month, DateOnly KnownAt, string Benefit, long Amount, string? Calculation, IReadOnlyList<string> Because, bool InRun,
    IReadOnlyList<long> Parts)
{
    public IReadOnlyDictionary<string, string> Facts { get; private init; } = new Dictionary<string, string>();
    public IReadOnlySet<string> Awards { get; private init; } = new HashSet<string>();
    public IReadOnlyList<(string Benefit, long Amount)> Beside { get; private init; } = [];

    public string Where => $"{File} document {Document} line {Line}";

    public static IReadOnlyList<CaseLine> All { get; } = [.. ReadAll()];

    /// <summary>Titles in both languages of every document, with the place.</summary>
    public static IEnumerable<(string Where, string? Vi, string? En, string? About)> Titles() =>
        Files().SelectMany(file => Yaml.Documents(file.Path).Select((document, i) =>
            ($"{file.Name} document {i + 1}", document.At("title").At("vi").Text(), document.At("title").At("en").Text(), document.At("about").Text())));

    private static IEnumerable<(string Path, string Name)> Files() =>
        Directory.EnumerateFiles(Path.Combine(Yaml.Law, "cases"), "*.yaml", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(path => (path, Path.GetRelativePath(Yaml.Root, path)));

    private static IEnumerable<CaseLine> ReadAll() =>
        Files().SelectMany(file => Yaml.Documents(file.Path).SelectMany((document, i) => Read(file.Name, i + 1, document)));

    private static IEnumerable<CaseLine> Read(string file, int number, YamlMappingNode document)
    {
        var place = document.At("household").At("place").Text() ?? "";
        var born = document.At("people").Items().ToDictionary(person => person.At("id").Text()!, person => person.At("born").Text()!);
        var people = document.At("people").Items().ToDictionary(person => person.At("id").Text()!);
        IEnumerable<YamlNode> checks = document.At("checks") is { } many ? many.Items() : document.At("month") is null ? [] : [document];
        foreach (var check in checks)
        {
            var month = check.At("month").Text()!;
            var known = check.At("knownAt").Text() is { } day ? Day(day) : Day(month + "-01").AddMonths(1).AddDays(-1);
            foreach (var (id, person) in check.At("expect").Entries().Where(pair => people.ContainsKey(pair.Key)))
            {
                var (facts, awards) = (FactsOn(people[id], Day(month + "-01").AddMonths(1).AddDays(-1)), people[id].At("awards").Items().Select(award => award.At("benefit").Text()!).ToHashSet());
                var beside = person.At("entitled").Items().Select(line => (line.At("benefit").Text()!, Number(line.At("amount")))).ToList();
                foreach (var line in person.At("entitled").Items())
                {
                    yield return new CaseLine(file, number, line.Start.Line, place, born[id], month, known, line.At("benefit").Text()!, Number(line.At("amount")), line.At("calculation").Text(),
                        [.. line.At("because").Items().Select(item => item.Text()!)], false, [.. line.At("parts").Items().Select(part => Number(part.At("amount")))])
                    { Facts = facts, Awards = awards, Beside = beside };
                }
            }
        }

        foreach (var run in document.At("runs").Items())
        {
            foreach (var line in run.At("lines").Items().Concat(run.At("receivables").Items()))
            {
                yield return new CaseLine(file, number, line.Start.Line, line.At("place").Text() ?? place, born[line.At("person").Text()!], line.At("for").Text()!, Day(run.At("cutOff").Text()!),
                    line.At("benefit").Text()!, Number(line.At("amount")), line.At("calculation").Text(), [], true, []);
            }
        }
    }

    /// <summary>Facts of a person that hold on a day; of several stretches the last written.</summary>
    private static Dictionary<string, string> FactsOn(YamlNode person, DateOnly day)
    {
        var facts = new Dictionary<string, string>();
        foreach (var (code, value) in person.At("facts").Entries())
        {
            IEnumerable<YamlNode> stretches = value is YamlSequenceNode several ? several.Children : [value];
            foreach (var stretch in stretches)
            {
                if (stretch.Text() is { } always)
                {
                    facts[code] = always;
                }
                else if (stretch.At("value").Text() is { } held && !(Limit(stretch.At("from")) > day) && !(Limit(stretch.At("to")) < day))
                {
                    facts[code] = held;
                }
            }
        }

        return facts;
    }

    private static DateOnly? Limit(YamlNode? day) => day.Text() is { } text ? Day(text) : null;

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static long Number(YamlNode? node) => long.Parse(node.Text()!, CultureInfo.InvariantCulture);
}
