using AnSinh.Feel.Evaluate;
using AnSinh.Feel.Syntax;
using AnSinh.Feel.Typed;
using static AnSinh.Feel.Define;

namespace AnSinh.Feel;

/// <summary>Conversions (DMN 1.5, 10.3.4.1) and not (10.3.4.2).</summary>
internal static class ConversionFunctions
{
    public static IEnumerable<BuiltinFunction> All() =>
    [
        Function("number", "Đọc một số từ chuỗi.", "Reads a number from a string.",
            Way(Number, (a, e) => ToNumber(a[0], a.Length > 1 ? a[1] : FeelValue.Null, a.Length > 2 ? a[2] : FeelValue.Null, e),
                One("from", Text), OrNull("grouping separator", Text), OrNull("decimal separator", Text)),
            Way(Number, (a, e) => ToNumber(a[0], FeelValue.Null, FeelValue.Null, e), One("from", Text))),
        Function("string", "Viết một giá trị thành chuỗi.", "Writes a value as a string.",
            Way(Text, (a, e) => a[0].IsNull ? FeelValue.Null : e.CheckedText(FeelFormat.Text(a[0])), OrNull("from", Any))),
        Function("not", "Phủ định: đúng thành sai, sai thành đúng.", "True becomes false and false true.",
            Way(Truth, (a, e) => a[0].Kind == FeelKind.Boolean ? Logic.Not(a[0]) : FeelValue.Null, OrNull("negand", Any))),
        Function("date", "Tạo một ngày.", "Makes a date.",
            Way(FeelType.Date, (a, e) => ToDate(a[0], e), One("from", Any)),
            Way(FeelType.Date, (a, e) => MakeDate(a[0], a[1], a[2], out FeelDate date) ? FeelValue.Of(date) : NoSuch(e, "ngày", "date"),
                One("year", Number), One("month", Number), One("day", Number))),
        Function("time", "Tạo một giờ trong ngày.", "Makes a time of day.",
            Way(FeelType.Time, (a, e) => ToTime(a[0], e), One("from", Any)),
            Way(FeelType.Time, (a, e) => MakeTime(a[0], a[1], a[2], a.Length > 3 ? a[3] : FeelValue.Null, out FeelTime time) ? FeelValue.Of(time) : NoSuch(e, "giờ", "time"),
                One("hour", Number), One("minute", Number), One("second", Number), MaybeNull("offset", FeelType.DaysTimeDuration))),
        Function("date and time", "Tạo một thời điểm gồm ngày và giờ.", "Makes a date and time.",
            Way(FeelType.DateTime, (a, e) => ToDateTime(a[0], e), One("from", Any)),
            Way(FeelType.DateTime, (a, e) => Combine(a[0], a[1], e), One("date", Any), One("time", FeelType.Time)),
            Way(FeelType.DateTime, MakeDateTime, One("year", Number), One("month", Number), One("day", Number),
                One("hour", Number), One("minute", Number), One("second", Number), MaybeNull("offset", FeelType.DaysTimeDuration)),
            Way(FeelType.DateTime, MakeDateTime, One("year", Number), One("month", Number), One("day", Number),
                One("hour", Number), One("minute", Number), One("second", Number), MaybeNull("timezone", Text))),
        Function("duration", "Đọc một khoảng thời gian từ chuỗi như \"P1Y2M\" hay \"PT8H\".", "Reads a duration from a string such as \"P1Y2M\" or \"PT8H\".",
            Way(Any, (a, e) => a[0].Kind is FeelKind.DaysTimeDuration or FeelKind.YearsMonthsDuration ? a[0]
                : a[0].Kind == FeelKind.String && DurationText.TryParse(a[0].AsString, out FeelValue value) ? value
                : NoSuch(e, "khoảng thời gian", "duration"), One("from", Any))),
        Function("years and months duration", "Số năm và tháng trọn giữa hai ngày.", "Whole years and months between two dates.",
            Way(FeelType.YearsMonthsDuration, (a, e) => MonthsBetween(a[0], a[1], e), One("from", Any), One("to", Any))),
        Function("range", "Đọc một khoảng từ chuỗi như \"[1..5]\".", "Reads a range from a string such as \"[1..5]\".",
            Way(FeelType.RangeOf(Any), (a, e) => ToRange(a[0].AsString, e), One("from", Text))),
    ];

