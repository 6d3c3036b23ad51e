using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace AnSinh.Storage.Audit;

/// <summary>The header of a block of the audit chain and the signature under it.</summary>
/// <param name="Number">1, 2, 3 and so on.</param>
/// <param name="Previous">Hash of the block before, in hexadecimal digits; zeros for the first block.</param>
/// <param name="First">Place of its first event in the whole history, from 1.</param>
/// <param name="Events">How many it holds; at least one.</param>
/// <param name="Root">Merkle root over the lines of its events, in hexadecimal digits.</param>
/// <param name="SealedAt">UTC, to the millisecond.</param>
/// <param name="Simulated">The clock was a simulated one.</param>
/// <param name="Key">The point of the P-256 key that signed, X then Y, 128 hexadecimal digits.</param>
/// <param name="Signature">ECDSA over the header with SHA-256, r then s, 128 hexadecimal digits; empty before it is signed.</param>
public sealed record AuditBlock(long Number, string Previous, long First, long Events, string Root, string SealedAt, bool Simulated, string Key, string Signature)
{
    public static readonly string NoBlock = new('0', 2 * MerkleRoot.HashBytes);

    public long Last => checked(First + Events - 1);

    /// <summary>SHA-256 over header and signature, which the next block names: its signature stands for this one too.</summary>
    public AuditDigest Digest => new(Number, Convert.ToHexStringLower(SHA256.HashData([.. Header(), .. Encoding.UTF8.GetBytes(Signature)])));

    /// <summary>The bytes that are signed.</summary>
    public byte[] Header() => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"ansinh audit block 1\n{Number}\n{Previous}\n{First}\n{Events}\n{Root}\n{SealedAt}\n{(Simulated ? 1 : 0)}\n{Key}\n"));

    public bool Signed()
    {
        try
        {
            using var key = SealingKey.Public(Key);
            return key.VerifyData(Header(), Convert.FromHexString(Signature), HashAlgorithmName.SHA256);
        }
        catch (Exception error) when (error is CryptographicException or FormatException)
        {
            return false;
        }
    }

    /// <summary>The line of an export.</summary>
    public string Line() => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"block":{{Number}},"previous":"{{Previous}}","first":{{First}},"events":{{Events}},"root":"{{Root}}","sealedAt":"{{SealedAt}}","simulated":{{(Simulated ? 1 : 0)}},"key":"{{Key}}","signature":"{{Signature}}"}""");

    /// <summary>Reads a line that is spelled exactly as <see cref="Line"/> spells it; null for anything else.</summary>
    public static AuditBlock? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            if (!JsonDocument.TryParseValue(ref reader, out var document))
            {
                return null;
            }

            using (document)
            {
                var root = document.RootElement;
                string Text(string name) => root.GetProperty(name).GetString()!;
                long Number(string name) => root.GetProperty(name).GetInt64();
                var block = new AuditBlock(
                    Number("block"), Text("previous"), Number("first"), Number("events"), Text("root"), Text("sealedAt"), Number("simulated") == 1, Text("key"), Text("signature"));
                var possible = block is { Number: > 0, First: > 0, Events: > 0 } && block.First <= long.MaxValue - block.Events
                    && Hex(block.Previous, 64) && Hex(block.Root, 64) && Hex(block.Key, 128) && Hex(block.Signature, 128);
                return possible && Encoding.UTF8.GetBytes(block.Line()).AsSpan().SequenceEqual(line) ? block : null;
            }
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static bool Hex(string text, int digits) => text.Length == digits && text.All(char.IsAsciiHexDigitLower);
}
