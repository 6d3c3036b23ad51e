using AnSinh.Law;

namespace AnSinh.Simulation.Sweep;

/// <summary>What changes for somebody within the coming months, and why.</summary>
public sealed record ComingChange(PersonId Person, IReadOnlyList<BenefitId> Benefits, Bilingual Text, IReadOnlyList<string> Facts, string Ref);

/// <summary>
/// Looks ahead: where somebody reaches one of the ages of <c>parameters/horizon.yaml</c>, or a recorded fact ends, the month after is decided as well; a difference
/// in what is owed is a coming change. Which ages matter is the pack's matter, what they change is the models'.
/// </summary>
public sealed class ComingChanges(LawPack pack, int months)
{
    private const string Horizon = "horizon.";

    public IEnumerable<ComingChange> Of(CaseHousehold household, HouseholdDetermination now, Determiner determiner, BenefitMonth month, DateOnly knownAt)
    {
        var last = month.AddMonths(months).Last;
        foreach (var person in household.People.Where(person => person.Died is null && person.Born.IsExact))
        {
            foreach (var (day, text, fact, reference) in Turns(person, month, last, knownAt, household.Province))
            {
                var then = determiner.Determine(household, BenefitMonth.Of(day).Next, knownAt, DeterminationDetail.Claims);
                var (before, after) = (Owed(now, person.Id), Owed(then, person.Id));
                if (!before.SequenceEqual(after))
                {
                    yield return new(person.Id, [.. before.Concat(after).Select(owed => owed.Benefit).Distinct().Order()],
                        new($"{text.Vi} ngày {day:dd/MM/yyyy}: {Words(before, true)} → {Words(after, true)}", $"{text.En} on {day:yyyy-MM-dd}: {Words(before, false)} → {Words(after, false)}"),
                        [fact], reference);
                }
            }
        }
    }

    private IEnumerable<(DateOnly Day, Bilingual Text, string Fact, string Ref)> Turns(CasePerson person, BenefitMonth month, DateOnly last, DateOnly knownAt, PlaceCode province)
    {
        foreach (var horizon in pack.Parameters.All.Where(parameter => parameter.Id.StartsWith(Horizon, StringComparison.Ordinal)))
        {
            if (horizon.At(month, knownAt, province) is { } value && Birthday(person.Born, (int)value.Value) is var day && day > month.Last && day <= last)
            {
                yield return (day, new($"Đủ {(int)value.Value} tuổi", $"Turns {(int)value.Value}"), "born", value.Ref.ToString());
            }
        }

        foreach (var fact in person.Facts.Where(fact => !(fact.Known > knownAt) && fact.Valid.To is { } to && to >= month.First && to <= last))
        {
            var name = pack.Facts.Find(fact.Code)?.Label ?? new(fact.Code, fact.Code);
            yield return (fact.Valid.To!.Value, new($"Hết hiệu lực: {name.Vi}", $"Ends: {name.En}"), fact.Code, "");
        }
    }

    private static DateOnly Birthday(BirthDate born, int age) => born.Earliest.AddYears(age);

    private static List<(BenefitId Benefit, Vnd Amount)> Owed(HouseholdDetermination determination, PersonId person) =>
    [
        .. determination.People.Where(answer => answer.Person == person).SelectMany(answer => answer.Entitlements)
            .Select(entitlement => (entitlement.Benefit, entitlement.Amount)).OrderBy(owed => owed.Benefit),
    ];

    private string Words(IReadOnlyList<(BenefitId Benefit, Vnd Amount)> owed, bool vietnamese) => owed.Count == 0
        ? vietnamese ? "không" : "nothing"
        : string.Join(" + ", owed.Select(one => $"{pack.Benefits.Find(one.Benefit)?.Name.In(vietnamese) ?? one.Benefit.Value} {one.Amount}"));
}
