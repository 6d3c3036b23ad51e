namespace AnSinh.Feel.Syntax;

/// <summary>Names that values have behind a dot without being contexts (DMN 1.5, table 65).</summary>
internal static class MemberNames
{
    public static readonly string[] Temporal =
    [
        "year", "month", "day", "weekday", "hour", "minute", "second", "time offset", "timezone", "days", "hours", "minutes", "seconds",
        "years", "months", "start", "end", "start included", "end included", "value",
    ];
}
