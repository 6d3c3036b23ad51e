namespace AnSinh.Law;

/// <summary>How much of the answer is worked out. Amounts are the same either way.</summary>
public enum DeterminationDetail
{
    /// <summary>Claims, entitlements, missing facts and stops; no refusals.</summary>
    Claims,

    /// <summary>Everything, with a reason for each refusal.</summary>
    Full,
}

/// <summary>
/// Decides who in a household is owed what in a month. The answer depends on the household, the month, the known-at day and the law pack, and on nothing else.
/// Not safe for several threads at once; make one for each.
/// </summary>
public sealed class Determiner
{
    private readonly LawPack _pack;
    private readonly WorldDeterminer _worlds;
    private readonly OverlapRules _overlap;
    private (CaseHousehold Household, BenefitMonth Month, DateOnly KnownAt, HouseholdInputs Inputs)? _asked;

    public Determiner(LawPack pack)
    {
        _pack = pack;
        _worlds = new WorldDeterminer(pack);
        _overlap = new OverlapRules(pack);
    }

    public LawPack Pack => _pack;

    /// <param name="settleCouples">False: claims of spouses do not meet, as if each lived alone.</param>
    /// <param name="asked">Which programmes are asked about which person; null asks everything. Who asks about a programme of a higher stratum must ask about the lower ones too.</param>
    public HouseholdDetermination Determine(
        CaseHousehold household, BenefitMonth month, DateOnly knownAt, DeterminationDetail detail = DeterminationDetail.Full, Func<PersonId, Programme, bool>? asked = null, bool settleCouples = true)
    {
        var inputs = _worlds.Inputs(household, month, knownAt);
        var couples = settleCouples ? Couples(inputs) : [];
        IReadOnlyList<PersonDetermination> people = Determine(inputs, couples, household.Province, month, knownAt, detail, asked, heedContradictions: true);
        if (detail == DeterminationDetail.Full && people.Any(person => person.Contradictions.Count > 0))
        {
            people = new ContradictionReadings(household, (other, heed) => Determine(_worlds.Inputs(other, month, knownAt), couples, other.Province, month, knownAt, detail, asked, heed)).AddTo(people);
        }

        return new HouseholdDetermination(household.Id, month, knownAt, _pack.Hash, people, couples)
        {
            Statuses = detail == DeterminationDetail.Full && asked is null ? Statuses(inputs, household.Province, month, knownAt) : [],
        };
    }

    /// <summary>What the assessed facts classify the household and its members as, in the month by the law known at the day; statuses of which nothing was assessed are left out.</summary>
    public IReadOnlyList<StatusAnswer> Statuses(CaseHousehold household, BenefitMonth month, DateOnly knownAt) =>
        Statuses(_worlds.Inputs(household, month, knownAt), household.Province, month, knownAt);

    /// <summary>The days on which a status decided on the day holds.</summary>
    /// <exception cref="LawStopException">The pack has no such status, or its rules err.</exception>
    public StatusPeriod StatusPeriod(string status, DateOnly decided) => _worlds.StatusPeriod(
        _pack.Benefits.Statuses.FirstOrDefault(known => known.Id == status) ?? throw new LawStopException($"không có phân loại '{status}'", $"there is no status '{status}'"), decided);

    private IReadOnlyList<StatusAnswer> Statuses(HouseholdInputs inputs, PlaceCode province, BenefitMonth month, DateOnly knownAt) =>
        _pack.Benefits.Statuses.Count == 0 ? [] : _worlds.Statuses(inputs, BirthWorlds.Of(inputs.Members, month, _pack.Ages).First(), province, month, knownAt);

    private List<PersonDetermination> Determine(
        HouseholdInputs inputs, IReadOnlyList<(PersonId, PersonId)> couples, PlaceCode province, BenefitMonth month, DateOnly knownAt, DeterminationDetail detail, Func<PersonId, Programme, bool>? asked, bool heedContradictions)
    {
        List<PersonDetermination>? combined = null;
        foreach (var born in BirthWorlds.Of(inputs.Members, month, _pack.Ages))
        {
            var people = _overlap.Settle(_worlds.Determine(inputs, born, province, month, knownAt, detail, asked, heedContradictions), couples, month, knownAt);
            combined = combined is null ? people : WorldAgreement.Combine(combined, people, inputs.Members);
        }

        return combined ?? [];
    }

