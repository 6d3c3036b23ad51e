namespace AnSinh.Law;

/// <summary>How many questions the check of a worked case takes, and whether it ends with the case's own answer.</summary>
/// <param name="Questions">In the order asked.</param>
/// <param name="SameAnswer">Everything claimed and owed, with amounts, is what the complete case gives, where its facts do not stop anything.</param>
public sealed record WorkedInterview(WorkedCase Case, BenefitMonth Month, IReadOnlyList<FactQuestion> Questions, bool SameAnswer)
{
    /// <summary>Facts that come with the household itself: who belongs to whom.</summary>
    private const string Relations = "household_register";

    /// <summary>The most people a case may have to be played: beyond it a case is a table of the law with one person a row, and nobody would be asked about them together.</summary>
    private const int LargestHousehold = 20;

    public static bool IsHousehold(WorkedCase worked) => worked.Household.People.Count <= LargestHousehold;

    /// <summary>
    /// Plays the check of one month: at first only births, sexes, place, members and their relations, deaths and earlier awards are known; then the case answers what is asked. A fact that
    /// the case does not know either is asked, and stays open.
    /// </summary>
    /// <param name="everything">True: every benefit of the pack for every member. False: the benefits that the case itself speaks of.</param>
    public static WorkedInterview Play(Determiner determiner, WorkedCase worked, CaseCheck check, bool everything)
    {
        var about = everything ? null : About(check);
        var interview = new Interview(determiner, check.Month, check.KnownAt, about);
        var asked = new List<FactQuestion>();
        var household = AtFirst(determiner.Pack.Facts, worked.Household);
        while (interview.Next(household) is { } question)
        {
            asked.Add(question);
            if (question.OfSource)
            {
                if (HasNothing(determiner.Pack.Facts, worked.Household, question, check))
                {
                    household = question.Nothing(household, determiner.Pack.Facts);
                }
                else
                {
                    interview.Unanswered(question);
                }
            }
            else if (AnswerOf(determiner.Pack.Facts, worked.Household, question, check) is { } value)
            {
                household = question.Answered(household, value);
            }
            else
            {
                interview.Unanswered(question);
            }
        }

        return new WorkedInterview(worked, check.Month, asked, Same(interview.Answer(household), interview.Answer(worked.Household), about));
    }

    private static Func<PersonId, BenefitId, bool> About(CaseCheck check)
    {
        var spokenOf = check.People
            .SelectMany(person => person.Entitled.Select(entitled => entitled.Benefit).Concat(person.Refused.Select(refused => refused.Benefit)).Concat(person.Stopped.Select(stopped => stopped.Benefit))
                .Concat(person.Missing.SelectMany(missing => missing.Benefits)).Select(benefit => (person.Id, benefit)))
            .ToHashSet();
        return (person, benefit) => spokenOf.Contains((person, benefit));
    }

    private static CaseHousehold AtFirst(FactCatalog catalog, CaseHousehold household) => household with
    {
        Facts = [],
        Coverage = [.. household.Coverage.Where(covered => covered.Source == Relations)],
        People = [.. household.People.Select(person => person with { Facts = [.. person.Facts.Where(fact => catalog.Find(fact.Code)?.Silence?.CoveredBy == Relations)] })],
    };

    private static string? AnswerOf(FactCatalog catalog, CaseHousehold household, FactQuestion question, CaseCheck check)
    {
        var records = question.About is { } person ? household.People.First(member => member.Id == person).Facts : household.Facts;
        return InMonth(catalog.Find(question.Fact)!, records, catalog, household, check).Value;
    }

    private static FactInMonth InMonth(FactDefinition fact, IReadOnlyList<CaseFact> records, FactCatalog catalog, CaseHousehold household, CaseCheck check) =>
        FactInMonth.Of(fact, records, FactInMonth.Silence(fact, catalog, household.Coverage, check.Month), check.Month, check.KnownAt);

    /// <summary>Whether every fact of the source is known, and what silence would mean; facts that name a person stay questions of their own.</summary>
    private static bool HasNothing(FactCatalog catalog, CaseHousehold household, FactQuestion question, CaseCheck check) =>
        household.People.Where(person => question.About is not { } one || person.Id == one).All(person =>
            catalog.OfPersons.Where(fact => fact.IsAskedWith(question.Fact)).All(fact =>
                InMonth(fact, person.Facts, catalog, household, check) is { IsKnown: true, Value: var value } && value == fact.Silence!.Means));

    /// <summary>
    /// Where only some benefits are asked about their claims count, because which of several is paid hangs on the others too. A complete case whose facts stop something (they contradict each other) is not
    /// compared: a check that asks less may never hear of the contradiction.
    /// </summary>
    private static bool Same(HouseholdDetermination check, HouseholdDetermination complete, Func<PersonId, BenefitId, bool>? about) =>
        complete.People.Any(person => person.Stopped.Count > 0)
        || (Owed(check, about).SequenceEqual(Owed(complete, about)) && check.People.All(person => person.Stopped.Count == 0));

    private static IEnumerable<(PersonId, BenefitId, Vnd, Payee)> Owed(HouseholdDetermination determination, Func<PersonId, BenefitId, bool>? about) =>
        from person in determination.People
        from owed in about is null ? person.Entitlements : person.Claims
        where about is null || about(person.Person, owed.Benefit)
        select (person.Person, owed.Benefit, owed.Amount, owed.Payee);
}
