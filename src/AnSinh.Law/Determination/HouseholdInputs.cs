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

    /// <summary>Stands behind the code of a fact about the household, in the name of an unknown fact.</summary>
    public const string OfHousehold = "@household";

    private const int Born = 2;
    private const string Eligible = "eligible";

    private static readonly FeelShape MonthShape = new("first", "last", "before");
    private static readonly FeelShape StretchShape = new("from", "to", "value");
    private static readonly FeelShape ClaimShape = new("benefit", "group", "sure", "amount", "per");

    private readonly FeelShape _personShape;
    private readonly FeelShape _householdShape;
    private readonly CaseHousehold _household;
    private readonly FeelContext[] _people;
    private readonly FeelContext[] _members;
    private readonly FeelValue[] _householdFacts;
    private (FeelContext[] People, FeelContext Household)? _plain;
    private (FeelContext[] People, FeelContext Household)? _lowerOpen;

    public HouseholdInputs(SilentFacts silent, FeelShape personShape, FeelShape householdShape, CaseHousehold household, BenefitMonth month, DateOnly knownAt)
    {
        (_personShape, _householdShape, _household) = (personShape, householdShape, household);
        Members = [.. household.People.Where(person => person.Member.Overlaps(month.First, month.Last)).OrderBy(person => person.Id)];
        var (ofPersons, ofHouseholds) = silent.For(household.Coverage, month);
        _householdFacts = new FeelValue[ofHouseholds.Facts.Count];
        Fill(_householdFacts, ofHouseholds, household.Facts, month, knownAt);
        _people = new FeelContext[Members.Count];
        _members = new FeelContext[Members.Count];
        for (var index = 0; index < _people.Length; index++)
        {
            _people[index] = new FeelContext(personShape, PersonValues(ofPersons, Members[index], month, knownAt));
            _members[index] = WithNamedUnknowns(_people[index], Members[index].Id);
        }
    }

    /// <summary>Members of the household in the month, in id order.</summary>
    public IReadOnlyList<CasePerson> Members { get; }

    public static FeelShape PersonShape(FactCatalog catalog) =>
        new(["id", "sex", "born", "died", .. catalog.OfPersons.Select(fact => fact.Code), "awards", Eligible]);

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

    /// <summary>
    /// Everybody as the person asked about, and the household with everybody as a member, with given dates of birth and claims of lower strata. What is unknown of the person asked about goes
    /// by the fact alone, so that people of whom the same is unknown are alike; what is unknown of a member by the fact and the person.
    /// </summary>
    public (FeelContext[] People, FeelContext Household) Contexts(IReadOnlyList<DateOnly> born, IReadOnlyList<LowerClaims> lower) =>
        Contexts(born, (index, member) => lower[index].AsList(ClaimShape, member), index => lower[index].HasOpen);

    private (FeelContext[] People, FeelContext Household) Contexts(IReadOnlyList<DateOnly> born, Func<int, PersonId?, FeelValue> lower, Func<int, bool> hasOpen)
    {
        var people = new FeelContext[Members.Count];
        var members = new FeelValue[Members.Count];
        for (var index = 0; index < people.Length; index++)
        {
            people[index] = With(_people[index], born[index], lower(index, null));
            members[index] = FeelValue.Of(ReferenceEquals(_members[index], _people[index]) && !hasOpen(index)
                ? people[index]
                : With(_members[index], born[index], lower(index, Members[index].Id)));
        }

        var household = new FeelValue[_householdFacts.Length + 3];
        (household[0], household[1], household[^1]) = (FeelValue.Of(_household.Place.Value), FeelValue.Of(_household.Province.Value), FeelValue.Of(new FeelList(members)));
        _householdFacts.CopyTo(household, 2);
        return (people, new FeelContext(_householdShape, household));
    }

    /// <summary>The contexts with the earliest dates of birth and without claims of lower strata; the same for everybody who asks.</summary>
    public (FeelContext[] People, FeelContext Household) Plain =>
        _plain ??= Contexts([.. Members.Select(member => member.Born.Earliest)], [.. Members.Select(_ => new LowerClaims())]);

    /// <summary>As <see cref="Plain"/>, with claims of lower strata that nobody knows: what is sure here is so whatever they are.</summary>
    public (FeelContext[] People, FeelContext Household) LowerOpen => _lowerOpen ??= Contexts(
        [.. Members.Select(member => member.Born.Earliest)], (_, member) => FeelValue.Unknown(member is { } person ? NameOf(Eligible, person) : Eligible), _ => true);

    /// <summary>The person as born on a day and with claims of lower strata; the same context where nothing differs.</summary>
    private FeelContext With(FeelContext person, DateOnly born, FeelValue lower)
    {
        var day = FeelValue.Of(born);
        if (person.Values[Born].IsIdenticalTo(day) && person.Values[^1].IsIdenticalTo(lower))
        {
            return person;
        }

        var values = person.Values.ToArray();
        (values[Born], values[^1]) = (day, lower);
        return new FeelContext(_personShape, values);
    }

    /// <summary>The name of a fact about a person where it is not the one asked about.</summary>
    public static string NameOf(string fact, PersonId person) => fact + Of + person.Value;

    /// <summary>Canonical text of a fact's value in the month, for explanations; null where it is unknown or nobody.</summary>
    public static string Text(FeelValue value) => value.Kind switch
    {
        FeelKind.Null or FeelKind.Unknown => "",
        FeelKind.String => value.AsString,
        FeelKind.Boolean => value.AsBoolean ? "true" : "false",
        FeelKind.Date => value.AsDate.ToString(),
        _ => value.ToString(),
    };

    /// <summary>The values of a person with a profile, in the order of the person's shape; without id and day of birth.</summary>
    public static FeelValue[] PersonValues(Silence silence, PersonProfile profile, BenefitMonth month, DateOnly knownAt) => PersonValues(
        silence, new CasePerson { Id = default, Born = default, Sex = profile.Sex, Died = profile.Died, Facts = profile.Facts, Awards = profile.Awards }, month, knownAt);

    /// <summary>The values of a household with a profile, in the order of the household's shape; without members.</summary>
    public static FeelValue[] HouseholdValues(SilentFacts silent, HouseholdProfile profile, BenefitMonth month, DateOnly knownAt)
    {
        var silence = silent.For(profile.Coverage, month).Households;
        var values = new FeelValue[silence.Facts.Count + 3];
        (values[0], values[1]) = (FeelValue.Of(profile.Place.Value), FeelValue.Of(profile.Province.Value));
        Fill(values.AsSpan(2, silence.Facts.Count), silence, profile.Facts, month, knownAt);
        return values;
    }

    private static FeelValue[] PersonValues(Silence silence, CasePerson person, BenefitMonth month, DateOnly knownAt)
    {
        var values = new FeelValue[silence.Facts.Count + 6];
        values[0] = person.Id.Value is { } id ? FeelValue.Of(id) : FeelValue.Null;
        values[1] = FeelValue.Of(person.Sex == Sex.Male ? "male" : "female");
        values[Born] = FeelValue.Of(person.Born.Earliest);
        values[^1] = FeelValue.Of(FeelList.Empty);
        values[3] = person.Died is { } died && !(died.Known > knownAt) ? FeelValue.Of(died.Day) : FeelValue.Null;
        Fill(values.AsSpan(4, silence.Facts.Count), silence, person.Facts, month, knownAt);
        values[^2] = FeelValue.Of(person.Awards.Count == 0 ? FeelList.Empty : new FeelList([.. AwardsBefore(person, month, knownAt).Select(benefit => FeelValue.Of(benefit.Value))]));
        return values;
    }

    private FeelContext WithNamedUnknowns(FeelContext person, PersonId id)
    {
        FeelValue[]? values = null;
        for (var index = 0; index < person.Values.Length; index++)
        {
            if (person.Values[index].IsUnknown)
            {
                values ??= person.Values.ToArray();
                values[index] = FeelValue.Unknown(NameOf(person.Values[index].UnknownFacts!.Facts[0], id));
            }
        }

        return values is null ? person : new FeelContext(_personShape, values);
    }

    /// <summary>Facts in the order of the catalogue: what silence means, and over it what is recorded.</summary>
    private static void Fill(Span<FeelValue> values, Silence silence, IReadOnlyList<CaseFact> records, BenefitMonth month, DateOnly knownAt)
    {
        silence.Values.CopyTo(values);

        for (var index = 0; index < records.Count; index++)
        {
            if (silence.Places.TryGetValue(records[index].Code, out var place) && IsFirstOfItsCode(records, index))
            {
                values[place] = Value(silence.Facts[place], silence.Unknown[place], records, silence.Meanings[place], month, knownAt);
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

    private static FeelValue Value(FactDefinition fact, FeelValue unknown, IReadOnlyList<CaseFact> records, FactInMonth silence, BenefitMonth month, DateOnly knownAt)
    {
        if (fact.Projection == FactProjection.History)
        {
            return History(fact, unknown, records, silence, month, knownAt);
        }

        var value = FactInMonth.Of(fact, records, silence, month, knownAt);
        return value.IsKnown ? Value(fact, value) : unknown;
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
    private static FeelValue History(FactDefinition fact, FeelValue unknown, IReadOnlyList<CaseFact> records, FactInMonth silence, BenefitMonth month, DateOnly knownAt)
    {
        var stretches = records
            .Where(record => record.Code == fact.Code && record.Value is not null && !(record.Known > knownAt) && !(record.Valid.From > month.Last))
            .OrderBy(record => record.Valid.From ?? DateOnly.MinValue).ThenBy(record => record.Sequence)
            .Select(record => FeelValue.Of(new FeelContext(StretchShape, [Day(record.Valid.From), Day(record.Valid.To), Typed(fact, record.Value!)])))
            .ToList();
        return stretches.Count == 0 && !silence.IsKnown ? unknown : FeelValue.Of(stretches.Count == 0 ? FeelList.Empty : new FeelList([.. stretches]));
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

    /// <summary>True when a claim still depends on facts.</summary>
    public bool HasOpen => _claims.Exists(claim => claim.Amount is null);

    /// <summary>The claims as models read them: of the person asked about, or of a member of the household.</summary>
    public FeelValue AsList(FeelShape shape, PersonId? member = null) => FeelValue.Of(_claims.Count == 0 ? FeelList.Empty : new FeelList([.. _claims.Select(claim =>
    {
        var missing = claim.Amount is not null ? default
            : FeelValue.Unknown(member is { } person && !claim.Missing.Contains(HouseholdInputs.Of, StringComparison.Ordinal) ? HouseholdInputs.NameOf(claim.Missing, person) : claim.Missing);
        return FeelValue.Of(new FeelContext(shape,
        [
            FeelValue.Of(claim.Benefit.Id.Value), FeelValue.Of(claim.Benefit.Group), claim.Amount is null ? missing : FeelValue.True,
            claim.Amount is { } amount ? FeelValue.Of(amount.Amount) : missing, FeelValue.Of(claim.Benefit.Per.ToString().ToLowerInvariant()),
        ]));
    })]));
}
