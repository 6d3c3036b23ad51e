namespace AnSinh.Law;

/// <summary>All facts of the law pack (facts.yaml), by code.</summary>
public sealed class FactCatalog
{
    private readonly Dictionary<string, FactDefinition> _byCode;

    private FactCatalog(IReadOnlyList<FactDefinition> all, IReadOnlyList<FactSource> sources)
    {
        All = all;
        Sources = sources;
        OfPersons = [.. all.Where(fact => fact.Subject == FactSubject.Person)];
        OfHouseholds = [.. all.Where(fact => fact.Subject == FactSubject.Household)];
        _byCode = all.GroupBy(fact => fact.Code).ToDictionary(group => group.Key, group => group.First());
    }

    public IReadOnlyList<FactDefinition> All { get; }
    public IReadOnlyList<FactDefinition> OfPersons { get; }
    public IReadOnlyList<FactDefinition> OfHouseholds { get; }
    public IReadOnlyList<FactSource> Sources { get; }

    public FactSource? FindSource(string code) => Sources.FirstOrDefault(source => source.Code == code);

    public FactDefinition? Find(string code) => _byCode.GetValueOrDefault(code);

    internal static FactCatalog Read(PackNode root)
    {
        root.Only("sources", "facts");
        var sources = root.Required("sources").Items().Select(node => new FactSource(
            node.Only("code", "vi", "en", "presumed_months", "ask").Required("code").Text(),
            new Bilingual(node.Required("vi").Text(), node.Required("en").Text()), (int)node.Required("presumed_months").Integer()) { Ask = node.Optional("ask")?.Bilingual() }).ToList();
        var facts = new List<FactDefinition>();
        foreach (var node in root.Required("facts").Items())
        {
            var fact = ReadFact(node, sources);
            if (facts.Any(known => known.Code == fact.Code))
            {
                node.Fault($"thông tin '{fact.Code}' khai báo hai lần", $"fact '{fact.Code}' is declared twice");
            }

            facts.Add(fact);
        }

        return new FactCatalog(facts, sources);
    }

    private static FactDefinition ReadFact(PackNode node, List<FactSource> sources)
    {
        node.Only("code", "of", "type", "values", "project", "label", "meaning", "attested_by", "unit", "range", "absent", "sensitive", "ask");
        var fact = new FactDefinition
        {
            Code = node.Required("code").Text(),
            Subject = node.Required("of").OneOf("person", "household") == "household" ? FactSubject.Household : FactSubject.Person,
            Type = node.Required("type").OneOf("boolean", "enum", "number", "date", "person", "text") switch
            {
                "boolean" => FactType.Boolean,
                "enum" => FactType.Enumeration,
                "number" => FactType.Number,
                "date" => FactType.Date,
                "person" => FactType.PersonReference,
                _ => FactType.Text,
            },
            Values = [.. (node.Optional("values")?.Items() ?? []).Select(value => new FactValue(
                value.Only("code", "vi", "en").Required("code").Text(), new Bilingual(value.Required("vi").Text(), value.Required("en").Text())))],
            Projection = node.Required("project").OneOf("any", "first", "last", "history") switch
            {
                "any" => FactProjection.Any,
                "first" => FactProjection.First,
                "history" => FactProjection.History,
                _ => FactProjection.Last,
            },
            Label = node.Required("label").Bilingual(),
            Meaning = node.Required("meaning").Bilingual(),
            AttestedBy = node.Required("attested_by").Text(),
            Unit = node.Optional("unit")?.Text(),
            AskedAlone = node.Optional("ask")?.OneOf("alone") == "alone",
            Minimum = node.Optional("range")?.Items().FirstOrDefault()?.Integer(),
            Maximum = node.Optional("range")?.Items().LastOrDefault()?.Integer(),
            Sensitive = node.Optional("sensitive")?.Boolean() ?? false,
        };
        if (fact.Type == FactType.Enumeration && fact.Values.Count < 2)
        {
            node.Fault($"'{fact.Code}' là danh mục nhưng có ít hơn hai giá trị", $"enumeration '{fact.Code}' has fewer than two values");
        }

        return fact with { Silence = ReadSilence(node.Optional("absent"), fact, sources) };
    }

    private static FactSilence? ReadSilence(PackNode? node, FactDefinition fact, List<FactSource> sources)
    {
        if (node is null)
        {
            return null;
        }

        node.Only("covered_by", "means");
        var source = node.Required("covered_by");
        if (sources.All(known => known.Code != source.Text()))
        {
            source.Fault($"nguồn '{source.Text()}' không có trong sources", $"source '{source.Text()}' is not listed under sources");
        }

        var means = node.Required("means").Text();
        if (fact.Type == FactType.PersonReference)
        {
            return new FactSilence(source.Text(), null);
        }

        if (!fact.Accepts(means, out var expected))
        {
            node.Fault($"'{means}' không phải giá trị của '{fact.Code}'; cần {expected.Vi}", $"'{means}' is no value of '{fact.Code}'; expected {expected.En}");
        }

        return new FactSilence(source.Text(), means);
    }
}
