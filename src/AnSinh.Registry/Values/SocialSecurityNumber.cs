using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using AnSinh.Law;

namespace AnSinh.Registry;

/// <summary>
/// The social security number, which is the 12-digit personal identification number (Nghị định 137/2015/NĐ-CP, Điều 13): digits 1-3 the province of birth
/// registration (001-096), digit 4 century and sex (0 and 1: born 1900-1999, man and woman; 2 and 3: 2000-2099; and so on), digits 5-6 the year
/// of birth. It has no check digit.
/// </summary>
public readonly record struct SocialSecurityNumber : IComparable<SocialSecurityNumber>
{
    public const int Length = 12;
    private const int LastProvince = 96;

    private SocialSecurityNumber(string digits) => Digits = digits;

    /// <summary>Twelve digits. Never write them to a log: <see cref="ToString"/> masks.</summary>
    public string Digits { get; }

    public int YearOfBirth => 1900 + (Digits[3] - '0') / 2 * 100 + (Digits[4] - '0') * 10 + (Digits[5] - '0');
    public Sex Sex => (Digits[3] - '0') % 2 == 0 ? Sex.Male : Sex.Female;

    public static bool TryParse([NotNullWhen(true)] string? text, out SocialSecurityNumber number)
    {
        number = default;
        if (text is not { Length: Length } || !text.All(char.IsAsciiDigit)
            || int.Parse(text.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture) is < 1 or > LastProvince)
        {
            return false;
        }

        number = new SocialSecurityNumber(text);
        return true;
    }

    /// <exception cref="FormatException">Not twelve digits that begin with 001 to 096. The text is not repeated in the message.</exception>
    public static SocialSecurityNumber Parse(string text) =>
        TryParse(text, out var number) ? number : throw new FormatException("Not a social security number; expected twelve digits beginning with 001 to 096.");

    /// <summary>Whether the number agrees with a year of birth and a sex.</summary>
    public bool Agrees(BirthDate born, Sex sex) => YearOfBirth == born.Earliest.Year && Sex == sex;

    public int CompareTo(SocialSecurityNumber other) => string.CompareOrdinal(Digits, other.Digits);

    /// <summary>Masked: <c>0•• ••• •••  123</c>.</summary>
    public override string ToString() => $"{Digits[0]}•• ••• •••  {Digits[^3..]}";
}
