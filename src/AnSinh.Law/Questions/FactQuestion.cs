namespace AnSinh.Law;

/// <summary>What can be asked: a fact about a person, or about the household (no person).</summary>
public readonly record struct FactQuestion(string Fact, PersonId? About) : IComparable<FactQuestion>
{
    /// <summary>The fact that a person's answer waits for: <c>code</c> is about that person or the household, <c>code@person</c> about another.</summary>
    public static FactQuestion Of(string missing, PersonId person, FactCatalog catalog)
    {
        var at = missing.IndexOf(HouseholdInputs.Of, StringComparison.Ordinal);
        return at >= 0 ? new FactQuestion(missing[..at], new PersonId(missing[(at + 1)..]))
            : new FactQuestion(missing, catalog.Find(missing) is { Subject: FactSubject.Household } ? null : person);
    }

    /// <summary>The household with an answer given: it holds always, and counts before what was said earlier.</summary>
    public CaseHousehold Answered(CaseHousehold household, string value)
    {
        var fact = new CaseFact(Fact, value, Sequence: int.MaxValue);
        var about = About;
        return about is null
            ? household with { Facts = [.. household.Facts, fact] }
            : household with { People = [.. household.People.Select(person => person.Id == about ? person with { Facts = [.. person.Facts, fact] } : person)] };
    }

    public int CompareTo(FactQuestion other) =>
        string.CompareOrdinal(About?.Value, other.About?.Value) is var order and not 0 ? order : string.CompareOrdinal(Fact, other.Fact);

    public override string ToString() => About is { } person ? $"{Fact}{HouseholdInputs.Of}{person}" : Fact;
}
