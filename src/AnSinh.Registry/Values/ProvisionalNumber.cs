using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace AnSinh.Registry;

/// <summary>
/// The number of somebody without papers: <c>T</c>, nine digits, and a check digit by ISO 7064 MOD 11,10, which finds every single wrong digit and nearly every
/// exchange of two neighbours. It can never be taken for a social security number and is kept when one is issued.
/// </summary>
public readonly record struct ProvisionalNumber : IComparable<ProvisionalNumber>
{
    public const int Length = 11;
    private const int SerialDigits = 9;

    private ProvisionalNumber(string text) => Text = text;

    /// <summary>Never write it to a log: <see cref="ToString"/> masks.</summary>
    public string Text { get; }

    /// <param name="serial">0 to 999,999,999.</param>
    public static ProvisionalNumber OfSerial(int serial)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(serial);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(serial, 999_999_999);
        var digits = serial.ToString("000000000", CultureInfo.InvariantCulture);
        return new($"T{digits}{CheckDigit(digits)}");
    }

    public static bool TryParse([NotNullWhen(true)] string? text, out ProvisionalNumber number)
    {
        number = default;
        if (text is not { Length: Length } || text[0] != 'T' || !text.Skip(1).All(char.IsAsciiDigit) || text[^1] != CheckDigit(text.AsSpan(1, SerialDigits)))
        {
            return false;
        }

        number = new ProvisionalNumber(text);
        return true;
    }

    /// <exception cref="FormatException">Not T and ten digits, or the check digit does not fit. The text is not repeated in the message.</exception>
    public static ProvisionalNumber Parse(string text) =>
        TryParse(text, out var number) ? number : throw new FormatException("Not a provisional number; expected T, nine digits and a check digit.");

    public int CompareTo(ProvisionalNumber other) => string.CompareOrdinal(Text, other.Text);

    /// <summary>Masked: <c>T•• ••• ••  123</c>.</summary>
    public override string ToString() => $"T•• ••• ••  {Text[^3..]}";

    private static char CheckDigit(ReadOnlySpan<char> digits)
    {
        var product = 10;
        foreach (var digit in digits)
        {
            var sum = (product + (digit - '0')) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }

        return (char)('0' + (11 - product) % 10);
    }
}
