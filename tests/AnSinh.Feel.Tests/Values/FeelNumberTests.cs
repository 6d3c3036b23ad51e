using System.Globalization;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace AnSinh.Feel.Tests.Values;

public class FeelNumberTests
{
    /// <summary>
    /// Numbers of all lengths up to 34 digits and moderate exponents. The integers given are small; every other one is spread over 64 bits.
    /// </summary>
    private static FeelNumber Make(long high, long low, int exponent)
    {
        if (low % 2 != 0) low = unchecked(low * -7046029254386353131);
        if (high % 2 != 0) high = unchecked(high * -7046029254386353131);
        UInt128 coefficient = ((UInt128)(ulong)Math.Abs(high % 1_000_000_000_000_000) * 1_000_000_000_000_000_000) + (ulong)Math.Abs(low % 1_000_000_000_000_000_000);
        FeelNumber.TryCreate(high < 0, coefficient, exponent % 40, out FeelNumber number);
        return number;
    }

    private static (BigInteger Coefficient, int Exponent) Exact(FeelNumber number) =>
        (number.IsNegative ? -(BigInteger)number.Coefficient : (BigInteger)number.Coefficient, number.Exponent);

    /// <summary>Whether the number is the exact fraction rounded half-even to 34 digits.</summary>
    private static bool IsRounded(FeelNumber number, BigInteger numerator, BigInteger denominator)
    {
        if (denominator.Sign < 0) (numerator, denominator) = (-numerator, -denominator);
        if (numerator.IsZero) return number.IsZero;
        (BigInteger coefficient, int exponent) = Exact(number);
        // |number - n/d| <= half a unit in the last place, an exact tie only with an even digit; compared without division
        while (BigInteger.Abs(coefficient) < BigInteger.Pow(10, 33))
        {
            coefficient *= 10;
            exponent--;
        }
        BigInteger scaled = exponent >= 0 ? denominator * BigInteger.Pow(10, exponent) : denominator;
        BigInteger target = exponent >= 0 ? numerator : numerator * BigInteger.Pow(10, -exponent);
        BigInteger distance = BigInteger.Abs(coefficient * scaled - target) * 2;
        return distance < scaled || (distance == scaled && coefficient.IsEven);
    }

    private static BigInteger Pow10(int exponent) => BigInteger.Pow(10, exponent);

