using AnSinh.Law.Tests.Pack;
using Xunit;

namespace AnSinh.Law.Tests.Indicators;

/// <summary>Indicators counted from households, and the way a plan wants to its target.</summary>
public class IndicatorCountTests
{
    private static readonly PlanCatalog Catalog = PlanCatalog.Load(InstalledPack.Folder);

    private static Dictionary<string, IndicatorTally> Count(params string[] households)
    {
        var count = new IndicatorCount(InstalledPack.Pack, Catalog.Indicators, TimeProvider.System);
        foreach (var yaml in households)
        {
            var faults = new PackFaults();
            var worked = InstalledPack.Reader.Read("case.yaml", yaml, faults).Single();
            Assert.Empty(faults.All);
            count.Add(worked.Household, BenefitMonth.Parse("2026-11"), new DateOnly(2026, 11, 30));
        }

        return count.Tallies;
    }

    private static string Household(string poverty, string people, string coverage = "coverage: all") =>
        $"household: {{ place: \"05206\"{(poverty.Length == 0 ? "" : $", facts: {{ poverty_status: {poverty} }}")} }}\n{coverage}\npeople: [ {people} ]\nmonth: 2026-11";

    [Fact]
    public void Every_measure_of_the_catalogue_compiles_and_counts()
    {
        var tallies = Count(Household("poor", "{ id: a, born: 1950-01-01, sex: female }"));
        Assert.Equal(Catalog.Indicators.Count(indicator => indicator.Measure is not null), tallies.Keys.Union(["merit_not_poor", "disabled_served"]).Count());
    }

    [Fact]
    public void Old_people_with_a_pension_or_the_social_pension_count_and_the_others_do_not()
    {
        var tally = Count(
            Household("none", "{ id: a, born: 1940-01-01, sex: female, awards: [ { benefit: htxh.75, from: 2025-07 } ] }, { id: b, born: 1966-11-30, sex: male, facts: { pension_amount: 3000000 } }"),
            Household("none", "{ id: c, born: 1966-12-01, sex: male, facts: { pension_amount: 3000000 } }, { id: d, born: 1950-01-01, sex: male }"))["old_age_income"];
        Assert.Equal((3, 2, 0), (tally.Among, tally.Counted, tally.Unknown));
        Assert.Equal(66.6m, tally.Percent);
    }

    [Fact]
    public void What_nobody_knows_is_neither_yes_nor_no()
    {
        var tally = Count(Household("", "{ id: a, born: 1950-01-01, sex: female }", ""), Household("poor", "{ id: b, born: 1950-01-01, sex: female }"))["poor_households"];
        Assert.Equal(new IndicatorTally(2, 1, 1), tally);
        Assert.Equal(100m, tally.Percent);
    }

    [Fact]
    public void A_merit_family_is_counted_as_a_household()
    {
        var tally = Count(Household("poor", "{ id: a, born: 1950-01-01, sex: female, facts: { merit_allowance: true } }, { id: b, born: 1951-01-01, sex: male, facts: { merit_allowance: true } }"))["merit_not_poor"];
        Assert.Equal(new IndicatorTally(1, 0, 0), tally);
    }

    [Theory]
    [InlineData("merit_allowance: true")]
    [InlineData("activist_pre_1945: stayed")]
    [InlineData("activist_1945: true")]
    [InlineData("heroic_mother: true")]
    [InlineData("hero_armed_forces: true")]
    [InlineData("hero_labour: true")]
    [InlineData("war_invalid: true, injury_percent: 21")]
    [InlineData("war_invalid_b: true, injury_percent: 61")]
    [InlineData("sick_soldier_percent: 41")]
    [InlineData("toxic_percent: 21")]
    [InlineData("toxic_child_percent: 61")]
    [InlineData("enemy_prisoner: true")]
    [InlineData("revolution_helper: medal")]
    [InlineData("resistance_units: 3")]
    [InlineData("martyr_relative: true, martyrs_related: 1")]
    [InlineData("remarried_martyr_spouse: true")]
    [InlineData("survivor_pre_1945: 1")]
    [InlineData("survivor_1945: 1")]
    [InlineData("survivor_war_invalid: 1")]
    [InlineData("survivor_sick_soldier: 1")]
    [InlineData("survivor_toxic: 2")]
    public void Every_merit_category_makes_a_merit_family(string facts) =>
        Assert.Equal(new IndicatorTally(1, 1, 0), Merit(Household("average", $"{{ id: a, born: 1950-01-01, sex: male }}, {{ id: b, born: 1951-01-01, sex: female, facts: {{ {facts} }} }}")));

    [Fact]
    public void An_award_of_the_merit_programme_makes_a_merit_family_and_another_award_does_not() =>
        Assert.Equal(new IndicatorTally(1, 1, 0), Merit(
            Household("none", "{ id: a, born: 1950-01-01, sex: male, awards: [ { benefit: ncc.tb, from: 2024-07 } ] }"),
            Household("none", "{ id: b, born: 1945-01-01, sex: male, awards: [ { benefit: htxh.75, from: 2025-07 } ] }")));

    [Fact]
    public void Merit_families_are_counted_once_each_by_their_standing_and_what_is_unknown_by_itself()
    {
        var tally = Merit(
            Household("poor", "{ id: a, born: 1950-01-01, sex: male, facts: { war_invalid: true, injury_percent: 31 } }, { id: b, born: 1952-01-01, sex: female, facts: { martyr_relative: true, martyrs_related: 1 } }"),
            Household("near_poor", "{ id: c, born: 1950-01-01, sex: male, facts: { sick_soldier_percent: 61 } }"),
            Household("none", "{ id: d, born: 1950-01-01, sex: male, facts: { enemy_prisoner: true } }"),
            Household("average", "{ id: e, born: 1950-01-01, sex: female, facts: { heroic_mother: true } }"),
            Household("none", "{ id: f, born: 1950-01-01, sex: male }"),
            Household("none", "{ id: g, born: 1950-01-01, sex: male, facts: { war_invalid: true, injury_percent: 31, merit_ended: true } }"),
            Household("none", "{ id: h, born: 1950-01-01, sex: male }", ""));
        Assert.Equal((new IndicatorTally(5, 2, 1), 50m), (tally, tally.Percent));
    }

    private static IndicatorTally Merit(params string[] households) => Count(households).GetValueOrDefault("merit_not_poor");

    [Theory]
    [InlineData(2024, null)]
    [InlineData(2025, "42")]
    [InlineData(2026, "45.6")]
    [InlineData(2029, "56.4")]
    [InlineData(2030, "60")]
    [InlineData(2035, "60")]
    public void The_way_to_a_target_is_straight_between_the_years_that_are_known(int year, string? wanted)
    {
        var target = Catalog.Plans[0].Targets.Single(target => target.Indicator.Id == "old_age_income");
        Assert.Equal(wanted is null ? null : decimal.Parse(wanted, System.Globalization.CultureInfo.InvariantCulture), target.WantedIn(year));
    }

    [Theory]
    [InlineData("unemployment_total", "2.9", true)]
    [InlineData("unemployment_total", "3", false)]
    [InlineData("hi_coverage", "95", true)]
    [InlineData("hi_coverage", "94.9", false)]
    public void Below_is_below_and_at_least_is_at_least(string indicator, string value, bool met) =>
        Assert.Equal(met, Catalog.Plans[0].Targets.Single(target => target.Indicator.Id == indicator).IsMetBy(decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture)));
}
