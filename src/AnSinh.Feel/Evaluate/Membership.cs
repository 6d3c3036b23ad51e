namespace AnSinh.Feel.Evaluate;

/// <summary>Whether a value passes a test that is itself a value (DMN 1.5, tables 55 and 56).</summary>
internal static class Membership
{
    public static FeelValue Test(in FeelValue value, in FeelValue test)
    {
        if (test.IsUnknown) return test;
        switch (test.Kind)
        {
            case FeelKind.Range when value.Kind != FeelKind.Range:
                return FeelComparison.Includes(test.AsRange, value);
            case FeelKind.List:
                FeelValue any = FeelValue.False;
                if (value.Kind == FeelKind.List) any = Known(FeelComparison.Equal(value, test));
                foreach (ref readonly FeelValue item in test.AsList.Span)
                {
                    if (any.IsTrue) return any;
                    FeelValue one = item.Kind == FeelKind.Range && value.Kind != FeelKind.Range
                        ? FeelComparison.Includes(item.AsRange, value)
                        : FeelComparison.Equal(value, item);
                    any = Logic.Or(any, Known(one));
                }
                return any;
            default:
                return FeelComparison.Equal(value, test);
        }
    }

    private static FeelValue Known(in FeelValue answer) => answer.IsNull ? FeelValue.False : answer;
}
