using System.Security.Cryptography;
using System.Text;
using AnSinh.Law;

namespace AnSinh.Registry;

/// <summary>The partition of a person's rows, 0-255: the first byte of SHA-256 of the person's first id. Neither a move nor a merge changes it.</summary>
public readonly record struct Bucket(byte Value) : IComparable<Bucket>
{
    public static Bucket Of(PersonId person)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(person.Value), hash);
        return new(hash[0]);
    }

    public int CompareTo(Bucket other) => Value.CompareTo(other.Value);
    public override string ToString() => Value.ToString("000", System.Globalization.CultureInfo.InvariantCulture);
}
