using System.Globalization;

namespace AnSinh.Feel;

/// <summary>A calendar day of the proleptic Gregorian calendar, years -999,999,999 to 999,999,999 (XML Schema's date without zone).</summary>
public readonly record struct FeelDate : IComparable<FeelDate>
{
    /// <summary>The largest year; the smallest is its negative.</summary>
    public const int MaxYear = 999_999_999;

    private FeelDate(int year, int month, int day)
    {
        Year = year;
        Month = (byte)month;
        Day = (byte)day;
    }

    public int Year { get; }

    /// <summary>1..12.</summary>
    public byte Month { get; }

    /// <summary>1..31.</summary>
    public byte Day { get; }

    /// <summary>Makes a date; false when there is no such day.</summary>
    public static bool TryCreate(long year, long month, long day, out FeelDate date)
    {
        bool exists = year is >= -MaxYear and <= MaxYear && month is >= 1 and <= 12 && day >= 1 && day <= DaysInMonth((int)year, (int)month);
        date = exists ? new((int)year, (int)month, (int)day) : default;
        return exists;
    }

    /// <summary>A day that is known to exist.</summary>
    internal static FeelDate OfExisting(int year, byte month, byte day) => new(year, month, day);

    public static FeelDate From(DateOnly date) => new(date.Year, date.Month, date.Day);

    /// <summary>The date as the framework's; false outside the years 1 to 9999.</summary>
    public bool TryToDateOnly(out DateOnly date)
    {
        bool fits = Year is >= 1 and <= 9999;
        date = fits ? new DateOnly(Year, Month, Day) : default;
        return fits;
    }

    /// <summary>Days since 1970-01-01.</summary>
    public long DayNumber
    {
        get
        {
            long year = Month <= 2 ? (long)Year - 1 : Year;
            long era = (year >= 0 ? year : year - 399) / 400;
            long yearOfEra = year - era * 400;
            long dayOfYear = (153 * (Month + (Month > 2 ? -3 : 9)) + 2) / 5 + Day - 1;
            long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
            return era * 146_097 + dayOfEra - 719_468;
        }
    }

    /// <summary>The date that many days after 1970-01-01; false beyond the last year.</summary>
    public static bool TryFromDayNumber(long dayNumber, out FeelDate date)
    {
        date = default;
        if (dayNumber is > 366L * 1_000_000_000 or < -366L * 1_000_000_000) return false;
        long shifted = dayNumber + 719_468;
        long era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097;
        long dayOfEra = shifted - era * 146_097;
        long yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long shiftedMonth = (5 * dayOfYear + 2) / 153;
        long day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1;
        long month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
        return TryCreate(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day, out date);
    }

    /// <summary>The same day some months later; the 29th to 31st become the last day of a shorter month.</summary>
    public bool TryAddMonths(long months, out FeelDate date)
    {
        date = default;
        if (months is > 24L * MaxYear or < -24L * MaxYear) return false;
        long total = Year * 12L + (Month - 1) + months;
        long year = total >= 0 ? total / 12 : -((11 - total) / 12);
        int month = (int)(total - year * 12) + 1;
        if (year is < -MaxYear or > MaxYear) return false;
        return TryCreate(year, month, Math.Min(Day, DaysInMonth((int)year, month)), out date);
    }

    /// <summary>1 for Monday to 7 for Sunday.</summary>
    public int Weekday => (int)(((DayNumber + 3) % 7 + 7) % 7) + 1;

    /// <summary>1..366.</summary>
    public int DayOfYear => (int)(DayNumber - new FeelDate(Year, 1, 1).DayNumber) + 1;

    /// <summary>The week of ISO 8601 that the day belongs to: 1..53, which may be one of the year before or after.</summary>
    public int WeekOfYear
    {
        get
        {
            int week = (DayOfYear - Weekday + 10) / 7;
            if (week < 1) return WeeksInYear(Year - 1);
            return week > WeeksInYear(Year) ? 1 : week;
        }
    }

    public static bool IsLeapYear(int year) => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    public static int DaysInMonth(int year, int month) => month switch
    {
        2 => IsLeapYear(year) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    private static int WeeksInYear(int year)
    {
        int first = new FeelDate(year, 1, 1).Weekday;
        return first == 4 || (first == 3 && IsLeapYear(year)) ? 53 : 52;
    }

    public int CompareTo(FeelDate other)
    {
        int order = Year.CompareTo(other.Year);
        if (order == 0) order = Month.CompareTo(other.Month);
        return order == 0 ? Day.CompareTo(other.Day) : order;
    }

    public static bool operator <(FeelDate left, FeelDate right) => left.CompareTo(right) < 0;
    public static bool operator >(FeelDate left, FeelDate right) => left.CompareTo(right) > 0;
    public static bool operator <=(FeelDate left, FeelDate right) => left.CompareTo(right) <= 0;
    public static bool operator >=(FeelDate left, FeelDate right) => left.CompareTo(right) >= 0;

    /// <summary>Reads YYYY-MM-DD; longer years without leading zeros, a minus before the year allowed.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out FeelDate date)
    {
        date = default;
        ReadOnlySpan<char> rest = text.Length > 0 && text[0] == '-' ? text[1..] : text;
        int dash = rest.IndexOf('-');
        if (dash is < 4 or > 9 || (dash > 4 && rest[0] == '0') || rest.Length != dash + 6 || rest[dash + 3] != '-') return false;
        if (!TryDigits(rest[..dash], out int year)
            || !TryDigits(rest.Slice(dash + 1, 2), out int month)
            || !TryDigits(rest.Slice(dash + 4, 2), out int day)) return false;
        return TryCreate(rest.Length == text.Length ? year : -year, month, day, out date);
    }

    internal static bool TryDigits(ReadOnlySpan<char> text, out int value)
    {
        foreach (char c in text)
        {
            if (!char.IsAsciiDigit(c))
            {
                value = 0;
                return false;
            }
        }
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    public override string ToString()
    {
        string year = Math.Abs((long)Year).ToString("D4", CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{(Year < 0 ? "-" : "")}{year}-{Month:D2}-{Day:D2}");
    }
}
