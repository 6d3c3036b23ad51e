using AnSinh.Law;
using AnSinh.Simulation.Inputs;
using AnSinh.Simulation.Populations;
using AnSinh.Simulation.Reports;
using AnSinh.Simulation.Runs;
using AnSinh.Simulation.Tests.Commune;
using AnSinh.Storage;
using Xunit;

namespace AnSinh.Simulation.Tests.Runs;

/// <summary>Totals, gainers and losers of five households against amounts worked out by hand; see <see cref="FiveHouseholds"/>.</summary>
public class SimulationRunTests
{
    private static readonly FiveHouseholds Five = new();

    [Fact]
    public void A_month_of_the_law_as_it_is_costs_what_its_amounts_add_up_to()
    {
        var result = Five.Run("2026-11", "2026-11");
        Assert.Equal(3_135_000, result.Baseline.Costs.Values.Sum().Whole());
        Assert.Equal(2_970_000, CostOf(result.Baseline, cell => cell.Fund == "local_assistance_budget"));
        Assert.Equal(165_000, CostOf(result.Baseline, cell => cell.Fund == "provincial_topup"));
        Assert.Equal(975_000, CostOf(result.Baseline, cell => result.Provinces[cell.Province].Value == "01"));
        Assert.Equal(1_785_000, CostOf(result.Baseline, cell => cell.Benefit.Value == "tgxh.6.nang"));
        Assert.Equal((4L, 4L), (result.Baseline.Reached.Persons.Sum().Whole(), result.Baseline.Reached.Households.Sum().Whole()));
        Assert.Equal((6L, 5L), (result.Persons, result.Households));
    }

    [Fact]
    public void A_higher_level_costs_its_difference_and_nobody_loses()
    {
        var result = Five.Run("2026-11", "2026-11", FiveHouseholds.Level());
        var reform = result.Scenarios[1];
        Assert.Equal(3_915_000, reform.Costs.Values.Sum().Whole());
        Assert.Equal(0, CostOf(reform, cell => cell.Fund == "provincial_topup"));
        Assert.Equal((3L, 780_000L), (reform.Gainers.Households.Sum().Whole(), reform.Gainers.HouseholdAmount.Sum().Whole()));
        Assert.Equal((3L, 0L), (reform.Gainers.Persons.Sum().Whole(), reform.Losers.Persons.Sum().Whole()));
        Assert.Equal([0L, 1L, 2L, 0L, 0L, 0L], reform.GainClasses.Select(weight => weight.Whole()));
        Assert.Contains(reform.Doubtful, parameter => parameter is { Id: "tgxh.muc_chuan", Grade: EvidenceGrade.Assumed, Ref: "Đề xuất 1/muc-chuan" });
    }

    [Fact]
    public void A_benefit_switched_off_makes_losers()
    {
        var reform = Five.Run("2026-11", "2026-11", FiveHouseholds.NoSmallChildren).Scenarios[1];
        Assert.Equal(2_325_000, reform.Costs.Values.Sum().Whole());
        Assert.Equal((0L, 1L, 810_000L), (reform.Gainers.Households.Sum().Whole(), reform.Losers.Households.Sum().Whole(), reform.Losers.HouseholdAmount.Sum().Whole()));
        Assert.Equal(3L, reform.Reached.Households.Sum().Whole());
    }

    [Fact]
    public void Months_add_up_and_several_reforms_run_at_once()
    {
        var result = Five.Run("2026-10", "2026-12", FiveHouseholds.Level(), FiveHouseholds.NoSmallChildren);
        Assert.Equal(3 * 3_135_000, result.Baseline.Costs.Values.Sum().Whole());
        Assert.Equal(3_135_000 + (2 * 3_915_000), result.Scenarios[1].Costs.Values.Sum().Whole());
        Assert.Equal(3_135_000 + (2 * 2_325_000), result.Scenarios[2].Costs.Values.Sum().Whole());
        Assert.Equal(["2026-10 3135000", "2026-11 3915000", "2026-12 3915000"], result.Scenarios[1].ByMonth.OrderBy(month => month.Key).Select(month => $"{month.Key} {month.Value.Whole()}"));
    }

