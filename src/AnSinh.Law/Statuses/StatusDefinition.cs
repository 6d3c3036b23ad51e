namespace AnSinh.Law;

/// <summary>The model that classifies from a month on, until the next one.</summary>
public sealed record StatusModel(BenefitMonth From, ModelDecision Decision);

/// <summary>
/// Something a household or a person is by an assessment and by decision of somebody (poor household, low-income worker). The classification is what the assessed facts say;
/// benefits read the attested fact, which a decision sets.
/// </summary>
public sealed record StatusDefinition
{
    public required string Id { get; init; }
    public required FactSubject Subject { get; init; }

    /// <summary>Code of the attested fact.</summary>
    public required string Fact { get; init; }
    public required Bilingual Name { get; init; }
    public required IReadOnlyList<StatusModel> Models { get; init; }

    /// <summary>First and last day of a status, by the day it was decided; null where the pack has no rule.</summary>
    public ModelDecision? Begins { get; init; }
    public ModelDecision? Ends { get; init; }

    public ModelDecision? ModelFor(BenefitMonth month) => Models.Where(model => model.From <= month).MaxBy(model => model.From.Index)?.Decision;

    internal IEnumerable<ModelDecision> Decisions => Models.Select(model => model.Decision).Concat(new[] { Begins, Ends }.OfType<ModelDecision>());

    internal static StatusDefinition Read(PackNode node)
    {
        node.Only("id", "of", "fact", "name", "models", "begins", "ends", "note");
        return new StatusDefinition
        {
            Id = node.Required("id").Text(),
            Subject = node.Required("of").OneOf("person", "household") == "household" ? FactSubject.Household : FactSubject.Person,
            Fact = node.Required("fact").Text(),
            Name = node.Required("name").Bilingual(),
            Models = [.. node.Required("models").Items().Select(model => new StatusModel(
                model.Only("from", "decision").Required("from").Month(), BenefitCatalog.ReadDecision(model.Required("decision"))))],
            Begins = node.Optional("begins") is { } begins ? BenefitCatalog.ReadDecision(begins) : null,
            Ends = node.Optional("ends") is { } ends ? BenefitCatalog.ReadDecision(ends) : null,
        };
    }
}

/// <summary>What the assessed facts make of a household or a person.</summary>
public sealed record StatusAnswer
{
    public required string Status { get; init; }

    /// <summary>The person; null for the household.</summary>
    public PersonId? Person { get; init; }

    /// <summary>Code of the class; null where facts are missing or no row covers the case.</summary>
    public string? Value { get; init; }

    /// <summary>Code that a decision set and benefits read; null where nobody attested one.</summary>
    public string? Attested { get; init; }
    public IReadOnlyList<RowReason> Because { get; init; } = [];
    public IReadOnlyList<FactUsed> Facts { get; init; } = [];

    /// <summary>Facts (<c>code</c>, or <c>code@person</c> of another subject) that can still change the class.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];
    public EvidenceGrade Grade { get; init; }

    /// <summary>Why the rules give no class: one errs, none covers the case, or no parameter is in use; null where they do.</summary>
    public Bilingual? Stopped { get; init; }
}

/// <summary>The days on which a status decided on some day holds; an open end where no rule ends it.</summary>
public sealed record StatusPeriod(DateOnly From, DateOnly? To, IReadOnlyList<RowReason> Because);
