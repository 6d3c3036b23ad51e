using System.Collections.Concurrent;
using System.Globalization;

namespace AnSinh.Feel;

/// <summary>An offset from UTC in whole seconds or a zone of the IANA database. Offsets of the same length are the same object.</summary>
public sealed class FeelZone : IEquatable<FeelZone>
{
    private const int MaxOffset = 14 * 3600 + 59 * 60 + 59;
    private static readonly ConcurrentDictionary<int, FeelZone> Offsets = new();

    private readonly TimeZoneInfo? _rules;
    private readonly int _offset;

    private FeelZone(string? id, TimeZoneInfo? rules, int offset)
    {
        Id = id;
        _rules = rules;
        _offset = offset;
    }

    /// <summary>Offset zero, written Z.</summary>
    public static FeelZone Utc { get; } = FromOffset(0);

    /// <summary>The IANA name as it was written, or null for a plain offset.</summary>
    public string? Id { get; }

    /// <summary>A fixed offset in seconds, within 14:59:59 of UTC; an ArgumentOutOfRangeException beyond.</summary>
    public static FeelZone FromOffset(int seconds)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Math.Abs((long)seconds), MaxOffset, nameof(seconds));
        return Offsets.GetOrAdd(seconds, static offset => new FeelZone(null, null, offset));
    }

    /// <summary>A zone of the IANA database by its name; false when the machine knows no such zone.</summary>
    public static bool TryFind(string id, out FeelZone? zone)
    {
        zone = null;
        if (id.Length is 0 or > 64 || !char.IsAsciiLetter(id[0])) return false;
        if (!id.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+')) return false;
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(id, out TimeZoneInfo? rules)) return false;
        zone = new FeelZone(id, rules, (int)rules.BaseUtcOffset.TotalSeconds);
        return true;
    }

    /// <summary>The offset in seconds for a local time of day without a date: a zone's standard offset.</summary>
    public int StandardOffset => _offset;

    /// <summary>The offset from UTC in seconds at a local date and time; years outside 1..9998 follow the nearest of these.</summary>
    public int OffsetAt(FeelDate date, long nanosecondOfDay)
    {
        if (_rules is null) return _offset;
        int year = Math.Clamp(date.Year, 1, 9998);
        int day = Math.Min(date.Day, FeelDate.DaysInMonth(year, date.Month));
        DateTime local = new DateTime(year, date.Month, day, 0, 0, 0, DateTimeKind.Unspecified).AddTicks(nanosecondOfDay / 100);
        return (int)_rules.GetUtcOffset(local).TotalSeconds;
    }

    /// <summary>Reads Z, +hh:mm, -hh:mm, +hh:mm:ss or @Area/City.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out FeelZone? zone)
    {
        zone = null;
        if (text.Length == 0) return false;
        if (text is "Z" or "z")
        {
            zone = Utc;
            return true;
        }
        if (text[0] == '@') return TryFind(text[1..].ToString(), out zone);
        if (text[0] is not ('+' or '-') || text.Length is not (6 or 9) || text[3] != ':' || (text.Length == 9 && text[6] != ':')) return false;
        int seconds = 0;
        if (!FeelDate.TryDigits(text.Slice(1, 2), out int hours) || !FeelDate.TryDigits(text.Slice(4, 2), out int minutes)
            || (text.Length == 9 && !FeelDate.TryDigits(text.Slice(7, 2), out seconds))) return false;
        if (hours > 14 || minutes > 59 || seconds > 59) return false;
        int offset = hours * 3600 + minutes * 60 + seconds;
        zone = FromOffset(text[0] == '-' ? -offset : offset);
        return true;
    }

    public bool Equals(FeelZone? other) => other is not null && Id == other.Id && (Id is not null || _offset == other._offset);

    public override bool Equals(object? obj) => Equals(obj as FeelZone);

    public override int GetHashCode() => HashCode.Combine(Id, _offset);

    /// <summary>The suffix of a time: Z, +07:00 or @Asia/Ho_Chi_Minh.</summary>
    public override string ToString()
    {
        if (Id is not null) return "@" + Id;
        if (_offset == 0) return "Z";
        int size = Math.Abs(_offset);
        string text = string.Create(CultureInfo.InvariantCulture, $"{(_offset < 0 ? '-' : '+')}{size / 3600:D2}:{size / 60 % 60:D2}");
        return size % 60 == 0 ? text : text + string.Create(CultureInfo.InvariantCulture, $":{size % 60:D2}");
    }
}
