using System.Globalization;
using System.Text;

namespace AnSinh.Registry;

/// <summary>How names are stored and found.</summary>
public static class PersonName
{
    public const int MaxLength = 100;

    /// <summary>Composed Unicode (NFC), single spaces, no spaces at the ends.</summary>
    public static string Normalise(string name) =>
        string.Join(' ', name.Normalize(NormalizationForm.FormC).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>
    /// For search: lower case, no marks, đ as d, single spaces. <c>Nguyễn Thị Hoà</c> and <c>NGUYEN THI HÒA</c> both give <c>nguyen thi hoa</c>.
    /// </summary>
    public static string Fold(string name)
    {
        var folded = new StringBuilder(name.Length);
        foreach (var letter in Normalise(name).Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
            {
                folded.Append(letter is 'đ' or 'Đ' ? 'd' : char.ToLowerInvariant(letter));
            }
        }

        return folded.ToString();
    }
}
