using AnSinh.Law;

namespace AnSinh.Casework.Letters;

/// <summary>
/// Amounts in Vietnamese words as official papers write them: 1.080.000 is <c>một triệu không trăm tám mươi nghìn đồng</c>. After a higher group, hundreds are
/// always said; <c>linh</c> stands for an empty ten; <c>mốt</c> after twenty and above, <c>lăm</c> after any ten.
/// </summary>
public static class AmountInWords
{
    private static readonly string[] Digits = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
    private static readonly string[] Groups = ["", " nghìn", " triệu"];

    /// <summary>Words without <c>đồng</c>; zero is <c>không</c>. Each đồng from 0 to 9.223.372.036.854.775.807.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The amount is below zero.</exception>
    public static string Number(long amount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        return amount == 0 ? Digits[0] : Billions(amount);
    }

    /// <summary>Words with <c>đồng</c>, and <c>chẵn</c> where nothing below a thousand follows, beginning with a capital.</summary>
    public static string Of(Vnd amount)
    {
        var words = Number(amount.Amount) + " đồng" + (amount.Amount != 0 && amount.Amount % 1_000 == 0 ? " chẵn" : "");
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    /// <summary>Groups of nine digits, each followed by <c>tỷ</c> as often as it stands above the lowest.</summary>
    private static string Billions(long amount)
    {
        var high = amount / 1_000_000_000;
        var low = amount % 1_000_000_000;
        var words = high > 0 ? Billions(high) + " tỷ" : "";
        return low == 0 ? words : Join(words, Below(low, high > 0));
    }

    private static string Below(long amount, bool spoken)
    {
        var words = "";
        for (var group = 2; group >= 0; group--)
        {
            var value = (int)(amount / Pow(group) % 1_000);
            if (value > 0)
            {
                words = Join(words, Hundreds(value, spoken) + Groups[group]);
            }

            spoken |= value > 0;
        }

        return words;
    }

    private static string Hundreds(int value, bool spoken)
    {
        var (hundreds, tens, units) = (value / 100, value / 10 % 10, value % 10);
        var words = hundreds > 0 || spoken ? Digits[hundreds] + " trăm" : "";
        words = Join(words, tens switch
        {
            0 => units > 0 && words.Length > 0 ? "linh" : "",
            1 => "mười",
            _ => Digits[tens] + " mươi",
        });
        return Join(words, (tens, units) switch
        {
            (_, 0) => "",
            ( > 1, 1) => "mốt",
            ( > 0, 5) => "lăm",
            _ => Digits[units],
        });
    }

    private static string Join(string left, string right) => left.Length == 0 ? right : right.Length == 0 ? left : left + " " + right;

    private static long Pow(int group) => group switch { 0 => 1, 1 => 1_000, _ => 1_000_000 };
}
