using AnSinh.Law;

namespace AnSinh.Simulation.Populations;

/// <summary>
/// The chances from which persons and households are given their situations, such that the expected totals are the published ones. In millionths, except where said.
/// </summary>
internal sealed class NationChances
{
    public const int Whole = 1_000_000;
    private const int Permille = 1_000;

    private readonly NationData _data;
    private readonly TemplatePool _pool;

    public NationChances(NationData data, TemplatePool pool)
    {
        (_data, _pool) = (data, pool);
        var bySexAndAge = pool.PersonsBySexAndAge();
        Studying = Table(age => NationData.At(data.Studying, age, Sex.Male) * 1000);
        PensionUrban = [Pensions(Sex.Male, urban: true), Pensions(Sex.Female, urban: true)];
        PensionRural = [Pensions(Sex.Male, urban: false), Pensions(Sex.Female, urban: false)];
        MeritTotal = [new int[TemplatePool.OldestAge + 1], new int[TemplatePool.OldestAge + 1]];
        MeritByKind = new int[data.MeritKinds.Count][][];
        Merit(bySexAndAge);
        Disability = DisabilityLevels(bySexAndAge);
        Worker = Table(age => 1000 * (age < 15 ? 0 : age < 60 ? data.Permille("worker_15_59") : age < 75 ? data.Permille("worker_60_74") : data.Permille("worker_75")));

        TemplateRisk = [.. pool.Templates.Select(Risk)];
        Deprived = DeprivedOfCommunes();
        PoorOfDeprived = data.Regions.ToDictionary(region => region.Code, region => (int)((long)region.Poor * Whole / region.Deprived));
        Orphans = OrphanHouseholds();
        (HivAdult, HivChild) = Hiv();
    }

    public int[] Studying { get; }
    public int[][] PensionUrban { get; }
    public int[][] PensionRural { get; }

    /// <summary>By sex and age, any kind of merit.</summary>
    public int[][] MeritTotal { get; }

    /// <summary>By kind, sex and age; they add up to <see cref="MeritTotal"/>.</summary>
    public int[][][] MeritByKind { get; }

    /// <summary>By level (1 mild, 2 severe, 3 extremely severe) and age.</summary>
    public int[][] Disability { get; }
    public int[] Worker { get; }

    /// <summary>Risk of poverty of each template against the nation's mean, in thousandths.</summary>
    public int[] TemplateRisk { get; }

    /// <summary>By commune: poor or near-poor, for a household of mean risk.</summary>
    public int[] Deprived { get; }
    public Dictionary<string, int> PoorOfDeprived { get; }

    /// <summary>Households of grandparents and grandchildren whose children are orphans on assistance.</summary>
    public int Orphans { get; }
    public int HivAdult { get; }
    public int HivChild { get; }

    private static int[] Table(Func<int, int> ofAge) => [.. Enumerable.Range(0, TemplatePool.OldestAge + 1).Select(ofAge)];

    private int[] Pensions(Sex sex, bool urban)
    {
        var towns = _data.Targets["urban"];
        var factor = _data.Permille("pension_urban");
        // What the country has less for what towns have more.
        var rural = ((Permille * towns.OfPersons) - (factor * towns.Value)) / (towns.OfPersons - towns.Value);
        // The poor have fewer; the others have what makes up for it.
        var deprived = (double)(_data.Targets["poor_households"].Value + _data.Targets["near_poor_households"].Value) / _data.Targets["households"].Value;
        var others = 1.0 - (deprived * (Permille - _data.Permille("pension_poor")) / Permille);
        return Table(age => (int)(NationData.At(_data.Pensions, age, sex) * (urban ? factor : rural) / others));
    }

    private void Merit(double[,] persons)
    {
        var each = _data.Targets["merit_monthly"];
        var ofHousehold = _pool.MeanSize * each.Value / each.OfPersons;
        var weights = _data.MeritKinds.Sum(kind => kind.Weight);
        for (var number = 0; number < MeritByKind.Length; number++)
        {
            var kind = _data.MeritKinds[number];
            MeritByKind[number] = new int[2][];
            foreach (var sex in new[] { Sex.Male, Sex.Female })
            {
                var there = Enumerable.Range(kind.AgeFrom, kind.AgeTo - kind.AgeFrom + 1).Sum(age => persons[(int)sex, age]);
                var wanted = ofHousehold * kind.Weight / weights * (sex == Sex.Male ? kind.MalePermille : Permille - kind.MalePermille) / Permille;
                var chance = Math.Min((int)(wanted / there * Whole), Whole / 4);
                MeritByKind[number][(int)sex] = Table(age => age >= kind.AgeFrom && age <= kind.AgeTo ? chance : 0);
                for (var age = kind.AgeFrom; age <= kind.AgeTo; age++)
                {
                    MeritTotal[(int)sex][age] += chance;
                }
            }
        }
    }

