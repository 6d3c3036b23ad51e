using System.Globalization;

namespace AnSinh.Storage.Audit;

/// <summary>
/// What is handed outside, on paper or in a file: the number of a block and its hash, which by the chain stands for every event up to it. Written
/// <c>12:9f3c…</c> with 64 hexadecimal digits; spaces and line breaks inside, as a page breaks it, are skipped on reading.
/// </summary>
public readonly record struct AuditDigest(long Block, string Hash)
{
    public static bool TryParse(string? text, out AuditDigest digest)
    {
        digest = default;
        var packed = text is null ? "" : string.Concat(text.Where(letter => !char.IsWhiteSpace(letter))).ToLowerInvariant();
        if (packed.Split(':') is not [var block, var hash]
            || !long.TryParse(block, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1
            || hash.Length != 2 * MerkleRoot.HashBytes || !hash.All(char.IsAsciiHexDigit))
        {
            return false;
        }

        digest = new(number, hash);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Block}:{Hash}");
}
