namespace AnSinh.Feel;

/// <summary>What temporal values and ranges have behind a dot (DMN 1.5, tables 65 and 66).</summary>
internal static class TemporalMembers
{
    private static readonly FeelType Number = FeelType.Number;

    private static readonly Dictionary<FeelType, (string Name, FeelType Type)[]> Known = new(ReferenceEqualityComparer.Instance)
    {
        [FeelType.Date] = [("year", Number), ("month", Number), ("day", Number), ("weekday", Number)],
        [FeelType.Time] = [("hour", Number), ("minute", Number), ("second", Number), ("time offset", FeelType.DaysTimeDuration), ("timezone", FeelType.String)],
        [FeelType.DateTime] =
        [
            ("year", Number), ("month", Number), ("day", Number), ("weekday", Number),
            ("hour", Number), ("minute", Number), ("second", Number), ("time offset", FeelType.DaysTimeDuration), ("timezone", FeelType.String),
        ],
        [FeelType.DaysTimeDuration] = [("days", Number), ("hours", Number), ("minutes", Number), ("seconds", Number)],
        [FeelType.YearsMonthsDuration] = [("years", Number), ("months", Number)],
    };

    public static IReadOnlyList<string> Of(FeelType type) => type is RangeType
        ? ["start", "end", "start included", "end included"]
        : Known.TryGetValue(type, out (string Name, FeelType Type)[]? members) ? Array.ConvertAll(members, member => member.Name) : [];

    public static bool TryType(FeelType owner, string name, out FeelType type)
    {
        type = FeelType.Any;
        if (owner is RangeType range)
        {
            type = name is "start included" or "end included" ? FeelType.Boolean : range.Element;
            return Of(owner).Contains(name);
        }
        if (!Known.TryGetValue(owner, out (string Name, FeelType Type)[]? members)) return false;
        foreach ((string member, FeelType memberType) in members)
        {
            if (member != name) continue;
            type = memberType;
            return true;
        }
        return false;
    }

    public static bool TryGet(in FeelValue value, string name, out FeelValue member)
    {
        FeelValue? found = value.Kind switch
        {
            FeelKind.Date => OfDate(value.AsDate, name),
            FeelKind.Time => OfTime(value.AsTime, value.AsTime.Zone?.StandardOffset, name),
            FeelKind.DateTime => OfDate(value.AsDateTime.Date, name) ?? OfTime(value.AsDateTime.Time, value.AsDateTime.OffsetSeconds, name),
            FeelKind.DaysTimeDuration => OfDuration(value.AsDaysTimeDuration, name),
            FeelKind.YearsMonthsDuration => name switch
            {
                "years" => FeelValue.Of(value.AsYearsMonthsDuration.Years),
                "months" => FeelValue.Of((long)value.AsYearsMonthsDuration.MonthsOfYear),
                _ => (FeelValue?)null,
            },
            FeelKind.Range => OfRange(value.AsRange, name),
            _ => (FeelValue?)null,
        };
        member = found ?? FeelValue.Null;
        return found is not null;
    }

    private static FeelValue? OfDate(FeelDate date, string name) => name switch
    {
        "year" => FeelValue.Of((long)date.Year),
        "month" => FeelValue.Of((long)date.Month),
        "day" => FeelValue.Of((long)date.Day),
        "weekday" => FeelValue.Of((long)date.Weekday),
        _ => (FeelValue?)null,
    };

    private static FeelValue? OfTime(FeelTime time, int? offset, string name) => name switch
    {
        "hour" => FeelValue.Of((long)time.Hour),
        "minute" => FeelValue.Of((long)time.Minute),
        "second" => FeelValue.Of((long)time.Second),
        "time offset" => offset is null ? FeelValue.Null : FeelValue.Of(new DaysTimeDuration((Int128)offset.Value * FeelTime.NanosecondsPerSecond)),
        "timezone" => FeelValue.Of(time.Zone?.Id),
        _ => (FeelValue?)null,
    };

    private static FeelValue? OfDuration(DaysTimeDuration duration, string name) => name switch
    {
        "days" => FeelValue.Of(duration.Days),
        "hours" => FeelValue.Of((long)duration.Hours),
        "minutes" => FeelValue.Of((long)duration.Minutes),
        "seconds" => FeelValue.Of((long)duration.Seconds),
        _ => (FeelValue?)null,
    };

    private static FeelValue? OfRange(FeelRange range, string name) => name switch
    {
        "start" => range.Start,
        "end" => range.End,
        "start included" => FeelValue.Of(range.StartIncluded),
        "end included" => FeelValue.Of(range.EndIncluded),
        _ => (FeelValue?)null,
    };
}