    [Fact]
    public void Sums_are_exact_to_34_digits() => Prop.ForAll<(long, long, int), (long, long, int)>((a, b) =>
    {
        FeelNumber left = Make(a.Item1, a.Item2, a.Item3);
        FeelNumber right = Make(b.Item1, b.Item2, b.Item3);
        (BigInteger x, int ex) = Exact(left);
        (BigInteger y, int ey) = Exact(right);
        int low = Math.Min(ex, ey);
        BigInteger sum = x * Pow10(ex - low) + y * Pow10(ey - low);
        return IsRounded(left + right, sum * Pow10(Math.Max(0, low)), Pow10(Math.Max(0, -low)))
            && left - right == left + -right && left + right == right + left;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Products_are_exact_to_34_digits() => Prop.ForAll<(long, long, int), (long, long, int)>((a, b) =>
    {
        FeelNumber left = Make(a.Item1, a.Item2, a.Item3);
        FeelNumber right = Make(b.Item1, b.Item2, b.Item3);
        (BigInteger x, int ex) = Exact(left);
        (BigInteger y, int ey) = Exact(right);
        return IsRounded(left * right, x * y * Pow10(Math.Max(0, ex + ey)), Pow10(Math.Max(0, -ex - ey)));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Quotients_are_exact_to_34_digits() => Prop.ForAll<(long, long, int), (long, long, int)>((a, b) =>
    {
        FeelNumber left = Make(a.Item1, a.Item2, a.Item3);
        FeelNumber right = Make(b.Item1, b.Item2, b.Item3);
        if (right.IsZero) return !FeelNumber.TryDivide(left, right, out _);
        (BigInteger x, int ex) = Exact(left);
        (BigInteger y, int ey) = Exact(right);
        return IsRounded(left / right, x * Pow10(Math.Max(0, ex - ey)), y * Pow10(Math.Max(0, ey - ex)));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_small_quotient_is_what_decimal_says() => Prop.ForAll<int, int>((a, b) =>
    {
        if (b == 0) return true;
        FeelNumber quotient = FeelNumber.From(a) / FeelNumber.From(b);
        FeelNumber.TryRound(quotient, 20, FeelRounding.HalfEven, out FeelNumber rounded);
        return Math.Abs((rounded.TryToDecimal(out decimal value) ? value : 0m) - (decimal)a / b) < 0.0000000000000001m;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_remainder_has_the_sign_of_the_divisor_and_completes_the_floor() => Prop.ForAll<int, int>((a, b) =>
    {
        if (b == 0) return !FeelNumber.TryModulo(a, b, out _);
        FeelNumber.TryModulo(a, b, out FeelNumber rest);
        return (rest.IsZero || rest.IsNegative == b < 0) && (FeelNumber.From(a) - rest) / b == ((FeelNumber)a / b).Floor();
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Order_and_equality_agree_with_exact_integers() => Prop.ForAll<(long, long, int), (long, long, int)>((a, b) =>
    {
        FeelNumber left = Make(a.Item1, a.Item2, a.Item3);
        FeelNumber right = Make(b.Item1, b.Item2, b.Item3);
        (BigInteger x, int ex) = Exact(left);
        (BigInteger y, int ey) = Exact(right);
        int low = Math.Min(ex, ey);
        int order = (x * Pow10(ex - low)).CompareTo(y * Pow10(ey - low));
        return Math.Sign(left.CompareTo(right)) == order && (left == right) == (order == 0) && (order != 0 || left.GetHashCode() == right.GetHashCode());
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Text_gives_the_number_again() => Prop.ForAll<(long, long, int)>(a =>
    {
        FeelNumber number = Make(a.Item1, a.Item2, a.Item3);
        return FeelNumber.Parse(number.ToString()) == number;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Rounding_moves_by_less_than_a_unit_and_in_its_direction() => Prop.ForAll<(long, long, int)>(a =>
    {
        FeelNumber number = Make(a.Item1, a.Item2, -Math.Abs(a.Item3));
        FeelNumber.TryRound(number, 0, FeelRounding.Floor, out FeelNumber floor);
        FeelNumber.TryRound(number, 0, FeelRounding.Ceiling, out FeelNumber ceiling);
        FeelNumber.TryRound(number, 0, FeelRounding.Down, out FeelNumber down);
        FeelNumber.TryRound(number, 0, FeelRounding.Up, out FeelNumber up);
        bool whole = number.IsInteger;
        return floor <= number && number <= ceiling && (whole ? floor == ceiling : ceiling - floor == FeelNumber.One)
            && down.Abs() <= number.Abs() && up.Abs() >= number.Abs() && (number.IsNegative ? down == ceiling && up == floor : down == floor && up == ceiling);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0.0", "0")]
    [InlineData("1.50", "1.5")]
    [InlineData(".5", "0.5")]
    [InlineData("100", "100")]
    [InlineData("1e3", "1000")]
    [InlineData("12345678901234567890123456789012345", "12345678901234567890123456789012340")]
    [InlineData("12345678901234567890123456789012355", "12345678901234567890123456789012360")]
    [InlineData("0.00000000000000000000000000000000001", "0.00000000000000000000000000000000001")]
    public void Numbers_are_read_and_shown_plainly(string text, string shown) => Assert.Equal(shown, FeelNumber.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("1.")]
    [InlineData("1,5")]
    [InlineData("1e")]
    [InlineData("0x10")]
    [InlineData("1e9999")]
    public void What_is_no_number_is_refused(string text) => Assert.False(FeelNumber.TryParse(text, out _));

    [Fact]
    public void The_range_is_that_of_decimal128()
    {
        Assert.True(FeelNumber.TryCreate(false, 1, 6111 + 33, out FeelNumber largest));
        Assert.False(FeelNumber.TryMultiply(largest, 10, out _));
        Assert.True(FeelNumber.TryCreate(false, 1, -6176, out FeelNumber least));
        Assert.True(FeelNumber.TryDivide(least, 10, out FeelNumber vanished) && vanished.IsZero);
    }

    [Theory]
    [InlineData("9223372036854775807", true)]
    [InlineData("-9223372036854775808", true)]
    [InlineData("9223372036854775808", false)]
    [InlineData("1.5", false)]
    [InlineData("15.0", true)]
    [InlineData("1e18", true)]
    public void Only_integers_that_fit_become_long(string text, bool fits)
    {
        FeelNumber number = FeelNumber.Parse(text);
        Assert.Equal(fits, number.TryToInt64(out long value));
        if (fits) Assert.Equal(number, FeelNumber.From(value));
        else Assert.Throws<OverflowException>(() => number.ToInt64());
    }

    [Fact]
    public void Decimals_go_there_and_back() => Prop.ForAll<decimal>(value =>
        FeelNumber.From(value).TryToDecimal(out decimal back) && back == value
        && FeelNumber.From(value) == FeelNumber.Parse(value.ToString(CultureInfo.InvariantCulture))).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("2 ** 10", "1024")]
    [InlineData("2 ** -2", "0.25")]
    [InlineData("2 ** 0.5", "1.414213562373095048801688724209698")]
    [InlineData("10 ** -5", "0.00001")]
    [InlineData("(-2) ** 3", "-8")]
    [InlineData("(-8) ** 0.5", "null")]
    [InlineData("0 ** -1", "null")]
    [InlineData("1.0000001 ** 1000000", "1.105170912549793416638382709346716")]
    [InlineData("exp(1)", "2.718281828459045235360287471352662")]
    [InlineData("log(2)", "0.6931471805599453094172321214581766")]
    [InlineData("log(exp(3))", "3")]
    [InlineData("sqrt(2)", "1.414213562373095048801688724209698")]
    [InlineData("sqrt(0.25)", "0.5")]
    [InlineData("log(0)", "null")]
    [InlineData("exp(100000)", "null")]
    public void Powers_roots_and_logarithms_are_right_to_the_last_digit(string text, string expected) => Assert.Equal(expected, Run.Text(text));
}