    [Fact]
    public void A_retroactive_reform_shows_the_months_before_it_is_in_force()
    {
        var result = Five.Run("2026-12", "2026-12", FiveHouseholds.Level(applies: "2026-10", inForce: "2026-12-01"));
        var reform = result.Scenarios[1];
        Assert.Equal(["2026-10", "2026-11"], reform.ArrearsMonths.Select(month => month.ToString()));
        Assert.Equal(3_915_000, reform.Costs.Values.Sum().Whole());
        var arrears = new ReportTables(result).Find("arrears")!;
        Assert.Equal([780_000m, 780_000m], arrears.Rows.Select((_, row) => arrears.Number(row, "change")));
    }

    [Fact]
    public void Weights_multiply_and_give_standard_errors()
    {
        var people = new FiveHouseholds { Origin = PopulationOrigin.Survey };
        people.Block.Weights = [2_000_000, 1_000_000, 3_000_000, 1_000_000, 1_000_000];
        var result = people.Run("2026-11", "2026-11");
        Assert.Equal(5_295_000, result.Baseline.Costs.Values.Sum().Whole());
        Assert.Equal((9L, 8L), (result.PersonWeight.Whole(), result.HouseholdWeight.Whole()));
        // Contributions 1.080, 810, 2.430, 0, 975 thousand; mean 1.059; squares about it times 5/4.
        Assert.Equal(Math.Sqrt((21_000.0 * 21_000 + 249_000.0 * 249_000 + 1_371_000.0 * 1_371_000 + 1_059_000.0 * 1_059_000 + 84_000.0 * 84_000) * 5 / 4), result.Baseline.Errors[0], 0);
    }

    [Theory]
    [InlineData(new long[0], new long[0], "no weights")]
    [InlineData(new long[] { 1, 1, -1, 1, 1 }, new long[0], "household 3: weight -1")]
    [InlineData(new long[] { 1, 1, 0, 1, 1 }, new long[0], "household 3: weight 0")]
    [InlineData(new long[] { 1, 1, 1, 1, 1 }, new long[] { 1, 1, 1, -7, 1 }, "household 4: income -7")]
    public void A_survey_without_right_weights_and_incomes_is_refused(long[] weights, long[] incomes, string expected)
    {
        var people = new FiveHouseholds { Origin = PopulationOrigin.Survey };
        (people.Block.Weights, people.Block.Incomes) = (weights, incomes);
        Assert.Contains(expected, Assert.Throws<StorageException>(() => people.Run("2026-11", "2026-11")).English, StringComparison.Ordinal);
    }

    [Fact]
    public void Incomes_of_a_survey_give_poverty_before_and_after()
    {
        var people = new FiveHouseholds { Origin = PopulationOrigin.Survey };
        people.Block.Weights = [1_000_000, 1_000_000, 1_000_000, 1_000_000, 1_000_000];
        // Rural line 1.500.000, urban 2.000.000. The disabled man's household of two gets 315.000 more: 157.500 each, over the line.
        people.Block.Incomes = [1_500_000, 1_400_000, 900_000, 3_000_000, 1_000_000];
        var result = people.Run("2026-11", "2026-11", FiveHouseholds.Level());
        Assert.Equal(Math.Round(4m / 6, 12), result.Baseline.Poverty!.Headcount.Value);
        Assert.Equal(Math.Round(2m / 6, 12), result.Scenarios[1].Poverty!.Headcount.Value);
        // Gaps afterwards: 285.000 of 1.500.000 and 850.000 of 2.000.000.
        Assert.Equal(Math.Round((0.19m + 0.425m) / 6, 12), result.Scenarios[1].Poverty!.Gap.Value);
        Assert.NotNull(result.Baseline.Gini!.Value.Error);
    }

