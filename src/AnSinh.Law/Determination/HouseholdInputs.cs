using AnSinh.Feel;

namespace AnSinh.Law;

/// <summary>
/// One household as the models see it in one month: projected facts, awards of the month before, claims of lower strata. Names and types are those of
/// <c>models/base.dmn</c>.
/// </summary>
internal sealed class HouseholdInputs
{
    /// <summary>Separates a fact's code from the person it is about, in the name of an unknown fact.</summary>
    public const char Of = '@';

    private static readonly FeelShape MonthShape = new("first", "last", "before");
    private static readonly FeelShape StretchShape = new("from", "to", "value");
    private static readonly FeelShape ClaimShape = new("benefit", "group", "sure", "amount", "per");

    private readonly FeelShape _personShape;
    private readonly FeelShape _householdShape;
    private readonly CaseHousehold _household;
    private readonly FeelValue[][] _people;
    private readonly FeelValue[] _householdFacts;

    public HouseholdInputs(SilentFacts silent, FeelShape personShape, FeelShape householdShape, CaseHousehold household, BenefitMonth month, DateOnly knownAt)
    {
        (_personShape, _householdShape, _household) = (personShape, householdShape, household);
        Members = [.. household.People.Where(person => person.Member.Overlaps(month.First, month.Last)).OrderBy(person => person.Id)];
        var (ofPersons, ofHouseholds) = silent.For(household.Coverage, month);
        _householdFacts = new FeelValue[ofHouseholds.Facts.Count];
        Fill(_householdFacts, ofHouseholds, "household", household.Facts, month, knownAt);
        _people = new FeelValue[Members.Count][];
        for (var index = 0; index < _people.Length; index++)
        {
            _people[index] = PersonValues(ofPersons, Members[index], month, knownAt);
        }
    }

    /// <summary>Members of the household in the month, in id order.</summary>
    public IReadOnlyList<CasePerson> Members { get; }

    public static FeelShape PersonShape(FactCatalog catalog) =>
        new(["id", "sex", "born", "died", .. catalog.OfPersons.Select(fact => fact.Code), "awards", "eligible"]);

    public static FeelShape HouseholdShape(FactCatalog catalog) =>
        new(["place", "province", .. catalog.OfHouseholds.Select(fact => fact.Code), "members"]);

    /// <summary>A person of whom nothing but the days of birth and death are given: start rules read no more.</summary>
    public static FeelContext OnlyBorn(FeelShape personShape, DateOnly born, DateOnly? died) =>
        new(personShape, [.. personShape.Names.Select(name => name switch
        {
            "born" => FeelValue.Of(born),
            "died" => died is { } day ? FeelValue.Of(day) : FeelValue.Null,
            _ => FeelValue.Unknown(name),
        })]);

    /// <summary>The month as models see it; one context serves all determinations of the month.</summary>
    public static FeelValue MonthContext(BenefitMonth month) => FeelValue.Of(new FeelContext(MonthShape, [FeelValue.Of(month.First), FeelValue.Of(month.Last), FeelValue.Of(month.First.AddDays(-1))]));

    /// <summary>The contexts of all members with given dates of birth and claims of lower strata.</summary>
    public FeelContext[] People(IReadOnlyList<DateOnly> born, IReadOnlyList<LowerClaims> lower)
    {
        var contexts = new FeelContext[Members.Count];
        for (var index = 0; index < contexts.Length; index++)
        {
            var values = (FeelValue[])_people[index].Clone();
            values[2] = FeelValue.Of(born[index]);
            values[^1] = lower[index].AsList(ClaimShape);
            contexts[index] = new FeelContext(_personShape, values);
        }

        return contexts;
    }

    public FeelContext Household(FeelContext[] people) => new(_householdShape,
        [FeelValue.Of(_household.Place.Value), FeelValue.Of(_household.Province.Value), .. _householdFacts, FeelValue.Of(new FeelList([.. people.Select(FeelValue.Of)]))]);

    /// <summary>Canonical text of a fact's value in the month, for explanations; null where it is unknown or nobody.</summary>
    public static string Text(FeelValue value) => value.Kind switch
    {
        FeelKind.Null or FeelKind.Unknown => "",
        FeelKind.String => value.AsString,
        FeelKind.Boolean => value.AsBoolean ? "true" : "false",
        FeelKind.Date => value.AsDate.ToString(),
        _ => value.ToString(),
    };

    private static FeelValue[] PersonValues(Silence silence, CasePerson person, BenefitMonth month, DateOnly knownAt)
    {
        var values = new FeelValue[silence.Facts.Count + 6];
        values[0] = FeelValue.Of(person.Id.Value);
        values[1] = FeelValue.Of(person.Sex == Sex.Male ? "male" : "female");
        values[3] = person.Died is { } died && !(died.Known > knownAt) ? FeelValue.Of(died.Day) : FeelValue.Null;
        Fill(values.AsSpan(4, silence.Facts.Count), silence, person.Id.Value, person.Facts, month, knownAt);
        values[^2] = FeelValue.Of(person.Awards.Count == 0 ? FeelList.Empty : new FeelList([.. AwardsBefore(person, month, knownAt).Select(benefit => FeelValue.Of(benefit.Value))]));
        return values;
    }

