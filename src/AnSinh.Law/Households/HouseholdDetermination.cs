namespace AnSinh.Law;

public enum BenefitKind
{
    Cash,
    InKind,
    Cover,
    Service,
    Contribution,
}

public enum BenefitPeriod
{
    Month,
    Day,
    Once,
    Year,
}

/// <summary>The answer for one household and month. Canonical JSON is written by <see cref="DeterminationJson"/>.</summary>
/// <param name="Couples">Spouses within the household: some support is paid to only one of two.</param>
public sealed record HouseholdDetermination(
    HouseholdId Household, BenefitMonth Month, DateOnly KnownAt, string LawPack, IReadOnlyList<PersonDetermination> People,
    IReadOnlyList<(PersonId First, PersonId Second)> Couples)
{
    /// <summary>What the assessed facts classify the household and its members as; empty where nothing was assessed.</summary>
    public IReadOnlyList<StatusAnswer> Statuses { get; init; } = [];

    public PersonDetermination? Find(PersonId person) => People.FirstOrDefault(known => known.Person == person);
}

/// <summary>
/// What one person is owed, and why or why not. <see cref="Claims"/> holds every benefit whose conditions are met, before overlap;
/// <see cref="Entitlements"/> what remains after it. People are in id order, benefits in the order of benefits.yaml.
/// </summary>
public sealed record PersonDetermination(
    PersonId Person,
    IReadOnlyList<Entitlement> Claims,
    IReadOnlyList<Entitlement> Entitlements,
    IReadOnlyList<Refusal> Refused,
    IReadOnlyList<MissingFact> Missing,
    IReadOnlyList<StoppedBenefit> Stopped)
{
    /// <summary>Contradictions found among the person's facts, whether or not they stop anything.</summary>
    internal IReadOnlyList<Contradiction> Contradictions { get; init; } = [];

    /// <summary>Whether a fact is asked because the amount of something due hangs on it.</summary>
    internal bool AmountOpen { get; init; }
}

public sealed record Payee(string Id, string Role);

/// <summary>The share of an amount borne by one fund.</summary>
public sealed record AmountPart(string Fund, Vnd Amount, string Ref);

/// <summary>A row of a decision table as a reason: the citation, where it stands, and one sentence.</summary>
public sealed record RowReason(string Ref, string Model, string Decision, int Row, Bilingual Text);

public sealed record FactUsed(string Code, string Value);

/// <param name="Value">As the law writes numbers; of a table with the name and value of the key.</param>
public sealed record ParameterUsed(string Id, Bilingual Value, string Ref, EvidenceGrade Grade);

/// <summary>Another benefit that was possible and lost, or that has no amount beside this one.</summary>
public sealed record ConsideredBenefit(BenefitId Benefit, Vnd Amount, Bilingual Why, string Ref);

/// <summary>An amount owed for a month, with everything it rests on.</summary>
public sealed record Entitlement
{
    public required BenefitId Benefit { get; init; }
    public required BenefitMonth Month { get; init; }
    public required BenefitKind Kind { get; init; }
    public required BenefitPeriod Per { get; init; }
    public required Vnd Amount { get; init; }

    /// <summary>Units paid for (children raised, persons), usually 1.</summary>
    public int Quantity { get; init; } = 1;

    /// <summary>The coefficient as the law writes it, for example <c>1,5</c>.</summary>
    public string Coefficient { get; init; } = "";

    /// <summary>The level of one coefficient unit in đồng.</summary>
    public Vnd Level { get; init; }

    /// <summary>The product before the rounding that the law prescribes, as the law writes numbers; empty where the amount is the product.</summary>
    public string BeforeRounding { get; init; } = "";

    /// <summary>What amount or quantity are counted in: VND, kg ...</summary>
    public string Unit { get; init; } = "VND";

    /// <summary>The arithmetic as one line: <c>1,0 x 2 x 540.000 = 1.080.000</c>, or with rounding <c>0,9 x 3.012.000 = 2.710.800 ≈ 2.711.000</c>.</summary>
    public string Calculation =>
        $"{Coefficient} x {(Quantity == 1 ? "" : Quantity + " x ")}{Level} = {(BeforeRounding.Length == 0 ? "" : BeforeRounding + " ≈ ")}{Amount}";

    public required EvidenceGrade Grade { get; init; }
    public required Payee Payee { get; init; }
    public required IReadOnlyList<AmountPart> Parts { get; init; }
    public required IReadOnlyList<RowReason> Because { get; init; }
    public required IReadOnlyList<FactUsed> Facts { get; init; }
    public required IReadOnlyList<ParameterUsed> Parameters { get; init; }
    public IReadOnlyList<ConsideredBenefit> Considered { get; init; } = [];
}

/// <summary>Why a condition failed: the row, the condition's label in the table, the fact, its value and what would have been needed (the cell's own words).</summary>
public sealed record FailedCondition(string Ref, string Model, string Decision, int Row, Bilingual Label, string Fact, string Value, string Needed, Bilingual Text);

/// <summary>The nearest change that would make it a yes.</summary>
public sealed record NearestChange(string Fact, string To);

public sealed record Refusal(BenefitId Benefit, IReadOnlyList<FailedCondition> Because, IReadOnlyList<NearestChange> Nearest);

/// <summary>A fact that nobody knows and on which these benefits still depend.</summary>
public sealed record MissingFact(string Fact, IReadOnlyList<BenefitId> Benefits, Bilingual Why);

/// <summary>A benefit about which the law pack cannot answer; nothing is paid on it until somebody decides.</summary>
public sealed record StoppedBenefit(BenefitId Benefit, Bilingual Reason, string Ref)
{
    /// <summary>Where facts contradict each other: what would follow under each reading of them.</summary>
    public IReadOnlyList<ContradictionReading> Readings { get; init; } = [];
}

/// <summary>What the stopped benefits would give if the fact <paramref name="Without"/> (<c>code@subject</c>) were struck out; empty: everything as recorded, the contradiction ignored.</summary>
/// <param name="Missing">Facts that would then be asked.</param>
public sealed record ContradictionReading(string Without, IReadOnlyList<(BenefitId Benefit, Vnd Amount)> Entitled, IReadOnlyList<string> Missing);
