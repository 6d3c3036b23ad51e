using System.Globalization;
using AnSinh.Casework.Calendar;
using Xunit;

namespace AnSinh.Casework.Tests.Calendar;

public sealed class WorkingCalendarTests
{
    [Theory]
    [InlineData("2026-10-08", 3, "2026-10-13")] // over a week-end
    [InlineData("2026-08-28", 3, "2026-09-07")] // 31 August exchanged, 1 and 2 September holidays
    [InlineData("2026-08-21", 1, "2026-08-22")] // a Saturday that is worked
    [InlineData("2026-11-23", 3, "2026-11-27")] // 24 November is a holiday since 2026
    [InlineData("2025-11-21", 1, "2025-11-24")] // and was none before
    [InlineData("2026-10-08", 0, "2026-10-08")]
    public void Working_days_leave_out_weekends_holidays_and_exchanged_days(string from, int days, string expected) =>
        Assert.Equal(Day(expected), WorkingCalendar.VietNam.AfterWorkingDays(Day(from), days));

    [Theory]
    [InlineData("2026-10-08", "2026-10-13", 3)]
    [InlineData("2026-10-13", "2026-10-08", -3)]
    [InlineData("2026-10-10", "2026-10-11", 0)]
    public void Working_days_between_two_days_are_negative_when_the_second_has_passed(string from, string to, int expected) =>
        Assert.Equal(expected, WorkingCalendar.VietNam.WorkingDaysBetween(Day(from), Day(to)));

    [Fact]
    public void A_year_whose_holidays_are_not_known_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => WorkingCalendar.VietNam.IsWorking(WorkingCalendar.VietNam.Last.AddDays(1)));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
