using System.Numerics;

namespace AnSinh.Feel;

public readonly partial struct FeelNumber
{
    private const int WideDigits = 90;
    private const int LargestExactPower = 6_000;
    /// <summary>Of a class of their own, so that whoever only adds does not wait for them.</summary>
    private static class Wide
    {
        public static readonly BigInteger One = BigInteger.Pow(10, WideDigits);
        public static readonly BigInteger Ln2 = WideLnOfRatio(One / 3);
        public static readonly BigInteger Ln10 = Ln2 * 3 + WideLnOfRatio(One / 9);
    }

    /// <summary>base to the power; false where there is no result: 0 to a negative power, a root of a negative number, too large.</summary>
    public static bool TryPower(FeelNumber value, FeelNumber power, out FeelNumber result)
    {
        result = Zero;
        if (power.IsZero)
        {
            result = One;
            return true;
        }
        if (value.IsZero) return power.Sign > 0;
        if (power.TryToInt32(out int whole))
        {
            FeelNumber plain = value.Normalize();
            BigInteger coefficient = (BigInteger)plain.Coefficient;
            int size = Math.Abs(whole);
            if (coefficient.IsOne)
            {
                long shift = (long)plain.Exponent * whole;
                return shift is > -20_000 and < 20_000 && TryCreate(plain.IsNegative && size % 2 == 1, 1, (int)shift, out result);
            }
            if ((long)CountDigits(plain.Coefficient) * size <= LargestExactPower) return TryExactPower(plain, coefficient, whole, out result);
        }
        if (value.IsNegative)
        {
            if (!power.IsInteger || !TryPower(-value, power, out FeelNumber positive)) return false;
            TryModulo(power, From(2), out FeelNumber odd);
            result = odd.IsZero ? positive : -positive;
            return true;
        }
        BigInteger exponent = WideLn(value) * (BigInteger)power.Coefficient;
        if (power.Exponent > 10) return false;
        exponent = power.Exponent >= 0 ? exponent * BigInteger.Pow(10, power.Exponent) : exponent / BigInteger.Pow(10, Math.Min(-power.Exponent, 400));
        return TryExpWide(power.IsNegative ? -exponent : exponent, out result);
    }

    /// <summary>e to the value; false when too large.</summary>
    public static bool TryExp(FeelNumber value, out FeelNumber result)
    {
        result = Zero;
        if (value.CompareTo(From(20_000)) > 0) return false;
        return value.CompareTo(From(-20_000)) < 0 || TryExpWide(ToWide(value), out result);
    }

    /// <summary>The natural logarithm; false unless the value is positive.</summary>
    public static bool TryLog(FeelNumber value, out FeelNumber result)
    {
        result = Zero;
        return value.Sign > 0 && FromWide(WideLn(value), out result);
    }

    /// <summary>The square root to 34 digits; false for a negative value.</summary>
    public static bool TrySqrt(FeelNumber value, out FeelNumber result)
    {
        result = Zero;
        if (value.Sign <= 0) return value.IsZero;
        int exponent = value.Exponent - 80;
        BigInteger radicand = (BigInteger)value.Coefficient * BigInteger.Pow(10, 80);
        if (exponent % 2 != 0)
        {
            radicand *= 10;
            exponent--;
        }
        BigInteger root = IntegerSqrt(radicand);
        bool exact = root * root == radicand;
        if (!exact) root = root * 10 + 1;
        if (!TryCreate(false, root, exponent / 2 - (exact ? 0 : 1), out result)) return false;
        result = exact ? result.Normalize() : result;
        return true;
    }

    private static bool TryExactPower(FeelNumber value, BigInteger coefficient, int power, out FeelNumber result)
    {
        int size = Math.Abs(power);
        BigInteger raised = BigInteger.Pow(coefficient, size);
        bool negative = value.IsNegative && size % 2 == 1;
        long exponent = (long)value.Exponent * size;
        result = Zero;
        if (exponent is > 50_000 or < -50_000) return false;
        if (power > 0) return TryCreate(negative, raised, (int)exponent, out result);
        int digits = (int)(raised.GetBitLength() * 30103 / 100000) + 45;
        BigInteger inverse = BigInteger.DivRem(BigInteger.Pow(10, digits), raised, out BigInteger rest);
        if (rest.IsZero)
        {
            bool fits = TryCreate(negative, inverse, -(int)exponent - digits, out result);
            result = result.Normalize();
            return fits;
        }
        return TryCreate(negative, inverse * 10 + 1, -(int)exponent - digits - 1, out result);
    }

    private static BigInteger ToWide(FeelNumber value)
    {
        int shift = value.Exponent + WideDigits;
        BigInteger coefficient = (BigInteger)value.Coefficient;
        BigInteger wide = shift >= 0 ? coefficient * BigInteger.Pow(10, shift) : coefficient / BigInteger.Pow(10, Math.Min(-shift, 200));
        return value.IsNegative ? -wide : wide;
    }

    private static bool FromWide(BigInteger wide, out FeelNumber value)
    {
        bool fits = TryCreate(wide.Sign < 0, BigInteger.Abs(wide), -WideDigits, out value);
        value = value.Normalize();
        return fits;
    }

    private static bool TryExpWide(BigInteger wide, out FeelNumber result)
    {
        result = Zero;
        BigInteger tens = BigInteger.Divide(wide, Wide.Ln10);
        if (tens > 7_000) return false;
        if (tens < -7_000) return true;
        const int Halvings = 16;
        BigInteger rest = (wide - tens * Wide.Ln10) >> Halvings;
        BigInteger sum = Wide.One;
        BigInteger term = Wide.One;
        for (int n = 1; !term.IsZero && n < 200; n++)
        {
            term = term * rest / Wide.One / n;
            sum += term;
        }
        for (int i = 0; i < Halvings; i++) sum = sum * sum / Wide.One;
        bool fits = TryCreate(false, sum, (int)tens - WideDigits, out result);
        result = result.Normalize();
        return fits;
    }

    private static BigInteger WideLn(FeelNumber value)
    {
        UInt128 coefficient = value.Coefficient;
        int digits = CountDigits(coefficient);
        BigInteger mantissa = (BigInteger)coefficient * BigInteger.Pow(10, WideDigits - digits + 1);
        int tens = value.Exponent + digits - 1;
        int twos = 0;
        BigInteger bound = Wide.One * 4 / 3;
        while (mantissa > bound)
        {
            mantissa >>= 1;
            twos++;
        }
        BigInteger ratio = (mantissa - Wide.One) * Wide.One / (mantissa + Wide.One);
        return WideLnOfRatio(ratio) + Wide.Ln2 * twos + Wide.Ln10 * tens;
    }

    /// <summary>2 atanh(ratio), which is ln((1 + ratio) / (1 - ratio)); in units of 10^-90.</summary>
    private static BigInteger WideLnOfRatio(BigInteger ratio)
    {
        BigInteger square = ratio * ratio / Wide.One;
        BigInteger power = ratio;
        BigInteger sum = BigInteger.Zero;
        for (int n = 1; !power.IsZero && n < 1_000; n += 2)
        {
            sum += power / n;
            power = power * square / Wide.One;
        }
        return sum * 2;
    }

    private static BigInteger IntegerSqrt(BigInteger value)
    {
        BigInteger root = BigInteger.One << (int)((value.GetBitLength() + 1) / 2);
        while (true)
        {
            BigInteger next = (root + value / root) >> 1;
            if (next >= root) return root;
            root = next;
        }
    }
}
