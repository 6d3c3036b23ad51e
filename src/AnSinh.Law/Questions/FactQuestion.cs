namespace AnSinh.Law;

/// <summary>
/// What can be asked: a fact about a person, or about the household (no person); or whether a source has anything at all about a person, or about anybody in the household. <paramref name="Fact"/> is the
/// code of the fact or of the source.
/// </summary>
public readonly record struct FactQuestion(string Fact, PersonId? About, bool OfSource = false) : IComparable<FactQuestion>
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

    /// <summary>The household after "the source has nothing": each of its facts that nobody spoke of is what silence would mean.</summary>
    public CaseHousehold Nothing(CaseHousehold household, FactCatalog catalog)
    {
        var (source, about) = (Fact, About);
        var silent = catalog.OfPersons.Where(fact => fact.IsAskedWith(source)).ToList();
        return household with
        {
            People = [.. household.People.Select(person => about is { } one && person.Id != one ? person : person with
            {
                Facts = [.. person.Facts, .. silent.Where(fact => person.Facts.All(known => known.Code != fact.Code)).Select(fact => new CaseFact(fact.Code, fact.Silence!.Means))],
            })],
        };
    }

    public int CompareTo(FactQuestion other) =>
        string.CompareOrdinal(About?.Value, other.About?.Value) is var order and not 0 ? order : string.CompareOrdinal(Fact, other.Fact);

    public override string ToString() => About is { } person ? $"{Fact}{HouseholdInputs.Of}{person}" : Fact;
}
