using AnSinh.Bulk;
using AnSinh.Dmn;
using AnSinh.Feel;

namespace AnSinh.Law;

/// <summary>What some decisions of a month read of people and households, and the numbers that stand for what they cannot tell apart.</summary>
internal sealed class BulkPlan
{
    private const string OfPerson = "person.";
    private const string OfHousehold = "household.";
    private const string Born = "born";

    /// <summary>Names that are no facts: whom a value is about, what lower strata gave (which hangs on the rest), and what the key has another place for.</summary>
    private static readonly string[] Elsewhere = ["id", "eligible", Born];

    private readonly Lock _gate = new();
    private readonly LawPack _pack;
    private readonly SilentFacts _silent;
    private readonly (LeafCoder Coder, int Place)[] _ofPerson;
    private readonly (LeafCoder Coder, int Place)[][] _ofMembers;
    private readonly (LeafCoder Coder, int Place)[] _ofHousehold;
    private readonly HashSet<int> _references;
    private readonly Dictionary<string, int> _parameterClasses = new(StringComparer.Ordinal);
    private readonly Dictionary<PlaceCode, int> _provinces = [];
    private readonly Dictionary<int, int> _householdPlaces = [];
    private readonly Dictionary<int, int> _personPlaces = [];
    private readonly Dictionary<string, int> _coverageClasses = new(StringComparer.Ordinal);
    private readonly List<IReadOnlyList<CaseCoverage>> _coverages = [];
    private readonly BulkPlan? _finer;
    private readonly bool _provincesAlike;
    private readonly Dictionary<PeopleDictionary, ProfileCodes> _profiles = [];
    private (IReadOnlyList<CaseCoverage> Records, int Class) _lastCoverage = ([], -1);
    private readonly PairCodes.Reader _tuples = new(new PairCodes());

    /// <param name="finer">A plan by whose numbers of days of birth and of profiles can be gone, where it tells apart whatever this one does; its pack has the same values in every province.</param>
    /// <param name="payees">Facts that name a payee of what the decisions grant: whether somebody is named counts too.</param>
    /// <param name="parameters">Of the pack.</param>
    /// <param name="provincesAlike">Leaves aside what a province sets: whoever asks tells provinces apart.</param>
    public BulkPlan(
        LawPack pack, BenefitMonth month, DateOnly knownAt, IEnumerable<ModelDecision> decisions, IEnumerable<string> payees, ParameterContexts parameters, BulkPlan? finer = null, bool provincesAlike = false)
    {
        (_pack, Month, KnownAt, _provincesAlike) = (pack, month, knownAt, provincesAlike);
        _silent = new SilentFacts(pack.Facts);
        var provinces = pack.Parameters.All.SelectMany(parameter => parameter.Values).Select(value => value.Place).OfType<PlaceCode>().Distinct().Prepend(default);
        var inputs = new Dictionary<string, IReadOnlyList<FeelValue>>(StringComparer.Ordinal)
        {
            ["month"] = [HouseholdInputs.MonthContext(month)],
            ["param"] = [.. provinces.Select(province => parameters.For(month, knownAt, province).Context)],
            ["benefit"] = [.. pack.Benefits.All.Select(benefit => FeelValue.Of(benefit.Id.Value))],
        };
        (Reading, var evaluation) = ReadingAnalyser.Read(pack.Models.Set, decisions.Distinct().Select(pack.Models.Decision), inputs);
        foreach (var payee in payees)
        {
            Reading.Touch(OfPerson + payee);
        }

        _finer = finer = finer is not null && Reading.IsWithin(finer.Reading) ? finer : null;
        var (person, household) = (pack.Models.PersonShape, pack.Models.HouseholdShape);
        _ofPerson = Coders(OfPerson, person);
        _ofMembers = [.. Reading.Members.Select(member => Coders(member.Prefix, person))];
        _ofHousehold = Coders(OfHousehold, household);
        _references = [.. pack.Facts.OfPersons.Where(fact => fact.Type == FactType.PersonReference).Select(fact => person.IndexOf(fact.Code))];
        BornOfPerson = new BornCodes(new LeafCoder(Reading.Touch(OfPerson + Born), evaluation), _gate, finer?.BornOfPerson);
        BornOfMembers = [.. Reading.Members.Select(member => new BornCodes(
            new LeafCoder(Reading.Touch(member.Prefix + Born), evaluation), _gate, finer?.BornOfMembers[finer.Reading.Members.ToList().IndexOf(member)]))];

        (LeafCoder, int)[] Coders(string prefix, FeelShape shape) => [.. Reading.Leaves.Values
            .Where(leaf => leaf.Path.StartsWith(prefix, StringComparison.Ordinal) && !Elsewhere.Contains(leaf.Path[prefix.Length..]) && leaf.Path.IndexOf('.', prefix.Length) < 0)
            .OrderBy(leaf => leaf.Path, StringComparer.Ordinal)
            .Select(leaf => (new LeafCoder(leaf, evaluation), shape.IndexOf(leaf.Path[prefix.Length..]))).Where(leaf => leaf.Item2 >= 0)];
    }

    public BenefitMonth Month { get; }
    public DateOnly KnownAt { get; }
    public CaseReading Reading { get; }
    public BornCodes BornOfPerson { get; }

    /// <summary>Of members, by the place of <see cref="CaseReading.Members"/> that reaches them.</summary>
    public IReadOnlyList<BornCodes> BornOfMembers { get; }

