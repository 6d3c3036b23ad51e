namespace AnSinh.Law;

/// <summary>
/// Chooses what to ask next. The questions for which most benefits wait are tried with their possible answers, and the one that is expected to close most questions is asked first. The usual
/// answer (what silence about the fact means in <c>facts.yaml</c>) is held to be three times as likely as all others together. Not safe for several threads at once.
/// </summary>
/// <param name="about">The benefits one wants to know about, for whom; null: all for everybody.</param>
public sealed class Interview(Determiner determiner, BenefitMonth month, DateOnly knownAt, Func<PersonId, BenefitId, bool>? about = null)
{
    private const int UsualWeight = 3;

    /// <summary>So many questions are tried with their answers at each step.</summary>
    private static readonly int Tried = int.Parse(Environment.GetEnvironmentVariable("TRIED") ?? "6", System.Globalization.CultureInfo.InvariantCulture);

    private readonly LawPack pack = determiner.Pack;
    private readonly HashSet<FactQuestion> unanswered = [];

    /// <summary>The answer as far as it is decided by what is known of the household.</summary>
    public HouseholdDetermination Answer(CaseHousehold household, PersonId? only = null) =>
        determiner.Determine(household, month, knownAt, DeterminationDetail.Claims, about is null && only is null ? null : (person, programme) => (only is null || person == only) && Asked(person, programme));

    /// <summary>The one asked does not know; the question is not asked again.</summary>
    public void Unanswered(FactQuestion question) => unanswered.Add(question);

    /// <summary>The question that settles most; null when no answer can change the result any more.</summary>
    public FactQuestion? Next(CaseHousehold household)
    {
        var open = Open(household, null);
        var likely = open.OrderByDescending(question => question.Value).ThenBy(question => question.Key).Select(question => question.Key).Take(Tried).ToList();
        if (likely.Count < 2)
        {
            return likely.Count == 0 ? null : likely[0];
        }

        var before = new Dictionary<PersonId, int>();
        return likely.MaxBy(question => Closed(household, question, before));
    }

    /// <summary>The questions whose answer can still change the result, each with the number of benefits that wait for it.</summary>
    /// <param name="only">Looks at what this person's own answer waits for; null: at everybody's.</param>
    public IReadOnlyDictionary<FactQuestion, int> Open(CaseHousehold household, PersonId? only)
    {
        var open = new Dictionary<FactQuestion, int>();
        foreach (var person in Answer(household, only).People)
        {
            foreach (var missing in person.Missing)
            {
                var question = FactQuestion.Of(missing.Fact, person.Person, pack.Facts);
                var waiting = missing.Benefits.Count(benefit => IsAbout(person.Person, benefit));
                if (waiting > 0 && pack.Facts.Find(question.Fact) is not null && !unanswered.Contains(question))
                {
                    open[question] = open.GetValueOrDefault(question) + waiting;
                }
            }
        }

        return open;
    }

    /// <summary>How many open questions the answer is expected to close, in hundredths: of the person it is about; of anybody, when it is about the household.</summary>
    private int Closed(CaseHousehold household, FactQuestion question, Dictionary<PersonId, int> before)
    {
        var fact = pack.Facts.Find(question.Fact)!;
        var answers = Answers(fact);
        var key = question.About ?? default;
        if (!before.TryGetValue(key, out var open))
        {
            before[key] = open = Open(household, question.About).Count;
        }

        var others = answers.Count(answer => answer != fact.Silence?.Means);
        var (sum, weights) = (0, 0);
        foreach (var answer in answers)
        {
            var weight = answer == fact.Silence?.Means ? UsualWeight * Math.Max(1, others) : 1;
            sum += weight * (open - Open(question.Answered(household, answer), question.About).Count) * 100;
            weights += weight;
        }

        return weights == 0 ? 100 : sum / weights;
    }

    private static IReadOnlyList<string> Answers(FactDefinition fact) => fact.Type switch
    {
        FactType.Boolean => ["true", "false"],
        FactType.Enumeration => [.. fact.Values.Select(value => value.Code)],
        FactType.Number when fact is { Minimum: { } low, Maximum: { } high } =>
            [low.ToString(System.Globalization.CultureInfo.InvariantCulture), high.ToString(System.Globalization.CultureInfo.InvariantCulture)],
        _ => [],
    };

    private bool IsAbout(PersonId person, BenefitId benefit) => about is null || about(person, benefit);

    /// <summary>Programmes of lower strata are asked along, because higher ones read them.</summary>
    private bool Asked(PersonId person, Programme programme) =>
        pack.Benefits.All.Any(benefit => (benefit.Programme == programme || programme.Stratum < benefit.Programme.Stratum) && IsAbout(person, benefit.Id));
}
