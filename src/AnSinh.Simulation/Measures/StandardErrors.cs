using System.Numerics;
using AnSinh.Simulation.Runs;

namespace AnSinh.Simulation.Measures;

/// <summary>
/// Standard errors of weighted surveys, with households as the clusters, drawn with replacement and without strata: what a survey file says of itself. A design with larger clusters has larger errors.
/// </summary>
public static class StandardErrors
{
    /// <summary>Of a total whose weighted contributions by household these are.</summary>
    public static double OfTotal(IReadOnlyList<double> contributions)
    {
        if (contributions.Count < 2)
        {
            return 0;
        }

        var mean = contributions.Sum() / contributions.Count;
        return Math.Sqrt(contributions.Sum(contribution => (contribution - mean) * (contribution - mean)) * contributions.Count / (contributions.Count - 1));
    }

    /// <summary>Of a mean over persons, linearised: what a household adds is its weight times its members' distance from the mean.</summary>
    public static double OfMean(IReadOnlyList<long> weights, IReadOnlyList<int> sizes, Func<int, double> value, double mean)
    {
        var (persons, contributions) = (0.0, new double[weights.Count]);
        for (var household = 0; household < contributions.Length; household++)
        {
            var weight = (double)weights[household] * sizes[household];
            persons += weight;
            contributions[household] = weight * (value(household) - mean);
        }

        return persons == 0 ? 0 : OfTotal(contributions) / persons;
    }

    /// <summary>Of a total that was summed up exactly; in the units of the sum.</summary>
    internal static double OfTotal(ClusterSum sum)
    {
        if (sum.Count < 2)
        {
            return 0;
        }

        // n/(n-1) times the sum of squares about the mean, in whole numbers until the root.
        var about = ((BigInteger)sum.Count * (BigInteger)sum.Squares) - ((BigInteger)sum.Sum * (BigInteger)sum.Sum);
        return Math.Sqrt((double)about / (sum.Count - 1));
    }
}
