namespace AnSinh.Feel.Evaluate;

/// <summary>The arithmetic operators on known values (DMN 1.5, tables 45 to 49 and 51).</summary>
internal static class Arithmetic
{
    public static FeelValue Compute(ArithmeticOperator operation, in FeelValue left, in FeelValue right, FeelEvaluation e)
    {
        FeelValue result = operation switch
        {
            ArithmeticOperator.Add => Add(left, right, e),
            ArithmeticOperator.Subtract => Subtract(left, right),
            ArithmeticOperator.Multiply => Multiply(left, right),
            ArithmeticOperator.Divide => Divide(left, right),
            _ => Power(left, right, e),
        };
        return result.IsNull ? e.Fail(Texts.NoResult(operation, left, right)) : result;
    }

    private static FeelValue Power(in FeelValue left, in FeelValue right, FeelEvaluation e)
    {
        if (left.Kind != FeelKind.Number || right.Kind != FeelKind.Number) return FeelValue.Null;
        e.Step(right.AsNumber.TryToInt32(out int power) && Math.Abs((long)power) < 100 ? 10 : 1_000);
        return FeelNumber.TryPower(left.AsNumber, right.AsNumber, out FeelNumber result) ? result : FeelValue.Null;
    }

    private static FeelValue Add(in FeelValue left, in FeelValue right, FeelEvaluation e)
    {
        switch (left.Kind, right.Kind)
        {
            case (FeelKind.Number, FeelKind.Number):
                return FeelNumber.TryAdd(left.AsNumber, right.AsNumber, out FeelNumber sum) ? sum : FeelValue.Null;
            case (FeelKind.String, FeelKind.String):
                e.CheckTextLength((long)left.AsString.Length + right.AsString.Length);
                return left.AsString + right.AsString;
            case (FeelKind.DaysTimeDuration, FeelKind.DaysTimeDuration):
                return Duration(left.AsDaysTimeDuration.Nanoseconds + right.AsDaysTimeDuration.Nanoseconds);
            case (FeelKind.YearsMonthsDuration, FeelKind.YearsMonthsDuration):
                return Months((Int128)left.AsYearsMonthsDuration.Months + right.AsYearsMonthsDuration.Months);
            case (FeelKind.Date or FeelKind.DateTime or FeelKind.Time, FeelKind.DaysTimeDuration):
                return Shift(left, right.AsDaysTimeDuration);
            case (FeelKind.Date or FeelKind.DateTime, FeelKind.YearsMonthsDuration):
                return Shift(left, right.AsYearsMonthsDuration);
            case (FeelKind.DaysTimeDuration, FeelKind.Date or FeelKind.DateTime or FeelKind.Time):
                return Shift(right, left.AsDaysTimeDuration);
            case (FeelKind.YearsMonthsDuration, FeelKind.Date or FeelKind.DateTime):
                return Shift(right, left.AsYearsMonthsDuration);
            default:
                return FeelValue.Null;
        }
    }

    private static FeelValue Subtract(in FeelValue left, in FeelValue right)
    {
        switch (left.Kind, right.Kind)
        {
            case (FeelKind.Number, FeelKind.Number):
                return FeelNumber.TrySubtract(left.AsNumber, right.AsNumber, out FeelNumber difference) ? difference : FeelValue.Null;
            case (FeelKind.DaysTimeDuration, FeelKind.DaysTimeDuration):
                return Duration(left.AsDaysTimeDuration.Nanoseconds - right.AsDaysTimeDuration.Nanoseconds);
            case (FeelKind.YearsMonthsDuration, FeelKind.YearsMonthsDuration):
                return Months((Int128)left.AsYearsMonthsDuration.Months - right.AsYearsMonthsDuration.Months);
            case (FeelKind.Date, FeelKind.Date):
                return Duration((Int128)(left.AsDate.DayNumber - right.AsDate.DayNumber) * FeelTime.NanosecondsPerDay);
            case (FeelKind.Date or FeelKind.DateTime, FeelKind.Date or FeelKind.DateTime):
                return Elapsed(Moment(left), Moment(right));
            case (FeelKind.Time, FeelKind.Time):
                FeelTime first = left.AsTime;
                FeelTime second = right.AsTime;
                return (first.Zone is null) == (second.Zone is null) ? Duration(first.UtcNanoseconds - second.UtcNanoseconds) : FeelValue.Null;
            case (FeelKind.Date or FeelKind.DateTime or FeelKind.Time, FeelKind.DaysTimeDuration):
                return Shift(left, new DaysTimeDuration(-right.AsDaysTimeDuration.Nanoseconds));
            case (FeelKind.Date or FeelKind.DateTime, FeelKind.YearsMonthsDuration):
                return Shift(left, new YearsMonthsDuration(-right.AsYearsMonthsDuration.Months));
            default:
                return FeelValue.Null;
        }
    }

