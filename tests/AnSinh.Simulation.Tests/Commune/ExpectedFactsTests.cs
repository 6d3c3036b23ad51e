using AnSinh.Law;
using AnSinh.Simulation.Commune;
using AnSinh.Simulation.Commune.Truth;
using Xunit;

namespace AnSinh.Simulation.Tests.Commune;

public sealed class ExpectedFactsTests
{
    private static readonly SampleFact Poor = new("poverty_status", "poor", new(2026, 1, 1), null, "", "", new(2026, 5, 20));
    private static readonly SampleFact NotPoor = new("poverty_status", "none", new(2026, 7, 6), null, "", "", new(2026, 7, 21));

    [Theory]
    [InlineData("2026-06", "2026-12-31", "poor", true)]
    [InlineData("2026-07", "2026-12-31", "poor", true)] // the first five days of July
    [InlineData("2026-07", "2026-12-31", "none", true)]
    [InlineData("2026-08", "2026-12-31", "poor", false)]
    [InlineData("2026-08", "2026-07-20", "poor", true)] // not yet recorded
    [InlineData("2025-12", "2026-12-31", "poor", false)]
    public void A_later_record_counts_from_the_day_it_names(string month, string known, string value, bool holds) =>
        Assert.Equal(holds, ExpectedFacts.Any([Poor, NotPoor], "poverty_status", value, BenefitMonth.Parse(month), DateOnly.Parse(known, System.Globalization.CultureInfo.InvariantCulture)));
}
