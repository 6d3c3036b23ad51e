namespace AnSinh.Feel.Evaluate;

/// <summary>
/// Three-valued logic (DMN 1.5, table 50) with a fourth: unknown may be any of true, false and null, so it gives way only where the other
/// operand decides alone. What is no boolean counts as null.
/// </summary>
internal static class Logic
{
    public static FeelValue And(in FeelValue left, in FeelValue right)
    {
        if (left.IsFalse || right.IsFalse) return FeelValue.False;
        if (left.IsUnknown || right.IsUnknown) return FeelValue.UnknownOf(left, right);
        return left.IsTrue && right.IsTrue ? FeelValue.True : FeelValue.Null;
    }

    public static FeelValue Or(in FeelValue left, in FeelValue right)
    {
        if (left.IsTrue || right.IsTrue) return FeelValue.True;
        if (left.IsUnknown || right.IsUnknown) return FeelValue.UnknownOf(left, right);
        return left.IsFalse && right.IsFalse ? FeelValue.False : FeelValue.Null;
    }

    public static FeelValue Not(in FeelValue value) => value.Kind switch
    {
        FeelKind.Boolean => !value.AsBoolean,
        FeelKind.Unknown => value,
        _ => FeelValue.Null,
    };
}
