using System.Globalization;
using AnSinh.Law;
using AnSinh.Simulation.Commune;
using AnSinh.Simulation.Commune.Poverty;
using AnSinh.Simulation.Commune.Truth;
using Xunit;

namespace AnSinh.Simulation.Tests.Commune;

public sealed class PovertyAssessmentsTests(SampleFixture fixture) : IClassFixture<SampleFixture>
{
    private static readonly DateOnly Last = SampleCommune.LaterDays[^1];
    private readonly SampleCommune _sample = fixture.Sample;

    [Fact]
    public void Every_household_with_a_recognised_status_is_assessed_and_only_the_two_of_the_stories_differ()
    {
        var month = BenefitMonth.Of(Last);
        Assert.All(_sample.Households.Where(household => household.Facts.Exists(fact => fact.Code == "poverty_status")), household => Assert.NotEmpty(household.Assessments));
        var differing = _sample.Households.Where(household => household.Assessments.Count > 0 && ExpectedPoverty.Assessed(household, month, Last) != ExpectedPoverty.Attested(household, month, Last));
        Assert.Equal(
            _sample.Stories.Where(story => story.Name is "poverty_contradiction" or "poverty_not_recognised").Select(story => story.Person.Household.Id).Order(),
            differing.Select(household => household.Id).Order());
    }

    [Fact]
    public void Figures_lie_in_the_band_of_their_class_and_are_valid_from_the_first_day_decided() =>
        Assert.All(_sample.Households.SelectMany(household => household.Assessments.Select(assessment => (household, assessment))), assessed =>
        {
            var (household, assessment) = assessed;
            var band = PovertyBand.All[assessment.Class];
            var facts = household.Facts.Where(fact => fact.Source == "poverty_review" && fact.From == assessment.From).ToDictionary(fact => fact.Code, fact => fact.Value!);
            Assert.True(facts.ContainsKey("income_per_person") || facts.ContainsKey("score_a"));
            foreach (var (code, from, to) in new[] { ("income_per_person", band.IncomeFrom, band.IncomeTo), ("score_a", band.ScoreFrom, band.ScoreTo) }.Where(bound => facts.ContainsKey(bound.Item1)))
            {
                Assert.InRange(int.Parse(facts[code], CultureInfo.InvariantCulture), from, to);
            }

            var indicators = facts.Where(fact => fact.Key.StartsWith("deprived_", StringComparison.Ordinal)).ToList();
            Assert.Equal(assessment.Class is "poor" or "near_poor" ? 12 : 0, indicators.Count);
            Assert.InRange(indicators.Count(indicator => indicator.Value == "true"), band.DeprivedFrom, band.DeprivedTo);
            Assert.True(assessment.From <= assessment.Recorded.AddDays(31));
        });

    [Theory]
    [InlineData("poor", "average", true)]
    [InlineData("near_poor", "none", true)]
    [InlineData("poor", "poor", false)]
    [InlineData("average", "poor", false)]
    public void Only_a_recognition_that_the_figures_deny_is_a_contradiction(string attested, string assessed, bool contradicts)
    {
        var household = new SampleHousehold();
        household.Facts.Add(new("poverty_status", attested, new(2026, 1, 1), null, "poverty_list", "", _sample.Registered));
        household.Assessments.Add(new(assessed, new(2026, 1, 1), _sample.Registered));
        Assert.Equal(contradicts, ExpectedPoverty.Contradicts(household, new(2026, 6), Last));
    }
}
