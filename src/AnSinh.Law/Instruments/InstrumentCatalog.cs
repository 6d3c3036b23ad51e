namespace AnSinh.Law;

/// <summary>From <paramref name="From"/> on, answers that rest on the instrument carry at most this grade.</summary>
public sealed record InstrumentDoubt(DateOnly From, EvidenceGrade Grade, Bilingual Note);

/// <summary>A law, decree, resolution or circular. Dates: issued, in force (usable from), first month it applies to, last day.</summary>
public sealed record Instrument
{
    public required string Kind { get; init; }
    public required string Number { get; init; }
    public required Bilingual Title { get; init; }
    public DateOnly? Issued { get; init; }
    public DateOnly? InForce { get; init; }
    public DateOnly? AppliesFrom { get; init; }
    public DateOnly? Ends { get; init; }
    public IReadOnlyList<string> Replaces { get; init; } = [];
    public IReadOnlyList<InstrumentDoubt> Doubts { get; init; } = [];
    public required EvidenceGrade Grade { get; init; }
    public string Source { get; init; } = "";

    /// <summary>The first month it applies to; null where nothing says.</summary>
    public BenefitMonth? FirstMonth => AppliesFrom is { } day ? BenefitMonth.Of(day) : null;

    /// <summary>The grade of an answer about a month, known at a day, that rests on this instrument.</summary>
    public EvidenceGrade GradeFor(BenefitMonth month, DateOnly knownAt) => Doubts
        .Where(doubt => doubt.From <= month.Last && doubt.From <= knownAt)
        .Aggregate(Grade, (grade, doubt) => EvidenceGrades.Weaker(grade, doubt.Grade));

    public override string ToString() => $"{Kind} {Number}";
}

/// <summary>All instruments of the pack, by number.</summary>
public sealed class InstrumentCatalog
{
    private readonly Dictionary<string, Instrument> _byNumber;

    private InstrumentCatalog(IReadOnlyList<Instrument> all)
    {
        All = all;
        _byNumber = all.GroupBy(instrument => instrument.Number).ToDictionary(group => group.Key, group => group.First());
    }

    public IReadOnlyList<Instrument> All { get; }

    public Instrument? Find(string number) => _byNumber.GetValueOrDefault(number);

    /// <summary>The catalog with one more; itself where it has that number.</summary>
    internal InstrumentCatalog With(Instrument instrument) => _byNumber.ContainsKey(instrument.Number) ? this : new([.. All, instrument]);

    internal static InstrumentCatalog Read(PackNode root)
    {
        root.Only("instruments");
        var all = new List<Instrument>();
        foreach (var node in root.Required("instruments").Items())
        {
            node.Only("number", "kind", "title", "issued", "in_force", "applies_from", "ends", "replaces", "amends", "doubts", "grade", "source", "note");
            var instrument = new Instrument
            {
                Number = node.Required("number").Text(),
                Kind = node.Required("kind").Text(),
                Title = node.Required("title").Bilingual(),
                Issued = node.Optional("issued")?.Date(),
                InForce = node.Optional("in_force")?.Date(),
                AppliesFrom = node.Optional("applies_from")?.Date(),
                Ends = node.Optional("ends")?.Date(),
                Replaces = [.. (node.Optional("replaces")?.Items() ?? []).Select(item => item.Text())],
                Doubts = [.. (node.Optional("doubts")?.Items() ?? []).Select(item => new InstrumentDoubt(
                    item.Only("from", "grade", "note").Required("from").Date(), item.Required("grade").Grade(), item.Required("note").Bilingual()))],
                Grade = node.Required("grade").Grade(),
                Source = node.Optional("source")?.Text() ?? "",
            };
            if (!LegalRef.TryParse(instrument.ToString(), out _))
            {
                node.Fault($"'{instrument}' không phải số hiệu văn bản", $"'{instrument}' cannot be cited; check kind and number");
            }

            if (all.Any(known => known.Number == instrument.Number))
            {
                node.Fault($"văn bản {instrument} khai báo hai lần", $"instrument {instrument} is declared twice");
            }

            all.Add(instrument);
        }

        return new InstrumentCatalog(all);
    }
}
