using AnSinh.Bulk;
using AnSinh.Dmn;
using AnSinh.Feel;

namespace AnSinh.Law;

/// <summary>What the law of one month reads of people and households, and the numbers that stand for what it cannot tell apart.</summary>
internal sealed class BulkPlan
{
    private const string OfPerson = "person.";
    private const string OfHousehold = "household.";
    private const string OfMember = "household.members.";

    /// <summary>Paths that are no facts: whom a value is about, what lower strata gave (which hangs on the rest), and what the key has another place for.</summary>
    private static readonly string[] Elsewhere = ["person.id", "person.eligible", "household.members.id", "person.born", "household.members.born", "household.members.eligible"];

    private readonly Lock _gate = new();
    private readonly LawPack _pack;
    private readonly SilentFacts _silent;
    private readonly (LeafCoder Coder, int Place)[] _ofPerson;
    private readonly (LeafCoder Coder, int Place)[] _ofMember;
    private readonly (LeafCoder Coder, int Place)[] _ofHousehold;
    private readonly HashSet<int> _references;
    private readonly Dictionary<string, int> _parameterClasses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _coverageClasses = new(StringComparer.Ordinal);
    private readonly List<IReadOnlyList<CaseCoverage>> _coverages = [];
    private readonly PairCodes.Reader _tuples = new(new PairCodes());
    private readonly BornCodes _born;
    private readonly BornCodes _memberBorn;

    public BulkPlan(LawPack pack, BenefitMonth month, DateOnly knownAt)
    {
        (_pack, Month, KnownAt) = (pack, month, knownAt);
        _silent = new SilentFacts(pack.Facts);
        var parameters = new ParameterContexts(pack.Parameters);
        var provinces = pack.Parameters.All.SelectMany(parameter => parameter.Values).Select(value => value.Place).OfType<PlaceCode>().Distinct().Prepend(default);
        var inputs = new Dictionary<string, IReadOnlyList<FeelValue>>(StringComparer.Ordinal)
        {
            ["month"] = [HouseholdInputs.MonthContext(month)],
            ["param"] = [.. provinces.Select(province => parameters.For(month, knownAt, province).Context)],
            ["benefit"] = [.. pack.Benefits.All.Select(benefit => FeelValue.Of(benefit.Id.Value))],
        };
        (Reading, var evaluation) = ReadingAnalyser.Read(pack.Models.Set, Decisions(pack, month), inputs);
        foreach (var payee in pack.Benefits.All.Select(benefit => benefit.Payee?.Fact).OfType<string>())
        {
            Reading.Touch(OfPerson + payee);
        }

        var (person, household) = (pack.Models.PersonShape, pack.Models.HouseholdShape);
        _ofPerson = Coders(OfPerson, person);
        _ofMember = Coders(OfMember, person);
        _ofHousehold = Coders(OfHousehold, household);
        _references = [.. pack.Facts.OfPersons.Where(fact => fact.Type == FactType.PersonReference).Select(fact => person.IndexOf(fact.Code))];
        _born = new BornCodes(new LeafCoder(Reading.Touch("person.born"), evaluation), _gate);
        _memberBorn = new BornCodes(new LeafCoder(Reading.Touch("household.members.born"), evaluation), _gate);

        (LeafCoder, int)[] Coders(string prefix, FeelShape shape) => [.. Reading.Leaves.Values
            .Where(leaf => leaf.Path.StartsWith(prefix, StringComparison.Ordinal) && !Elsewhere.Contains(leaf.Path) && leaf.Path.IndexOf('.', prefix.Length) < 0)
            .OrderBy(leaf => leaf.Path, StringComparer.Ordinal)
            .Select(leaf => (new LeafCoder(leaf, evaluation), shape.IndexOf(leaf.Path[prefix.Length..]))).Where(leaf => leaf.Item2 >= 0)];
    }

    public BenefitMonth Month { get; }
    public DateOnly KnownAt { get; }
    public CaseReading Reading { get; }
    public BornCodes Born => _born;
    public BornCodes MemberBorn => _memberBorn;

    /// <summary>Every decision that an answer of the month may ask, besides overlap, which is settled by what the others gave.</summary>
    private static IEnumerable<CompiledDecision> Decisions(LawPack pack, BenefitMonth month) => pack.Benefits.Programmes
        .SelectMany(programme => programme.ModelsFor(month) is { } models ? models.Entitlement.Append(models.Level).Append(programme.Bars) : [])
        .OfType<ModelDecision>().Concat(pack.Benefits.Contradictions).Distinct().Select(pack.Models.Decision);

