using System.Globalization;
using System.Text;

namespace AnSinh.Payroll.Banks;

/// <summary>Text as interbank systems carry it: letters without diacritics, digits and a few signs (SWIFT character set X).</summary>
public static class BankText
{
    private const string Signs = "/-?:().,'+ ";

    /// <summary>Vietnamese text in capitals without diacritics (<c>Nguyễn Thị Đào</c> becomes <c>NGUYEN THI DAO</c>), at most <paramref name="length"/> long.</summary>
    public static string Of(string text, int length)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark)
            {
                continue;
            }

            var upper = char.ToUpperInvariant(letter);
            plain.Append(upper == 'Đ' ? 'D' : char.IsAsciiLetterOrDigit(upper) || Signs.Contains(upper, StringComparison.Ordinal) ? upper : ' ');
        }

        var words = string.Join(' ', plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return words.Length <= length ? words : words[..length].TrimEnd();
    }
}
