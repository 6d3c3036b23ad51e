using System.Numerics;

namespace AnSinh.Simulation.Measures;

/// <summary>The Gini coefficient of income per member over persons: 0 where all have the same, towards 1 where one has everything.</summary>
public static class Gini
{
    /// <param name="incomes">VND a month for each member, by household; not negative.</param>
    public static Estimate Of(IReadOnlyList<long> weights, IReadOnlyList<int> sizes, IReadOnlyList<long> incomes, bool isSample)
    {
        var order = Enumerable.Range(0, incomes.Count).OrderBy(household => incomes[household]).ToArray();
        var (all, income, doubled) = (BigInteger.Zero, BigInteger.Zero, BigInteger.Zero);
        foreach (var household in order)
        {
            // Twice the area under the Lorenz curve: trapezes between cumulated incomes.
            var weight = (BigInteger)weights[household] * sizes[household];
            var before = income;
            income += weight * incomes[household];
            all += weight;
            doubled += weight * (before + income);
        }

        if (income.IsZero)
        {
            return new Estimate(0, isSample ? 0 : null);
        }

        var gini = new Fraction((all * income) - doubled, all * income).ToDecimal();
        return new Estimate(gini, isSample ? Error(weights, sizes, incomes, order, (double)gini) : null);
    }

    /// <summary>Standard error by linearisation (Langel and Tillé, Journal of the Royal Statistical Society A 176, 2013, equation 16).</summary>
    private static double Error(IReadOnlyList<long> weights, IReadOnlyList<int> sizes, IReadOnlyList<long> incomes, int[] order, double gini)
    {
        var (persons, total) = (0.0, 0.0);
        foreach (var household in order)
        {
            persons += (double)weights[household] * sizes[household];
            total += (double)weights[household] * sizes[household] * incomes[household];
        }

        var (below, belowIncome, linear) = (0.0, 0.0, new double[order.Length]);
        foreach (var household in order)
        {
            var weight = (double)weights[household] * sizes[household];
            below += weight;
            belowIncome += weight * incomes[household];
            double income = incomes[household];
            var mean = below == 0 ? 0 : belowIncome / below;
            linear[household] = weight * ((2 * below * (income - mean)) + total - (persons * income) - (gini * (total + (income * persons)))) / (persons * total);
        }

        return StandardErrors.OfTotal(linear);
    }
}
