using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace AnSinh.Storage.Audit;

/// <summary>
/// A salted commitment to a list of texts, built as they come, in memory that grows with the logarithm of their number. Leaf i is SHA-256(0 | HMAC-SHA-256(salt, i) |
/// text), a node SHA-256(1 | left | right), the tree that of RFC 6962, section 2.1. Whoever knows salt, position and text can prove an item; without the salt the root says nothing.
/// </summary>
public sealed class MerkleTree
{
    private readonly MerkleRoot _root = new();

    public MerkleTree()
        : this(RandomNumberGenerator.GetBytes(32))
    {
    }

    public MerkleTree(byte[] salt) => Salt = salt;

    public byte[] Salt { get; }
    public long Items => _root.Leaves;

    public void Add(string item) => _root.Add(Leaf(Salt, Items, item));

    /// <exception cref="InvalidOperationException">Nothing was added.</exception>
    public byte[] Root() => _root.Root();

    public static byte[] Leaf(byte[] salt, long index, string item)
    {
        Span<byte> position = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(position, index);
        return SHA256.HashData([0, .. HMACSHA256.HashData(salt, position), .. Encoding.UTF8.GetBytes(item)]);
    }

    public static byte[] Node(byte[] left, byte[] right)
    {
        var node = new byte[MerkleRoot.HashBytes];
        MerkleRoot.Node(left, right, node);
        return node;
    }
}
