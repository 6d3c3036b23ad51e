namespace AnSinh.Law;

/// <summary>A part of a form: its name and the household facts it asks, in order.</summary>
public sealed record AssessmentFormPart(string Id, Bilingual Name, IReadOnlyList<FactDefinition> Asks);

/// <summary>
/// Questions of which at least one is answered; which were says the fact <paramref name="Method"/>: the value of the question answered, or <paramref name="All"/> where all were.
/// </summary>
public sealed record AssessmentMethod(string Method, string All, IReadOnlyDictionary<string, string> Values);

/// <summary>What an assessment of a household asks, as data (<c>forms/*.yaml</c>). Labels and what a question means are those of the facts.</summary>
public sealed record AssessmentForm
{
    public required string Id { get; init; }
    public required int Version { get; init; }

    /// <summary>The status that is assessed.</summary>
    public required string Status { get; init; }

    /// <summary>The first month that an assessment on this form decides about; a later form takes over from its own.</summary>
    public required BenefitMonth From { get; init; }
    public required Bilingual Name { get; init; }
    public required string Ref { get; init; }

    /// <summary>How well the form itself is known.</summary>
    public required EvidenceGrade Grade { get; init; }
    public required Bilingual Note { get; init; }

    /// <summary>The source under which answers are recorded as facts.</summary>
    public required string Source { get; init; }

    /// <summary>The values of the attested fact that keep a household under management and bring a certificate.</summary>
    public required IReadOnlyList<string> Managed { get; init; }
    public required AssessmentMethod Method { get; init; }

    /// <summary>The parameters shown as thresholds beside a question.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Thresholds { get; init; }
    public required IReadOnlyList<AssessmentFormPart> Parts { get; init; }

    /// <summary>Identity of the form on paper and in files: id and version.</summary>
    public string Key => FormattableString.Invariant($"{Id}/{Version}");

    public IEnumerable<FactDefinition> Asks => Parts.SelectMany(part => part.Asks);

    /// <summary>Reads <c>forms/*.yaml</c> below a law folder.</summary>
    /// <exception cref="LawPackException">Some file is faulty or asks a fact that facts.yaml does not have; every fault is listed.</exception>
    public static IReadOnlyList<AssessmentForm> Load(string folder, FactCatalog facts)
    {
        var faults = new PackFaults();
        var path = Path.Combine(folder, "forms");
        IEnumerable<string> files = Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.yaml").Order(StringComparer.Ordinal) : [];
        var all = files
            .SelectMany(file => YamlText.Single($"forms/{Path.GetFileName(file)}", CaseReader.ReadText(file, faults), faults) is { } root
                ? root.Only("forms").Required("forms").Items().Select(form => Read(form, facts, faults)).ToList()
                : [])
            .ToList();
        faults.ThrowIfAny();
        return all;
    }

    private static AssessmentForm Read(PackNode node, FactCatalog facts, PackFaults faults)
    {
        node.Only("id", "version", "status", "from", "name", "ref", "grade", "note", "source", "managed", "method", "thresholds", "parts");
        var method = node.Required("method").Only("fact", "all", "values");
        return new AssessmentForm
        {
            Id = node.Required("id").Text(),
            Version = checked((int)node.Required("version").Integer()),
            Status = node.Required("status").Text(),
            From = node.Required("from").Month(),
            Name = node.Required("name").Bilingual(),
            Ref = node.Required("ref").Text(),
            Grade = node.Required("grade").Grade(),
            Note = node.Required("note").Bilingual(),
            Source = node.Required("source").Text(),
            Managed = [.. node.Required("managed").Items().Select(value => value.Text())],
            Method = new(
                method.Required("fact").Text(), method.Required("all").Text(),
                method.Required("values").Entries().ToDictionary(entry => entry.Key, entry => entry.Value.Text(), StringComparer.Ordinal)),
            Thresholds = node.Required("thresholds").Entries()
                .ToDictionary(entry => entry.Key, IReadOnlyList<string> (entry) => [.. entry.Value.Items().Select(id => id.Text())], StringComparer.Ordinal),
            Parts = [.. node.Required("parts").Items().Select(part => ReadPart(part, facts, faults))],
        };
    }

    private static AssessmentFormPart ReadPart(PackNode node, FactCatalog facts, PackFaults faults)
    {
        node.Only("id", "name", "asks");
        var asks = new List<FactDefinition>();
        foreach (var ask in node.Required("asks").Items())
        {
            if (facts.Find(ask.Text()) is { Subject: FactSubject.Household, Type: FactType.Boolean or FactType.Number or FactType.Enumeration } fact)
            {
                asks.Add(fact);
            }
            else
            {
                faults.Add(ask.File, ask.Line, ask.Column, $"'{ask.Text()}' không phải thông tin về hộ trong facts.yaml", $"'{ask.Text()}' is not a household fact of facts.yaml");
            }
        }

        return new AssessmentFormPart(node.Required("id").Text(), node.Required("name").Bilingual(), asks);
    }
}
