using System.Numerics;
using System.Runtime.CompilerServices;

namespace AnSinh.Feel;

/// <summary>How digits that do not fit a scale are rounded away.</summary>
public enum FeelRounding
{
    /// <summary>To the nearest; a tie to the even digit.</summary>
    HalfEven,

    /// <summary>To the nearest; a tie away from zero.</summary>
    HalfUp,

    /// <summary>To the nearest; a tie towards zero.</summary>
    HalfDown,

    /// <summary>Away from zero.</summary>
    Up,

    /// <summary>Towards zero.</summary>
    Down,

    /// <summary>Towards negative infinity.</summary>
    Floor,

    /// <summary>Towards positive infinity.</summary>
    Ceiling,
}

public readonly partial struct FeelNumber
{
    /// <summary>The sum; false when it is too large to be held.</summary>
    public static bool TryAdd(FeelNumber left, FeelNumber right, out FeelNumber sum)
    {
        if (left._high == SmallInteger && right._high == SmallInteger)
        {
            ulong low = unchecked(left._low + right._low);
            if (low >= left._low)
            {
                sum = new(SmallInteger, low);
                return true;
            }
        }
        return (left.IsSmall && right.IsSmall && TryAddSmall(left, right, out sum)) || TryAddWide(left, right, out sum);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryAddWide(FeelNumber left, FeelNumber right, out FeelNumber sum)
    {
        if (left.Exponent < right.Exponent) (left, right) = (right, left);
        UInt128 upper = left.Coefficient;
        UInt128 lower = right.Coefficient;
        int exponent = right.Exponent;
        int gap = left.Exponent - exponent;
        if (upper == UInt128.Zero)
        {
            sum = right;
            return true;
        }
        if (gap > 0 && lower == UInt128.Zero)
        {
            sum = left;
            return true;
        }
        if (gap > 0)
        {
            if (CountDigits(upper) + gap > 38) return AddFarApart(left, right, gap, out sum);
            upper *= PowersOfTen[gap];
        }
        if (left.IsNegative == right.IsNegative) return TryCreate(left.IsNegative, upper + lower, exponent, out sum);
        return upper >= lower
            ? TryCreate(left.IsNegative, upper - lower, exponent, out sum)
            : TryCreate(right.IsNegative, lower - upper, exponent, out sum);
    }

    private static bool AddFarApart(FeelNumber left, FeelNumber right, int gap, out FeelNumber sum)
    {
        if (gap > 2 * Precision + 4)
        {
            sum = left;
            return true;
        }
        BigInteger upper = (BigInteger)left.Coefficient * BigInteger.Pow(10, gap);
        BigInteger lower = (BigInteger)right.Coefficient;
        BigInteger total = (left.IsNegative ? -upper : upper) + (right.IsNegative ? -lower : lower);
        return TryCreate(total.Sign < 0, BigInteger.Abs(total), right.Exponent, out sum);
    }

    /// <summary>The difference; false when it is too large to be held.</summary>
    public static bool TrySubtract(FeelNumber left, FeelNumber right, out FeelNumber difference)
    {
        if (left._high == SmallInteger && right._high == SmallInteger && left._low >= right._low)
        {
            difference = new(SmallInteger, left._low - right._low);
            return true;
        }
        return TryAdd(left, -right, out difference);
    }

    /// <summary>The product; false when it is too large to be held.</summary>
    public static bool TryMultiply(FeelNumber left, FeelNumber right, out FeelNumber product)
    {
        bool negative = left.IsNegative != right.IsNegative;
        int exponent = left.Exponent + right.Exponent;
        ulong high = 0;
        ulong low = 0;
        bool small = left.IsSmall && right.IsSmall;
        if (small) high = Math.BigMul(left._low, right._low, out low);
        if (small && high == 0 && exponent is >= MinExponent and <= MaxExponent)
        {
            product = low == 0 ? Zero : Small(negative, low, exponent);
            return true;
        }
        return small ? TryCreateWide(negative, high, low, exponent, out product) : TryMultiplyWide(left, right, negative, exponent, out product);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryCreateWide(bool negative, ulong high, ulong low, int exponent, out FeelNumber number) =>
        TryCreate(negative, new UInt128(high, low), exponent, out number);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryMultiplyWide(FeelNumber left, FeelNumber right, bool negative, int exponent, out FeelNumber product) =>
        TryCreate(negative, (BigInteger)left.Coefficient * (BigInteger)right.Coefficient, exponent, out product);

    /// <summary>The quotient to 34 digits; false when the divisor is zero or the result too large to be held.</summary>
    public static bool TryDivide(FeelNumber dividend, FeelNumber divisor, out FeelNumber quotient)
    {
        quotient = Zero;
        if (divisor.IsZero) return false;
        if (dividend.IsZero) return true;
        bool negative = dividend.IsNegative != divisor.IsNegative;
        if (dividend.IsSmall && divisor.IsSmall && dividend._low % divisor._low == 0 && dividend.Exponent - divisor.Exponent is >= MinExponent and <= MaxExponent)
        {
            quotient = Small(negative, dividend._low / divisor._low, dividend.Exponent - divisor.Exponent);
            return true;
        }
        return TryDivideWide(dividend, divisor, negative, out quotient);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryDivideWide(FeelNumber dividend, FeelNumber divisor, bool negative, out FeelNumber quotient)
    {
        UInt128 by = divisor.Coefficient;
        (UInt128 digits, UInt128 rest) = UInt128.DivRem(dividend.Coefficient, by);
        int ideal = dividend.Exponent - divisor.Exponent;
        int exponent = ideal;
        int widest = by >> 64 == UInt128.Zero ? 19 : 4;
        while (rest != UInt128.Zero)
        {
            int have = CountDigits(digits);
            if (have > Precision) break;
            int step = Math.Min(widest, Precision + 2 - have);
            (UInt128 next, rest) = UInt128.DivRem(rest * PowersOfTen[step], by);
            digits = digits * PowersOfTen[step] + next;
            exponent -= step;
        }
        if (rest == UInt128.Zero) StripZeros(ref digits, ref exponent, ideal);
        else if ((uint)(digits % 10) is 0 or 5) digits++;
        return TryCreate(negative, digits, exponent, out quotient);
    }

    /// <summary>dividend - divisor * floor(dividend / divisor), exact before the final rounding; false for a divisor of zero.</summary>
    public static bool TryModulo(FeelNumber dividend, FeelNumber divisor, out FeelNumber modulo)
    {
        modulo = Zero;
        if (divisor.IsZero) return false;
        if (dividend._high == SmallInteger && divisor._high == SmallInteger)
        {
            modulo = new(SmallInteger, dividend._low % divisor._low);
            return true;
        }
        return TryModuloWide(dividend, divisor, out modulo);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryModuloWide(FeelNumber dividend, FeelNumber divisor, out FeelNumber modulo)
    {
        int exponent = Math.Min(dividend.Exponent, divisor.Exponent);
        BigInteger modulus = (BigInteger)divisor.Coefficient * BigInteger.Pow(10, divisor.Exponent - exponent);
        BigInteger value = BigInteger.Remainder(
            (BigInteger)dividend.Coefficient * BigInteger.ModPow(10, dividend.Exponent - exponent, modulus), modulus);
        if (dividend.IsNegative) value = -value;
        if (!value.IsZero && dividend.IsNegative != divisor.IsNegative) value += divisor.IsNegative ? -modulus : modulus;
        return TryCreate(value.Sign < 0, BigInteger.Abs(value), exponent, out modulo);
    }

    /// <summary>Rounds to <paramref name="scale"/> digits behind the point (negative: before it); false when too large to be held.</summary>
    public static bool TryRound(FeelNumber value, int scale, FeelRounding rounding, out FeelNumber rounded)
    {
        int drop = -scale - value.Exponent;
        if (drop <= 0 || value.IsZero)
        {
            rounded = value;
            return true;
        }
        return value.IsSmall && drop <= SmallDigits && scale is >= -SmallDigits and <= SmallDigits
            ? TryRoundSmall(value, scale, drop, rounding, out rounded)
            : TryRoundWide(value, scale, drop, rounding, out rounded);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryRoundWide(FeelNumber value, int scale, int drop, FeelRounding rounding, out FeelNumber rounded)
    {
        UInt128 coefficient = value.Coefficient;
        (UInt128 quotient, UInt128 rest) = drop > 38 ? (UInt128.Zero, coefficient) : UInt128.DivRem(coefficient, PowersOfTen[drop]);
        int tie = drop > 38 ? -1 : rest.CompareTo(PowersOfTen[drop] / 2);
        bool away = rest != UInt128.Zero && IsAway(rounding, tie, !UInt128.IsEvenInteger(quotient), value.IsNegative);
        if (away) quotient++;
        return TryCreate(value.IsNegative, quotient, -scale, out rounded);
    }

    /// <summary>Whether digits that are dropped move the last digit kept away from zero; <paramref name="tie"/> compares them with one half.</summary>
    private static bool IsAway(FeelRounding rounding, int tie, bool odd, bool negative) => rounding switch
    {
        FeelRounding.HalfEven => tie > 0 || (tie == 0 && odd),
        FeelRounding.HalfUp => tie >= 0,
        FeelRounding.HalfDown => tie > 0,
        FeelRounding.Up => true,
        FeelRounding.Down => false,
        FeelRounding.Floor => negative,
        _ => !negative,
    };

    /// <summary>The largest integer not above the value.</summary>
    public FeelNumber Floor() => TryRound(this, 0, FeelRounding.Floor, out FeelNumber rounded) ? rounded : this;

    /// <summary>The value without its sign.</summary>
    public FeelNumber Abs() => new(_high & ~SignBit, _low);

    public static FeelNumber operator -(FeelNumber value) => value.IsZero ? Zero : new(value._high ^ SignBit, value._low);

    /// <summary>The sum; an OverflowException when it is too large to be held.</summary>
    public static FeelNumber operator +(FeelNumber left, FeelNumber right) =>
        TryAdd(left, right, out FeelNumber result) ? result : throw new OverflowException();

    /// <summary>The difference; an OverflowException when it is too large to be held.</summary>
    public static FeelNumber operator -(FeelNumber left, FeelNumber right) =>
        TrySubtract(left, right, out FeelNumber result) ? result : throw new OverflowException();

    /// <summary>The product; an OverflowException when it is too large to be held.</summary>
    public static FeelNumber operator *(FeelNumber left, FeelNumber right) =>
        TryMultiply(left, right, out FeelNumber result) ? result : throw new OverflowException();

    /// <summary>The quotient to 34 digits; a DivideByZeroException for a divisor of zero.</summary>
    public static FeelNumber operator /(FeelNumber dividend, FeelNumber divisor) =>
        divisor.IsZero ? throw new DivideByZeroException()
        : TryDivide(dividend, divisor, out FeelNumber result) ? result : throw new OverflowException();
}
