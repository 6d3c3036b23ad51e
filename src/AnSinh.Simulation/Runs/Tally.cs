using AnSinh.Law;

namespace AnSinh.Simulation.Runs;

/// <summary>Exact sums of one thread. Weights are millionths of a person or household; amounts are VND times such weights. Adding tallies in any order gives the same.</summary>
internal sealed class Tally
{
    private readonly int _provinces;
    private readonly long[][] _counts;

    public Tally(int scenarios, int months, int determiners, int provinces)
    {
        _provinces = provinces;
        _counts = new long[determiners][];
        Array.Fill(_counts, []);
        Scenarios = [.. Enumerable.Range(0, scenarios).Select(_ => new ScenarioTally(provinces))];
        Sometimes = [.. Enumerable.Range(0, scenarios * months).Select(_ => new Dictionary<(int Outcome, BenefitId Benefit, int Province), Int128>())];
    }

    public ScenarioTally[] Scenarios { get; }

    /// <summary>By scenario and month: how much weight, times payments, has the benefit due with an outcome of the month.</summary>
    public Dictionary<(int Outcome, BenefitId Benefit, int Province), Int128>[] Sometimes { get; }

    public long Persons { get; set; }
    public long Households { get; set; }
    public Int128 PersonWeight { get; set; }
    public Int128 HouseholdWeight { get; set; }

    /// <summary>Weight of people with the outcome of a determiner, by province.</summary>
    public void Count(int determiner, int outcome, int province, long weight)
    {
        var at = (outcome * _provinces) + province;
        ref var counts = ref _counts[determiner];
        if (at >= counts.Length)
        {
            Array.Resize(ref counts, Math.Max(at + 1, Math.Max(64 * _provinces, counts.Length * 2)));
        }

        counts[at] += weight;
    }

    /// <summary>Everything counted for a determiner.</summary>
    public IEnumerable<(int Outcome, int Province, long Weight)> Counted(int determiner)
    {
        var counts = _counts[determiner];
        for (var at = 0; at < counts.Length; at++)
        {
            if (counts[at] != 0)
            {
                yield return (at / _provinces, at % _provinces, counts[at]);
            }
        }
    }

    /// <summary>The same by outcome, each with the provinces that have any.</summary>
    public IEnumerable<(int Outcome, IReadOnlyList<(int Province, long Weight)> Weights)> CountedByOutcome(int determiner)
    {
        var weights = new List<(int, long)>(_provinces);
        for (var (outcome, counts) = (0, _counts[determiner]); outcome * _provinces < counts.Length; outcome++)
        {
            weights.Clear();
            for (var province = 0; province < _provinces; province++)
            {
                if (counts[(outcome * _provinces) + province] is not 0 and var weight)
                {
                    weights.Add((province, weight));
                }
            }

            if (weights.Count > 0)
            {
                yield return (outcome, weights);
            }
        }
    }

    public void Add(Tally other)
    {
        Persons += other.Persons;
        Households += other.Households;
        PersonWeight += other.PersonWeight;
        HouseholdWeight += other.HouseholdWeight;
        for (var determiner = 0; determiner < _counts.Length; determiner++)
        {
            foreach (var (outcome, province, weight) in other.Counted(determiner))
            {
                Count(determiner, outcome, province, weight);
            }
        }

        for (var scenario = 0; scenario < Scenarios.Length; scenario++)
        {
            Scenarios[scenario].Add(other.Scenarios[scenario]);
        }

        for (var at = 0; at < Sometimes.Length; at++)
        {
            foreach (var (key, weight) in other.Sometimes[at])
            {
                Sometimes[at][key] = Sometimes[at].GetValueOrDefault(key) + weight;
            }
        }
    }
}

/// <summary>What one scenario gives people and households over the months asked, and how that differs from the law as it is.</summary>
internal sealed class ScenarioTally(int provinces)
{
    /// <summary>Upper ends, VND a month, of the classes by which households gain or lose; the last class is open.</summary>
    public static readonly long[] Bounds = [100_000, 200_000, 400_000, 800_000, 1_600_000];

    public Reach Reached { get; } = new(provinces);
    public Reach Gainers { get; } = new(provinces);
    public Reach Losers { get; } = new(provinces);

    /// <summary>Weight of households by how much a month they gain (first half) or lose (second half).</summary>
    public Int128[] Classes { get; } = new Int128[2 * (Bounds.Length + 1)];

    /// <summary>By household: cost, difference of cost, households and people reached, households that gain and lose.</summary>
    public ClusterSum[] Clusters { get; } = new ClusterSum[6];

    public void Add(ScenarioTally other)
    {
        Reached.Add(other.Reached);
        Gainers.Add(other.Gainers);
        Losers.Add(other.Losers);
        for (var at = 0; at < Classes.Length; at++)
        {
            Classes[at] += other.Classes[at];
        }

        for (var at = 0; at < Clusters.Length; at++)
        {
            Clusters[at] = Clusters[at].Plus(other.Clusters[at]);
        }
    }
}

/// <summary>Weights of people and households by province, and the VND (times weight) that they receive, gain or lose.</summary>
internal sealed class Reach(int provinces)
{
    public Int128[] Persons { get; } = new Int128[provinces];
    public Int128[] Households { get; } = new Int128[provinces];
    public Int128[] PersonAmount { get; } = new Int128[provinces];
    public Int128[] HouseholdAmount { get; } = new Int128[provinces];

    public void AddPerson(int province, long weight, long amount)
    {
        Persons[province] += weight;
        PersonAmount[province] += (Int128)weight * amount;
    }

    public void AddHousehold(int province, long weight, long amount)
    {
        Households[province] += weight;
        HouseholdAmount[province] += (Int128)weight * amount;
    }

    public void Add(Reach other)
    {
        for (var province = 0; province < Persons.Length; province++)
        {
            Persons[province] += other.Persons[province];
            Households[province] += other.Households[province];
            PersonAmount[province] += other.PersonAmount[province];
            HouseholdAmount[province] += other.HouseholdAmount[province];
        }
    }
}

/// <summary>Number, sum and sum of squares of what weighted households contribute to a total, for its standard error.</summary>
internal readonly record struct ClusterSum(long Count, Int128 Sum, Int128 Squares)
{
    public ClusterSum Plus(Int128 contribution) => new(Count + 1, Sum + contribution, Squares + (contribution * contribution));

    public ClusterSum Plus(ClusterSum other) => new(Count + other.Count, Sum + other.Sum, Squares + other.Squares);
}
