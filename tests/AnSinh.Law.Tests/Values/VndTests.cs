using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AnSinh.Law.Tests.Values;

public class VndTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(540000, "540.000")]
    [InlineData(1350000, "1.350.000")]
    [InlineData(-40000, "-40.000")]
    public void Digits_are_grouped_by_dots(long amount, string text) => Assert.Equal(text, new Vnd(amount).ToString());

    [Fact]
    public void Overflow_throws_instead_of_wrapping()
    {
        Assert.Throws<OverflowException>(() => new Vnd(long.MaxValue) + new Vnd(1));
        Assert.Throws<OverflowException>(() => -new Vnd(long.MinValue));
    }

    [Fact]
    public void Adding_and_taking_away_gives_the_amount_back() =>
        Prop.ForAll<int, int>((left, right) => new Vnd(left) + new Vnd(right) - new Vnd(right) == new Vnd(left)).QuickCheckThrowOnFailure();
}
