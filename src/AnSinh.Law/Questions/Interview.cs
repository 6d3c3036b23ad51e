namespace AnSinh.Law;

/// <summary>
/// Chooses what to ask next: of the facts that can still change the result the one for which most benefits wait. One "no" to such a fact closes them all, so those that gate many (poverty, disability) come first.
/// Where a source has a question of its own, it is asked before its facts: of the household, and if there is something, of each person.
/// Not safe for several threads at once.
/// </summary>
/// <param name="about">The benefits one wants to know about, for whom; null: all for everybody.</param>
public sealed class Interview(Determiner determiner, BenefitMonth month, DateOnly knownAt, Func<PersonId, BenefitId, bool>? about = null)
{
    private readonly LawPack pack = determiner.Pack;
    private readonly HashSet<FactQuestion> unanswered = [];

    /// <summary>The answer as far as it is decided by what is known of the household.</summary>
    public HouseholdDetermination Answer(CaseHousehold household) =>
        determiner.Determine(household, month, knownAt, DeterminationDetail.Claims, about is null ? null : Asked);

    /// <summary>The one asked does not know, or a source has something: the question is not asked again.</summary>
    public void Unanswered(FactQuestion question) => unanswered.Add(question);

    /// <summary>The next question; null when no answer can change the result any more.</summary>
    public FactQuestion? Next(CaseHousehold household) => Open(household) is [var first, ..] ? first.Question : null;

    /// <summary>The questions whose answer can still change the result, each with the number of benefits that wait for it; most waiting first.</summary>
    public IReadOnlyList<(FactQuestion Question, int Waiting)> Open(CaseHousehold household) => Open(household, Answer(household));

    /// <inheritdoc cref="Open(CaseHousehold)"/>
    /// <param name="household">What is known.</param>
    /// <param name="answer">What <see cref="Answer"/> says of it.</param>
    public IReadOnlyList<(FactQuestion Question, int Waiting)> Open(CaseHousehold household, HouseholdDetermination answer)
    {
        var open = new Dictionary<FactQuestion, int>();
        foreach (var person in answer.People)
        {
            foreach (var missing in person.Missing)
            {
                var question = FactQuestion.Of(missing.Fact, person.Person, pack.Facts);
                var waiting = missing.Benefits.Count(benefit => about is null || about(person.Person, benefit));
                if (waiting > 0 && pack.Facts.Find(question.Fact) is not null && !unanswered.Contains(question))
                {
                    open[question] = open.GetValueOrDefault(question) + waiting;
                }
            }
        }

        AskSources(household, open);
        return [.. open.OrderByDescending(question => question.Value).ThenBy(question => question.Key).Select(question => (question.Key, question.Value))];
    }

    /// <summary>Puts one question in the place of the facts of a source, where several wait and nobody has said yet that the source has something.</summary>
    private void AskSources(CaseHousehold household, Dictionary<FactQuestion, int> open)
    {
        foreach (var source in pack.Facts.Sources.Where(source => source.Ask is not null))
        {
            var facts = open.Where(question => !question.Key.OfSource && pack.Facts.Find(question.Key.Fact)!.IsAskedWith(source.Code)).ToList();
            var whole = new FactQuestion(source.Code, null, OfSource: true);
            foreach (var group in facts.GroupBy(fact => unanswered.Contains(whole) && household.People.Count > 1 ? whole with { About = fact.Key.About } : whole))
            {
                if (unanswered.Contains(group.Key) || group.Count() < 2)
                {
                    continue;
                }

                foreach (var fact in group)
                {
                    open.Remove(fact.Key);
                }

                open[group.Key] = group.Sum(fact => fact.Value);
            }
        }
    }

    /// <summary>Programmes of lower strata are asked along, because higher ones read them.</summary>
    private bool Asked(PersonId person, Programme programme) =>
        pack.Benefits.All.Any(benefit => (benefit.Programme == programme || programme.Stratum < benefit.Programme.Stratum) && about!(person, benefit.Id));
}
