using AnSinh.Law;
using AnSinh.Simulation.Commune;

namespace AnSinh.Simulation.Populations;

/// <summary>
/// Some fifty thousand households with weights: drawn in proportion to them, their members have the published shares of age groups, sexes and household sizes. The weights are found by
/// raking (Deming and Stephan 1940): each margin in turn is brought to its figure until all agree.
/// </summary>
internal sealed class TemplatePool
{
    public const int OldestAge = 119;
    private const int Rounds = 80;
    private const int AgeGroupYears = 5;
    private const int LastAgeGroup = 20;
    private static readonly int[] PerSize = [0, 2_000, 7_000, 9_000, 10_000, 8_000, 6_000, 4_000, 2_000, 1_500, 1_500];

    private readonly int[] _threshold;
    private readonly int[] _alias;

    public TemplatePool(NationData data)
    {
        var draw = new TemplateDraw(data, new SeededRandom(1));
        Templates = [.. data.HouseholdSizes.SelectMany(size => Enumerable.Range(0, PerSize[size.Size]).Select(_ => draw.Of(size.Size)))];
        Weights = Rake(data);
        MeanSize = Mean(template => template.Members.Length);
        (_threshold, _alias) = AliasTable();
    }

    public HouseholdTemplate[] Templates { get; }

    /// <summary>Share of each template among households; they add up to 1.</summary>
    public double[] Weights { get; }

    /// <summary>Persons a household.</summary>
    public double MeanSize { get; }

    /// <summary>What a household counts on average.</summary>
    public double Mean(Func<HouseholdTemplate, double> count)
    {
        var sum = 0.0;
        for (var index = 0; index < Templates.Length; index++)
        {
            sum += Weights[index] * count(Templates[index]);
        }

        return sum;
    }

    /// <summary>Persons of each sex and age in a household, on average.</summary>
    public double[,] PersonsBySexAndAge()
    {
        var persons = new double[2, OldestAge + 1];
        for (var index = 0; index < Templates.Length; index++)
        {
            foreach (var member in Templates[index].Members)
            {
                persons[(int)member.Sex, member.Age] += Weights[index];
            }
        }

        return persons;
    }

    public int Pick(SeededRandom random)
    {
        var index = random.Next(Templates.Length);
        return random.Next(int.MaxValue) < _threshold[index] ? index : _alias[index];
    }

    private static int CellOf(TemplateMember member) => ((int)member.Sex * (LastAgeGroup + 1)) + Math.Min(member.Age / AgeGroupYears, LastAgeGroup);

    private double[] Rake(NationData data)
    {
        var sizes = data.HouseholdSizes.ToDictionary(size => size.Size, size => (double)size.Weight / data.HouseholdSizes.Sum(other => other.Weight));
        var meanSize = sizes.Sum(size => size.Key * size.Value);
        var persons = (double)data.AgeSex.Sum(group => group.Population);
        var cells = Enumerable.Range(0, 2 * (LastAgeGroup + 1)).Select(_ => (Target: 0.0, Templates: new List<int>(), Counts: new List<int>())).ToArray();
        foreach (var group in data.AgeSex)
        {
            cells[CellOf(new TemplateMember((byte)group.AgeFrom, group.Sex, default, 0, 0, 0))].Target = meanSize * group.Population / persons;
        }

        for (var index = 0; index < Templates.Length; index++)
        {
            foreach (var cell in Templates[index].Members.GroupBy(CellOf))
            {
                cells[cell.Key].Templates.Add(index);
                cells[cell.Key].Counts.Add(cell.Count());
            }
        }

        var weights = Templates.Select(template => sizes[template.Members.Length] / PerSize[template.Members.Length]).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (target, templates, counts) in cells)
            {
                var sum = 0.0;
                for (var entry = 0; entry < templates.Count; entry++)
                {
                    sum += weights[templates[entry]] * counts[entry];
                }

                if (sum == 0)
                {
                    continue;
                }

                var factor = target / sum;
                foreach (var template in templates)
                {
                    weights[template] *= factor;
                }
            }

            Resize(weights, sizes);
        }

        return weights;
    }

    private void Resize(double[] weights, Dictionary<int, double> sizes)
    {
        var sums = new double[PerSize.Length];
        for (var index = 0; index < weights.Length; index++)
        {
            sums[Templates[index].Members.Length] += weights[index];
        }

        for (var index = 0; index < weights.Length; index++)
        {
            var size = Templates[index].Members.Length;
            weights[index] *= sizes[size] / sums[size];
        }
    }

    /// <summary>Walker's alias method: one of n by weight, in two draws whatever n.</summary>
    private (int[] Threshold, int[] Alias) AliasTable()
    {
        var count = Templates.Length;
        var (threshold, alias, left) = (new int[count], new int[count], Weights.Select(weight => weight * count).ToArray());
        var small = new Stack<int>(Enumerable.Range(0, count).Where(index => left[index] < 1));
        var large = new Stack<int>(Enumerable.Range(0, count).Where(index => left[index] >= 1));
        while (small.Count > 0 && large.Count > 0)
        {
            var (low, high) = (small.Pop(), large.Pop());
            (threshold[low], alias[low]) = ((int)(left[low] * int.MaxValue), high);
            left[high] -= 1 - left[low];
            (left[high] < 1 ? small : large).Push(high);
        }

        foreach (var index in small.Concat(large))
        {
            (threshold[index], alias[index]) = (int.MaxValue, index);
        }

        return (threshold, alias);
    }
}
