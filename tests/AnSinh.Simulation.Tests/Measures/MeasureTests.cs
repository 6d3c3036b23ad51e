using AnSinh.Simulation.Measures;
using Xunit;

namespace AnSinh.Simulation.Tests.Measures;

/// <summary>Measures against values worked out by hand.</summary>
public class MeasureTests
{
    [Fact]
    public void Poverty_of_four_people_is_that_of_the_textbook()
    {
        // Line 100; incomes 25, 50, 100, 200: two poor; gaps 0.75 and 0.5.
        var poverty = Poverty.Of([1, 1, 1, 1], [1, 1, 1, 1], [25, 50, 100, 200], [100, 100, 100, 100], isSample: false);
        Assert.Equal((0.5m, 0.3125m, 0.203125m), (poverty.Headcount.Value, poverty.Gap.Value, poverty.Severity.Value));
        Assert.Null(poverty.Headcount.Error);
    }

    [Fact]
    public void Poverty_counts_persons_with_weights_and_each_household_by_its_own_line()
    {
        // 2 x 3 persons at a line of 100 with 50, 1 x 4 at a line of 200 with 150: 10 persons, all poor.
        var poverty = Poverty.Of([2, 1], [3, 4], [50, 150], [100, 200], isSample: false);
        Assert.Equal((1m, 0.4m, 0.175m), (poverty.Headcount.Value, poverty.Gap.Value, poverty.Severity.Value));
    }

    [Theory]
    [InlineData(new long[] { 5, 5, 5, 5 }, 0)]
    [InlineData(new long[] { 0, 0, 0, 4 }, 0.75)]
    [InlineData(new long[] { 1, 2, 3, 4 }, 0.25)]
    [InlineData(new long[] { 4, 2, 1, 3 }, 0.25)]
    [InlineData(new long[] { 0, 0, 0, 0 }, 0)]
    public void Gini_of_four_people_is_that_of_the_textbook(long[] incomes, double gini) =>
        Assert.Equal((decimal)gini, Gini.Of([1, 1, 1, 1], [1, 1, 1, 1], incomes, isSample: false).Value);

    [Fact]
    public void Gini_with_weights_is_gini_of_as_many_people()
    {
        var weighted = Gini.Of([3, 1, 2], [1, 2, 1], [10, 40, 25], isSample: false);
        var counted = Gini.Of([1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1, 1], [10, 10, 10, 40, 40, 25, 25], isSample: false);
        Assert.Equal(counted.Value, weighted.Value);
    }

    [Fact]
    public void The_error_of_a_mean_of_equal_weights_is_that_of_a_simple_sample()
    {
        // Values 0, 0, 1, 1: deviation sqrt(1/3), mean's error sqrt(1/3 / 4).
        Assert.Equal(Math.Sqrt(1.0 / 12), StandardErrors.OfMean([1_000_000, 1_000_000, 1_000_000, 1_000_000], [1, 1, 1, 1], household => household / 2, 0.5), 12);
    }

    [Fact]
    public void The_error_of_a_total_is_its_clusters_spread()
    {
        // Contributions 2, 4, 6: about their mean 8, times 3/2.
        Assert.Equal(Math.Sqrt(12), StandardErrors.OfTotal([2.0, 4.0, 6.0]), 12);
        Assert.Equal(0, StandardErrors.OfTotal([7.0]));
    }

    [Fact]
    public void The_linearised_error_of_gini_is_near_the_jackknife()
    {
        var random = new Random(7);
        long[] incomes = [.. Enumerable.Range(0, 400).Select(_ => (long)(Math.Exp(random.NextDouble() * 2.5) * 1000))];
        long[] weights = [.. incomes.Select(_ => (long)random.Next(1, 4))];
        int[] sizes = [.. incomes.Select(_ => random.Next(1, 6))];
        var estimate = Gini.Of(weights, sizes, incomes, isSample: true);
        var without = Enumerable.Range(0, incomes.Length).Select(left => (double)Gini.Of(
            [.. weights.Where((_, at) => at != left)], [.. sizes.Where((_, at) => at != left)], [.. incomes.Where((_, at) => at != left)], isSample: false).Value).ToList();
        var mean = without.Average();
        var jackknife = Math.Sqrt(without.Sum(one => (one - mean) * (one - mean)) * (incomes.Length - 1) / incomes.Length);
        Assert.InRange(estimate.Error!.Value / jackknife, 0.95, 1.05);
    }
}