    /// <summary>
    /// Settles overlap among the claims that an award carries: what is to be paid, per person. A claim nobody was awarded neither is paid nor pushes an awarded one aside.
    /// </summary>
    public IReadOnlyList<PersonDetermination> Resolve(HouseholdDetermination determination, Func<PersonId, BenefitId, bool> awarded)
    {
        var people = determination.People
            .Select(person => person with { Claims = [.. person.Claims.Where(claim => awarded(person.Person, claim.Benefit))], Entitlements = [], Refused = [], Missing = [], Stopped = [] })
            .ToList();
        return _overlap.Settle(people, determination.Couples, determination.Month, determination.KnownAt);
    }

    /// <summary>
    /// What one programme says of one person whose date of birth is known to the day, before overlap and without regard to contradictions; of no programme, which facts of the person contradict
    /// each other.
    /// </summary>
    /// <param name="granted">Takes what each claim rests on whatever its amount is, those of lower strata too.</param>
    internal PersonDetermination PartOf(CaseHousehold household, PersonId person, Programme? programme, BenefitMonth month, DateOnly knownAt, List<GrantedBenefit>? granted = null)
    {
        var inputs = InputsOf(household, month, knownAt);
        var answer = _worlds.Determine(
            inputs, BirthWorlds.Of(inputs.Members, month, _pack.Ages).First(), household.Province, month, knownAt, DeterminationDetail.Claims,
            (asked, about) => asked == person && programme is not null && (about == programme || about.Stratum < programme.Stratum), heedContradictions: false, granted)
            .First(known => known.Person == person);
        if (programme is null)
        {
            return answer with { Contradictions = _worlds.Contradictions(inputs, person, household.Province, month, knownAt) };
        }

        bool IsOf(BenefitId benefit) => _pack.Benefits.Find(benefit)!.Programme == programme;
        return answer with
        {
            Claims = [.. answer.Claims.Where(claim => IsOf(claim.Benefit))],
            Missing = [.. answer.Missing.Select(missing => missing with { Benefits = [.. missing.Benefits.Where(IsOf)] }).Where(missing => missing.Benefits.Count > 0)],
            Stopped = [.. answer.Stopped.Where(stopped => IsOf(stopped.Benefit))],
        };
    }

    /// <summary>As <see cref="PartOf"/>, kept so that other amounts can be put to it, where these ask nothing of lower strata; null where a claim cannot be told from what it rests on.</summary>
    internal AmountCase? AmountsOf(CaseHousehold household, PersonId person, Programme programme, BenefitMonth month, DateOnly knownAt)
    {
        var granted = new List<GrantedBenefit>();
        var answer = PartOf(household, person, programme, month, knownAt, granted);
        granted.RemoveAll(one => one.Benefit.Programme != programme);
        if (answer.Stopped.Count > 0 || answer.AmountOpen || !granted.Select(one => one.Benefit.Id).Order().SequenceEqual(answer.Claims.Select(claim => claim.Benefit).Order()))
        {
            return null;
        }

        var inputs = InputsOf(household, month, knownAt);
        var (people, whole) = inputs.Plain;
        return new AmountCase(people[inputs.Members.Index().First(member => member.Item.Id == person).Index], whole, programme.ModelsFor(month)!.Level, granted, answer);
    }

    internal IReadOnlyList<LevelResult>? Levels(AmountCase known, PlaceCode province, BenefitMonth month, DateOnly knownAt) => _worlds.Levels(known, province, month, knownAt);

    internal PersonDetermination With(AmountCase known, IReadOnlyList<LevelResult> levels, PlaceCode province, BenefitMonth month, DateOnly knownAt) => _worlds.With(known, levels, province, month, knownAt);

    /// <summary>False where a table surely has nothing for a person whose date of birth is known to the day, whatever lower strata give.</summary>
    internal bool HasAnything(CaseHousehold household, PersonId person, Programme programme, ModelDecision table, bool readsLower, BenefitMonth month, DateOnly knownAt) =>
        _worlds.HasAnything(InputsOf(household, month, knownAt), person, programme, table, readsLower, household.Province, month, knownAt);

    /// <summary>The inputs of the household asked about last, of which several things are asked.</summary>
    private HouseholdInputs InputsOf(CaseHousehold household, BenefitMonth month, DateOnly knownAt)
    {
        if (_asked is not { } asked || !ReferenceEquals(asked.Household, household) || asked.Month != month || asked.KnownAt != knownAt)
        {
            _asked = asked = (household, month, knownAt, _worlds.Inputs(household, month, knownAt));
        }

        return asked.Inputs;
    }

