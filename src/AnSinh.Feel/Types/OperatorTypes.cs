namespace AnSinh.Feel.Types;

/// <summary>Which types the operators take and give (DMN 1.5, tables 45 to 54).</summary>
internal static class OperatorTypes
{
    private static readonly FeelType Number = FeelType.Number;
    private static readonly FeelType DaysTime = FeelType.DaysTimeDuration;
    private static readonly FeelType YearsMonths = FeelType.YearsMonthsDuration;

    private static readonly Dictionary<ArithmeticOperator, (FeelType Left, FeelType Right, FeelType Result)[]> Rules = new()
    {
        [ArithmeticOperator.Add] =
        [
            (Number, Number, Number), (FeelType.String, FeelType.String, FeelType.String),
            (DaysTime, DaysTime, DaysTime), (YearsMonths, YearsMonths, YearsMonths),
            (FeelType.Date, DaysTime, FeelType.Date), (DaysTime, FeelType.Date, FeelType.Date),
            (FeelType.Date, YearsMonths, FeelType.Date), (YearsMonths, FeelType.Date, FeelType.Date),
            (FeelType.DateTime, DaysTime, FeelType.DateTime), (DaysTime, FeelType.DateTime, FeelType.DateTime),
            (FeelType.DateTime, YearsMonths, FeelType.DateTime), (YearsMonths, FeelType.DateTime, FeelType.DateTime),
            (FeelType.Time, DaysTime, FeelType.Time), (DaysTime, FeelType.Time, FeelType.Time),
        ],
        [ArithmeticOperator.Subtract] =
        [
            (Number, Number, Number), (DaysTime, DaysTime, DaysTime), (YearsMonths, YearsMonths, YearsMonths),
            (FeelType.Date, FeelType.Date, DaysTime), (FeelType.DateTime, FeelType.DateTime, DaysTime),
            (FeelType.Date, FeelType.DateTime, DaysTime), (FeelType.DateTime, FeelType.Date, DaysTime),
            (FeelType.Time, FeelType.Time, DaysTime),
            (FeelType.Date, DaysTime, FeelType.Date), (FeelType.Date, YearsMonths, FeelType.Date),
            (FeelType.DateTime, DaysTime, FeelType.DateTime), (FeelType.DateTime, YearsMonths, FeelType.DateTime),
            (FeelType.Time, DaysTime, FeelType.Time),
        ],
        [ArithmeticOperator.Multiply] =
        [
            (Number, Number, Number), (DaysTime, Number, DaysTime), (Number, DaysTime, DaysTime),
            (YearsMonths, Number, YearsMonths), (Number, YearsMonths, YearsMonths),
        ],
        [ArithmeticOperator.Divide] =
        [
            (Number, Number, Number), (DaysTime, Number, DaysTime), (YearsMonths, Number, YearsMonths),
            (DaysTime, DaysTime, Number), (YearsMonths, YearsMonths, Number),
        ],
        [ArithmeticOperator.Power] = [(Number, Number, Number)],
    };

    public static string Sign(ArithmeticOperator operation) => operation switch
    {
        ArithmeticOperator.Add => "+",
        ArithmeticOperator.Subtract => "-",
        ArithmeticOperator.Multiply => "*",
        ArithmeticOperator.Divide => "/",
        _ => "**",
    };

    /// <summary>The result's type; Any when it depends on values not known, false when no operands of these types fit.</summary>
    public static bool TryResult(ArithmeticOperator operation, FeelType left, FeelType right, out FeelType result)
    {
        FeelType? found = null;
        bool several = false;
        foreach ((FeelType ruleLeft, FeelType ruleRight, FeelType ruleResult) in Rules[operation])
        {
            if (!May(left, ruleLeft) || !May(right, ruleRight)) continue;
            several |= found is not null && !ReferenceEquals(found, ruleResult);
            found ??= ruleResult;
        }
        result = several || found is null ? FeelType.Any : found;
        return found is not null;
    }

    /// <summary>Pairs of types an operator takes, those near to the given ones if there are, for messages.</summary>
    public static FeelText Expected(ArithmeticOperator operation, FeelType left, FeelType right)
    {
        string sign = Sign(operation);
        var near = Rules[operation].Where(rule => ReferenceEquals(rule.Left, left) || ReferenceEquals(rule.Right, right)).ToArray();
        string text = string.Join("; ", (near.Length == 0 ? Rules[operation] : near).Take(4).Select(rule => $"{rule.Left} {sign} {rule.Right}"));
        return new(text, text);
    }

    public static bool IsOrdered(FeelType type) => type is SimpleType
    {
        Kind: FeelKind.Number or FeelKind.String or FeelKind.Date or FeelKind.Time or FeelKind.DateTime or FeelKind.DaysTimeDuration or FeelKind.YearsMonthsDuration,
    };

    private static bool May(FeelType type, FeelType wanted) => type.IsAny || ReferenceEquals(type, wanted);
}
