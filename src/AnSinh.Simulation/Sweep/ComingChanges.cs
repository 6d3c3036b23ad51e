using AnSinh.Law;

namespace AnSinh.Simulation.Sweep;

/// <summary>A day after which somebody may be owed something else: a birthday at one of the pack's ages, or the last day of a recorded fact.</summary>
internal sealed record Turn(DateOnly Day, Bilingual Text, string Fact, string Ref)
{
    /// <summary>The month to be decided as well.</summary>
    public BenefitMonth Then => BenefitMonth.Of(Day).Next;
}

/// <summary>
/// Looks ahead: where somebody reaches one of the ages of <c>parameters/horizon.yaml</c>, or a recorded fact ends, the month after is decided as well; a difference
/// in what is owed is a coming change. Which ages matter is the pack's matter, what they change is the models'.
/// </summary>
internal sealed class ComingChanges(LawPack pack, BenefitMonth month, DateOnly knownAt, int months)
{
    private const string Horizon = "horizon.";

    /// <summary>The last day in sight.</summary>
    public DateOnly Last { get; } = month.AddMonths(months).Last;

    /// <summary>The ages that matter in a province, in years.</summary>
    public IReadOnlyList<(int Age, string Ref)> Ages(PlaceCode province) =>
    [
        .. pack.Parameters.All.Where(parameter => parameter.Id.StartsWith(Horizon, StringComparison.Ordinal))
            .Select(parameter => parameter.At(month, knownAt, province)).Where(value => value is not null).Select(value => ((int)value!.Value, value.Ref.ToString())),
    ];

    /// <summary>The turns of a person in the order in which they are listed; none where the date of birth is open, and none of the dead.</summary>
    public IEnumerable<Turn> Turns(CasePerson person, PlaceCode province) => person.Died is not null || !person.Born.IsExact ? [] :
        Ages(province).Select(age => Birthday(person.Born.Earliest, age.Age, age.Ref)).OfType<Turn>()
            .Concat(person.Facts.Where(fact => !(fact.Known > knownAt) && fact.Valid.To is { } to && to >= month.First && to <= Last).Select(fact => End(fact.Code, fact.Valid.To!.Value)));

    public Turn? Birthday(DateOnly born, int age, string reference)
    {
        // Years are compared first: for nearly everybody that says no.
        var year = born.Year + age;
        return year >= month.Last.Year && year <= Last.Year && born.AddYears(age) is var day && day > month.Last && day <= Last
            ? new(day, new($"Đủ {age} tuổi", $"Turns {age}"), "born", reference)
            : null;
    }

    public Turn End(string code, DateOnly last)
    {
        var name = pack.Facts.Find(code)?.Label ?? new(code, code);
        return new(last, new($"Hết hiệu lực: {name.Vi}", $"Ends: {name.En}"), code, "");
    }

    /// <summary>What is announced where what is owed changes.</summary>
    public SweepEntry? Change(Turn turn, IReadOnlyList<(BenefitId Benefit, Vnd Amount)> before, IReadOnlyList<(BenefitId Benefit, Vnd Amount)> after) => before.SequenceEqual(after) ? null : SweepRules.Entry(
        SweepKind.Soon, [.. before.Concat(after).Select(owed => owed.Benefit).Distinct().Order()], Vnd.Zero,
        [new($"{turn.Text.Vi} ngày {turn.Day:dd/MM/yyyy}: {Words(before, true)} → {Words(after, true)}", $"{turn.Text.En} on {turn.Day:dd/MM/yyyy}: {Words(before, false)} → {Words(after, false)}")],
        [turn.Fact], turn.Ref);

    /// <summary>What an answer owes, by benefit; nothing where there is none.</summary>
    public static IReadOnlyList<(BenefitId Benefit, Vnd Amount)> Owed(PersonDetermination? answer) =>
        answer is null ? [] : [.. answer.Entitlements.Select(entitlement => (entitlement.Benefit, entitlement.Amount)).OrderBy(owed => owed.Benefit)];

    private string Words(IReadOnlyList<(BenefitId Benefit, Vnd Amount)> owed, bool vietnamese) => owed.Count == 0
        ? vietnamese ? "không" : "nothing"
        : string.Join(" + ", owed.Select(one => $"{pack.Benefits.Find(one.Benefit)?.Name.In(vietnamese) ?? one.Benefit.Value} {one.Amount.In(vietnamese)}"));
}
