namespace AnSinh.Law;

public enum Sex
{
    Male,
    Female,
}

/// <summary>
/// A fact as somebody attested it. <paramref name="Value"/> is canonical text: <c>true</c>, an enumeration's code, an integer without
/// separators, an ISO date or a person's id; null withdraws the fact. It holds on the days of <paramref name="Valid"/>; before <paramref name="Known"/> (null: always)
/// nobody could know it. Of two facts with one code that hold on the same day, the one known later counts; <see cref="Sequence"/> orders equal days.
/// </summary>
public sealed record CaseFact(string Code, string? Value, DateRange Valid = default, DateOnly? Known = null, int Sequence = 0);

/// <summary>An award (decision) in force from a month to a month (null: open).</summary>
public sealed record CaseAward(BenefitId Benefit, BenefitMonth From, BenefitMonth? To = null, DateOnly? Known = null);

/// <summary>From this source, silence about a fact means what the fact's definition says, up to the day.</summary>
public sealed record CaseCoverage(string Source, DateOnly AsOf);

/// <summary>A death: the day, and the day from which it was known.</summary>
public sealed record CaseDeath(DateOnly Day, DateOnly? Known = null);

/// <summary>A person within a household, for the days of <see cref="Member"/>.</summary>
public sealed record CasePerson
{
    public required PersonId Id { get; init; }
    public required BirthDate Born { get; init; }
    public required Sex Sex { get; init; }
    public string Relation { get; init; } = "";
    public CaseDeath? Died { get; init; }
    public DateRange Member { get; init; }
    public IReadOnlyList<CaseFact> Facts { get; init; } = [];
    public IReadOnlyList<CaseAward> Awards { get; init; } = [];
}

/// <summary>
/// What a determination reads: one household, whole. The same household, month, known-at and law pack always give the same answer.
/// </summary>
public sealed record CaseHousehold
{
    public required HouseholdId Id { get; init; }

    /// <summary>The commune of residence in the month decided about.</summary>
    public required PlaceCode Place { get; init; }

    /// <summary>The province the commune belongs to in that month.</summary>
    public required PlaceCode Province { get; init; }

    public IReadOnlyList<CaseFact> Facts { get; init; } = [];
    public IReadOnlyList<CaseCoverage> Coverage { get; init; } = [];
    public required IReadOnlyList<CasePerson> People { get; init; }
}
