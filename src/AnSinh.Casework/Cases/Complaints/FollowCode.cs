using System.Security.Cryptography;
using System.Text;
using AnSinh.Storage;

namespace AnSinh.Casework.Cases.Complaints;

/// <summary>
/// The code by which whoever asked follows a case without a name or an account: sixteen letters and digits that carry 80 bits of a keyed hash of the case. It cannot be worked out from the case without the
/// master key, and the database holds only a keyed index of it.
/// </summary>
public static class FollowCode
{
    private const string Digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Bytes = 10;

    /// <summary>The code of a case, in groups of four: <c>7K2M-X0QD-93TB-VH5A</c>.</summary>
    internal static string Of(KeyRing keys, string caseId)
    {
        var text = new StringBuilder();
        var (bits, held) = (0, 0);
        foreach (var one in keys.BlindIndex("follow-code", caseId).AsSpan(0, Bytes))
        {
            bits = (bits << 8) | one;
            for (held += 8; held >= 5; held -= 5)
            {
                text.Append(text.Length % 5 == 4 ? "-" : "").Append(Digits[(bits >> (held - 5)) & 31]);
            }

            bits &= (1 << held) - 1;
        }

        return text.ToString();
    }

    /// <summary>The index under which a code is found.</summary>
    internal static byte[] Blind(KeyRing keys, string code) => keys.BlindIndex("follow-index", Normalise(code));

    /// <summary>As people type it: small letters, spaces, O for 0 and I or L for 1.</summary>
    private static string Normalise(string code) => string.Concat(code.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit).Select(letter => letter switch { 'O' => '0', 'I' or 'L' => '1', _ => letter }));
}
