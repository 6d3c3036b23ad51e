using AnSinh.Feel;

namespace AnSinh.Dmn.Compile;

/// <summary>Order and addition of values of one kind.</summary>
internal static class Ordering
{
    /// <summary>True when both are of one ordered kind and the left is less.</summary>
    public static bool Less(FeelValue left, FeelValue right) => Compare(left, right) is < 0;

    /// <summary>Negative, zero or positive; null when the values have no order.</summary>
    public static int? Compare(FeelValue left, FeelValue right)
    {
        if (left.Kind != right.Kind)
        {
            return null;
        }
        return left.Kind switch
        {
            FeelKind.Number => left.AsNumber.CompareTo(right.AsNumber),
            FeelKind.String => string.CompareOrdinal(left.AsString, right.AsString),
            FeelKind.Date => left.AsDate.CompareTo(right.AsDate),
            FeelKind.DateTime => left.AsDateTime.UtcNanoseconds.CompareTo(right.AsDateTime.UtcNanoseconds),
            FeelKind.Time => left.AsTime.UtcNanoseconds.CompareTo(right.AsTime.UtcNanoseconds),
            FeelKind.DaysTimeDuration => left.AsDaysTimeDuration.CompareTo(right.AsDaysTimeDuration),
            FeelKind.YearsMonthsDuration => left.AsYearsMonthsDuration.CompareTo(right.AsYearsMonthsDuration),
            _ => null,
        };
    }

    /// <summary>The sum of two numbers or two durations of one kind; null otherwise.</summary>
    public static FeelValue Sum(FeelValue left, FeelValue right) => (left.Kind, right.Kind) switch
    {
        (FeelKind.Number, FeelKind.Number) => FeelNumber.TryAdd(left.AsNumber, right.AsNumber, out FeelNumber sum) ? FeelValue.Of(sum) : FeelValue.Null,
        (FeelKind.DaysTimeDuration, FeelKind.DaysTimeDuration) =>
            FeelValue.Of(new DaysTimeDuration(left.AsDaysTimeDuration.Nanoseconds + right.AsDaysTimeDuration.Nanoseconds)),
        (FeelKind.YearsMonthsDuration, FeelKind.YearsMonthsDuration) =>
            FeelValue.Of(new YearsMonthsDuration(left.AsYearsMonthsDuration.Months + right.AsYearsMonthsDuration.Months)),
        _ => FeelValue.Null,
    };
}
