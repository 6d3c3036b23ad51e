namespace AnSinh.Law;

/// <summary>Why a benefit or its amount ends: another benefit takes its place, a condition fails, a fact must be asked, the law stops it, or the person is no longer decided about.</summary>
public enum LifeEnd
{
    /// <summary>Goes on beyond the last month looked at.</summary>
    GoesOn,

    /// <summary>Same benefit, another amount, from the month after.</summary>
    Changed,
    Refused,
    Replaced,
    Asked,
    Stopped,

    /// <summary>A one-off or the person's death.</summary>
    Over,
}

/// <summary>Consecutive months in which a person is owed a benefit with one amount.</summary>
public sealed record LifeStretch
{
    public required PersonId Person { get; init; }

    /// <summary>The answer of the first month, with its reasons.</summary>
    public required Entitlement First { get; init; }
    public required BenefitMonth From { get; init; }
    public required BenefitMonth To { get; init; }
    public LifeEnd End { get; init; }

    /// <summary>The answer of the month after, where only the amount changed.</summary>
    public Entitlement? Next { get; init; }

    /// <summary>The failed conditions of the month after, where the benefit was refused.</summary>
    public Refusal? Refused { get; init; }

    /// <summary>The benefit that took its place, and the rule that says so.</summary>
    public (BenefitId Benefit, Bilingual Why, string Ref)? Replaced { get; init; }

    /// <summary>The fact to be asked in the month after.</summary>
    public string Open { get; init; } = "";

    /// <summary>Why the law gives no answer in the month after.</summary>
    public Bilingual? Stopped { get; init; }
}

/// <summary>Consecutive months in which benefits hang on a fact that nobody knows.</summary>
public sealed record LifeQuestion(PersonId Person, string Fact, IReadOnlyList<BenefitId> Benefits, BenefitMonth From, BenefitMonth To);

/// <summary>What comes when over a person's life, by the law known on one day.</summary>
public sealed record LifeAnswer(BenefitMonth From, BenefitMonth To, DateOnly KnownAt, string LawPack, IReadOnlyList<LifeStretch> Stretches, IReadOnlyList<LifeQuestion> Questions);
