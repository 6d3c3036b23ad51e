using AnSinh.Bulk;
using AnSinh.Law;

namespace AnSinh.Simulation.Sweep;

/// <summary>The profiles of a register in the months looked at, shared by all who are alike in what the law can read of them.</summary>
internal sealed class RegisterProfiles
{
    /// <summary>Stands for somebody who is not a member of the household: whoever it is, the law reads no more than that.</summary>
    private const string Somebody = "somebody";

    private const int None = -1;

    private readonly IReadOnlyList<BenefitMonth> _months;
    private readonly TextNumbers _benefits;
    private readonly List<PersonProfile> _persons = [];
    private readonly List<HouseholdProfile> _households = [];
    private readonly PairCodes.Reader _personTuples = new(new PairCodes());
    private readonly PairCodes.Reader _householdTuples = new(new PairCodes());
    private readonly List<int> _personOf = [];
    private readonly List<int> _householdOf = [];
    private readonly Dictionary<(int Profile, int Fact), int> _with = [];
    private readonly ProfileSeries _personSeries;
    private readonly ProfileSeries _householdSeries;
    private readonly List<int> _awardsBefore = [];

    public RegisterProfiles(LawPack pack, IReadOnlyList<BenefitMonth> months, TextNumbers codes, TextNumbers values, TextNumbers benefits)
    {
        (_months, _benefits) = (months, benefits);
        Facts = new FactProjections(pack.Facts, months, codes, values);
        Dictionary = new PeopleDictionary(_persons, _households, Facts.Links);
        (_personSeries, _householdSeries) = (new(months.Count), new(months.Count));
    }

    public FactProjections Facts { get; }

    public PeopleDictionary Dictionary { get; }

    public int Person(int series, int ahead) => _personSeries.At(series, ahead);

    public int Household(int series, int ahead) => _householdSeries.At(series, ahead);

    /// <summary>The series of a person whose facts were just projected.</summary>
    /// <param name="died">The day of a death that is known, as yyyymmdd; 0 for none.</param>
    /// <param name="awards">What is paid by decisions known.</param>
    public int PersonSeries(Sex sex, DatePrecision precision, int died, List<AwardRow> awards)
    {
        var uniform = Facts.IsUniform;
        foreach (var award in awards)
        {
            uniform &= (award.From < _months[0].Index && award.To >= _months[^1].Index - 1) || award.To < _months[0].Index - 1 || award.From >= _months[^1].Index;
        }

        if (uniform)
        {
            return _personSeries.Of(PersonAt(0, sex, precision, died, awards));
        }

        Span<int> profiles = stackalloc int[_months.Count];
        for (var month = 0; month < profiles.Length; month++)
        {
            profiles[month] = PersonAt(month, sex, precision, died, awards);
        }

        return _personSeries.Of(profiles);
    }

    /// <summary>The series of a household whose facts were just projected.</summary>
    /// <param name="commune">Number of the commune, from 0.</param>
    public int HouseholdSeries(int commune, PlaceCode place, PlaceCode province, IReadOnlyList<CaseCoverage> coverage)
    {
        Span<int> profiles = stackalloc int[_months.Count];
        for (var month = 0; month < profiles.Length; month++)
        {
            var tuple = -1 - commune;
            foreach (var item in Facts.Items[month])
            {
                tuple = _householdTuples.CodeOf(tuple, item);
            }

            // A household without facts still needs a number of its own.
            tuple = _householdTuples.CodeOf(tuple, None);
            if (At(_householdOf, tuple) is var known && known < 0)
            {
                _householdOf[tuple] = known = _households.Count;
                _households.Add(new HouseholdProfile { Place = place, Province = province, Coverage = coverage, Facts = [.. Facts.Items[month].SelectMany(Facts.Item)] });
            }

            profiles[month] = known;
        }

        return _householdSeries.Of(profiles);
    }

    /// <summary>The series of people who are alike and whose fact names somebody outside the household.</summary>
    public int NamingSomebody(int series, byte fact)
    {
        Span<int> profiles = stackalloc int[_months.Count];
        for (var month = 0; month < profiles.Length; month++)
        {
            profiles[month] = ProfileNamingSomebody(_personSeries.At(series, month), fact);
        }

        return _personSeries.Of(profiles);
    }

    private int ProfileNamingSomebody(int profile, byte fact)
    {
        if (!_with.TryGetValue((profile, fact), out var with))
        {
            _with[(profile, fact)] = with = _persons.Count;
            _persons.Add(_persons[profile] with { Facts = [.. _persons[profile].Facts.Append(new CaseFact(Facts.Links[fact], Somebody)).OrderBy(known => known.Code, StringComparer.Ordinal)] });
        }

        return with;
    }

    private int PersonAt(int month, Sex sex, DatePrecision precision, int died, List<AwardRow> awards)
    {
        var tuple = _personTuples.CodeOf(-1 - (int)sex - (2 * (int)precision), died);
        foreach (var item in Facts.Items[month])
        {
            tuple = _personTuples.CodeOf(tuple, item * 2);
        }

        AwardsBefore(_months[month].Index - 1, awards);
        foreach (var benefit in _awardsBefore)
        {
            tuple = _personTuples.CodeOf(tuple, (benefit * 2) + 1);
        }

        if (At(_personOf, tuple) is var known && known < 0)
        {
            _personOf[tuple] = known = _persons.Count;
            _persons.Add(new PersonProfile
            {
                Sex = sex,
                BornPrecision = precision,
                Died = died == 0 ? null : new CaseDeath(StoredText.DateOf(died)),
                Facts = [.. Facts.Items[month].SelectMany(Facts.Item)],
                Awards = [.. _awardsBefore.Select(benefit => new BenefitId(_benefits[benefit])).Order().Select(benefit => new CaseAward(benefit, _months[0].Previous))],
            });
        }

        return known;
    }

    /// <summary>The benefits paid in a month, each once, by number.</summary>
    private void AwardsBefore(int month, List<AwardRow> awards)
    {
        _awardsBefore.Clear();
        foreach (var award in awards)
        {
            if (award.From <= month && award.To >= month && !_awardsBefore.Contains(award.Benefit))
            {
                _awardsBefore.Add(award.Benefit);
            }
        }

        _awardsBefore.Sort();
    }

    private static int At(List<int> numbers, int place)
    {
        while (numbers.Count <= place)
        {
            numbers.Add(None);
        }

        return numbers[place];
    }
}
