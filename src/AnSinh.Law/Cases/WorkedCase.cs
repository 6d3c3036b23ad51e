namespace AnSinh.Law;

/// <summary>A case from a file: one household and what is asked about it, with what a jurist expects where it is a worked case.</summary>
public sealed record WorkedCase
{
    public required string File { get; init; }

    /// <summary>Line at which the case begins.</summary>
    public required int Line { get; init; }
    public Bilingual Title { get; init; } = new("", "");
    public required CaseHousehold Household { get; init; }
    public required IReadOnlyList<CaseCheck> Checks { get; init; }

    /// <summary>Awards whose first month follows from the start rules: what was decided and when, and the month it must pay from.</summary>
    public IReadOnlyList<ExpectedStart> Starts { get; init; } = [];

    public IReadOnlyList<ExpectedSuspension> Suspensions { get; init; } = [];

    public IReadOnlyList<ExpectedPeriod> Periods { get; init; } = [];
}

public sealed record ExpectedStart(PersonId Person, AwardBasis Basis, BenefitMonth From, int Line);

/// <summary>An award in a standing, when the list of a month is drawn up, and what the suspension rules say of it; no answer where they may not be used yet.</summary>
public sealed record ExpectedSuspension(BenefitId Benefit, AwardStanding Standing, BenefitMonth Month, DateOnly KnownAt, SuspensionAnswer? Answer, int Line);

/// <summary>The first and the last day of a status decided on a day, by the rules of the status.</summary>
public sealed record ExpectedPeriod(string Status, DateOnly Decided, DateOnly From, DateOnly? To, int Line);

/// <summary>One month asked about. <see cref="People"/> is empty where nothing is expected (a plain question).</summary>
public sealed record CaseCheck(BenefitMonth Month, DateOnly KnownAt, int Line, bool HasExpectation, IReadOnlyList<ExpectedPerson> People)
{
    /// <summary>Exactly the statuses of the household; null where the case does not say.</summary>
    public IReadOnlyList<ExpectedStatus>? Statuses { get; init; }
}

public sealed record ExpectedPerson(PersonId Id, IReadOnlyList<ExpectedEntitlement> Entitled, IReadOnlyList<ExpectedRefusal> Refused, IReadOnlyList<ExpectedMissing> Missing, IReadOnlyList<ExpectedStop> Stopped)
{
    /// <summary>Exactly the statuses of the person; null where the case does not say.</summary>
    public IReadOnlyList<ExpectedStatus>? Statuses { get; init; }
}

/// <param name="Readings">What follows under a reading of contradicting facts; empty where the case does not say.</param>
public sealed record ExpectedStop(BenefitId Benefit, IReadOnlyList<ExpectedReading> Readings);

/// <param name="Without">Code of the fact struck out; empty for everything as recorded.</param>
/// <param name="Amount">What the stopped benefit then gives; null for nothing.</param>
public sealed record ExpectedReading(string Without, Vnd? Amount);

/// <param name="Value">The class; null where it cannot be told yet.</param>
/// <param name="Because">Citations that must be among the reasons.</param>
/// <param name="Missing">Facts that must be asked.</param>
public sealed record ExpectedStatus(string Status, string? Value, IReadOnlyList<LegalRef> Because, IReadOnlyList<string> Missing, EvidenceGrade? Grade);

public sealed record ExpectedEntitlement
{
    public required BenefitId Benefit { get; init; }
    public required Vnd Amount { get; init; }

    /// <summary>The arithmetic as the answer must show it, "coefficient x [units x] level = amount"; one unit may be written or left out. Null where the case does not say.</summary>
    public string? Calculation { get; init; }
    public IReadOnlyList<LegalRef> Because { get; init; } = [];
    public EvidenceGrade? Grade { get; init; }
    public string? Payee { get; init; }
    public IReadOnlyList<AmountPart> Parts { get; init; } = [];
}

/// <param name="Fact">The failing fact; null where the case does not say.</param>
/// <param name="Because">Exactly what is cited; empty where the case does not say.</param>
public sealed record ExpectedRefusal(BenefitId Benefit, string? Fact, IReadOnlyList<LegalRef> Because);

public sealed record ExpectedMissing(string Fact, IReadOnlyList<BenefitId> Benefits);
