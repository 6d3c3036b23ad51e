using Xunit;

namespace AnSinh.Law.Tests.Values;

public class BirthDateTests
{
    [Theory]
    [InlineData("1946-05-17", DatePrecision.Day, "1946-05-17", "1946-05-17")]
    [InlineData("1946-02", DatePrecision.Month, "1946-02-01", "1946-02-28")]
    [InlineData("1948-02", DatePrecision.Month, "1948-02-01", "1948-02-29")]
    [InlineData("1946", DatePrecision.Year, "1946-01-01", "1946-12-31")]
    public void What_is_not_written_is_bounded_and_not_made_up(string text, DatePrecision precision, string earliest, string latest)
    {
        var born = BirthDate.Parse(text);
        Assert.Equal(precision, born.Precision);
        Assert.Equal(DateOnly.Parse(earliest, null), born.Earliest);
        Assert.Equal(DateOnly.Parse(latest, null), born.Latest);
        Assert.Equal(text, born.ToString());
    }

    [Theory]
    [InlineData("1946-02-30")]
    [InlineData("1946-13")]
    [InlineData("46")]
    [InlineData("17/05/1946")]
    [InlineData("0000")]
    public void Dates_that_do_not_exist_are_refused(string text) => Assert.Throws<FormatException>(() => BirthDate.Parse(text));
}
