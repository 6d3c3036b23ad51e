using AnSinh.Dmn.Compile;
using AnSinh.Feel;

namespace AnSinh.Dmn.Analyse;

/// <summary>Ordered kinds of values: cuts a domain at constants and finds values beside and between them.</summary>
internal static class Steps
{
    private static readonly FeelNumber Half = FeelNumber.Parse("0.5");

    public static bool Has(FeelKind kind) => kind is FeelKind.Number or FeelKind.Date or FeelKind.DateTime or FeelKind.Time
        or FeelKind.DaysTimeDuration or FeelKind.YearsMonthsDuration;

    /// <summary>
    /// Each constant, one value between each two neighbours where there is one, and one value on either side; whole numbers only when
    /// <paramref name="integers"/>.
    /// </summary>
    public static IEnumerable<FeelValue> Cut(IEnumerable<FeelValue> constants, FeelKind kind, bool integers)
    {
        var sorted = constants.ToList();
        sorted.Sort((a, b) => Ordering.Compare(a, b) ?? 0);
        FeelValue[] cuts = sorted.Where((v, i) => i == 0 || Ordering.Compare(v, sorted[i - 1]) != 0).ToArray();
        if (cuts.Length == 0)
        {
            yield return Zero(kind);
            yield break;
        }
        if (Beside(cuts[0], -1) is { IsNull: false } before)
        {
            yield return integers ? FeelValue.Of(Floor(before.AsNumber)) : before;
        }
        for (int i = 0; i < cuts.Length; i++)
        {
            if (!integers || cuts[i].AsNumber.IsInteger)
            {
                yield return cuts[i];
            }
            if (i + 1 < cuts.Length && Between(cuts[i], cuts[i + 1], integers) is { IsNull: false } between)
            {
                yield return between;
            }
        }
        if (Beside(cuts[^1], 1) is { IsNull: false } after)
        {
            yield return integers ? FeelValue.Of(Floor(after.AsNumber)) : after;
        }
    }

    /// <summary>The value one step away: a day, a month, a nanosecond, or one; null at the end of the range.</summary>
    public static FeelValue Beside(FeelValue value, int step)
    {
        switch (value.Kind)
        {
            case FeelKind.Number:
                return FeelNumber.TryAdd(value.AsNumber, FeelNumber.From(step), out FeelNumber number) ? FeelValue.Of(number) : FeelValue.Null;
            case FeelKind.Date:
                return FeelDate.TryFromDayNumber(value.AsDate.DayNumber + step, out FeelDate date) ? FeelValue.Of(date) : FeelValue.Null;
            case FeelKind.DateTime:
                return value.AsDateTime.TryAdd(new DaysTimeDuration(step), out FeelDateTime moment) ? FeelValue.Of(moment) : FeelValue.Null;
            case FeelKind.Time:
                long nanosecond = value.AsTime.NanosecondOfDay + step;
                return nanosecond is >= 0 and < FeelTime.NanosecondsPerDay ? FeelValue.Of(value.AsTime.Add(new DaysTimeDuration(step))) : FeelValue.Null;
            case FeelKind.DaysTimeDuration:
                return FeelValue.Of(new DaysTimeDuration(value.AsDaysTimeDuration.Nanoseconds + step));
            case FeelKind.YearsMonthsDuration:
                return FeelValue.Of(new YearsMonthsDuration(value.AsYearsMonthsDuration.Months + step));
            default:
                return FeelValue.Null;
        }
    }

    /// <summary>True when the first candidate is at least as near as the second; values must be of one ordered kind.</summary>
    public static bool Closer(FeelValue from, FeelValue above, FeelValue below) => from.Kind switch
    {
        FeelKind.Number => above.AsNumber - from.AsNumber <= from.AsNumber - below.AsNumber,
        FeelKind.Date => above.AsDate.DayNumber - from.AsDate.DayNumber <= from.AsDate.DayNumber - below.AsDate.DayNumber,
        FeelKind.YearsMonthsDuration => above.AsYearsMonthsDuration.Months - from.AsYearsMonthsDuration.Months <= from.AsYearsMonthsDuration.Months - below.AsYearsMonthsDuration.Months,
        _ => true,
    };

    /// <summary>A value strictly between the two, preferably the next whole step after the lower; null when there is none.</summary>
    private static FeelValue Between(FeelValue low, FeelValue high, bool integers)
    {
        FeelValue next = low.Kind == FeelKind.Number ? FeelValue.Of(Floor(low.AsNumber) + FeelNumber.One) : Beside(low, 1);
        if (!next.IsNull && Ordering.Less(low, next) && Ordering.Less(next, high))
        {
            return next;
        }
        if (low.Kind != FeelKind.Number || integers)
        {
            return FeelValue.Null;
        }
        FeelValue middle = FeelValue.Of((low.AsNumber + high.AsNumber) * Half);
        return Ordering.Less(low, middle) && Ordering.Less(middle, high) ? middle : FeelValue.Null;
    }

    private static FeelValue Zero(FeelKind kind) => kind switch
    {
        FeelKind.Number => FeelValue.Of(FeelNumber.Zero),
        FeelKind.Date => FeelValue.Of(new DateOnly(2000, 1, 1)),
        FeelKind.DaysTimeDuration => FeelValue.Of(new DaysTimeDuration(0)),
        FeelKind.YearsMonthsDuration => FeelValue.Of(new YearsMonthsDuration(0)),
        FeelKind.Time => FeelTime.TryCreate(0, 0, 0, 0, null, out FeelTime time) ? FeelValue.Of(time) : FeelValue.Null,
        _ => FeelDateTime.TryFromLocal(0, null, out FeelDateTime moment) ? FeelValue.Of(moment) : FeelValue.Null,
    };

    private static FeelNumber Floor(FeelNumber number)
    {
        if (number.IsInteger)
        {
            return number;
        }
        UInt128 power = 1;
        for (int i = 0; i < Math.Min(38, -number.Exponent); i++)
        {
            power *= 10;
        }
        UInt128 whole = -number.Exponent > 38 ? 0 : number.Coefficient / power;
        return FeelNumber.TryCreate(number.IsNegative, whole, 0, out FeelNumber truncated) && number.IsNegative ? truncated - FeelNumber.One : truncated;
    }
}
