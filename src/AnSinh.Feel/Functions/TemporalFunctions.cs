using static AnSinh.Feel.Define;

namespace AnSinh.Feel;

/// <summary>Dates and times (DMN 1.5, 10.3.4.6 and 10.3.4.7).</summary>
internal static class TemporalFunctions
{
    private static readonly string[] Weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    private static readonly string[] Months =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    public static IEnumerable<BuiltinFunction> All() =>
    [
        Function("is", "Hai giá trị giống hệt nhau, kể cả cách viết múi giờ.", "Whether two values are the same, down to how the zone is written.",
            Way(Truth, (a, e) => a.Length == 0 ? Wrong(e, "Cần hai giá trị.", "Two values are needed.") : Same(a[0], a.Length > 1 ? a[1] : FeelValue.Null), MaybeNull("value1", Any), MaybeNull("value2", Any))),
        OfDate("day of year", "Ngày thứ mấy của năm.", "The day of the year, 1 to 366.", Number, date => (long)date.DayOfYear),
        OfDate("day of week", "Tên tiếng Anh của ngày trong tuần.", "The English name of the day of the week.", Text, date => Weekdays[date.Weekday - 1]),
        OfDate("month of year", "Tên tiếng Anh của tháng.", "The English name of the month.", Text, date => Months[date.Month - 1]),
        OfDate("week of year", "Tuần thứ mấy của năm theo ISO 8601.", "The week of the year by ISO 8601.", Number, date => (long)date.WeekOfYear),
        Function("today", "Hôm nay.", "The present day.",
            ImpureWay(FeelType.Date, (a, e) => FeelValue.Of(Now(e).Date))),
        Function("now", "Bây giờ.", "The present moment.",
            ImpureWay(FeelType.DateTime, (a, e) => FeelValue.Of(Now(e)))),
    ];

    private static BuiltinFunction OfDate(string name, string vi, string en, FeelType result, Func<FeelDate, FeelValue> part) =>
        Function(name, vi, en, Way(result, (a, e) => a[0].Kind switch
        {
            FeelKind.Date => part(a[0].AsDate),
            FeelKind.DateTime => part(a[0].AsDateTime.Date),
            _ => Wrong(e, "Cần một ngày.", "A date is needed."),
        }, One("date", Any)));

    private static FeelDateTime Now(FeelEvaluation e)
    {
        DateTimeOffset now = e.Time.GetLocalNow();
        FeelTime.TryCreate(now.Hour, now.Minute, now.Second, now.Ticks % TimeSpan.TicksPerSecond * 100, FeelZone.FromOffset((int)now.Offset.TotalSeconds), out FeelTime time);
        return new(FeelDate.From(DateOnly.FromDateTime(now.DateTime)), time);
    }

    private static FeelValue Same(in FeelValue left, in FeelValue right)
    {
        if (left.Kind != right.Kind) return false;
        return left.Kind switch
        {
            FeelKind.Time => SameTime(left.AsTime, right.AsTime),
            FeelKind.DateTime => left.AsDateTime.Date == right.AsDateTime.Date && SameTime(left.AsDateTime.Time, right.AsDateTime.Time),
            _ => FeelComparison.Equal(left, right),
        };
    }

    private static bool SameTime(FeelTime left, FeelTime right) => left.NanosecondOfDay == right.NanosecondOfDay && Equals(left.Zone, right.Zone);
}
