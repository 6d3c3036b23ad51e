using System.Diagnostics;
using System.Globalization;
using AnSinh.Law;
using AnSinh.Simulation.Populations;
using AnSinh.Simulation.Runs;

namespace AnSinh.Benchmarks.Nation;

/// <summary>What a reform costs once the people of a file have been counted by the laws that tell them apart, and what a thousand cost.</summary>
public static class ReformBenchmarks
{
    private const int Many = 1_000;
    private const decimal LimitOfOne = 10;
    private const decimal LimitOfMany = 5_000;

    /// <param name="reforms">Worked reforms. Those that replace models are among the laws by which people are counted, and their texts are read before.</param>
    /// <param name="parameter">Of which the thousand reforms each set a value.</param>
    public static IEnumerable<Figure> Run(LawPack pack, BenefitMonth month, PopulationReader population, IReadOnlyList<Reform> reforms, string parameter)
    {
        var (threads, people) = (Environment.ProcessorCount, PeopleSource.Of(population));
        var scenarios = reforms.Where(reform => reform.Models.Count > 0).ToDictionary(reform => reform.Id, reform => Scenario.Of(pack, reform));
        var baseline = new SimulationInputs { Law = pack, People = people, Period = new SimulationPeriod(month, month, reforms), Scenarios = [Scenario.Baseline(pack), .. scenarios.Values] };
        var watch = Stopwatch.GetTimestamp();
        var counted = CountedPeople.Of(baseline, threads) ?? throw new InvalidOperationException("A file with weights or incomes is not counted.");
        var first = Milliseconds(watch);
        yield return new Figure("reforms.count", decimal.Round(first / 1000, 3), "s", decimal.Round(first / 1000, 3), 1, string.Create(
            CultureInfo.InvariantCulture, $"the first pass: {population.Persons} persons in {population.Households} households counted by {counted.By.Count} laws and months, {counted.Kinds} kinds of households, {threads} threads"));
        foreach (var reform in reforms)
        {
            var taken = Enumerable.Range(0, 5).Select(_ => Time(() => Result(baseline, counted, scenarios.GetValueOrDefault(reform.Id) ?? Scenario.Of(pack, reform)))).Order().ToList();
            yield return new Figure($"reform.{reform.Id}", taken[2], "ms", LimitOfOne, decimal.Round(taken[2] / LimitOfOne, 2), string.Create(
                CultureInfo.InvariantCulture, $"one reform after the first pass, everything that the report says; median of five, quickest {taken[0]}"));
        }

        var values = Time(() =>
        {
            for (var number = 0; number < Many; number++)
            {
                Result(baseline, counted, Scenario.Of(pack, With(reforms[0], parameter, month, 500_000 + (1_000 * number))));
            }
        });
        yield return new Figure("reforms.thousand", values, "ms", LimitOfMany, decimal.Round(values / LimitOfMany, 2), string.Create(CultureInfo.InvariantCulture, $"{Many} values of {parameter}, each its own reform, one after another"));
    }

    private static SimulationResult Result(SimulationInputs baseline, CountedPeople counted, Scenario scenario) =>
        new SimulationRun(baseline with { Scenarios = [baseline.Scenarios[0], scenario], Counted = counted }).Run(Environment.ProcessorCount);

    private static Reform With(Reform like, string parameter, BenefitMonth month, decimal value) => like with
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"muc-{value}"),
        Parameters = [new ParameterPatch(parameter, month, null, null, value, [])],
        Models = [],
        Benefits = [],
    };

    private static decimal Time(Action work)
    {
        var watch = Stopwatch.GetTimestamp();
        work();
        return Milliseconds(watch);
    }

    private static decimal Milliseconds(long watch) => decimal.Round((decimal)Stopwatch.GetElapsedTime(watch).TotalMilliseconds, 2);
}
