using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace AnSinh.Storage.Audit;

/// <summary>
/// A salted commitment to a list of texts. Leaf i is SHA-256(0 | HMAC-SHA-256(salt, i) | text), a node SHA-256(1 | left | right), an odd node is carried up
/// (RFC 6962 shape). Whoever knows salt, position and text can prove an item; without the salt the root says nothing.
/// </summary>
public sealed record MerkleRoot(byte[] Salt, int Items, byte[] Hash)
{
    public static MerkleRoot Of(IReadOnlyList<string> items) => Of(items, RandomNumberGenerator.GetBytes(32));

    public static MerkleRoot Of(IReadOnlyList<string> items, byte[] salt)
    {
        ArgumentOutOfRangeException.ThrowIfZero(items.Count);
        var level = new List<byte[]>(items.Count);
        for (var index = 0; index < items.Count; index++)
        {
            level.Add(Leaf(salt, index, items[index]));
        }

        while (level.Count > 1)
        {
            var above = new List<byte[]>((level.Count + 1) / 2);
            for (var index = 0; index < level.Count; index += 2)
            {
                above.Add(index + 1 < level.Count ? SHA256.HashData([1, .. level[index], .. level[index + 1]]) : level[index]);
            }

            level = above;
        }

        return new(salt, items.Count, level[0]);
    }

    public static byte[] Leaf(byte[] salt, int index, string item)
    {
        Span<byte> position = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(position, index);
        return SHA256.HashData([0, .. HMACSHA256.HashData(salt, position), .. Encoding.UTF8.GetBytes(item)]);
    }
}
