using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace AnSinh.Feel;

/// <summary>
/// A FEEL number (DMN 1.5, 10.3.2.3.1): sign x coefficient x 10^exponent with at most 34 digits and an exponent of -6176..6111,
/// rounded half-even like IEEE 754 decimal128. Equality ignores trailing zeros: 1 equals 1.00.
/// </summary>
public readonly partial struct FeelNumber : IEquatable<FeelNumber>, IComparable<FeelNumber>
{
    /// <summary>Significant digits kept by every operation.</summary>
    public const int Precision = 34;

    internal const int MinExponent = -6176;
    internal const int MaxExponent = 6111;
    private const int CoefficientBits = 49;
    private const ulong CoefficientMask = (1UL << CoefficientBits) - 1;
    private const ulong SignBit = 1UL << 63;
    private const ulong SmallInteger = (ulong)-MinExponent << CoefficientBits;

    internal static readonly UInt128[] PowersOfTen = MakePowers();

    private readonly ulong _high;
    private readonly ulong _low;

    internal FeelNumber(ulong high, ulong low)
    {
        _high = high;
        _low = low;
    }

    /// <summary>0.</summary>
    public static FeelNumber Zero => new(SmallInteger, 0);

    /// <summary>1.</summary>
    public static FeelNumber One => new(SmallInteger, 1);

    internal ulong High => _high;
    internal ulong Low => _low;

    /// <summary>True below zero; zero has no sign.</summary>
    public bool IsNegative => (_high & SignBit) != 0;

    /// <summary>True for zero of any scale.</summary>
    public bool IsZero => _low == 0 && (_high & CoefficientMask) == 0;

    /// <summary>The digits as an integer, without sign; at most 34 of them.</summary>
    public UInt128 Coefficient => new(_high & CoefficientMask, _low);

    /// <summary>The power of ten that the coefficient is multiplied with.</summary>
    public int Exponent => (int)((_high & ~SignBit) >> CoefficientBits) + MinExponent;

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => IsZero ? 0 : IsNegative ? -1 : 1;

    /// <summary>True when the value has no fraction.</summary>
    public bool IsInteger
    {
        get
        {
            int exponent = Exponent;
            if (exponent >= 0 || IsZero) return true;
            if (exponent <= -Precision) return false;
            return Coefficient % PowersOfTen[-exponent] == UInt128.Zero;
        }
    }

    /// <summary>The number for an integer; exact.</summary>
    public static FeelNumber From(long value) => unchecked(value >= 0
        ? new(SmallInteger, (ulong)value)
        : new(SmallInteger | SignBit, (ulong)-value));

    /// <summary>The number for a decimal; exact, trailing zeros kept.</summary>
    public static FeelNumber From(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        int exponent = -((bits[3] >> 16) & 0xFF);
        ulong low = unchecked(((ulong)(uint)bits[1] << 32) | (uint)bits[0]);
        return bits[2] == 0 ? Small(bits[3] < 0, low, exponent) : OfWide(bits[3] < 0, unchecked((uint)bits[2]), low, exponent);
    }

    /// <summary>Makes sign x coefficient x 10^exponent, rounded to 34 digits; false when it is too large to be held.</summary>
    public static bool TryCreate(bool negative, UInt128 coefficient, int exponent, out FeelNumber number)
    {
        int excess = CountDigits(coefficient) - Precision;
        if (excess > 0)
        {
            coefficient = DropDigits(coefficient, excess);
            exponent += excess;
            if (coefficient == PowersOfTen[Precision])
            {
                coefficient = PowersOfTen[Precision - 1];
                exponent++;
            }
        }
        if (coefficient == UInt128.Zero)
        {
            number = Zero;
            return true;
        }
        if (exponent < MinExponent)
        {
            int drop = MinExponent - exponent;
            coefficient = drop > Precision + 1 ? UInt128.Zero : DropDigits(coefficient, drop);
            exponent = MinExponent;
            if (coefficient == UInt128.Zero)
            {
                number = Zero;
                return true;
            }
        }
        else if (exponent > MaxExponent)
        {
            int pad = exponent - MaxExponent;
            if (pad > Precision || CountDigits(coefficient) + pad > Precision)
            {
                number = Zero;
                return false;
            }
            coefficient *= PowersOfTen[pad];
            exponent = MaxExponent;
        }
        number = Pack(negative, coefficient, exponent);
        return true;
    }

    /// <summary>The value as a 64-bit integer, when it is one exactly.</summary>
    public bool TryToInt64(out long value)
    {
        value = 0;
        if (_high == SmallInteger && _low <= long.MaxValue)
        {
            value = unchecked((long)_low);
            return true;
        }
        if (IsZero) return true;
        return IsSmall && _low <= long.MaxValue && Exponent is < 0 and >= -SmallDigits ? TryToInt64Small(out value) : TryToInt64Wide(out value);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryToInt64Wide(out long value)
    {
        value = 0;
        int exponent = Exponent;
        UInt128 coefficient = Coefficient;
        if (exponent < 0)
        {
            if (exponent <= -Precision) return false;
            (coefficient, UInt128 rest) = UInt128.DivRem(coefficient, PowersOfTen[-exponent]);
            if (rest != UInt128.Zero) return false;
        }
        else if (exponent > 0)
        {
            if (exponent > 18 || CountDigits(coefficient) + exponent > 19) return false;
            coefficient *= PowersOfTen[exponent];
        }
        if (coefficient > (IsNegative ? (UInt128)1 << 63 : (UInt128)long.MaxValue)) return false;
        ulong magnitude = (ulong)coefficient;
        value = unchecked(IsNegative ? -(long)magnitude : (long)magnitude);
        return true;
    }

    /// <summary>The value as a 64-bit integer; an OverflowException when it has a fraction or does not fit.</summary>
    public long ToInt64() => TryToInt64(out long value)
        ? value
        : throw new OverflowException($"{this} is not a 64-bit integer");

    /// <summary>The value as a 32-bit integer, when it is one exactly.</summary>
    public bool TryToInt32(out int value)
    {
        bool fits = TryToInt64(out long wide) && wide is >= int.MinValue and <= int.MaxValue;
        value = fits ? (int)wide : 0;
        return fits;
    }

    /// <summary>The value as a decimal, when it can be held exactly.</summary>
    public bool TryToDecimal(out decimal value)
    {
        FeelNumber plain = Normalize();
        if (plain.Exponent > 0 && plain.Exponent <= 28 && CountDigits(plain.Coefficient) + plain.Exponent <= 29)
            plain = Pack(plain.IsNegative, plain.Coefficient * PowersOfTen[plain.Exponent], 0);
        UInt128 coefficient = plain.Coefficient;
        value = 0;
        if (plain.Exponent is > 0 or < -28 || coefficient >> 96 != UInt128.Zero) return false;
        unchecked
        {
            ulong low = (ulong)coefficient;
            value = new decimal((int)low, (int)(low >> 32), (int)(ulong)(coefficient >> 64), plain.IsNegative, (byte)-plain.Exponent);
        }
        return true;
    }

    /// <summary>The same value with no trailing zero in the coefficient where a fraction had one; 2.50 gives 2.5, 100 stays.</summary>
    public FeelNumber Normalize()
    {
        if (Exponent >= 0) return this;
        return IsSmall ? NormalizeSmall() : NormalizeWide();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private FeelNumber NormalizeWide()
    {
        UInt128 coefficient = Coefficient;
        int exponent = Exponent;
        StripZeros(ref coefficient, ref exponent, 0);
        return coefficient == UInt128.Zero ? Zero : Pack(IsNegative, coefficient, exponent);
    }

    public int CompareTo(FeelNumber other)
    {
        if (_high == SmallInteger && other._high == SmallInteger) return _low.CompareTo(other._low);
        int sign = Sign;
        int otherSign = other.Sign;
        if (sign != otherSign) return sign.CompareTo(otherSign);
        if (sign == 0) return 0;
        if (IsSmall && other.IsSmall && Exponent == other.Exponent) return sign < 0 ? other._low.CompareTo(_low) : _low.CompareTo(other._low);
        return CompareWide(other, sign);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int CompareWide(FeelNumber other, int sign)
    {
        UInt128 left = Coefficient;
        UInt128 right = other.Coefficient;
        int leftDigits = CountDigits(left);
        int rightDigits = CountDigits(right);
        int magnitude = (leftDigits + Exponent).CompareTo(rightDigits + other.Exponent);
        if (magnitude == 0)
        {
            if (leftDigits < rightDigits) left *= PowersOfTen[rightDigits - leftDigits];
            else right *= PowersOfTen[leftDigits - rightDigits];
            magnitude = left.CompareTo(right);
        }
        return sign < 0 ? -magnitude : magnitude;
    }

    public bool Equals(FeelNumber other) => (_high == other._high && _low == other._low) || CompareTo(other) == 0;

    public override bool Equals(object? obj) => obj is FeelNumber other && Equals(other);

    public override int GetHashCode()
    {
        UInt128 coefficient = Coefficient;
        int exponent = Exponent;
        if (coefficient == UInt128.Zero) return 0;
        StripZeros(ref coefficient, ref exponent, MaxExponent + Precision);
        return HashCode.Combine(coefficient, exponent, IsNegative);
    }

    public static bool operator ==(FeelNumber left, FeelNumber right) => left.Equals(right);
    public static bool operator !=(FeelNumber left, FeelNumber right) => !left.Equals(right);
    public static bool operator <(FeelNumber left, FeelNumber right) => left.CompareTo(right) < 0;
    public static bool operator >(FeelNumber left, FeelNumber right) => left.CompareTo(right) > 0;
    public static bool operator <=(FeelNumber left, FeelNumber right) => left.CompareTo(right) <= 0;
    public static bool operator >=(FeelNumber left, FeelNumber right) => left.CompareTo(right) >= 0;

    public static implicit operator FeelNumber(long value) => From(value);

    /// <summary>Digits with a decimal point where needed, never an exponent; trailing zeros of the fraction are left out.</summary>
    public override string ToString()
    {
        FeelNumber plain = Normalize();
        if (plain.IsZero) return "0";
        string digits = plain.IsSmall ? plain._low.ToString(CultureInfo.InvariantCulture) : plain.WideDigitsText();
        int exponent = plain.Exponent;
        if (exponent > 0) digits += new string('0', exponent);
        else if (exponent < 0)
        {
            if (digits.Length <= -exponent) digits = new string('0', -exponent - digits.Length + 1) + digits;
            digits = digits.Insert(digits.Length + exponent, ".");
        }
        return plain.IsNegative ? "-" + digits : digits;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private string WideDigitsText() => Coefficient.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads digits, an optional sign, point and exponent (-12, .5, 1.25, 3e10); rounds to 34 digits.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out FeelNumber number) => TryParseSmall(text, out number) || TryParseWide(text, out number);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryParseWide(ReadOnlySpan<char> text, out FeelNumber number)
    {
        number = Zero;
        int at = 0;
        bool negative = text.Length > 0 && text[0] == '-';
        if (negative || (text.Length > 0 && text[0] == '+')) at++;
        BigInteger coefficient = BigInteger.Zero;
        UInt128 small = UInt128.Zero;
        int smallDigits = 0;
        bool big = false;
        int exponent = 0;
        int digits = 0;
        bool point = false;
        for (; at < text.Length; at++)
        {
            char c = text[at];
            if (c == '.' && !point)
            {
                point = true;
                if (at + 1 >= text.Length || !char.IsAsciiDigit(text[at + 1])) return false;
                continue;
            }
            if (!char.IsAsciiDigit(c)) break;
            digits++;
            if (point) exponent--;
            if (big && smallDigits >= 60)
            {
                if (c != '0') coefficient |= BigInteger.One;
                exponent++;
                continue;
            }
            if (!big && smallDigits >= 37)
            {
                big = true;
                coefficient = (BigInteger)small;
            }
            if (big) coefficient = coefficient * 10 + (c - '0');
            else small = small * 10 + (uint)(c - '0');
            if (smallDigits > 0 || c != '0') smallDigits++;
        }
        if (digits == 0) return false;
        if (at < text.Length && text[at] is 'e' or 'E')
        {
            if (!int.TryParse(text[(at + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int power)
                || power is > 100_000 or < -100_000) return false;
            exponent += power;
            at = text.Length;
        }
        if (at != text.Length) return false;
        return big ? TryCreate(negative, coefficient, exponent, out number) : TryCreate(negative, small, exponent, out number);
    }

    /// <summary>Like <see cref="TryParse"/>; a FormatException when the text is no number.</summary>
    public static FeelNumber Parse(ReadOnlySpan<char> text) => TryParse(text, out FeelNumber number)
        ? number
        : throw new FormatException($"'{text}' is not a number");

    internal static bool TryCreate(bool negative, BigInteger coefficient, int exponent, out FeelNumber number)
    {
        BigInteger limit = BigInteger.Pow(10, 38);
        bool sticky = false;
        while (coefficient >= limit)
        {
            int drop = Math.Max(1, (int)((coefficient.GetBitLength() - 126) * 30103 / 100000));
            coefficient = BigInteger.DivRem(coefficient, BigInteger.Pow(10, drop), out BigInteger rest);
            sticky |= !rest.IsZero;
            exponent += drop;
        }
        UInt128 small = (UInt128)coefficient;
        if (sticky)
        {
            uint last = (uint)(small % 10);
            if (last is 0 or 5) small++;
        }
        return TryCreate(negative, small, exponent, out number);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static FeelNumber OfWide(bool negative, uint high, ulong low, int exponent) => Pack(negative, new UInt128(high, low), exponent);

    private static FeelNumber Pack(bool negative, UInt128 coefficient, int exponent) => unchecked(new(
        (negative && coefficient != UInt128.Zero ? SignBit : 0) | ((ulong)(exponent - MinExponent) << CoefficientBits) | (ulong)(coefficient >> 64),
        (ulong)coefficient));

    internal static int CountDigits(UInt128 value)
    {
        if (value == UInt128.Zero) return 0;
        int bits = 128 - (int)UInt128.LeadingZeroCount(value);
        int digits = bits * 1233 >> 12;
        return value >= PowersOfTen[digits] ? digits + 1 : digits;
    }

    private static UInt128 DropDigits(UInt128 coefficient, int count)
    {
        if (count > 38) return UInt128.Zero;
        UInt128 power = PowersOfTen[count];
        (UInt128 quotient, UInt128 rest) = UInt128.DivRem(coefficient, power);
        UInt128 half = power / 2;
        return rest > half || (rest == half && !UInt128.IsEvenInteger(quotient)) ? quotient + 1 : quotient;
    }

    private static void StripZeros(ref UInt128 coefficient, ref int exponent, int until)
    {
        if (coefficient == UInt128.Zero) return;
        foreach (int step in (ReadOnlySpan<int>)[16, 8, 4, 2, 1])
        {
            while (exponent + step <= until)
            {
                (UInt128 quotient, UInt128 rest) = UInt128.DivRem(coefficient, PowersOfTen[step]);
                if (rest != UInt128.Zero) break;
                coefficient = quotient;
                exponent += step;
            }
        }
    }

    private static UInt128[] MakePowers()
    {
        UInt128[] powers = new UInt128[39];
        powers[0] = 1;
        for (int i = 1; i < powers.Length; i++) powers[i] = powers[i - 1] * 10;
        return powers;
    }
}
