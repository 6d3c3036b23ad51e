using AnSinh.Law;

namespace AnSinh.Simulation.Populations;

/// <summary>Figures that are counted and held against <c>targets.csv</c>.</summary>
internal enum NationFigure
{
    Households,
    Urban,
    Male,
    SixtyPlus,
    PoorHouseholds,
    NearPoorHouseholds,
    AssistanceMonthly,
    Elderly80WithoutPension,
    DisabilityExtremelySevere,
    DisabilitySevere,
    DisabilityMild,
    OrphansAssisted,
    HivAssisted,
    PoorSingleParents,
    MeritMonthly,
    Pensioners,
    Elderly75WithoutPension,
}

/// <summary>
/// Counts a population file as the published statistics count: by age and sex, place, size, poverty, and in the groups of monthly social assistance as they were when their totals were published
/// (2015 to 2024). It reads facts, not the law, so that the counts can be held against the sources whatever the law of the day.
/// </summary>
internal sealed class NationTally
{
    public const int AgeGroups = 21;
    public const int LargestSize = 10;

    private readonly PopulationReader _reader;
    private readonly PersonMarks[] _persons;
    private readonly (int Province, int Region, bool Urban, bool Disadvantaged, Standard Standard)[] _households;
    private readonly byte[] _ageOfBirth;
    private readonly int _raisedBy;
    private readonly long[] _totals = new long[Enum.GetValues<NationFigure>().Length];

    public NationTally(NationData data, PopulationReader reader)
    {
        _reader = reader;
        _persons = [.. reader.Dictionary.Persons.Select(profile => new PersonMarks(profile, data.MeritKinds))];
        var communes = data.Communes.ToDictionary(commune => commune.Code);
        var regions = data.Regions.Select(region => region.Code).ToList();
        var provinces = data.Provinces.Select(province => province.Code).ToList();
        _households = [.. reader.Dictionary.Households.Select(profile => (
            provinces.IndexOf(profile.Province), regions.IndexOf(communes[profile.Place].Region), Is(profile, "urban", "true"), Is(profile, "extremely_disadvantaged", "true"),
            Is(profile, "poverty_status", "poor") ? Standard.Poor : Is(profile, "poverty_status", "near_poor") ? Standard.NearPoor : Is(profile, "poverty_status", "average") ? Standard.Average : Standard.Other))];
        _ageOfBirth = AgesOn(reader.Day);
        _raisedBy = reader.Dictionary.LinkFacts.ToList().IndexOf("raised_by");
        Provinces = new long[provinces.Count];
        Regions = new long[regions.Count, 3];
        Merit = new long[data.MeritKinds.Count];
    }

    /// <summary>Persons by five years of age and sex.</summary>
    public long[,] AgeSex { get; } = new long[AgeGroups, 2];

    /// <summary>Households by size.</summary>
    public long[] Sizes { get; } = new long[LargestSize + 1];

    /// <summary>Persons by province.</summary>
    public long[] Provinces { get; }

    /// <summary>By region: households, near-poor, poor.</summary>
    public long[,] Regions { get; }

    /// <summary>Persons by ethnic group.</summary>
    public long[] EthnicGroups { get; } = new long[byte.MaxValue + 1];

    /// <summary>Persons by kind of merit.</summary>
    public long[] Merit { get; }

    /// <summary>People of 60 and over, by five years of age: all, and those with a pension.</summary>
    public long[,] Pensions { get; } = new long[AgeGroups, 2];

    public long this[NationFigure figure] => _totals[(int)figure];

    public static NationTally Of(NationData data, PopulationReader reader, int threads, CancellationToken cancellation)
    {
        var whole = new NationTally(data, reader);
        AllCores.Each(
            reader.Blocks, () => (Tally: new NationTally(data, reader), Block: new PeopleBlock()),
            (index, own) =>
            {
                reader.ReadBlock(index, own.Block);
                own.Tally.Count(own.Block);
            },
            own =>
            {
                lock (whole)
                {
                    whole.Add(own.Tally);
                }
            },
            threads, cancellation);
        return whole;
    }

    private static byte[] AgesOn(DateOnly day)
    {
        var ages = new byte[ushort.MaxValue + 1];
        for (var born = 0; born < ages.Length; born++)
        {
            var birth = PeopleBlock.FirstDay.AddDays(born);
            if (birth > day)
            {
                break;
            }

            var age = day.Year - birth.Year;
            ages[born] = (byte)(birth.AddYears(age) > day ? age - 1 : age);
        }

        return ages;
    }

    private static bool Is(HouseholdProfile profile, string code, string value) => profile.Facts.Any(fact => fact.Code == code && fact.Value == value);

