using System.Globalization;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace AnSinh.Feel.Tests.Values;

/// <summary>Numbers of 64 bits are worked with in arithmetic of their own: it gives what integers of any size give, digit for digit.</summary>
public class FeelNumberSmallTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(3_000);
    private static readonly FeelRounding[] Roundings = Enum.GetValues<FeelRounding>();

    /// <summary>Numbers around the borders of 64 bits too, with up to 22 digits behind the point.</summary>
    private static FeelNumber Make((int Digits, long Spread, int Exponent) parts)
    {
        int digits = Math.Abs(parts.Digits % 20);
        BigInteger spread = BigInteger.Abs((BigInteger)unchecked(parts.Spread * -7046029254386353131)) % BigInteger.Pow(10, digits);
        BigInteger coefficient = parts.Digits % 7 == 0 ? ulong.MaxValue - spread % 3 : spread;
        Assert.True(FeelNumber.TryCreate(parts.Spread < 0, (UInt128)coefficient, parts.Exponent % 23, out FeelNumber number));
        return number;
    }

    private static BigInteger Signed(FeelNumber number) => number.IsNegative ? -(BigInteger)number.Coefficient : (BigInteger)number.Coefficient;

    /// <summary>The number for a coefficient of at most 34 digits, made by way of 128 bits.</summary>
    private static FeelNumber Of(BigInteger coefficient, int exponent)
    {
        Assert.True(FeelNumber.TryCreate(coefficient.Sign < 0, (UInt128)BigInteger.Abs(coefficient), exponent, out FeelNumber number));
        return number;
    }

    private static bool Same(FeelNumber left, FeelNumber right) => left.Coefficient == right.Coefficient && left.Exponent == right.Exponent && left.IsNegative == right.IsNegative;

    private static bool Fits(BigInteger coefficient) => BigInteger.Abs(coefficient) < BigInteger.Pow(10, FeelNumber.Precision);

    [Fact]
    public void Sums_and_differences_keep_the_smaller_scale() => Prop.ForAll<(int, long, int), (int, long, int)>((a, b) =>
    {
        (FeelNumber left, FeelNumber right) = (Make(a), Make(b));
        int scale = Math.Min(left.Exponent, right.Exponent);
        BigInteger x = Signed(left) * BigInteger.Pow(10, left.Exponent - scale);
        BigInteger y = Signed(right) * BigInteger.Pow(10, right.Exponent - scale);
        if (left.IsZero || right.IsZero || !Fits(x) || !Fits(y) || !Fits(x + y) || !Fits(x - y)) return true;
        return Same(left + right, Of(x + y, scale)) && Same(left - right, Of(x - y, scale));
    }).Check(Many);

    [Fact]
    public void Products_add_their_scales() => Prop.ForAll<(int, long, int), (int, long, int)>((a, b) =>
    {
        (FeelNumber left, FeelNumber right) = (Make(a), Make(b));
        BigInteger product = Signed(left) * Signed(right);
        return !Fits(product) || Same(left * right, Of(product, left.Exponent + right.Exponent));
    }).Check(Many);

    [Fact]
    public void Exact_quotients_subtract_their_scales() => Prop.ForAll<(int, long, int), (int, long, int)>((a, b) =>
    {
        (FeelNumber factor, FeelNumber divisor) = (Make(a), Make(b));
        BigInteger product = Signed(factor) * Signed(divisor);
        if (divisor.IsZero || factor.IsZero || !Fits(product)) return true;
        return Same(Of(product, factor.Exponent + divisor.Exponent) / divisor, factor);
    }).Check(Many);

    [Fact]
    public void Order_is_that_of_the_exact_values() => Prop.ForAll<(int, long, int), (int, long, int)>((a, b) =>
    {
        (FeelNumber left, FeelNumber right) = (Make(a), Make(b));
        int scale = Math.Min(left.Exponent, right.Exponent);
        BigInteger x = Signed(left) * BigInteger.Pow(10, left.Exponent - scale);
        BigInteger y = Signed(right) * BigInteger.Pow(10, right.Exponent - scale);
        return Math.Sign(left.CompareTo(right)) == x.CompareTo(y) && left.CompareTo(left) == 0;
    }).Check(Many);

    [Fact]
    public void Text_is_read_again_with_its_scale_and_written_without_trailing_zeros() => Prop.ForAll<(int, long, int)>(parts =>
    {
        FeelNumber number = Make(parts);
        if (number.Exponent > 0) return true;
        string digits = BigInteger.Abs(Signed(number)).ToString(CultureInfo.InvariantCulture).PadLeft(1 - number.Exponent, '0');
        string text = (number.IsNegative ? "-" : "") + (number.Exponent == 0 ? digits : digits.Insert(digits.Length + number.Exponent, "."));
        string trimmed = text.Contains('.') ? text.TrimEnd('0').TrimEnd('.') : text;
        return Same(FeelNumber.Parse(text), number) && number.ToString() == (number.IsZero ? "0" : trimmed);
    }).Check(Many);

    [Fact]
    public void Rounding_drops_digits_as_asked() => Prop.ForAll<(int, long, int), int, int>((parts, at, way) =>
    {
        FeelNumber number = Make(parts);
        int scale = at % 21;
        FeelRounding rounding = Roundings[Math.Abs(way % Roundings.Length)];
        int drop = -scale - number.Exponent;
        if (drop <= 0 || number.IsZero) return true;
        BigInteger power = BigInteger.Pow(10, drop);
        BigInteger whole = BigInteger.DivRem(BigInteger.Abs(Signed(number)), power, out BigInteger rest);
        int tie = (rest * 2).CompareTo(power);
        bool away = !rest.IsZero && rounding switch
        {
            FeelRounding.HalfEven => tie > 0 || (tie == 0 && !whole.IsEven),
            FeelRounding.HalfUp => tie >= 0,
            FeelRounding.HalfDown => tie > 0,
            FeelRounding.Up => true,
            FeelRounding.Down => false,
            FeelRounding.Floor => number.IsNegative,
            _ => !number.IsNegative,
        };
        whole += away ? 1 : 0;
        return FeelNumber.TryRound(number, scale, rounding, out FeelNumber rounded) && Same(rounded, Of(number.IsNegative ? -whole : whole, -scale));
    }).Check(Many);

    [Fact]
    public void Whole_numbers_are_told_from_fractions() => Prop.ForAll<(int, long, int)>(parts =>
    {
        FeelNumber number = Make(parts);
        BigInteger power = BigInteger.Pow(10, Math.Abs(number.Exponent));
        bool whole = number.Exponent >= 0 || (Signed(number) % power).IsZero;
        BigInteger value = number.Exponent >= 0 ? Signed(number) * power : Signed(number) / power;
        bool fits = whole && value >= long.MinValue && value <= long.MaxValue;
        return number.TryToInt64(out long found) == fits && (!fits || found == value);
    }).Check(Many);

    [Fact]
    public void Decimals_keep_their_scale() => Prop.ForAll<int, int, byte>((low, high, scale) =>
    {
        var value = new decimal(low, high, high % 3, high < 0, (byte)(scale % 29));
        int[] bits = decimal.GetBits(value);
        var coefficient = (BigInteger)unchecked(new UInt128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]));
        FeelNumber number = FeelNumber.From(value);
        return (BigInteger)number.Coefficient == coefficient && number.Exponent == -(scale % 29) && number.IsNegative == (value < 0);
    }).Check(Many);

    [Theory]
    [InlineData("1.")]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData("1..2")]
    [InlineData("1,5")]
    [InlineData("")]
    [InlineData(" 1")]
    [InlineData("--1")]
    public void What_is_no_number_is_not_read(string text) => Assert.False(FeelNumber.TryParse(text, out _));
}
