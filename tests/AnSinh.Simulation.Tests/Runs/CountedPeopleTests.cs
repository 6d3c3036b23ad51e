using AnSinh.Law;
using AnSinh.Simulation.Reports;
using AnSinh.Simulation.Runs;
using AnSinh.Simulation.Tests.Commune;
using AnSinh.Simulation.Tests.Populations;
using Xunit;
using Xunit.Abstractions;

namespace AnSinh.Simulation.Tests.Runs;

/// <summary>Figures over kinds of households, counted once, are those over every household.</summary>
public sealed class CountedPeopleTests(NationFixture nation, ITestOutputHelper output) : IClassFixture<NationFixture>
{
    private static readonly BenefitMonth Month = BenefitMonth.Parse("2027-01");

    [Fact]
    public void The_worked_reforms_have_the_same_figures()
    {
        var folder = Path.Combine(SampleFixture.Root(), "samples", "reforms");
        Same(Inputs(2, [.. new ReformReader(nation.Pack, Month).ReadFiles([.. Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal)])]));
    }

    [Fact]
    public void Values_of_one_province_have_the_same_figures() => Same(Inputs(
        2, Reform("ha-noi", new ParameterPatch("tgxh.muc_dia_phuong", Month, null, PlaceCode.Parse("01"), 800_000, [])),
        Reform("huu-tri", new ParameterPatch("htxh.muc", Month, null, null, 700_000, []))));

    [Fact]
    public void People_counted_before_serve_reforms_that_come_later()
    {
        var counted = CountedPeople.Of(Inputs(3), threads: 2)!;
        Assert.InRange(counted.Kinds, 100, 3 * PeopleBlock.Full / 2);
        // The third is no whole number of đồng times one and a half: programmes stop, and are counted as stopped.
        foreach (var level in new[] { 600_000, 725_000, 545_555, 2_200_000 })
        {
            var inputs = Inputs(3, Reform("muc", new ParameterPatch("tgxh.muc_chuan", Month, null, null, level, [])));
            var result = new SimulationRun(inputs with { Counted = counted }).Run(threads: 2);
            Assert.Equal(Figures(new SimulationRun(inputs with { EachHousehold = true }).Run(threads: 2)), Figures(result));
            Assert.True(result.Scenarios[1].Gainers.Persons.Sum() > 0);
        }

        output.WriteLine($"{counted.Kinds} kinds");
    }

    [Fact]
    public void Months_in_which_laws_change_have_the_same_figures_whatever_the_threads()
    {
        var inputs = SimulationInputs.Of(
            nation.Pack, PeopleSource.Of(nation.Reader) with { Blocks = 1 }, BenefitMonth.Parse("2025-06"), BenefitMonth.Parse("2025-08"),
            [Early("muc", new ParameterPatch("tgxh.muc_chuan", BenefitMonth.Parse("2025-06"), null, null, 620_000, [])), Early("mien-nui", new ParameterPatch("tgxh.muc_dia_phuong", BenefitMonth.Parse("2025-07"), null, PlaceCode.Parse("01"), 900_000, []))]);
        Same(inputs);
        Assert.Equal(Figures(new SimulationRun(inputs).Run(threads: 1)), Figures(new SimulationRun(inputs).Run(threads: 3)));
    }

    /// <summary>Retroactive: in force in the last month, for months from the first on.</summary>
    private static Reform Early(string id, ParameterPatch patch) => Reform(id, patch) with { InForce = new DateOnly(2025, 8, 1), AppliesFrom = BenefitMonth.Parse("2025-06") };

    private void Same(SimulationInputs inputs)
    {
        var (counted, each) = (new SimulationRun(inputs).Run(threads: 2), new SimulationRun(inputs with { EachHousehold = true }).Run(threads: 2));
        Assert.Equal(Figures(each), Figures(counted));
        Assert.All(counted.Scenarios.Skip(1), scenario => Assert.True(scenario.Gainers.Persons.Sum() > 0));
    }

    /// <summary>Everything that reports say, but how it was decided.</summary>
    private static string Figures(SimulationResult result)
    {
        var text = ReportData.Json(result with { Cells = [] }, new ReportTables(result with { Cells = [] }), seconds: 0);
        Assert.True(text.Length > 10_000);
        return text;
    }

    private SimulationInputs Inputs(int blocks, params Reform[] reforms) =>
        SimulationInputs.Of(nation.Pack, PeopleSource.Of(nation.Reader) with { Blocks = blocks }, Month, Month, reforms);

    private static Reform Reform(string id, ParameterPatch patch) => new()
    {
        Id = id,
        Name = new("Thử", "Trial"),
        Purpose = new("Thử", "Trial"),
        File = "thu.yaml",
        InForce = Month.First,
        AppliesFrom = Month,
        Parameters = [patch],
    };
}
