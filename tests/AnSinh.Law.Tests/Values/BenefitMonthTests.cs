using Xunit;

namespace AnSinh.Law.Tests.Values;

public class BenefitMonthTests
{
    [Theory]
    [InlineData("2026-11", 2026, 11)]
    [InlineData("0001-01", 1, 1)]
    [InlineData("9999-12", 9999, 12)]
    public void Text_is_read_and_printed_the_same(string text, int year, int month)
    {
        var read = BenefitMonth.Parse(text);
        Assert.Equal((year, month), (read.Year, read.Month));
        Assert.Equal(text, read.ToString());
    }

    [Theory]
    [InlineData("2026-13")]
    [InlineData("2026-00")]
    [InlineData("2026-1")]
    [InlineData("0000-01")]
    [InlineData("11-2026")]
    [InlineData("2026/11")]
    [InlineData("")]
    public void Anything_else_is_refused(string text)
    {
        Assert.False(BenefitMonth.TryParse(text, out _));
        Assert.Throws<FormatException>(() => BenefitMonth.Parse(text));
    }

    [Theory]
    [InlineData("2026-12", 1, "2027-01")]
    [InlineData("2026-01", -1, "2025-12")]
    [InlineData("2026-06", 18, "2027-12")]
    public void Months_are_added_across_years(string from, int months, string expected) =>
        Assert.Equal(expected, BenefitMonth.Parse(from).AddMonths(months).ToString());

    [Fact]
    public void The_last_day_knows_leap_years()
    {
        Assert.Equal(new DateOnly(2024, 2, 29), BenefitMonth.Parse("2024-02").Last);
        Assert.Equal(new DateOnly(2026, 2, 28), BenefitMonth.Parse("2026-02").Last);
    }

    [Fact]
    public void A_span_includes_both_ends_and_is_empty_backwards()
    {
        var june = BenefitMonth.Parse("2026-06");
        Assert.Equal(["2026-06", "2026-07", "2026-08"], june.To(BenefitMonth.Parse("2026-08")).Select(month => month.ToString()));
        Assert.Empty(june.To(BenefitMonth.Parse("2026-05")));
    }

    [Fact]
    public void Order_is_by_time()
    {
        var (earlier, later) = (BenefitMonth.Parse("2025-12"), BenefitMonth.Parse("2026-01"));
        Assert.True(earlier < later && later > earlier && earlier <= later && later >= earlier && earlier != later);
    }
}
