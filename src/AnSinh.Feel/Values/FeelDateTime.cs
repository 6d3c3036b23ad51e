namespace AnSinh.Feel;

/// <summary>A date with a time of day; an instant when the time has a zone.</summary>
public readonly record struct FeelDateTime(FeelDate Date, FeelTime Time)
{
    /// <summary>Seconds east of UTC, or null for a local time.</summary>
    public int? OffsetSeconds => Time.Zone?.OffsetAt(Date, Time.NanosecondOfDay);

    /// <summary>Nanoseconds since 1970-01-01T00:00:00 of the written local time.</summary>
    public Int128 LocalNanoseconds => (Int128)Date.DayNumber * FeelTime.NanosecondsPerDay + Time.NanosecondOfDay;

    /// <summary>Nanoseconds since 1970-01-01T00:00:00Z; a local time counts as UTC.</summary>
    public Int128 UtcNanoseconds => LocalNanoseconds - (Int128)(OffsetSeconds ?? 0) * FeelTime.NanosecondsPerSecond;

    /// <summary>The date and time later (or earlier) by a duration; false beyond the last year.</summary>
    public bool TryAdd(DaysTimeDuration duration, out FeelDateTime result) =>
        TryFromLocal(LocalNanoseconds + duration.Nanoseconds, Time.Zone, out result);

    /// <summary>The date and time some months later; false beyond the last year.</summary>
    public bool TryAdd(YearsMonthsDuration duration, out FeelDateTime result)
    {
        bool fits = Date.TryAddMonths(duration.Months, out FeelDate date);
        result = new(date, Time);
        return fits;
    }

    /// <summary>The local date and time from nanoseconds since 1970; false beyond the last year.</summary>
    public static bool TryFromLocal(Int128 nanoseconds, FeelZone? zone, out FeelDateTime result)
    {
        Int128 day = nanoseconds / FeelTime.NanosecondsPerDay;
        Int128 rest = nanoseconds - day * FeelTime.NanosecondsPerDay;
        if (rest < 0)
        {
            rest += FeelTime.NanosecondsPerDay;
            day--;
        }
        result = default;
        if (day > long.MaxValue || day < long.MinValue || !FeelDate.TryFromDayNumber((long)day, out FeelDate date)) return false;
        result = new(date, new FeelTime((long)rest, zone));
        return true;
    }

    /// <summary>Reads a date, T and a time; T24:00:00 is the beginning of the next day.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out FeelDateTime value)
    {
        value = default;
        int separator = text.IndexOf('T');
        if (separator < 0 || !FeelDate.TryParse(text[..separator], out FeelDate date)
            || !FeelTime.TryParse(text[(separator + 1)..], out FeelTime time)) return false;
        bool endOfDay = text[(separator + 1)..].StartsWith("24");
        if (endOfDay && !FeelDate.TryFromDayNumber(date.DayNumber + 1, out date)) return false;
        value = new(date, time);
        return true;
    }

    public override string ToString() => $"{Date}T{Time}";
}
