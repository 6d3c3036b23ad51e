using System.Security.Cryptography;
using System.Text;

namespace AnSinh.Storage;

/// <summary>
/// The master key and what derives from it. It stands in a file outside the database (64 hexadecimal digits, readable by its owner only); without it identity and
/// account numbers cannot be read again.
/// </summary>
public sealed class KeyRing : IDisposable
{
    public const string PathVariable = "ANSINH_KEY_FILE";

    private const int KeyBytes = 32;

    private readonly byte[] _blindKey;
    private readonly AesGcm _wrapping;

    /// <summary>A cipher works for one thread at a time: two at once would read, or write, what no key opens.</summary>
    private readonly Lock _one = new();

    private KeyRing(string path, byte[] master)
    {
        Path = path;
        _blindKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, master, KeyBytes, info: "ansinh blind index"u8.ToArray());
        _wrapping = new AesGcm(HKDF.DeriveKey(HashAlgorithmName.SHA256, master, KeyBytes, info: "ansinh key wrapping"u8.ToArray()), FieldCipher.TagBytes);
        CryptographicOperations.ZeroMemory(master);
    }

    /// <summary>The key file.</summary>
    public string Path { get; }

    /// <summary>The path given, else that of ANSINH_KEY_FILE, else the database's own.</summary>
    public static string PathFor(string ownPath, string? keyFile) => keyFile ?? Environment.GetEnvironmentVariable(PathVariable) ?? ownPath;

    /// <exception cref="StorageException">The file is absent and may not be created (its database exists), or holds no key.</exception>
    public static KeyRing Open(string path, bool mayCreate)
    {
        if (!File.Exists(path))
        {
            if (!mayCreate)
            {
                throw new StorageException(
                    $"Không tìm thấy tệp khóa {path} của cơ sở dữ liệu; hãy phục hồi tệp khóa hoặc chỉ đường dẫn bằng {PathVariable}.",
                    $"The key file {path} of this database is absent; restore it or name its path in {PathVariable}.");
            }

            Create(path);
        }

        var text = File.ReadAllText(path).Trim();
        if (text.Length != 2 * KeyBytes || !text.All(char.IsAsciiHexDigit))
        {
            throw new StorageException($"Tệp khóa {path} không đúng dạng (cần 64 chữ số hệ 16).", $"The key file {path} is not a key (64 hexadecimal digits expected).");
        }

        return new KeyRing(path, Convert.FromHexString(text));
    }

    /// <summary>A keyed, one-way index of a number: equal for equal numbers, says nothing without the key. 32 bytes.</summary>
    public byte[] BlindIndex(string kind, string number) => HMACSHA256.HashData(_blindKey, Encoding.UTF8.GetBytes($"{kind}:{number}"));

    /// <summary>A new data key for a subject, and its wrapped form to be stored.</summary>
    public (FieldCipher Cipher, byte[] Wrapped) NewDataKey(string subject)
    {
        var key = RandomNumberGenerator.GetBytes(KeyBytes);
        lock (_one)
        {
            // The cipher takes the key over and wipes it: it is wrapped before.
            var wrapped = FieldCipher.Seal(_wrapping, key, Encoding.UTF8.GetBytes(subject));
            return (new FieldCipher(key), wrapped);
        }
    }

    /// <exception cref="StorageException">The wrapped key was made under another master key or for another subject, or was destroyed.</exception>
    public FieldCipher Unwrap(string subject, ReadOnlySpan<byte> wrapped)
    {
        if (wrapped.IsEmpty)
        {
            throw new StorageException("Dữ liệu của người này đã được xóa theo quy định (khóa đã hủy).", "This person's data was erased as the law requires (the key was destroyed).");
        }

        try
        {
            lock (_one)
            {
                return new FieldCipher(FieldCipher.Open(_wrapping, wrapped, Encoding.UTF8.GetBytes(subject)));
            }
        }
        catch (CryptographicException)
        {
            throw new StorageException("Tệp khóa không phải là khóa của cơ sở dữ liệu này.", "The key file is not the key of this database.");
        }
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_blindKey);
        _wrapping.Dispose();
    }

    private static void Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(path, options);
        writer.WriteLine(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes)));
    }
}