    /// <summary>Facts in the order of the catalogue: what silence means, and over it what is recorded.</summary>
    private static void Fill(Span<FeelValue> values, Silence silence, string subject, IReadOnlyList<CaseFact> records, BenefitMonth month, DateOnly knownAt)
    {
        silence.Values.CopyTo(values);
        foreach (var place in silence.Unknown)
        {
            values[place] = FeelValue.Unknown(silence.Facts[place].Code + Of + subject);
        }

        for (var index = 0; index < records.Count; index++)
        {
            if (silence.Places.TryGetValue(records[index].Code, out var place) && IsFirstOfItsCode(records, index))
            {
                values[place] = Value(silence.Facts[place], subject, records, silence.Meanings[place], month, knownAt);
            }
        }
    }

    private static bool IsFirstOfItsCode(IReadOnlyList<CaseFact> records, int at)
    {
        for (var index = 0; index < at; index++)
        {
            if (records[index].Code == records[at].Code)
            {
                return false;
            }
        }

        return true;
    }

    private static List<BenefitId> AwardsBefore(CasePerson person, BenefitMonth month, DateOnly knownAt)
    {
        var before = month.Previous;
        return [.. person.Awards
            .Where(award => award.From <= before && !(award.To < before) && !(award.Known > knownAt))
            .Select(award => award.Benefit).Distinct().Order()];
    }

    private static FeelValue Value(FactDefinition fact, string subject, IReadOnlyList<CaseFact> records, FactInMonth silence, BenefitMonth month, DateOnly knownAt)
    {
        if (fact.Projection == FactProjection.History)
        {
            return History(fact, subject, records, silence, month, knownAt);
        }

        var value = FactInMonth.Of(fact, records, silence, month, knownAt);
        return value.IsKnown ? Value(fact, value) : FeelValue.Unknown(fact.Code + Of + subject);
    }

    /// <summary>The value of a fact that is known, or known to be none; null for one that is unknown.</summary>
    public static FeelValue Value(FactDefinition fact, FactInMonth value) => value switch
    {
        { IsKnown: true } when fact.Projection == FactProjection.History => FeelValue.Of(FeelList.Empty),
        { IsKnown: false } or { Value: null } => FeelValue.Null,
        { Value: var text } => Typed(fact, text),
    };

    private static FeelValue Typed(FactDefinition fact, string text) => fact.Type switch
    {
        FactType.Boolean => FeelValue.Of(text == "true"),
        FactType.Number => FeelValue.Of(long.Parse(text, System.Globalization.CultureInfo.InvariantCulture)),
        FactType.Date => FeelValue.Of(DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)),
        _ => FeelValue.Of(text),
    };

    /// <summary>Every stretch that began by the end of the month, oldest first; an empty list where silence means that there is none.</summary>
    private static FeelValue History(FactDefinition fact, string subject, IReadOnlyList<CaseFact> records, FactInMonth silence, BenefitMonth month, DateOnly knownAt)
    {
        var stretches = records
            .Where(record => record.Code == fact.Code && record.Value is not null && !(record.Known > knownAt) && !(record.Valid.From > month.Last))
            .OrderBy(record => record.Valid.From ?? DateOnly.MinValue).ThenBy(record => record.Sequence)
            .Select(record => FeelValue.Of(new FeelContext(StretchShape, [Day(record.Valid.From), Day(record.Valid.To), Typed(fact, record.Value!)])))
            .ToList();
        return stretches.Count == 0 && !silence.IsKnown ? FeelValue.Unknown(fact.Code + Of + subject) : FeelValue.Of(stretches.Count == 0 ? FeelList.Empty : new FeelList([.. stretches]));
    }

    private static FeelValue Day(DateOnly? day) => day is { } known ? FeelValue.Of(known) : FeelValue.Null;
}

/// <summary>The claims of lower strata of one person: sure ones, and those that still depend on facts.</summary>
internal sealed class LowerClaims
{
    private readonly List<(Benefit Benefit, Vnd? Amount, string Missing)> _claims = [];

    public void Add(Benefit benefit, Vnd amount) => _claims.Add((benefit, amount, ""));

    /// <summary>A claim that still depends on a fact, or that a contradiction stopped.</summary>
    public void AddOpen(Benefit benefit, string missing) => _claims.Add((benefit, null, missing));

    public FeelValue AsList(FeelShape shape) => FeelValue.Of(_claims.Count == 0 ? FeelList.Empty : new FeelList([.. _claims.Select(claim => FeelValue.Of(new FeelContext(shape,
    [
        FeelValue.Of(claim.Benefit.Id.Value), FeelValue.Of(claim.Benefit.Group), claim.Amount is null ? FeelValue.Unknown(claim.Missing) : FeelValue.True,
        claim.Amount is { } amount ? FeelValue.Of(amount.Amount) : FeelValue.Unknown(claim.Missing), FeelValue.Of(claim.Benefit.Per.ToString().ToLowerInvariant()),
    ])))]));
}
