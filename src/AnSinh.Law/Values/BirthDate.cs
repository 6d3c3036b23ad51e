using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace AnSinh.Law;

public enum DatePrecision
{
    Day,
    Month,
    Year,
}

/// <summary>
/// A date of birth as far as it is known. Papers of the oldest often carry only a year or a month: <c>1946</c>, <c>1946-05</c>,
/// <c>1946-05-17</c>. What is not written is never made up; <see cref="Earliest"/> and <see cref="Latest"/> bound it.
/// </summary>
public readonly record struct BirthDate : IComparable<BirthDate>
{
    private BirthDate(DateOnly earliest, DateOnly latest, DatePrecision precision)
    {
        Earliest = earliest;
        Latest = latest;
        Precision = precision;
    }

    public DateOnly Earliest { get; }
    public DateOnly Latest { get; }
    public DatePrecision Precision { get; }
    public bool IsExact => Precision == DatePrecision.Day;

    public static BirthDate OfDay(DateOnly day) => new(day, day, DatePrecision.Day);

    public static BirthDate OfMonth(int year, int month)
    {
        var benefitMonth = new BenefitMonth(year, month);
        return new(benefitMonth.First, benefitMonth.Last, DatePrecision.Month);
    }

    public static BirthDate OfYear(int year) => new(new DateOnly(year, 1, 1), new DateOnly(year, 12, 31), DatePrecision.Year);

    public static bool TryParse([NotNullWhen(true)] string? text, out BirthDate date)
    {
        date = default;
        switch (text?.Length)
        {
            case 4 when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year >= 1:
                date = OfYear(year);
                return true;
            case 7 when BenefitMonth.TryParse(text, out var month):
                date = OfMonth(month.Year, month.Month);
                return true;
            case 10 when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day):
                date = OfDay(day);
                return true;
            default:
                return false;
        }
    }

    /// <exception cref="FormatException">The text is not yyyy, yyyy-MM or yyyy-MM-dd, or the date does not exist.</exception>
    public static BirthDate Parse(string text) =>
        TryParse(text, out var date) ? date : throw new FormatException($"'{text}' is not a date of birth; expected yyyy-MM-dd, yyyy-MM or yyyy.");

    public int CompareTo(BirthDate other) =>
        Earliest.CompareTo(other.Earliest) is var byEarliest and not 0 ? byEarliest : Latest.CompareTo(other.Latest);

    public override string ToString() => Precision switch
    {
        DatePrecision.Day => Earliest.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DatePrecision.Month => Earliest.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        _ => Earliest.ToString("yyyy", CultureInfo.InvariantCulture),
    };
}
