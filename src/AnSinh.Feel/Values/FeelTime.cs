using System.Globalization;

namespace AnSinh.Feel;

/// <summary>A time of day to the nanosecond, local or with an offset or zone.</summary>
public readonly record struct FeelTime
{
    public const long NanosecondsPerSecond = 1_000_000_000;
    public const long NanosecondsPerDay = 86_400 * NanosecondsPerSecond;

    internal FeelTime(long nanosecondOfDay, FeelZone? zone)
    {
        NanosecondOfDay = nanosecondOfDay;
        Zone = zone;
    }

    /// <summary>0 up to, not including, 86,400,000,000,000.</summary>
    public long NanosecondOfDay { get; }

    /// <summary>The offset or zone, or null for a local time.</summary>
    public FeelZone? Zone { get; }

    public int Hour => (int)(NanosecondOfDay / (3600 * NanosecondsPerSecond));
    public int Minute => (int)(NanosecondOfDay / (60 * NanosecondsPerSecond) % 60);

    /// <summary>Whole seconds of the minute, 0..59.</summary>
    public int Second => (int)(NanosecondOfDay / NanosecondsPerSecond % 60);

    /// <summary>The fraction of the second in nanoseconds.</summary>
    public int Nanosecond => (int)(NanosecondOfDay % NanosecondsPerSecond);

    /// <summary>Makes a time; false when a part is out of range.</summary>
    public static bool TryCreate(long hour, long minute, long second, long nanosecond, FeelZone? zone, out FeelTime time)
    {
        bool exists = hour is >= 0 and <= 23 && minute is >= 0 and <= 59 && second is >= 0 and <= 59 && nanosecond is >= 0 and < NanosecondsPerSecond;
        time = exists ? new(((hour * 60 + minute) * 60 + second) * NanosecondsPerSecond + nanosecond, zone) : default;
        return exists;
    }

    /// <summary>Nanoseconds since midnight UTC, for comparing times that have a zone.</summary>
    public long UtcNanoseconds => NanosecondOfDay - (Zone?.StandardOffset ?? 0) * NanosecondsPerSecond;

    /// <summary>The time later (or earlier) by a duration, wrapping at midnight.</summary>
    public FeelTime Add(DaysTimeDuration duration)
    {
        Int128 total = (NanosecondOfDay + duration.Nanoseconds) % NanosecondsPerDay;
        if (total < 0) total += NanosecondsPerDay;
        return new((long)total, Zone);
    }

    /// <summary>Reads hh:mm:ss with up to nine digits of fraction and an optional zone; 24:00:00 is midnight.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out FeelTime time)
    {
        time = default;
        if (text.Length < 8 || text[2] != ':' || text[5] != ':') return false;
        if (!FeelDate.TryDigits(text[..2], out int hour) || !FeelDate.TryDigits(text.Slice(3, 2), out int minute)
            || !FeelDate.TryDigits(text.Slice(6, 2), out int second)) return false;
        int at = 8;
        long nanosecond = 0;
        if (at < text.Length && text[at] == '.')
        {
            int start = ++at;
            for (; at < text.Length && char.IsAsciiDigit(text[at]); at++)
            {
                if (at - start < 9) nanosecond = nanosecond * 10 + (text[at] - '0');
            }
            if (at == start) return false;
            for (int digits = at - start; digits < 9; digits++) nanosecond *= 10;
        }
        FeelZone? zone = null;
        if (at < text.Length && !FeelZone.TryParse(text[at..], out zone)) return false;
        bool endOfDay = hour == 24 && minute == 0 && second == 0 && nanosecond == 0;
        return TryCreate(endOfDay ? 0 : hour, minute, second, nanosecond, zone, out time);
    }

    public override string ToString()
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"{Hour:D2}:{Minute:D2}:{Second:D2}");
        if (Nanosecond != 0) text += "." + Nanosecond.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0');
        return text + Zone;
    }
}
