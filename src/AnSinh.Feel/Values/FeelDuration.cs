using System.Globalization;
using System.Text;

namespace AnSinh.Feel;

/// <summary>A length of time in days, hours, minutes, seconds and fractions to the nanosecond (XML Schema's dayTimeDuration).</summary>
public readonly record struct DaysTimeDuration(Int128 Nanoseconds) : IComparable<DaysTimeDuration>
{
    private const long PerSecond = FeelTime.NanosecondsPerSecond;

    /// <summary>Longer durations than this (about 10^10 years) cannot be held.</summary>
    internal static readonly Int128 Limit = (Int128)4_000_000_000_000 * FeelTime.NanosecondsPerDay;

    public long Days => (long)(Nanoseconds / FeelTime.NanosecondsPerDay);
    public int Hours => (int)(Nanoseconds / (3600 * PerSecond) % 24);
    public int Minutes => (int)(Nanoseconds / (60 * PerSecond) % 60);
    public int Seconds => (int)(Nanoseconds / PerSecond % 60);

    public static DaysTimeDuration FromDays(long days) => new((Int128)days * FeelTime.NanosecondsPerDay);

    /// <summary>The length in seconds; exact.</summary>
    public FeelNumber ToSeconds()
    {
        FeelNumber.TryCreate(Nanoseconds < 0, (UInt128)Int128.Abs(Nanoseconds), -9, out FeelNumber seconds);
        return seconds.Normalize();
    }

    /// <summary>The duration of some seconds, cut to the nanosecond; false when too long.</summary>
    public static bool TryFromSeconds(FeelNumber seconds, out DaysTimeDuration duration)
    {
        duration = default;
        if (!FeelNumber.TryMultiply(seconds, FeelNumber.From(PerSecond), out FeelNumber scaled)
            || !FeelNumber.TryRound(scaled, 0, FeelRounding.HalfEven, out FeelNumber whole)) return false;
        int exponent = whole.Exponent;
        if (exponent + FeelNumber.CountDigits(whole.Coefficient) > 36) return false;
        UInt128 size = exponent >= 0 ? whole.Coefficient * FeelNumber.PowersOfTen[exponent]
            : exponent < -38 ? UInt128.Zero : whole.Coefficient / FeelNumber.PowersOfTen[-exponent];
        duration = new(whole.IsNegative ? -(Int128)size : (Int128)size);
        return Int128.Abs(duration.Nanoseconds) <= Limit;
    }

    public int CompareTo(DaysTimeDuration other) => Nanoseconds.CompareTo(other.Nanoseconds);

    public static bool operator <(DaysTimeDuration left, DaysTimeDuration right) => left.CompareTo(right) < 0;
    public static bool operator >(DaysTimeDuration left, DaysTimeDuration right) => left.CompareTo(right) > 0;
    public static bool operator <=(DaysTimeDuration left, DaysTimeDuration right) => left.CompareTo(right) <= 0;
    public static bool operator >=(DaysTimeDuration left, DaysTimeDuration right) => left.CompareTo(right) >= 0;

    public override string ToString()
    {
        Int128 size = Int128.Abs(Nanoseconds);
        if (size == 0) return "PT0S";
        DaysTimeDuration parts = new(size);
        StringBuilder text = new(Nanoseconds < 0 ? "-P" : "P");
        if (parts.Days != 0) text.Append(CultureInfo.InvariantCulture, $"{parts.Days}D");
        int nanosecond = (int)(size % PerSecond);
        if (size % FeelTime.NanosecondsPerDay != 0) text.Append('T');
        if (parts.Hours != 0) text.Append(CultureInfo.InvariantCulture, $"{parts.Hours}H");
        if (parts.Minutes != 0) text.Append(CultureInfo.InvariantCulture, $"{parts.Minutes}M");
        if (parts.Seconds != 0 || nanosecond != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{parts.Seconds}");
            if (nanosecond != 0) text.Append('.').Append(nanosecond.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0'));
            text.Append('S');
        }
        return text.ToString();
    }
}

/// <summary>A length of time in whole months (XML Schema's yearMonthDuration).</summary>
public readonly record struct YearsMonthsDuration(long Months) : IComparable<YearsMonthsDuration>
{
    /// <summary>Longer durations than this many months cannot be held.</summary>
    internal const long Limit = 24L * FeelDate.MaxYear;

    /// <summary>Whole years, towards zero.</summary>
    public long Years => Months / 12;

    /// <summary>Months that make no whole year, with the duration's sign.</summary>
    public int MonthsOfYear => (int)(Months % 12);

    public int CompareTo(YearsMonthsDuration other) => Months.CompareTo(other.Months);

    public static bool operator <(YearsMonthsDuration left, YearsMonthsDuration right) => left.CompareTo(right) < 0;
    public static bool operator >(YearsMonthsDuration left, YearsMonthsDuration right) => left.CompareTo(right) > 0;
    public static bool operator <=(YearsMonthsDuration left, YearsMonthsDuration right) => left.CompareTo(right) <= 0;
    public static bool operator >=(YearsMonthsDuration left, YearsMonthsDuration right) => left.CompareTo(right) >= 0;

    /// <summary>Whole months from one day to another, negative when the second is earlier.</summary>
    public static YearsMonthsDuration Between(FeelDateTime from, FeelDateTime to)
    {
        long months = (to.Date.Year - (long)from.Date.Year) * 12 + to.Date.Month - from.Date.Month;
        int rest = to.Date.Day.CompareTo(from.Date.Day);
        if (rest == 0) rest = to.Time.NanosecondOfDay.CompareTo(from.Time.NanosecondOfDay);
        if (months > 0 && rest < 0) months--;
        else if (months < 0 && rest > 0) months++;
        return new(months);
    }

    public override string ToString()
    {
        long size = Math.Abs(Months);
        if (size == 0) return "P0M";
        string years = size / 12 == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{size / 12}Y");
        string months = size % 12 == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{size % 12}M");
        return (Months < 0 ? "-P" : "P") + years + months;
    }
}

/// <summary>Reads the durations of XML Schema: P1DT2H, -P3Y, PT0.5S.</summary>
internal static class DurationText
{
    /// <summary>Gives a days-and-time or a years-and-months duration; false when the text is neither.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out FeelValue value)
    {
        value = default;
        bool negative = text.StartsWith("-");
        ReadOnlySpan<char> rest = negative ? text[1..] : text;
        if (rest.Length < 3 || rest[0] != 'P' || rest.Length > 80) return false;
        rest = rest[1..];
        Int128 nanoseconds = 0;
        Int128 months = 0;
        bool daysTime = false;
        bool yearsMonths = false;
        bool inTime = false;
        int order = 0;
        while (rest.Length > 0)
        {
            if (rest[0] == 'T')
            {
                if (inTime || rest.Length == 1) return false;
                inTime = true;
                rest = rest[1..];
            }
            int digits = 0;
            Int128 whole = 0;
            while (digits < rest.Length && char.IsAsciiDigit(rest[digits]))
            {
                if (digits >= 20) return false;
                whole = whole * 10 + (rest[digits++] - '0');
            }
            if (digits == 0 || digits == rest.Length) return false;
            rest = rest[digits..];
            Int128 fraction = 0;
            bool hasFraction = rest[0] == '.';
            if (hasFraction)
            {
                int count = 1;
                Int128 unit = FeelTime.NanosecondsPerSecond / 10;
                for (; count < rest.Length && char.IsAsciiDigit(rest[count]); count++, unit /= 10) fraction += unit * (rest[count] - '0');
                if (count == rest.Length) return false;
                rest = rest[count..];
            }
            (int rank, Int128 size) = (inTime, rest[0]) switch
            {
                (false, 'Y') => (1, 12),
                (false, 'M') => (2, 1),
                (false, 'D') => (3, (Int128)FeelTime.NanosecondsPerDay),
                (true, 'H') => (4, (Int128)3600 * FeelTime.NanosecondsPerSecond),
                (true, 'M') => (5, (Int128)60 * FeelTime.NanosecondsPerSecond),
                (true, 'S') => (6, FeelTime.NanosecondsPerSecond),
                _ => (0, Int128.Zero),
            };
            if (rank <= order || (hasFraction && rank != 6)) return false;
            order = rank;
            if (rank <= 2)
            {
                yearsMonths = true;
                months += whole * size;
            }
            else
            {
                daysTime = true;
                if (whole > DaysTimeDuration.Limit / size) return false;
                nanoseconds += whole * size + fraction;
            }
            rest = rest[1..];
        }
        if (daysTime == yearsMonths) return false;
        if (months > YearsMonthsDuration.Limit || nanoseconds > DaysTimeDuration.Limit) return false;
        value = daysTime
            ? FeelValue.Of(new DaysTimeDuration(negative ? -nanoseconds : nanoseconds))
            : FeelValue.Of(new YearsMonthsDuration((long)(negative ? -months : months)));
        return true;
    }
}
