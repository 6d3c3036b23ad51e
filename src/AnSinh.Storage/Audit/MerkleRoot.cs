using System.Numerics;
using System.Security.Cryptography;

namespace AnSinh.Storage.Audit;

/// <summary>The root of a Merkle tree (RFC 6962, section 2.1) over leaf hashes that come one by one: one hash of 32 bytes is kept per level, none is allocated per leaf.</summary>
public sealed class MerkleRoot
{
    public const int HashBytes = SHA256.HashSizeInBytes;

    /// <summary>By height: the complete subtree of 2^height leaves, where bit height of <see cref="Leaves"/> is set.</summary>
    private readonly byte[] _complete = new byte[64 * HashBytes];

    public long Leaves { get; private set; }

    public void Clear() => Leaves = 0;

    /// <param name="leaf">32 bytes.</param>
    public void Add(ReadOnlySpan<byte> leaf)
    {
        Span<byte> node = stackalloc byte[HashBytes];
        leaf.CopyTo(node);
        Leaves++;
        var height = BitOperations.TrailingZeroCount(Leaves);
        for (var below = 0; below < height; below++)
        {
            Node(Complete(below), node, node);
        }

        node.CopyTo(Complete(height));
    }

    /// <exception cref="InvalidOperationException">There is no leaf.</exception>
    public byte[] Root()
    {
        if (Leaves == 0)
        {
            throw new InvalidOperationException("A tree without leaves has no root here.");
        }

        var lowest = BitOperations.TrailingZeroCount(Leaves);
        var root = Complete(lowest).ToArray();
        for (var height = lowest + 1; Leaves >> height != 0; height++)
        {
            if ((Leaves >> height & 1) != 0)
            {
                Node(Complete(height), root, root);
            }
        }

        return root;
    }

    /// <summary>SHA-256(1 | left | right).</summary>
    /// <param name="left">32 bytes.</param>
    /// <param name="right">32 bytes.</param>
    /// <param name="node">Takes 32 bytes; may be one of the two.</param>
    public static void Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> node)
    {
        Span<byte> both = stackalloc byte[1 + 2 * HashBytes];
        both[0] = 1;
        left.CopyTo(both[1..]);
        right.CopyTo(both[(1 + HashBytes)..]);
        SHA256.HashData(both, node);
    }

    private Span<byte> Complete(int height) => _complete.AsSpan(height * HashBytes, HashBytes);
}
