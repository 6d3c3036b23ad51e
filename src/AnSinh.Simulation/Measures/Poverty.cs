using System.Numerics;

namespace AnSinh.Simulation.Measures;

/// <summary>A share or index with its standard error, where the people are a weighted sample.</summary>
/// <param name="Value">Exact to twelve decimals, rounded half away from zero.</param>
/// <param name="Error">Standard error; null where everybody was counted.</param>
public readonly record struct Estimate(decimal Value, double? Error);

/// <summary>Headcount ratio, gap and severity: the measures of Foster, Greer and Thorbecke (Econometrica 52, 1984) with powers 0, 1 and 2, over persons.</summary>
public sealed record Poverty(Estimate Headcount, Estimate Gap, Estimate Severity)
{
    /// <param name="incomes">VND a month for each member, by household.</param>
    /// <param name="lines">Poverty line of each household: who has less is poor.</param>
    public static Poverty Of(IReadOnlyList<long> weights, IReadOnlyList<int> sizes, IReadOnlyList<long> incomes, IReadOnlyList<long> lines, bool isSample)
    {
        // By line, so that gaps of different lines can be added as fractions: weight of the poor, their shortfalls, and these squared.
        var sums = new SortedDictionary<long, (BigInteger Poor, BigInteger Short, BigInteger Squared)>();
        var all = BigInteger.Zero;
        for (var household = 0; household < incomes.Count; household++)
        {
            var (weight, shortfall) = ((BigInteger)weights[household] * sizes[household], lines[household] - incomes[household]);
            all += weight;
            if (shortfall > 0)
            {
                var sum = sums.GetValueOrDefault(lines[household]);
                sums[lines[household]] = (sum.Poor + weight, sum.Short + (weight * shortfall), sum.Squared + (weight * shortfall * shortfall));
            }
        }

        var (headcount, gap, severity) = (Fraction.Zero, Fraction.Zero, Fraction.Zero);
        foreach (var (line, sum) in sums)
        {
            headcount += new Fraction(sum.Poor, all);
            gap += new Fraction(sum.Short, all * line);
            severity += new Fraction(sum.Squared, all * line * line);
        }

        return new Poverty(With(headcount, 0), With(gap, 1), With(severity, 2));

        Estimate With(Fraction value, int power)
        {
            var mean = value.ToDecimal();
            return new Estimate(mean, isSample ? StandardErrors.OfMean(weights, sizes, household => Contribution(household, power), (double)mean) : null);
        }

        double Contribution(int household, int power) => lines[household] > incomes[household] ? Math.Pow((lines[household] - incomes[household]) / (double)lines[household], power) : 0;
    }
}

/// <summary>A fraction of whole numbers, exact.</summary>
internal readonly record struct Fraction(BigInteger Numerator, BigInteger Denominator)
{
    private const int Decimals = 12;

    public static readonly Fraction Zero = new(0, 1);

    public static Fraction operator +(Fraction left, Fraction right)
    {
        var (numerator, denominator) = ((left.Numerator * right.Denominator) + (right.Numerator * left.Denominator), left.Denominator * right.Denominator);
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        return divisor.IsZero ? Zero : new Fraction(numerator / divisor, denominator / divisor);
    }

    /// <summary>Rounded to twelve decimals, half away from zero; zero where nothing is divided.</summary>
    public decimal ToDecimal()
    {
        if (Denominator.IsZero)
        {
            return 0;
        }

        var scaled = Numerator * BigInteger.Pow(10, Decimals) * 2;
        var rounded = (scaled + (Numerator.Sign * Denominator)) / (Denominator * 2);
        return (decimal)rounded / 1_000_000_000_000m;
    }
}