    /// <summary>What the month may ask of a household as a whole: one number for all that are alike.</summary>
    public HouseholdCode CodeOf(HouseholdProfile profile)
    {
        lock (_gate)
        {
            var coverage = ClassOf(_coverageClasses, string.Join('\n', profile.Coverage.Select(record => $"{record.Source} {record.AsOf:O}")));
            if (coverage == _coverages.Count)
            {
                _coverages.Add(profile.Coverage);
            }

            var parameters = ClassOf(_parameterClasses, string.Join('\n', _pack.Parameters.All.Where(parameter => parameter.ByProvince)
                .Select(parameter => parameter.At(Month, KnownAt, profile.Province)).Select(value => value is null ? "-" : $"{value.From} {value.Place} {value.InForce:O}")));
            var values = HouseholdInputs.HouseholdValues(_silent, profile, Month, KnownAt);
            return new HouseholdCode(Tuple(_tuples.CodeOf(coverage, parameters), _ofHousehold, values, []), coverage);
        }
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
            return new PersonCode(
                Tuple(whole, _ofPerson, values, _references), IsThere(_born.Reading, OfPerson, values),
                Tuple(whole, _ofMember, values, _references), IsThere(_memberBorn.Reading, OfMember, values), profile.BornPrecision != DatePrecision.Day, open);
        }
    }

    private int Tuple(int begun, (LeafCoder Coder, int Place)[] leaves, FeelValue[] values, HashSet<int> references)
    {
        foreach (var (coder, place) in leaves)
        {
            // A person named who is no member of the household is somebody, whoever it is.
            var code = references.Contains(place) && values[place].Kind == FeelKind.String ? 2 : coder.CodeOf(values[place], IsThere(coder.Reading, PrefixOf(coder.Reading.Path), values));
            begun = _tuples.CodeOf(begun, code);
        }

        return begun;
    }

    private static string PrefixOf(string path) => path[..(path.LastIndexOf('.') + 1)];

    /// <summary>Whether a value that is computed together with the leaf is there; a day of birth always is.</summary>
    private bool IsThere(LeafReading leaf, string prefix, FeelValue[] values) => leaf.Jointly.Any(path =>
        !path.StartsWith(prefix, StringComparison.Ordinal) || path.EndsWith(".born", StringComparison.Ordinal)
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

/// <param name="Code">Number of all households that are alike in what is asked.</param>
/// <param name="Coverage">Number of the set of sources that cover them.</param>
internal readonly record struct HouseholdCode(int Code, int Coverage);

/// <param name="Own">Number of all profiles that are alike in what is asked of a person.</param>
/// <param name="BornExactly">Whether the very day of birth counts.</param>
/// <param name="AsMember">Number of all that are alike in what is asked of another member.</param>
/// <param name="IsPartial">Whether the papers carry only a year or a month of birth.</param>
/// <param name="OpenLinks">Bits of link facts by which members are reached and of which nobody knows whom they name, unless a link does.</param>
internal readonly record struct PersonCode(int Own, bool BornExactly, int AsMember, bool MemberBornExactly, bool IsPartial, uint OpenLinks);

/// <summary>Numbers of days of birth: one table for days that only their place among the ages of the law tells apart, one for days that count as such.</summary>
internal sealed class BornCodes
{
    private const int NotYet = -1;

    private readonly LeafCoder _coder;
    private readonly Lock _gate;
    private readonly int[] _places = new int[ushort.MaxValue + 1];

    public BornCodes(LeafCoder coder, Lock gate)
    {
        (_coder, _gate) = (coder, gate);
        Array.Fill(_places, NotYet);
    }

    public LeafReading Reading => _coder.Reading;

    /// <param name="exactly">Whether the day itself counts; it then has its own number, which no place has.</param>
    public int CodeOf(ushort day, bool exactly)
    {
        if (exactly)
        {
            return int.MinValue | day;
        }

        var code = _places[day];
        return code != NotYet ? code : Learn(day);
    }

    private int Learn(ushort day)
    {
        lock (_gate)
        {
            return _places[day] = _coder.CodeOf(FeelValue.Of(PeopleBlock.FirstDay.AddDays(day)));
        }
    }
}