    [Fact]
    public void Take_up_scales_costs_by_benefit_and_leaves_people_as_they_are()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, "benefit,percent\ntgxh,50\ntgxh.6.nang,80\n");
        var inputs = Five.Inputs("2026-11", "2026-11") with { TakeUp = TakeUpRates.Read(path, FiveHouseholds.Law) };
        File.Delete(path);
        var summary = new ReportTables(new SimulationRun(inputs).Run(1)).Find("summary")!;
        Assert.Equal(540_000 + 1_428_000 + 405_000, summary.Number(0, "cost"));
        Assert.Equal(3_135_000, summary.Number(0, "cost_full_take_up"));
        Assert.Equal(4, summary.Number(0, "people_reached"));
    }

    [Theory]
    [InlineData("benefit,percent\nno.such,10\ntgxh,101\n", 2)]
    [InlineData("benefit;percent\n", 1)]
    [InlineData("benefit,percent\ntgxh,10\ntgxh,20\nhtxh\n", 2)]
    public void A_faulty_table_of_take_up_tells_all_faults(string text, int faults)
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, text);
        Assert.Equal(faults, Assert.Throws<LawPackException>(() => TakeUpRates.Read(path, FiveHouseholds.Law)).Faults.Count);
        File.Delete(path);
    }

    [Fact]
    public void A_yearly_benefit_is_paid_once_a_year_in_its_month()
    {
        var people = new FiveHouseholds();
        people.Block.Profiles = [0, 3, 0, 2, 2, 1];
        var year = people.Run("2026-01", "2026-12").Baseline;
        var (key, paid) = Assert.Single(year.Payments, payment => FiveHouseholds.Law.Benefits.Find(payment.Key.Benefit)!.Per == BenefitPeriod.Year);
        Assert.Equal(("ncc.tho_cung", 1L), (key.Benefit.Value, paid.Whole()));
        var autumn = people.Run("2026-08", "2026-12").Baseline;
        Assert.DoesNotContain(autumn.Payments.Keys, payment => payment.Benefit.Value == "ncc.tho_cung");
    }

    [Fact]
    public void Totals_of_a_drawn_nation_are_those_of_the_determiner()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            new NationDraw(FiveHouseholds.Law.Facts.Sources).Write(path, 3_000, 5, 1, _ => { }, CancellationToken.None);
            using var reader = new PopulationReader(path);
            var result = new SimulationRun(SimulationInputs.Of(FiveHouseholds.Law, PeopleSource.Of(reader), FiveHouseholds.November, FiveHouseholds.November, [])).Run(2);
            var (determiner, block, total, people) = (new Determiner(FiveHouseholds.Law), new PeopleBlock(), 0L, 0);
            for (var index = 0; index < reader.Blocks; index++)
            {
                reader.ReadBlock(index, block);
                for (var (household, first, link) = (0, 0, 0); household < block.Households; first += block.Sizes[household], household++)
                {
                    var answer = determiner.Determine(block.Household(reader.Dictionary, household, first, link), FiveHouseholds.November, FiveHouseholds.November.Last, DeterminationDetail.Claims);
                    total += answer.People.SelectMany(person => person.Entitlements).Where(entitlement => entitlement is { Unit: "VND", Per: BenefitPeriod.Month }).Sum(entitlement => entitlement.Amount.Amount);
                    people += answer.People.Count(person => person.Entitlements.Any(entitlement => entitlement.Amount != Vnd.Zero));
                    for (; link < block.LinkCount && block.Links[link].Person < first + block.Sizes[household]; link++)
                    {
                    }
                }
            }

            Assert.True(people > 50, $"{people} people");
            Assert.Equal(total, result.Baseline.Costs.Where(cell => FiveHouseholds.Law.Benefits.Find(cell.Key.Benefit)!.Per == BenefitPeriod.Month).Select(cell => cell.Value).Sum().Whole());
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static long CostOf(ScenarioResult scenario, Func<CostKey, bool> fits) => scenario.Costs.Where(cell => fits(cell.Key)).Select(cell => cell.Value).Sum().Whole();
}
