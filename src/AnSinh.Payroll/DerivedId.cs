using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace AnSinh.Payroll;

/// <summary>
/// Ids made from what they name, so that a run that was killed and started again writes the same ones. A prefix of two letters says what
/// they are; 26 characters of base 32 carry 130 bits of SHA-256.
/// </summary>
public static class DerivedId
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Characters = 26;
    private static readonly SearchValues<char> Letters = SearchValues.Create(Alphabet);

    public static string Run(params ReadOnlySpan<string> parts) => Of("AR", parts);
    public static string Line(params ReadOnlySpan<string> parts) => Of("AL", parts);
    public static string Receivable(params ReadOnlySpan<string> parts) => Of("AC", parts);
    public static string Reclassification(params ReadOnlySpan<string> parts) => Of("AK", parts);
    public static string Payment(params ReadOnlySpan<string> parts) => Of("AP", parts);
    public static string Message(params ReadOnlySpan<string> parts) => Of("AM", parts);

    /// <summary>Whether a reference has the form of a payment of ours (28 characters).</summary>
    public static bool IsPayment(string reference) =>
        reference.Length == Characters + 2 && reference.StartsWith("AP", StringComparison.Ordinal) && reference.AsSpan(2).IndexOfAnyExcept(Letters) < 0;

    /// <summary>Whether a reference has the form of an order message of ours.</summary>
    public static bool IsMessage(string reference) =>
        reference.Length == Characters + 2 && reference.StartsWith("AM", StringComparison.Ordinal) && reference.AsSpan(2).IndexOfAnyExcept(Letters) < 0;

    private static string Of(string prefix, ReadOnlySpan<string> parts)
    {
        var text = new StringBuilder(prefix);
        foreach (var part in parts)
        {
            text.Append('\u001f').Append(part);
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
        return string.Create(Characters + 2, (prefix, hash), static (target, source) =>
        {
            source.prefix.CopyTo(target);
            for (var i = 0; i < Characters; i++)
            {
                var bit = i * 5;
                var pair = (source.hash[bit / 8] << 8) | source.hash[bit / 8 + 1];
                target[i + 2] = Alphabet[(pair >> (11 - bit % 8)) & 31];
            }
        });
    }
}
