namespace AnSinh.Law;

/// <summary>Works out what would follow under each reading of facts that contradict each other: as recorded, and with each of them struck out.</summary>
internal sealed class ContradictionReadings(CaseHousehold household, Func<CaseHousehold, bool, IReadOnlyList<PersonDetermination>> determine)
{
    private readonly Dictionary<string, IReadOnlyList<PersonDetermination>> _answers = new(StringComparer.Ordinal);

    public List<PersonDetermination> AddTo(IReadOnlyList<PersonDetermination> people) => [.. people.Select(person => person.Contradictions.Count == 0 ? person : person with
    {
        Stopped = [.. person.Stopped.Select(stopped => person.Contradictions.FirstOrDefault(contradiction => contradiction.Stops.Contains(stopped.Benefit)) is { } contradiction
            ? stopped with { Readings = Readings(person.Person, contradiction) }
            : stopped)],
    })];

    private List<ContradictionReading> Readings(PersonId person, Contradiction contradiction) =>
        [Reading("", person, contradiction.Stops), .. contradiction.Facts.Select(fact => Reading(fact, person, contradiction.Stops))];

    private ContradictionReading Reading(string without, PersonId person, IReadOnlySet<BenefitId> stops)
    {
        if (!_answers.TryGetValue(without, out var answer))
        {
            _answers[without] = answer = without.Length == 0 ? determine(household, false) : determine(Strike(without), true);
        }

        var found = answer.First(known => known.Person == person);
        return new ContradictionReading(
            without,
            [.. found.Entitlements.Where(entitlement => stops.Contains(entitlement.Benefit)).Select(entitlement => (entitlement.Benefit, entitlement.Amount))],
            [.. found.Missing.Where(missing => missing.Benefits.Any(stops.Contains)).Select(missing => missing.Fact)]);
    }

    private CaseHousehold Strike(string fact)
    {
        var at = fact.LastIndexOf(HouseholdInputs.Of);
        var (code, subject) = (fact[..at], fact[(at + 1)..]);
        return household with
        {
            Facts = subject == "household" ? Without(household.Facts, code) : household.Facts,
            People = [.. household.People.Select(person => person.Id.Value == subject ? person with { Facts = Without(person.Facts, code) } : person)],
        };
    }

    private static List<CaseFact> Without(IReadOnlyList<CaseFact> facts, string code) => [.. facts.Where(fact => fact.Code != code)];
}
