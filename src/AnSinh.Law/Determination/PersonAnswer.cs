namespace AnSinh.Law;

/// <summary>The answer about one person while strata are decided.</summary>
/// <param name="refusals">How many refusals there may be: room for them is made at once.</param>
internal sealed class PersonAnswer(int refusals)
{
    /// <summary>Begins the name under which the claims of a stopped programme are unknown; no fact is called so.</summary>
    private const string StoppedMark = "stopped: ";

    private static readonly Bilingual Unknown = new("Chưa có thông tin này; kết quả còn phụ thuộc vào nó.", "This is not known yet; the result still depends on it.");

    private readonly List<(Benefit Benefit, string First, IReadOnlyList<string> Facts)> _asked = [];
    private readonly List<(Benefit Benefit, string Unknown)> _stopped = [];

    public List<(Benefit Benefit, Entitlement Entitlement)> Claims { get; } = [];
    /// <summary>Takes with each claim what it rests on whatever its amount is; null where nobody wants it.</summary>
    public List<GrantedBenefit>? Granted { get; init; }
    public List<Refusal> Refused { get; } = new(refusals);
    public List<StoppedBenefit> Stopped { get; } = [];

    /// <summary>Whether a fact is asked because the amount of something due hangs on it.</summary>
    public bool AmountOpen { get; set; }

    /// <summary>Stops a benefit that would be paid or asked about, because facts contradict each other.</summary>
    public void Contradict(Benefit benefit, Contradiction contradiction)
    {
        _stopped.Add((benefit, contradiction.Facts.FirstOrDefault() ?? ""));
        Stopped.Add(new StoppedBenefit(benefit.Id, contradiction.Text, contradiction.Ref));
    }

    /// <summary>Stops a programme because one of its rules erred. Higher strata see its benefits as unknown: what rests on them stops too.</summary>
    public void Stop(Programme programme, IReadOnlyCollection<Benefit> benefits, Bilingual reason)
    {
        Claims.RemoveAll(claim => claim.Benefit.Programme == programme);
        _asked.RemoveAll(asked => asked.Benefit.Programme == programme);
        _stopped.AddRange(benefits.Select(benefit => (benefit, StoppedMark + programme.Id)));
        Stopped.AddRange(benefits.Select(benefit => new StoppedBenefit(benefit.Id, reason, benefit.Ref.ToString())));
    }

    /// <summary>
    /// Records that the benefit depends on facts nobody knows: <c>code</c> of the person, <c>code@household</c>, or <c>code@person</c> of another member. Where a programme below it stopped no fact
    /// can decide it, and it stops.
    /// </summary>
    public void Ask(Benefit benefit, IReadOnlyList<string> facts, PersonId person)
    {
        if (facts.FirstOrDefault(fact => fact.StartsWith(StoppedMark, StringComparison.Ordinal)) is { } stopped)
        {
            var mark = stopped.Split(HouseholdInputs.Of)[0];
            var below = _stopped.First(one => one.Unknown == mark).Benefit.Programme.Name;
            _stopped.Add((benefit, stopped));
            Stopped.Add(new StoppedBenefit(
                benefit.Id, new($"tùy thuộc vào {below.Vi}, mà phần đó đang dừng", $"depends on {below.En}, which is stopped"), benefit.Ref.ToString()));
            return;
        }

        // What is unknown to higher strata goes by the first of the facts in their order, not in that of evaluation: people whom the same facts are asked of stay alike.
        List<string> asked = [.. facts.Select(fact => Own(fact, person)).Distinct().Order(StringComparer.Ordinal)];
        _asked.Add((benefit, asked[0], asked));
    }

    /// <summary>Makes the claims of a stratum visible to higher ones; false when there are none.</summary>
    public bool PassOn(int stratum, LowerClaims lower)
    {
        if (Claims.Count + _asked.Count + _stopped.Count == 0)
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

        foreach (var (benefit, unknown) in _stopped.Where(stopped => stopped.Benefit.Programme.Stratum == stratum))
        {
            lower.AddOpen(benefit, unknown);
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
            .Select(group => new MissingFact(group.Key, [.. group.Select(pair => pair.Benefit).Distinct().OrderBy(benefit => benefit.Order).Select(benefit => benefit.Id)], Unknown))],
        Stopped) { Contradictions = Contradictions, AmountOpen = AmountOpen };

    /// <summary>The name of an unknown fact as the person's own answer shows it: without the person when it is about the person or the household.</summary>
    private static string Own(string fact, PersonId person)
    {
        var at = fact.IndexOf(HouseholdInputs.Of, StringComparison.Ordinal);
        return at >= 0 && (fact[(at + 1)..] == person.Value || fact[(at + 1)..] == "household") ? fact[..at] : fact;
    }
}