    /// <summary>The answers of programmes as one answer, before overlap and after it, as if the person had no spouse.</summary>
    internal (PersonDetermination Before, PersonDetermination Settled) Join(IReadOnlyList<PersonDetermination> parts, BenefitMonth month, DateOnly knownAt)
    {
        var before = parts[0] with
        {
            Claims = [.. parts.SelectMany(part => part.Claims).OrderBy(claim => _pack.Benefits.Find(claim.Benefit)!.Order)],
            Missing = [.. parts.SelectMany(part => part.Missing).GroupBy(missing => missing.Fact, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => group.First() with { Benefits = [.. group.SelectMany(missing => missing.Benefits).OrderBy(benefit => _pack.Benefits.Find(benefit)!.Order)] })],
            Stopped = [.. parts.SelectMany(part => part.Stopped)],
        };
        return (before, _overlap.Settle([before], [], month, knownAt)[0]);
    }

    /// <summary>Settles the claims of spouses, given before overlap.</summary>
    internal (PersonDetermination First, PersonDetermination Second) Settle(PersonDetermination first, PersonDetermination second, BenefitMonth month, DateOnly knownAt)
    {
        var (one, other) = (PeopleBlock.IdOf(0), PeopleBlock.IdOf(1));
        var settled = _overlap.Settle([first with { Person = one }, second with { Person = other }], [(one, other)], month, knownAt);
        return (settled[0], settled[1]);
    }

    /// <summary>The first month an award pays, by the start rule of its programme, with the row that says so.</summary>
    /// <exception cref="LawStopException">No rule covers the award.</exception>
    public AwardStart StartMonth(AwardBasis award) => _worlds.StartMonth(award);

    /// <summary>Whether the months of a suspension are paid once the award is resumed, by the suspension model of its programme (decision <c>suspended_months_are_paid</c>).</summary>
    public bool SuspendedMonthsArePaid(BenefitId benefit, int months) =>
        _pack.Benefits.Find(benefit)?.Programme.Suspension is { } suspension && _worlds.SuspendedMonthsArePaid(suspension, months);

    /// <summary>What the suspension model of the programme says of an award in this standing, when the list of the month is drawn up.</summary>
    /// <exception cref="LawStopException">The programme has no suspension model, or it gives no answer.</exception>
    public SuspensionAnswer Suspension(BenefitId benefit, AwardStanding standing, BenefitMonth month, DateOnly knownAt) =>
        _pack.Benefits.Find(benefit)?.Programme.Suspension is { } suspension
            ? _worlds.Suspension(suspension, standing, month, knownAt)
            : throw new LawStopException($"chương trình của {benefit} không có quy tắc tạm dừng", $"the programme of {benefit} has no suspension rule");

    private static IReadOnlyList<(PersonId, PersonId)> Couples(HouseholdInputs inputs)
    {
        List<(PersonId, PersonId)>? couples = null;
        foreach (var person in inputs.Members)
        {
            foreach (var fact in person.Facts)
            {
                if (fact.Code == "spouse" && fact.Value is { } spouse && inputs.Members.Any(member => member.Id.Value == spouse))
                {
                    var other = new PersonId(spouse);
                    var pair = person.Id.CompareTo(other) < 0 ? (person.Id, other) : (other, person.Id);
                    couples ??= [];
                    if (!couples.Contains(pair))
                    {
                        couples.Add(pair);
                    }
                }
            }
        }

        return couples ?? (IReadOnlyList<(PersonId, PersonId)>)[];
    }
}

/// <summary>What the start rules ask about an award. Days as signed, applied and certified; <paramref name="Born"/> as far as it is known.</summary>
public sealed record AwardBasis(BenefitId Benefit, DateOnly Decided, DateOnly? Applied, DateOnly? Certificate, BirthDate Born, DateOnly? Died = null);

/// <summary>
/// The first month an award pays. Where the rule counts from a birthday and papers carry only a year or a month, it lies between <paramref name="Earliest"/> and
/// <paramref name="Latest"/> and somebody has to find the date.
/// </summary>
public sealed record AwardStart(BenefitMonth Earliest, BenefitMonth Latest, RowReason Reason, EvidenceGrade Grade)
{
    public bool IsCertain => Earliest == Latest;
}

/// <summary>How an award stands when the list of a month is drawn up: whole months not collected in a row, in custody, and suspended; and whether a review was refused.</summary>
public sealed record AwardStanding(int UncollectedMonths, int CustodyMonths, bool ReviewRefused, int SuspendedMonths);

/// <summary>Why payment is suspended (empty: it is not), whether the award ends, and whether suspended months are paid once payment goes on.</summary>
public sealed record SuspensionAnswer(IReadOnlyList<string> Reasons, bool Ends, bool SuspendedMonthsArePaid);

/// <summary>The law pack gives no answer: a rule erred or is silent. Nothing may be paid on it.</summary>
public sealed class LawStopException(string vi, string en) : Exception(en)
{
    public Bilingual Reason { get; } = new(vi, en);
}