    private static FeelValue NoSuch(FeelEvaluation e, string vi, string en) => Wrong(e, $"Không có {vi} như vậy.", $"There is no such {en}.");

    private static FeelValue ToNumber(in FeelValue from, in FeelValue grouping, in FeelValue point, FeelEvaluation e)
    {
        string text = from.AsString;
        string group = grouping.IsNull ? "" : grouping.AsString;
        string mark = point.IsNull ? "." : point.AsString;
        bool fits = group is "" or " " or "," or "." && mark is "." or "," && (point.IsNull || group != mark);
        if (group.Length > 0) text = text.Replace(group, "", StringComparison.Ordinal);
        if (mark == ",")
        {
            if (text.Contains('.', StringComparison.Ordinal)) fits = false;
            text = text.Replace(',', '.');
        }
        return fits && FeelNumber.TryParse(text, out FeelNumber number)
            ? number
            : Wrong(e, $"'{from.AsString}' không đọc được thành số.", $"'{from.AsString}' cannot be read as a number.");
    }

    private static FeelValue ToDate(in FeelValue from, FeelEvaluation e)
    {
        switch (from.Kind)
        {
            case FeelKind.Date:
                return from;
            case FeelKind.DateTime:
                return FeelValue.Of(from.AsDateTime.Date);
            case FeelKind.String when FeelDate.TryParse(from.AsString, out FeelDate date):
                return FeelValue.Of(date);
            default:
                return NoSuch(e, "ngày", "date");
        }
    }

    private static bool MakeDate(in FeelValue year, in FeelValue month, in FeelValue day, out FeelDate date)
    {
        date = default;
        return TryWhole(year, out int y) && TryWhole(month, out int m) && TryWhole(day, out int d) && FeelDate.TryCreate(y, m, d, out date);
    }

    private static FeelValue ToTime(in FeelValue from, FeelEvaluation e)
    {
        switch (from.Kind)
        {
            case FeelKind.Time:
                return from;
            case FeelKind.DateTime:
                return FeelValue.Of(from.AsDateTime.Time);
            case FeelKind.Date:
                return FeelValue.Of(FeelComparison.AtMidnight(from.AsDate).Time);
            case FeelKind.String when FeelTime.TryParse(from.AsString, out FeelTime time):
                return FeelValue.Of(time);
            default:
                return NoSuch(e, "giờ", "time");
        }
    }

    private static bool MakeTime(in FeelValue hour, in FeelValue minute, in FeelValue second, in FeelValue offset, out FeelTime time)
    {
        time = default;
        FeelZone? zone = null;
        if (!offset.IsNull)
        {
            Int128 seconds = offset.AsDaysTimeDuration.Nanoseconds / FeelTime.NanosecondsPerSecond;
            if (Int128.Abs(seconds) > 14 * 3600) return false;
            zone = FeelZone.FromOffset((int)seconds);
        }
        FeelNumber whole = second.AsNumber.Floor();
        if (!FeelNumber.TryRound((second.AsNumber - whole) * FeelTime.NanosecondsPerSecond, 0, FeelRounding.Down, out FeelNumber part)
            || !part.TryToInt64(out long nanosecond) || !whole.TryToInt64(out long seconds60)) return false;
        return TryWhole(hour, out int h) && TryWhole(minute, out int m) && FeelTime.TryCreate(h, m, seconds60, nanosecond, zone, out time);
    }

