namespace AnSinh.Law;

/// <summary>The answer about one person while strata are decided.</summary>
/// <param name="refusals">How many refusals there may be: room for them is made at once.</param>
internal sealed class PersonAnswer(int refusals)
{
    private readonly List<(Benefit Benefit, string First, IReadOnlyList<string> Facts)> _asked = [];
    private readonly List<(Benefit Benefit, string Fact)> _contradicted = [];

    public List<(Benefit Benefit, Entitlement Entitlement)> Claims { get; } = [];
    public List<Refusal> Refused { get; } = new(refusals);
    public List<StoppedBenefit> Stopped { get; } = [];

    /// <summary>Stops a benefit that would be paid or asked about, because facts contradict each other.</summary>
    public void Contradict(Benefit benefit, Contradiction contradiction)
    {
        _contradicted.Add((benefit, contradiction.Facts.FirstOrDefault() ?? ""));
        Stopped.Add(new StoppedBenefit(benefit.Id, contradiction.Text, contradiction.Ref));
    }

    /// <summary>Records that the benefit depends on facts nobody knows: <c>code</c> of the person, <c>code@household</c>, or <c>code@person</c> of another member.</summary>
    public void Ask(Benefit benefit, IReadOnlyList<string> facts, PersonId person) =>
        _asked.Add((benefit, facts[0], [.. facts.Select(fact => Own(fact, person)).Distinct().Order(StringComparer.Ordinal)]));

    /// <summary>Takes back everything about a programme, because one of its rules erred.</summary>
    public void Drop(Programme programme)
    {
        Claims.RemoveAll(claim => claim.Benefit.Programme == programme);
        _asked.RemoveAll(asked => asked.Benefit.Programme == programme);
    }

    /// <summary>Makes the claims of a stratum visible to higher ones; false when there are none.</summary>
    public bool PassOn(int stratum, LowerClaims lower)
    {
        if (Claims.Count + _asked.Count + _contradicted.Count == 0)
        {
            return false;
        }

        var any = false;
        foreach (var (benefit, entitlement) in Claims.Where(claim => claim.Benefit.Programme.Stratum == stratum))
        {
            lower.Add(benefit, entitlement.Amount);
            any = true;
        }

        foreach (var (benefit, first, _) in _asked.Where(asked => asked.Benefit.Programme.Stratum == stratum))
        {
            lower.AddOpen(benefit, first);
            any = true;
        }

        foreach (var (benefit, fact) in _contradicted.Where(stopped => stopped.Benefit.Programme.Stratum == stratum))
        {
            lower.AddOpen(benefit, fact);
            any = true;
        }

        return any;
    }

    public IReadOnlyList<Contradiction> Contradictions { get; set; } = [];

    public PersonDetermination Of(PersonId person) => new(
        person,
        Claims.Count == 0 ? [] : [.. Claims.OrderBy(claim => claim.Benefit.Order).Select(claim => claim.Entitlement)],
        [],
        Refused,
        _asked.Count == 0 ? [] : [.. _asked.SelectMany(asked => asked.Facts.Select(fact => (Fact: fact, asked.Benefit)))
            .GroupBy(pair => pair.Fact, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new MissingFact(group.Key, [.. group.Select(pair => pair.Benefit).Distinct().OrderBy(benefit => benefit.Order).Select(benefit => benefit.Id)], "Chưa có thông tin này; kết quả còn phụ thuộc vào nó."))],
        Stopped) { Contradictions = Contradictions };

    /// <summary>The name of an unknown fact as the person's own answer shows it: without the person when it is about the person or the household.</summary>
    private static string Own(string fact, PersonId person)
    {
        var at = fact.IndexOf(HouseholdInputs.Of, StringComparison.Ordinal);
        return at >= 0 && (fact[(at + 1)..] == person.Value || fact[(at + 1)..] == "household") ? fact[..at] : fact;
    }
}