    private int[][] DisabilityLevels(double[,] persons)
    {
        var mass = 0.0;
        for (var age = 0; age <= TemplatePool.OldestAge; age++)
        {
            foreach (var sex in new[] { Sex.Male, Sex.Female })
            {
                // Published are those on assistance, which a merit allowance or a pension excludes.
                var without = (1.0 - ((double)MeritTotal[(int)sex][age] / Whole)) * (1.0 - ((double)NationData.At(_data.Pensions, age, sex) / Permille));
                mass += persons[(int)sex, age] * without * NationData.At(_data.DisabilityWeights, age, sex);
            }
        }

        int[] Level(string target)
        {
            var level = _data.Targets[target];
            var unit = _pool.MeanSize * level.Value / level.OfPersons / mass;
            return Table(age => (int)(unit * NationData.At(_data.DisabilityWeights, age, Sex.Male) * Whole));
        }

        return [[], Level("disability_mild"), Level("disability_severe"), Level("disability_extremely_severe")];
    }

    private int Risk(HouseholdTemplate template)
    {
        var children = template.Members.Count(member => member.Age < 16);
        var lone = children > 0 && !template.WithoutParents && template.Members[0].Marital != Marital.Married;
        return lone ? _data.Permille("poverty_lone_parent")
            : template.Members.All(member => member.Age >= 60) ? _data.Permille("poverty_old_alone")
            : children >= 3 ? _data.Permille("poverty_many_children")
            : Permille;
    }

    private int[] DeprivedOfCommunes()
    {
        var meanRisk = 0.0;
        for (var index = 0; index < TemplateRisk.Length; index++)
        {
            meanRisk += _pool.Weights[index] * TemplateRisk[index];
        }

        for (var index = 0; index < TemplateRisk.Length; index++)
        {
            TemplateRisk[index] = (int)(TemplateRisk[index] / meanRisk * Permille);
        }

        long PlaceRisk(NationCommune commune) => commune.Urban ? _data.Permille("poverty_urban") : commune.Disadvantaged ? _data.Permille("poverty_disadvantaged") : Permille;
        var (people, households) = (_data.Communes.Sum(commune => (long)commune.Persons), _data.Targets["households"].Value);
        var regions = _data.Regions.ToDictionary(region => region.Code, region =>
        {
            var risks = _data.Communes.Where(commune => commune.Region == region.Code).Sum(commune => commune.Persons * PlaceRisk(commune));
            return (double)region.Deprived * people / households / risks;
        });
        return [.. _data.Communes.Select(commune => (int)(regions[commune.Region] * PlaceRisk(commune) * Whole))];
    }

    private int OrphanHouseholds()
    {
        var target = _data.Targets["orphans_assisted"];
        // Those of 16 to 21 keep the allowance only while they study.
        var children = _pool.Mean(template => template.WithoutParents
            ? template.Members.Sum(member => member.Age < 16 ? 1.0 : member.Age < 22 ? (double)Studying[member.Age] / Whole : 0)
            : 0);
        return (int)(_pool.MeanSize * target.Value / target.OfPersons / children * Whole);
    }

    private (int Adult, int Child) Hiv()
    {
        var target = _data.Targets["hiv_assisted"];
        var poor = (double)_data.Targets["poor_households"].Value / _data.Targets["households"].Value;
        var wanted = _pool.MeanSize * target.Value / target.OfPersons;
        double Poor(Func<TemplateMember, bool> counted)
        {
            var sum = 0.0;
            for (var index = 0; index < TemplateRisk.Length; index++)
            {
                sum += _pool.Weights[index] * poor * TemplateRisk[index] / Permille * _pool.Templates[index].Members.Count(counted);
            }

            return sum;
        }

        var children = _data.Permille("hiv_children");
        return ((int)(wanted * (Permille - children) / Permille / Poor(member => member.Age is >= 20 and < 60) * Whole),
            (int)(wanted * children / Permille / Poor(member => member.Age < 16) * Whole));
    }
}
