using System.Runtime.CompilerServices;

namespace AnSinh.Feel;

/// <summary>Equality and order of values (DMN 1.5, tables 42 and 53): the answer is true, false, null where FEEL gives null, or unknown.</summary>
public static class FeelComparison
{
    /// <summary>"=": null equals null only; values of different kinds give null; what rests on something unknown is unknown.</summary>
    public static FeelValue Equal(in FeelValue left, in FeelValue right)
    {
        FeelKind kind = left.Kind;
        if (kind == FeelKind.Unknown || right.Kind == FeelKind.Unknown) return FeelValue.UnknownOf(left, right);
        if (kind == FeelKind.Null || right.Kind == FeelKind.Null) return kind == right.Kind;
        if (kind != right.Kind) return kind is FeelKind.DaysTimeDuration or FeelKind.YearsMonthsDuration && BothZeroDurations(left, right) ? FeelValue.True : FeelValue.Null;
        return kind switch
        {
            FeelKind.Number => left.AsNumber.Equals(right.AsNumber),
            FeelKind.String => string.Equals(left.AsString, right.AsString, StringComparison.Ordinal),
            FeelKind.Boolean => left.AsBoolean == right.AsBoolean,
            FeelKind.Date => left.AsDate == right.AsDate,
            FeelKind.Time => SameTime(left.AsTime, right.AsTime),
            FeelKind.DateTime or FeelKind.DaysTimeDuration => EqualByNanoseconds(left, right),
            FeelKind.YearsMonthsDuration => left.AsYearsMonthsDuration == right.AsYearsMonthsDuration,
            FeelKind.Range => EqualRanges(left.AsRange, right.AsRange),
            FeelKind.List => EqualLists(left.AsList, right.AsList),
            FeelKind.Context => EqualContexts(left.AsContext, right.AsContext),
            _ => ReferenceEquals(left.AsFunction, right.AsFunction),
        };
    }

