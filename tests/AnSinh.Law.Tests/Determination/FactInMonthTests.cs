using Xunit;

namespace AnSinh.Law.Tests.Determination;

public class FactInMonthTests
{
    private static readonly BenefitMonth July = BenefitMonth.Parse("2026-07");
    private static readonly FactInMonth No = new(true, "false");

    [Theory]
    [InlineData(FactProjection.Any, "true")]
    [InlineData(FactProjection.First, "true")]
    [InlineData(FactProjection.Last, "false")]
    public void A_fact_that_ends_inside_the_month_counts_as_its_definition_says(FactProjection projection, string expected) =>
        Assert.Equal(expected, Project(projection, No, Fact("true", "2026-01-01", "2026-07-10")).Value);

    [Theory]
    [InlineData(FactProjection.Any, "true")]
    [InlineData(FactProjection.First, "false")]
    [InlineData(FactProjection.Last, "true")]
    public void A_fact_that_begins_inside_the_month_counts_as_its_definition_says(FactProjection projection, string expected) =>
        Assert.Equal(expected, Project(projection, No, Fact("true", "2026-07-10", null)).Value);

    [Fact]
    public void What_was_not_yet_known_does_not_count() =>
        Assert.Equal("false", Project(FactProjection.Any, No, Fact("true", "2026-01-01", null) with { Known = new DateOnly(2026, 8, 1) }).Value);

    [Fact]
    public void What_was_recorded_later_replaces_what_was_recorded_before() =>
        Assert.Equal("false", Project(FactProjection.Any, FactInMonth.Unknown,
            Fact("true", "2026-01-01", null) with { Known = new DateOnly(2026, 1, 5) }, Fact("false", "2026-01-01", null) with { Known = new DateOnly(2026, 6, 5) }).Value);

    [Fact]
    public void Silence_is_unknown_unless_a_source_covers_it()
    {
        Assert.False(Project(FactProjection.Any, FactInMonth.Unknown).IsKnown);
        Assert.Equal("false", Project(FactProjection.Any, No).Value);
    }

    [Fact]
    public void A_withdrawn_fact_is_silence() =>
        Assert.False(Project(FactProjection.Any, FactInMonth.Unknown, Fact(null, "2026-01-01", null)).IsKnown);

    private static CaseFact Fact(string? value, string from, string? to) =>
        new("studying", value, new DateRange(DateOnly.Parse(from, null), to is null ? null : DateOnly.Parse(to, null)));

    private static FactInMonth Project(FactProjection projection, FactInMonth silence, params CaseFact[] records) => FactInMonth.Of(
        new FactDefinition
        {
            Code = "studying",
            Subject = FactSubject.Person,
            Type = FactType.Boolean,
            Projection = projection,
            Label = new("", ""),
            Meaning = new("", ""),
        },
        records, silence, July, new DateOnly(2026, 7, 31));
}