    private void Count(PeopleBlock block)
    {
        Span<bool> raises = stackalloc bool[byte.MaxValue];
        for (var (household, first, link) = (0, 0, 0); household < block.Households; first += block.Sizes[household++])
        {
            var size = block.Sizes[household];
            var living = _households[block.HouseholdProfiles[household]];
            Sizes[Math.Min((int)size, LargestSize)]++;
            Provinces[living.Province] += size;
            Regions[living.Region, 0]++;
            Regions[living.Region, 1] += living.Standard == Standard.NearPoor ? 1 : 0;
            Regions[living.Region, 2] += living.Standard == Standard.Poor ? 1 : 0;
            Plus(NationFigure.Households, 1);
            Plus(NationFigure.PoorHouseholds, living.Standard == Standard.Poor);
            Plus(NationFigure.NearPoorHouseholds, living.Standard == Standard.NearPoor);
            Plus(NationFigure.Urban, living.Urban ? size : 0);
            EthnicGroups[block.EthnicGroups.Length > 0 ? block.EthnicGroups[household] : 0] += size;
            raises.Clear();
            for (; link < block.LinkCount && block.Links[link].Person < first + size; link++)
            {
                var child = block.Links[link].Person;
                if (block.Links[link].Fact == _raisedBy && (_ageOfBirth[block.Born[child]] < 16 || _persons[block.Profiles[child]].Studying))
                {
                    raises[block.Links[link].Member] = true;
                }
            }

            for (var person = 0; person < size; person++)
            {
                Person(_persons[block.Profiles[first + person]], _ageOfBirth[block.Born[first + person]], living.Standard, living.Disadvantaged, raises[person]);
            }
        }
    }

    private void Person(PersonMarks marks, int age, Standard standard, bool disadvantaged, bool raises)
    {
        var group = Math.Min(age / 5, AgeGroups - 1);
        AgeSex[group, (int)marks.Sex]++;
        Pensions[group, 0]++;
        Pensions[group, 1] += marks.Pension > 0 ? 1 : 0;
        if (marks.Merit >= 0)
        {
            Merit[marks.Merit]++;
        }

        var deprived = standard is Standard.Poor or Standard.NearPoor;
        var uninsured = marks.Pension == 0 && !marks.OtherAllowance;
        var disabled = marks.Disability >= 2 && uninsured && !marks.HasMerit;
        var old = age >= 80 && uninsured;
        var orphan = (marks.WithoutParents && age < 16) || marks.KeepsOrphanAllowance;
        var hiv = marks.Hiv && standard == Standard.Poor;
        var lone = raises && marks.Lone && deprived;
        var infant = age < 3 && deprived && disadvantaged;
        var unsupported = age is >= 60 and < 80 && standard == Standard.Poor && marks.Unsupported;
        var mountain = age is >= 75 and < 80 && deprived && disadvantaged;
        var carer = (orphan || marks.Disability == 3) && (marks.TakenIn || marks.CaredAtHome);
        Plus(NationFigure.Male, marks.Sex == Sex.Male);
        Plus(NationFigure.SixtyPlus, age >= 60);
        Plus(NationFigure.Pensioners, marks.Pension > 0);
        Plus(NationFigure.MeritMonthly, marks.HasMerit);
        Plus(NationFigure.Elderly80WithoutPension, old);
        Plus(NationFigure.DisabilityExtremelySevere, disabled && marks.Disability == 3);
        Plus(NationFigure.DisabilitySevere, disabled && marks.Disability == 2);
        Plus(NationFigure.DisabilityMild, marks.Disability == 1 && uninsured && !marks.HasMerit);
        Plus(NationFigure.OrphansAssisted, orphan);
        Plus(NationFigure.HivAssisted, hiv);
        Plus(NationFigure.PoorSingleParents, lone);
        Plus(NationFigure.AssistanceMonthly, (disabled || old || orphan || hiv || lone || infant || unsupported || mountain ? 1 : 0) + (carer ? 1 : 0));
        Plus(NationFigure.Elderly75WithoutPension, age >= 75 && marks.Pension == 0);
    }

    private void Plus(NationFigure figure, long count) => _totals[(int)figure] += count;

    private void Plus(NationFigure figure, bool counts) => _totals[(int)figure] += counts ? 1 : 0;

    private void Add(NationTally other)
    {
        Sum(AgeSex, other.AgeSex);
        Sum(Regions, other.Regions);
        Sum(Pensions, other.Pensions);
        Sum(Sizes, other.Sizes);
        Sum(Provinces, other.Provinces);
        Sum(EthnicGroups, other.EthnicGroups);
        Sum(Merit, other.Merit);
        Sum(_totals, other._totals);
    }

    private static void Sum(long[] into, long[] more)
    {
        for (var index = 0; index < into.Length; index++)
        {
            into[index] += more[index];
        }
    }

    private static void Sum(long[,] into, long[,] more)
    {
        for (var row = 0; row < into.GetLength(0); row++)
        {
            for (var column = 0; column < into.GetLength(1); column++)
            {
                into[row, column] += more[row, column];
            }
        }
    }
}
