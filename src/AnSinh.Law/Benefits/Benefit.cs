namespace AnSinh.Law;

/// <summary>A decision of a model of the pack: file relative to <c>models/</c> and the decision's name.</summary>
public sealed record ModelDecision(string Model, string Decision)
{
    private readonly int _hash = HashCode.Combine(Model, Decision);

    public bool Equals(ModelDecision? other) => ReferenceEquals(this, other) || (other is not null && _hash == other._hash && Model == other.Model && Decision == other.Decision);

    public override int GetHashCode() => _hash;
}

/// <summary>The models of a programme from a month on, until the next ones.</summary>
public sealed record ProgrammeModels(BenefitMonth From, IReadOnlyList<ModelDecision> Entitlement, ModelDecision Level);

public sealed record Fund(string Id, Bilingual Name);

/// <summary>
/// A family of benefits decided together: tables of claims, the level of a claim, bars, and the rule of the first month paid. Programmes of a
/// higher stratum may read the claims of lower ones.
/// </summary>
public sealed record Programme
{
    public required string Id { get; init; }
    public required Bilingual Name { get; init; }
    public required int Stratum { get; init; }
    public IReadOnlyList<Fund> Funds { get; init; } = [];
    public ModelDecision? Bars { get; init; }
    public required IReadOnlyList<ProgrammeModels> Models { get; init; }
    public ModelDecision? Start { get; init; }
    public ModelDecision? Suspension { get; init; }

    public ProgrammeModels? ModelsFor(BenefitMonth month) => Models.Where(models => models.From <= month).MaxBy(models => models.From.Index);
}

/// <summary>The end of a benefit by law: usable from the day the ending instrument is in force.</summary>
public sealed record BenefitEnd(BenefitMonth LastMonth, LegalRef Ref, DateOnly InForce, EvidenceGrade Grade);

/// <summary>An award for <paramref name="From"/> also carries the benefit that declares this, from month <paramref name="Since"/> on, without a new decision.</summary>
public sealed record Continuation(BenefitId From, LegalRef Ref, EvidenceGrade Grade, BenefitMonth? Since);

public sealed record BenefitGroup(string Id, Bilingual Name);

/// <summary>A payee other than the beneficiary: the person whom the beneficiary's fact <paramref name="Fact"/> names.</summary>
public sealed record PayeeKind(string Id, string Fact, Bilingual Name);

/// <summary>One benefit: usually one point of an article.</summary>
public sealed record Benefit
{
    public required BenefitId Id { get; init; }
    public required Programme Programme { get; init; }
    public required string Group { get; init; }
    public required Bilingual Name { get; init; }
    public required BenefitKind Kind { get; init; }
    public required BenefitPeriod Per { get; init; }

    /// <summary>Who is paid in the beneficiary's stead; null where the beneficiary is.</summary>
    public PayeeKind? Payee { get; init; }

    /// <summary>What an amount or a quantity is counted in: VND, or for benefits in kind kg, cards and the like.</summary>
    public string Unit { get; init; } = "VND";

    /// <summary>The calendar month (1 to 12) in which a yearly benefit is paid.</summary>
    public int? DueMonth { get; init; }

    /// <summary>First month for which the benefit exists; where benefits.yaml does not say, the first month of the programme.</summary>
    public required BenefitMonth From { get; init; }
    public BenefitEnd? Ended { get; init; }
    public string Form { get; init; } = "";
    public required LegalRef Ref { get; init; }
    public IReadOnlyList<Continuation> Continues { get; init; } = [];

    /// <summary>First day on which the instrument of <see cref="Ref"/> may be used.</summary>
    public DateOnly InForce { get; init; }

    /// <summary>Place in benefits.yaml: the order in which answers list benefits.</summary>
    public required int Order { get; init; }

    /// <summary>Whether an award from a month on is paid in the month: once in its first month, yearly in the month due or, in its first year, in the first month where that is later.</summary>
    public bool IsDue(BenefitMonth month, BenefitMonth awarded) => Per switch
    {
        BenefitPeriod.Once => month == awarded,
        BenefitPeriod.Year => month.Month == DueMonth || (month == awarded && awarded.Month > DueMonth),
        _ => true,
    };

    /// <summary>Whether the benefit exists in the month, by the law in force on the known-at day.</summary>
    public bool ExistsIn(BenefitMonth month, DateOnly knownAt) =>
        From <= month && InForce <= knownAt && !(Ended is { } ended && ended.InForce <= knownAt && month > ended.LastMonth);
}
