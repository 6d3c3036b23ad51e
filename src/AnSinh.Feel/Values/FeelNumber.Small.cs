namespace AnSinh.Feel;

/// <summary>
/// Numbers whose digits fit 64 bits, which nearly all are, in 64-bit arithmetic alone. Besides being quicker, these methods can be compiled ahead: those over 128-bit integers are compiled at the first call in every
/// process. Each gives exactly what the wide one would.
/// </summary>
public readonly partial struct FeelNumber
{
    /// <summary>The highest power of ten that 64 bits hold.</summary>
    private const int SmallDigits = 19;

    private static ReadOnlySpan<ulong> SmallPowersOfTen =>
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000,
        100_000_000_000_000, 1_000_000_000_000_000, 10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
    ];

    private bool IsSmall => (_high & CoefficientMask) == 0;

    private static FeelNumber Small(bool negative, ulong coefficient, int exponent) =>
        new((negative && coefficient != 0 ? SignBit : 0) | (unchecked((ulong)(exponent - MinExponent)) << CoefficientBits), coefficient);

    /// <summary>Reads an optional minus, at most 18 digits and a point among them; false for everything else, be it a number or not.</summary>
    private static bool TryParseSmall(ReadOnlySpan<char> text, out FeelNumber number)
    {
        number = Zero;
        bool negative = text.Length > 0 && text[0] == '-';
        if (negative) text = text[1..];
        if (text.Length is 0 or > SmallDigits - 1 || !char.IsAsciiDigit(text[^1])) return false;
        ulong coefficient = 0;
        int point = -1;
        for (int at = 0; at < text.Length; at++)
        {
            char c = text[at];
            if (c == '.' && point < 0) point = at;
            else if (char.IsAsciiDigit(c)) coefficient = coefficient * 10 + (uint)(c - '0');
            else return false;
        }
        number = coefficient == 0 ? Zero : Small(negative, coefficient, point < 0 ? 0 : point + 1 - text.Length);
        return true;
    }

    /// <summary>The sum, if it fits as well.</summary>
    private static bool TryAddSmall(FeelNumber left, FeelNumber right, out FeelNumber sum)
    {
        if (left.Exponent < right.Exponent) (left, right) = (right, left);
        int gap = left.Exponent - right.Exponent;
        ulong upper = left._low;
        ulong lower = right._low;
        sum = right;
        if (upper == 0) return true;
        if (gap > 0)
        {
            sum = left;
            if (lower == 0) return true;
            if (gap > SmallDigits || Math.BigMul(upper, SmallPowersOfTen[gap], out upper) != 0) return false;
        }
        bool negative = upper >= lower ? left.IsNegative : right.IsNegative;
        ulong total = unchecked(left.IsNegative == right.IsNegative ? upper + lower : upper >= lower ? upper - lower : lower - upper);
        if (left.IsNegative == right.IsNegative && total < upper) return false;
        sum = total == 0 ? Zero : Small(negative, total, right.Exponent);
        return true;
    }

    /// <summary>Of a fraction of at most 19 digits behind the point.</summary>
    private bool TryToInt64Small(out long value)
    {
        (ulong whole, ulong rest) = Math.DivRem(_low, SmallPowersOfTen[-Exponent]);
        value = rest != 0 ? 0 : IsNegative ? -(long)whole : (long)whole;
        return rest == 0;
    }

    private FeelNumber NormalizeSmall()
    {
        ulong coefficient = _low;
        int exponent = Exponent;
        while (exponent < 0 && coefficient != 0 && coefficient % 10 == 0)
        {
            coefficient /= 10;
            exponent++;
        }
        return coefficient == 0 ? Zero : Small(IsNegative, coefficient, exponent);
    }

    private static bool TryRoundSmall(FeelNumber value, int scale, int drop, FeelRounding rounding, out FeelNumber rounded)
    {
        ulong power = SmallPowersOfTen[drop];
        (ulong whole, ulong rest) = Math.DivRem(value._low, power);
        if (rest != 0 && IsAway(rounding, rest.CompareTo(power / 2), (whole & 1) == 1, value.IsNegative)) whole++;
        rounded = whole == 0 ? Zero : Small(value.IsNegative, whole, -scale);
        return true;
    }
}