    private static FeelValue Multiply(in FeelValue left, in FeelValue right)
    {
        switch (left.Kind, right.Kind)
        {
            case (FeelKind.Number, FeelKind.Number):
                return FeelNumber.TryMultiply(left.AsNumber, right.AsNumber, out FeelNumber product) ? product : FeelValue.Null;
            case (FeelKind.DaysTimeDuration, FeelKind.Number):
                return FeelNumber.TryMultiply(left.AsDaysTimeDuration.ToSeconds(), right.AsNumber, out FeelNumber seconds) ? Seconds(seconds) : FeelValue.Null;
            case (FeelKind.YearsMonthsDuration, FeelKind.Number):
                return FeelNumber.TryMultiply(left.AsYearsMonthsDuration.Months, right.AsNumber, out FeelNumber months) ? WholeMonths(months) : FeelValue.Null;
            case (FeelKind.Number, FeelKind.DaysTimeDuration or FeelKind.YearsMonthsDuration):
                return Multiply(right, left);
            default:
                return FeelValue.Null;
        }
    }

    private static FeelValue Divide(in FeelValue left, in FeelValue right)
    {
        FeelNumber quotient;
        switch (left.Kind, right.Kind)
        {
            case (FeelKind.Number, FeelKind.Number):
                return FeelNumber.TryDivide(left.AsNumber, right.AsNumber, out quotient) ? quotient : FeelValue.Null;
            case (FeelKind.DaysTimeDuration, FeelKind.Number):
                return FeelNumber.TryDivide(left.AsDaysTimeDuration.ToSeconds(), right.AsNumber, out quotient) ? Seconds(quotient) : FeelValue.Null;
            case (FeelKind.YearsMonthsDuration, FeelKind.Number):
                return FeelNumber.TryDivide(left.AsYearsMonthsDuration.Months, right.AsNumber, out quotient) ? WholeMonths(quotient) : FeelValue.Null;
            case (FeelKind.DaysTimeDuration, FeelKind.DaysTimeDuration):
                return FeelNumber.TryDivide(left.AsDaysTimeDuration.ToSeconds(), right.AsDaysTimeDuration.ToSeconds(), out quotient) ? quotient : FeelValue.Null;
            case (FeelKind.YearsMonthsDuration, FeelKind.YearsMonthsDuration):
                return FeelNumber.TryDivide(left.AsYearsMonthsDuration.Months, right.AsYearsMonthsDuration.Months, out quotient) ? quotient : FeelValue.Null;
            default:
                return FeelValue.Null;
        }
    }

    private static FeelDateTime Moment(in FeelValue value) =>
        value.Kind == FeelKind.Date ? FeelComparison.AtMidnight(value.AsDate) : value.AsDateTime;

    private static FeelValue Elapsed(FeelDateTime left, FeelDateTime right) =>
        (left.Time.Zone is null) == (right.Time.Zone is null) ? Duration(left.UtcNanoseconds - right.UtcNanoseconds) : FeelValue.Null;

    private static FeelValue Shift(in FeelValue value, DaysTimeDuration by)
    {
        switch (value.Kind)
        {
            case FeelKind.Time:
                return FeelValue.Of(value.AsTime.Add(by));
            case FeelKind.DateTime:
                return value.AsDateTime.TryAdd(by, out FeelDateTime moment) ? FeelValue.Of(moment) : FeelValue.Null;
            default:
                FeelDateTime midnight = new(value.AsDate, default);
                return midnight.TryAdd(by, out moment) ? FeelValue.Of(moment.Date) : FeelValue.Null;
        }
    }

    private static FeelValue Shift(in FeelValue value, YearsMonthsDuration by)
    {
        if (value.Kind == FeelKind.Date) return value.AsDate.TryAddMonths(by.Months, out FeelDate date) ? FeelValue.Of(date) : FeelValue.Null;
        return value.AsDateTime.TryAdd(by, out FeelDateTime moment) ? FeelValue.Of(moment) : FeelValue.Null;
    }

    private static FeelValue Duration(Int128 nanoseconds) =>
        Int128.Abs(nanoseconds) <= DaysTimeDuration.Limit ? FeelValue.Of(new DaysTimeDuration(nanoseconds)) : FeelValue.Null;

    private static FeelValue Months(Int128 months) =>
        Int128.Abs(months) <= YearsMonthsDuration.Limit ? FeelValue.Of(new YearsMonthsDuration((long)months)) : FeelValue.Null;

    private static FeelValue Seconds(FeelNumber seconds) =>
        DaysTimeDuration.TryFromSeconds(seconds, out DaysTimeDuration duration) ? FeelValue.Of(duration) : FeelValue.Null;

    /// <summary>Parts of a month are cut off.</summary>
    private static FeelValue WholeMonths(FeelNumber months) =>
        FeelNumber.TryRound(months, 0, FeelRounding.Down, out FeelNumber whole) && whole.TryToInt64(out long count) ? Months(count) : FeelValue.Null;
}