    /// <summary>
    /// Order of two known values of one comparable kind: negative, 0 or positive in <paramref name="order"/>.
    /// False when the kinds differ or have no order, or when one of two times has a zone and the other has none.
    /// </summary>
    public static bool TryOrder(in FeelValue left, in FeelValue right, out int order)
    {
        order = 0;
        if (left.Kind != right.Kind) return false;
        switch (left.Kind)
        {
            case FeelKind.Number:
                order = left.AsNumber.CompareTo(right.AsNumber);
                return true;
            case FeelKind.String:
                order = CompareCodePoints(left.AsString, right.AsString);
                return true;
            case FeelKind.Date:
                order = left.AsDate.CompareTo(right.AsDate);
                return true;
            case FeelKind.Time:
                FeelTime first = left.AsTime;
                FeelTime second = right.AsTime;
                order = first.UtcNanoseconds.CompareTo(second.UtcNanoseconds);
                return (first.Zone is null) == (second.Zone is null);
            case FeelKind.DateTime or FeelKind.DaysTimeDuration:
                return OrderByNanoseconds(left, right, out order);
            case FeelKind.YearsMonthsDuration:
                order = left.AsYearsMonthsDuration.CompareTo(right.AsYearsMonthsDuration);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Whether a known range holds a value: true or false, null when they cannot be compared, unknown when something needed is.</summary>
    public static FeelValue Includes(FeelRange range, in FeelValue value)
    {
        if (value.IsUnknown) return FeelValue.UnknownOf(value, value);
        FeelValue above = range.Start.IsNull ? FeelValue.True : Within(value, range.Start, range.StartIncluded, 1);
        if (above.IsFalse) return above;
        FeelValue below = range.End.IsNull ? FeelValue.True : Within(value, range.End, range.EndIncluded, -1);
        if (below.IsFalse) return below;
        if (above.IsNull || below.IsNull) return FeelValue.Null;
        return above.IsUnknown || below.IsUnknown ? FeelValue.UnknownOf(above, below) : FeelValue.True;
    }

    private static FeelValue Within(in FeelValue value, in FeelValue bound, bool included, int side)
    {
        if (bound.IsUnknown) return bound;
        if (!TryOrder(value, bound, out int order)) return FeelValue.Null;
        return order == 0 ? included : Math.Sign(order) == side;
    }

    internal static FeelDateTime AtMidnight(FeelDate date) => new(date, new FeelTime(0, FeelZone.Utc));

    /// <summary>Apart from the comparisons that all rules need: what works with 128-bit nanoseconds is compiled at its first call in every process.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static FeelValue EqualByNanoseconds(in FeelValue left, in FeelValue right) => left.Kind == FeelKind.DateTime
        ? SameInstant(left.AsDateTime, right.AsDateTime)
        : left.AsDaysTimeDuration == right.AsDaysTimeDuration;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool OrderByNanoseconds(in FeelValue left, in FeelValue right, out int order)
    {
        if (left.Kind == FeelKind.DateTime) return OrderInstants(left.AsDateTime, right.AsDateTime, out order);
        order = left.AsDaysTimeDuration.CompareTo(right.AsDaysTimeDuration);
        return true;
    }

    private static bool OrderInstants(FeelDateTime left, FeelDateTime right, out int order)
    {
        order = left.UtcNanoseconds.CompareTo(right.UtcNanoseconds);
        return (left.Time.Zone is null) == (right.Time.Zone is null);
    }

    /// <summary>A length of no time is the same in days as in months.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool BothZeroDurations(in FeelValue left, in FeelValue right) => (left.Kind, right.Kind) switch
    {
        (FeelKind.DaysTimeDuration, FeelKind.YearsMonthsDuration) => left.AsDaysTimeDuration.Nanoseconds == 0 && right.AsYearsMonthsDuration.Months == 0,
        (FeelKind.YearsMonthsDuration, FeelKind.DaysTimeDuration) => left.AsYearsMonthsDuration.Months == 0 && right.AsDaysTimeDuration.Nanoseconds == 0,
        _ => false,
    };

    private static FeelValue SameTime(FeelTime left, FeelTime right) =>
        (left.Zone is null) == (right.Zone is null) && left.UtcNanoseconds == right.UtcNanoseconds;

    private static FeelValue SameInstant(FeelDateTime left, FeelDateTime right) =>
        (left.Time.Zone is null) == (right.Time.Zone is null) && left.UtcNanoseconds == right.UtcNanoseconds;

    private static int CompareCodePoints(string left, string right)
    {
        int length = Math.Min(left.Length, right.Length);
        for (int i = 0; i < length; i++)
        {
            char a = left[i];
            char b = right[i];
            if (a == b) continue;
            return char.IsSurrogate(a) == char.IsSurrogate(b) ? a.CompareTo(b) : char.IsSurrogate(a) ? 1 : -1;
        }
        return left.Length.CompareTo(right.Length);
    }

    private static FeelValue EqualRanges(FeelRange left, FeelRange right)
    {
        if (left.StartIncluded != right.StartIncluded || left.EndIncluded != right.EndIncluded) return false;
        return Both(Equal(left.Start, right.Start), Equal(left.End, right.End));
    }

    private static FeelValue EqualLists(FeelList left, FeelList right)
    {
        if (left.Count != right.Count) return false;
        RuntimeHelpers.EnsureSufficientExecutionStack();
        FeelValue all = true;
        for (int i = 0; i < left.Count; i++)
        {
            all = Both(all, Equal(left[i], right[i]));
            if (all.IsFalse) return all;
        }
        return all;
    }

    private static FeelValue EqualContexts(FeelContext left, FeelContext right)
    {
        if (left.Count != right.Count) return false;
        RuntimeHelpers.EnsureSufficientExecutionStack();
        FeelValue all = true;
        foreach ((string name, FeelValue value) in left)
        {
            if (!right.TryGet(name, out FeelValue other)) return false;
            all = Both(all, Equal(value, other));
            if (all.IsFalse) return all;
        }
        return all;
    }

    /// <summary>Items of different kinds make the whole unequal, as false; null is for operands of "=" alone.</summary>
    private static FeelValue Both(in FeelValue left, in FeelValue right)
    {
        if (!left.IsTrue && !left.IsUnknown) return false;
        if (!right.IsTrue && !right.IsUnknown) return false;
        return left.IsUnknown || right.IsUnknown ? FeelValue.UnknownOf(left, right) : FeelValue.True;
    }
}
