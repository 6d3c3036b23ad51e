using System.Globalization;
using AnSinh.Law;
using AnSinh.Web.Components;

namespace AnSinh.Web.Public;

/// <summary>A date of birth typed as day, month and year; day and month may stay empty.</summary>
public static class BirthFields
{
    public const string Day = "ngay";
    public const string Month = "thang";
    public const string Year = "nam";

    private const int OldestYears = 130;

    /// <summary>Null where something is wrong; what is stands in <paramref name="faults"/>.</summary>
    public static BirthDate? Read(Words words, string day, string month, string year, DateOnly today, Faults faults)
    {
        if (!int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var inYear) || inYear < today.Year - OldestYears || inYear > today.Year)
        {
            faults.Add(Year, words["check.fault.year", Plain(today.Year - OldestYears), Plain(today.Year)]);
            return null;
        }

        if (month.Length == 0)
        {
            if (day.Length > 0)
            {
                faults.Add(Month, words["check.fault.month"]);
                return null;
            }

            return BirthDate.OfYear(inYear);
        }

        if (!int.TryParse(month, NumberStyles.None, CultureInfo.InvariantCulture, out var inMonth) || inMonth is < 1 or > 12)
        {
            faults.Add(Month, words["check.fault.month"]);
            return null;
        }

        if (day.Length > 0 && (!int.TryParse(day, NumberStyles.None, CultureInfo.InvariantCulture, out var onDay) || onDay < 1 || onDay > DateTime.DaysInMonth(inYear, inMonth)))
        {
            faults.Add(Day, words["check.fault.day"]);
            return null;
        }

        var born = day.Length == 0 ? BirthDate.OfMonth(inYear, inMonth) : BirthDate.OfDay(new DateOnly(inYear, inMonth, int.Parse(day, CultureInfo.InvariantCulture)));
        if (born.Earliest > today)
        {
            faults.Add(Year, words["check.fault.future"]);
            return null;
        }

        return born;
    }

    /// <summary>The three fields of a date, as they were typed.</summary>
    public static (string Day, string Month, string Year) Split(BirthDate born) => (
        born.Precision == DatePrecision.Day ? Plain(born.Earliest.Day) : "",
        born.Precision == DatePrecision.Year ? "" : Plain(born.Earliest.Month),
        Plain(born.Earliest.Year));

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);
}
