namespace AnSinh.Law;

/// <summary>
/// What is recorded of a person besides the day of birth and links to other members of the household: shared by all who are alike in it. Two profiles with the same
/// <see cref="Canonical"/> text are one.
/// </summary>
public sealed record PersonProfile
{
    public required Sex Sex { get; init; }

    /// <summary>How much of the date of birth the papers carry; the block gives its earliest day.</summary>
    public DatePrecision BornPrecision { get; init; }
    public CaseDeath? Died { get; init; }

    /// <summary>Facts in the order of their codes; references to members of the household are links of the block.</summary>
    public IReadOnlyList<CaseFact> Facts { get; init; } = [];
    public IReadOnlyList<CaseAward> Awards { get; init; } = [];

    public string Canonical => string.Join('\n', Facts.Select(fact => fact.ToString()).Prepend($"{Sex} {BornPrecision} {Died}").Concat(Awards.Select(award => award.ToString())));
}

/// <summary>What is recorded of a household as a whole; <see cref="Canonical"/> as with persons.</summary>
public sealed record HouseholdProfile
{
    public required PlaceCode Place { get; init; }
    public required PlaceCode Province { get; init; }
    public IReadOnlyList<CaseFact> Facts { get; init; } = [];
    public IReadOnlyList<CaseCoverage> Coverage { get; init; } = [];

    public string Canonical => string.Join('\n', Facts.Select(fact => fact.ToString()).Prepend($"{Place} {Province}").Concat(Coverage.Select(coverage => coverage.ToString())));
}

/// <summary>The profiles that blocks point at. It may grow while blocks are read; what stands at an index stays.</summary>
/// <param name="LinkFacts">Codes of facts that hold a person, in the order by which links name them.</param>
public sealed record PeopleDictionary(IReadOnlyList<PersonProfile> Persons, IReadOnlyList<HouseholdProfile> Households, IReadOnlyList<string> LinkFacts);
