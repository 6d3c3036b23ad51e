using System.Security.Cryptography;
using System.Text;

namespace AnSinh.Storage;

/// <summary>Encrypts the fields of one person: AES-256-GCM under that person's own key. A sealed field is nonce (12), tag (16), ciphertext, bound to its purpose.</summary>
public sealed class FieldCipher : IDisposable
{
    internal const int TagBytes = 16;
    private const int NonceBytes = 12;

    private readonly AesGcm _aes;

    /// <summary>Takes the key over and clears the array.</summary>
    internal FieldCipher(byte[] key)
    {
        _aes = new AesGcm(key, TagBytes);
        CryptographicOperations.ZeroMemory(key);
    }

    /// <param name="purpose">What the field is and whose, for example <c>account/p3f…</c>; a field moved elsewhere does not open.</param>
    public byte[] Seal(string text, string purpose) => Seal(_aes, Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(purpose));

    /// <exception cref="CryptographicException">Changed, or sealed under another key or for another purpose.</exception>
    public string Open(ReadOnlySpan<byte> field, string purpose) => Encoding.UTF8.GetString(Open(_aes, field, Encoding.UTF8.GetBytes(purpose)));

    public void Dispose() => _aes.Dispose();

    internal static byte[] Seal(AesGcm aes, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> purpose)
    {
        var field = new byte[NonceBytes + TagBytes + plain.Length];
        var nonce = field.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        aes.Encrypt(nonce, plain, field.AsSpan(NonceBytes + TagBytes), field.AsSpan(NonceBytes, TagBytes), purpose);
        return field;
    }

    internal static byte[] Open(AesGcm aes, ReadOnlySpan<byte> field, ReadOnlySpan<byte> purpose)
    {
        if (field.Length < NonceBytes + TagBytes)
        {
            throw new CryptographicException("The field is shorter than a nonce and a tag.");
        }

        var plain = new byte[field.Length - NonceBytes - TagBytes];
        aes.Decrypt(field[..NonceBytes], field[(NonceBytes + TagBytes)..], field.Slice(NonceBytes, TagBytes), plain, purpose);
        return plain;
    }
}