    /// <summary>Whether another plan's numbers are gone by.</summary>
    internal bool HasFiner => _finer is not null;

    /// <summary>Whether the decisions read what lower strata gave the person.</summary>
    public bool ReadsLower => Reading.Leaves.ContainsKey("person.eligible");

    public BulkCodes Codes { get; } = new();

    /// <summary>The numbers of a dictionary's profiles.</summary>
    public ProfileCodes ProfilesOf(PeopleDictionary dictionary)
    {
        lock (_profiles)
        {
            if (!_profiles.TryGetValue(dictionary, out var profiles))
            {
                _profiles[dictionary] = profiles = new ProfileCodes(this, dictionary, _finer?.ProfilesOf(dictionary));
            }

            return profiles;
        }
    }

    /// <summary>What the month may ask of a household as a whole: one number for all that are alike.</summary>
    public HouseholdCode CodeOf(HouseholdProfile profile)
    {
        lock (_gate)
        {
            var coverage = CoverageClass(profile.Coverage);
            if (!_provinces.TryGetValue(profile.Province, out var parameters))
            {
                _provinces[profile.Province] = parameters = _provincesAlike ? 0 : ClassOf(_parameterClasses, ValuesOf(_pack, Month, KnownAt, profile.Province));
            }

            var values = HouseholdInputs.HouseholdValues(_silent, profile, Month, KnownAt);
            var code = Tuple(_tuples.CodeOf(coverage, parameters), _ofHousehold, OfHousehold, values);
            return new HouseholdCode(code, coverage, PlaceOf(_householdPlaces, code));
        }
    }

    /// <summary>Equal for two provinces exactly when the same values hold in both.</summary>
    public static string ValuesOf(LawPack pack, BenefitMonth month, DateOnly knownAt, PlaceCode province) => string.Join('\n', pack.Parameters.All.Where(parameter => parameter.ByProvince)
        .Select(parameter => parameter.At(month, knownAt, province)).Select(value => value is null ? "-" : $"{value.From} {value.Place} {value.InForce:O}"));

    private static int PlaceOf(Dictionary<int, int> places, int code)
    {
        if (!places.TryGetValue(code, out var place))
        {
            places[code] = place = places.Count;
        }

        return place;
    }

    private int CoverageClass(IReadOnlyList<CaseCoverage> coverage)
    {
        if (_lastCoverage.Class < 0 || !_lastCoverage.Records.SequenceEqual(coverage))
        {
            var known = ClassOf(_coverageClasses, string.Join('\n', coverage.Select(record => $"{record.Source} {record.AsOf:O}")));
            if (known == _coverages.Count)
            {
                _coverages.Add(coverage);
            }

            _lastCoverage = (coverage, known);
        }

        return _lastCoverage.Class;
    }

    /// <summary>What the month may ask of a person with a profile, where the household's sources cover what they do.</summary>
    /// <param name="linkFacts">Facts that links of a block may give, at most 32.</param>
    public PersonCode CodeOf(PersonProfile profile, int coverage, IReadOnlyList<string> linkFacts)
    {
        lock (_gate)
        {
            var values = HouseholdInputs.PersonValues(_silent.For(_coverages[coverage], Month).Persons, profile, Month, KnownAt);
            var whole = _tuples.CodeOf(_tuples.CodeOf(-1, coverage), (int)profile.BornPrecision);
            var open = linkFacts.Index().Where(fact => Reading.Members.Any(member => member.Link == fact.Item) && values[_pack.Models.PersonShape.IndexOf(fact.Item)].IsUnknown)
                .Aggregate(0U, (mask, fact) => mask | (1U << fact.Index));
            var own = Tuple(whole, _ofPerson, OfPerson, values);
            MemberCode[] asMember = [.. _ofMembers.Index().Select(member => new MemberCode(
                Tuple(whole, member.Item, Reading.Members[member.Index].Prefix, values), IsThere(BornOfMembers[member.Index].Reading, Reading.Members[member.Index].Prefix, values)))];
            var alike = asMember.Aggregate(own, (tuple, member) => _tuples.CodeOf(tuple, ~member.Code));
            return new PersonCode(
                PlaceOf(_personPlaces, alike), own, IsThere(BornOfPerson.Reading, OfPerson, values), asMember,
                profile.BornPrecision != DatePrecision.Day, open);
        }
    }

    private int Tuple(int begun, (LeafCoder Coder, int Place)[] leaves, string prefix, FeelValue[] values)
    {
        foreach (var (coder, place) in leaves)
        {
            // A person named who is no member of the household is somebody, whoever it is.
            var code = prefix != OfHousehold && _references.Contains(place) && values[place].Kind == FeelKind.String ? 2 : coder.CodeOf(values[place], IsThere(coder.Reading, prefix, values));
            begun = _tuples.CodeOf(begun, code);
        }

        return begun;
    }

    /// <summary>Whether a value that is computed together with the leaf is there; a day of birth always is.</summary>
    private bool IsThere(LeafReading leaf, string prefix, FeelValue[] values) => leaf.Jointly.Any(path =>
        !path.StartsWith(prefix, StringComparison.Ordinal) || path[prefix.Length..] == Born
        || _pack.Models.PersonShape.IndexOf(path[prefix.Length..]) is >= 0 and var place && values[place] is { IsNull: false, IsUnknown: false });

    private static int ClassOf(Dictionary<string, int> classes, string text)
    {
        if (!classes.TryGetValue(text, out var known))
        {
            classes[text] = known = classes.Count;
        }

        return known;
    }
}
