using System.Globalization;
using AnSinh.Law;
using YamlDotNet.RepresentationModel;

namespace AnSinh.Payroll.Tests.Stories;

/// <summary>A line or receivable as a story tells it; kind is regular, arrears or receivable.</summary>
public sealed record ToldLine(string Person, string Benefit, BenefitMonth For, string Kind, long Amount) : IComparable<ToldLine>
{
    public int CompareTo(ToldLine? other) => string.CompareOrdinal(ToString(), other?.ToString());
    public override string ToString() => $"{Person} {For} {Benefit} {Kind} {Amount}";
}

public sealed record ToldRun(BenefitMonth Month, DateOnly CutOff, IReadOnlyList<ToldLine> Lines);

public sealed record ToldFact(string Code, string? Value, DateRange Valid, DateOnly? Known);

public sealed record ToldAward(string Benefit, DateOnly Decided, BenefitMonth From, BenefitMonth? To, DateOnly Known, string? Place, DateOnly? Certificate);

public sealed record ToldPerson(
    string Id, BirthDate Born, Sex Sex, string Relation, (DateOnly Day, DateOnly? Known)? Died, IReadOnlyList<ToldFact> Facts, IReadOnlyList<ToldAward> Awards);

/// <summary>A life of law/vn/cases/life: people, facts, awards, and what each run must say. Read here without the program's own reader.</summary>
public sealed record Story(string Title, string Place, BenefitMonth Takeover, IReadOnlyList<ToldFact> Household, IReadOnlyList<ToldPerson> People, IReadOnlyList<ToldRun> Runs)
{
    public static IEnumerable<Story> ReadAll(string file)
    {
        var stream = new YamlStream();
        using var reader = new StreamReader(file);
        stream.Load(reader);
        return stream.Documents.Select(document => (YamlMappingNode)document.RootNode).Where(root => root.Children.ContainsKey("runs")).Select(Read);
    }

    public override string ToString() => Title;

    private static Story Read(YamlMappingNode root)
    {
        var household = (YamlMappingNode)root["household"];
        return new Story(
            Text(root["title"]["vi"])!, Text(household["place"])!, BenefitMonth.Parse(Text(root["takeover"])!), Facts(household),
            [.. ((YamlSequenceNode)root["people"]).Cast<YamlMappingNode>().Select(Person)],
            [.. ((YamlSequenceNode)root["runs"]).Cast<YamlMappingNode>().Select(Run)]);
    }

    private static ToldRun Run(YamlMappingNode run) => new(
        BenefitMonth.Parse(Text(run["month"])!), Day(run["cutOff"])!.Value,
        [
            .. Lines(run, "lines").Concat(Lines(run, "receivables")).Order(),
        ]);

    private static IEnumerable<ToldLine> Lines(YamlMappingNode run, string key) => run.Children.TryGetValue(key, out var lines)
        ? ((YamlSequenceNode)lines).Cast<YamlMappingNode>().Select(line => new ToldLine(
            Text(line["person"])!, Text(line["benefit"])!, BenefitMonth.Parse(Text(line["for"])!),
            key == "lines" ? Text(line["kind"])! : "receivable", long.Parse(Text(line["amount"])!, CultureInfo.InvariantCulture)))
        : [];

    private static ToldPerson Person(YamlMappingNode person) => new(
        Text(person["id"])!, BirthDate.Parse(Text(person["born"])!), Text(person["sex"]) == "male" ? Sex.Male : Sex.Female, Text(Get(person, "relation")) ?? "",
        Get(person, "died") switch
        {
            null => null,
            YamlMappingNode died => (Day(died["value"])!.Value, Day(Get(died, "known"))),
            var day => (Day(day)!.Value, null),
        },
        Facts(person),
        [.. ((YamlSequenceNode?)Get(person, "awards") ?? new YamlSequenceNode()).Cast<YamlMappingNode>().Select(award => new ToldAward(
            Text(award["benefit"])!, Day(award["decided"])!.Value, BenefitMonth.Parse(Text(award["from"])!),
            Text(Get(award, "to")) is { } to ? BenefitMonth.Parse(to) : null, Day(Get(award, "known")) ?? Day(award["decided"])!.Value, Text(Get(award, "place")), Day(Get(award, "certificate"))))]);

    private static List<ToldFact> Facts(YamlMappingNode owner)
    {
        var facts = new List<ToldFact>();
        foreach (var (key, value) in (YamlMappingNode?)Get(owner, "facts") ?? new YamlMappingNode())
        {
            foreach (var one in value is YamlSequenceNode several ? several.Children : [value])
            {
                facts.Add(one is YamlMappingNode long_
                    ? new ToldFact(Text(key)!, Text(long_["value"]), new DateRange(Day(Get(long_, "from")), Day(Get(long_, "to"))), Day(Get(long_, "known")))
                    : new ToldFact(Text(key)!, Text(one), DateRange.Always, null));
            }
        }

        return facts;
    }

    private static YamlNode? Get(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out var value) ? value : null;

    private static string? Text(YamlNode? node) => node is YamlScalarNode { Value: not (null or "null" or "") } scalar ? scalar.Value : null;

    private static DateOnly? Day(YamlNode? node) => Text(node) is { } text ? DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;
}