    private static FeelValue ToDateTime(in FeelValue from, FeelEvaluation e)
    {
        switch (from.Kind)
        {
            case FeelKind.DateTime:
                return from;
            case FeelKind.Date:
                return FeelValue.Of(FeelComparison.AtMidnight(from.AsDate));
            case FeelKind.String when FeelDate.TryParse(from.AsString, out FeelDate date):
                return FeelValue.Of(new FeelDateTime(date, default));
            case FeelKind.String when FeelDateTime.TryParse(from.AsString, out FeelDateTime moment):
                return FeelValue.Of(moment);
            default:
                return NoSuch(e, "thời điểm", "date and time");
        }
    }

    private static FeelValue Combine(in FeelValue date, in FeelValue time, FeelEvaluation e) => date.Kind switch
    {
        FeelKind.Date => FeelValue.Of(new FeelDateTime(date.AsDate, time.AsTime)),
        FeelKind.DateTime => FeelValue.Of(new FeelDateTime(date.AsDateTime.Date, time.AsTime)),
        _ => NoSuch(e, "thời điểm", "date and time"),
    };

    private static FeelValue MakeDateTime(ReadOnlySpan<FeelValue> a, FeelEvaluation e)
    {
        FeelValue zone = a.Length > 6 ? a[6] : FeelValue.Null;
        FeelValue offset = zone.Kind == FeelKind.DaysTimeDuration ? zone : FeelValue.Null;
        if (!MakeDate(a[0], a[1], a[2], out FeelDate date) || !MakeTime(a[3], a[4], a[5], offset, out FeelTime time)) return NoSuch(e, "thời điểm", "date and time");
        if (zone.Kind != FeelKind.String) return FeelValue.Of(new FeelDateTime(date, time));
        return FeelZone.TryFind(zone.AsString, out FeelZone? named)
            ? FeelValue.Of(new FeelDateTime(date, new FeelTime(time.NanosecondOfDay, named)))
            : NoSuch(e, "múi giờ", "time zone");
    }

    private static FeelValue MonthsBetween(in FeelValue from, in FeelValue to, FeelEvaluation e)
    {
        if (!TryMoment(from, out FeelDateTime first) || !TryMoment(to, out FeelDateTime second))
            return Wrong(e, "Cần hai ngày.", "Two dates are needed.");
        return FeelValue.Of(YearsMonthsDuration.Between(first, second));
    }

    private static bool TryMoment(in FeelValue value, out FeelDateTime moment)
    {
        moment = value.Kind switch
        {
            FeelKind.Date => new FeelDateTime(value.AsDate, default),
            FeelKind.DateTime => value.AsDateTime,
            _ => default,
        };
        return value.Kind is FeelKind.Date or FeelKind.DateTime;
    }

    /// <summary>Only literals (and conversions of string literals) may bound the range, and its start may not lie behind its end.</summary>
    private static FeelValue ToRange(string text, FeelEvaluation e)
    {
        FeelScope nothing = new();
        if (Parser.ParseExpression(text, nothing, out _) is RangeSyntax { Start: { } start, End: { } end } && IsLiteral(start) && IsLiteral(end)
            && FeelCompiler.CompileExpression(text, nothing).Root is ConstantNode { Value: { Kind: FeelKind.Range } value })
        {
            FeelRange range = value.AsRange;
            if (range.Start.Kind == range.End.Kind && FeelComparison.TryOrder(range.Start, range.End, out int order) && order <= 0) return value;
        }
        return Wrong(e, $"'{text}' không đọc được thành khoảng.", $"'{text}' cannot be read as a range.");
    }

    private static bool IsLiteral(SyntaxNode bound) => bound switch
    {
        LiteralSyntax literal => !literal.Value.IsNull,
        NegateSyntax negate => IsLiteral(negate.Operand),
        CallSyntax { Function: NameSyntax { Name: "date" or "time" or "date and time" or "duration" }, Arguments: [{ Value: LiteralSyntax }] } => true,
        _ => false,
    };
}
