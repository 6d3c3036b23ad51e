using System.Security.Cryptography;

namespace AnSinh.Storage.Audit;

/// <summary>
/// The keys that sign blocks (ECDSA on P-256): files in a folder beside the master key, the private one readable by its owner only, the public one for whoever verifies. Named by the
/// first 16 hexadecimal digits of the SHA-256 of the point.
/// </summary>
public sealed class SealingKey : IDisposable
{
    private readonly ECDsa _key;

    private SealingKey(ECDsa key) => (_key, Point) = (key, PointOf(key));

    /// <summary>X then Y, 128 hexadecimal digits.</summary>
    public string Point { get; }

    /// <summary>The folder of the keys of a database.</summary>
    public static string Folder(KeyRing keys) => keys.Path + ".seal";

    public static string PublicPath(string folder, string point) => Path.Combine(folder, Name(point) + ".pub");

    /// <summary>The key a folder starts with: the one there, else a new one.</summary>
    public static SealingKey FirstOf(string folder)
    {
        Directory.CreateDirectory(folder);
        return Directory.EnumerateFiles(folder, "*.pem").Order(StringComparer.Ordinal).FirstOrDefault() is { } path ? Read(path) : Create(folder);
    }

    public static SealingKey? Find(string folder, string point) => PrivatePath(folder, point) is var path && File.Exists(path) ? Read(path) : null;

    /// <summary>Makes a key and writes both its files.</summary>
    public static SealingKey Create(string folder)
    {
        Directory.CreateDirectory(folder);
        var key = new SealingKey(ECDsa.Create(ECCurve.NamedCurves.nistP256));
        File.WriteAllText(PublicPath(folder, key.Point), key._key.ExportSubjectPublicKeyInfoPem() + "\n");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        // Under its name only when it is whole: the sealer reads what ends in .pem.
        var half = PrivatePath(folder, key.Point) + ".part";
        using (var writer = new StreamWriter(half, options))
        {
            writer.WriteLine(key._key.ExportPkcs8PrivateKeyPem());
        }

        File.Move(half, PrivatePath(folder, key.Point));
        return key;
    }

    /// <summary>Destroys a private key that signs no more; its public file stays.</summary>
    public static void Destroy(string folder, string point) => File.Delete(PrivatePath(folder, point));

    /// <summary>The point of a public key file (PEM).</summary>
    /// <exception cref="StorageException">Absent, or not a P-256 public key.</exception>
    public static string ReadPublic(string path)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(File.ReadAllText(path));
            return PointOf(key);
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"{path}: cần tệp khóa công khai P-256 dạng PEM.", $"{path}: expected a P-256 public key in PEM form.");
        }
    }

    public static ECDsa Public(string point)
    {
        var bytes = Convert.FromHexString(point);
        return bytes.Length == 64
            ? ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = bytes[..32], Y = bytes[32..] } })
            : throw new FormatException("A P-256 point has 64 bytes.");
    }

    public AuditBlock Sign(AuditBlock block) => block with { Signature = Convert.ToHexStringLower(_key.SignData(block.Header(), HashAlgorithmName.SHA256)) };

    public void Dispose() => _key.Dispose();

    private static SealingKey Read(string path)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
            return new SealingKey(key);
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            key.Dispose();
            throw new StorageException($"Tệp khóa niêm phong {path} không đúng dạng.", $"The sealing key {path} is not a P-256 private key.");
        }
    }

    private static string Name(string point) => Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(point)))[..16];

    private static string PrivatePath(string folder, string point) => Path.Combine(folder, Name(point) + ".pem");

    private static string PointOf(ECDsa key)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        return parameters.Q is { X.Length: 32, Y.Length: 32 }
            ? Convert.ToHexStringLower([.. parameters.Q.X, .. parameters.Q.Y])
            : throw new CryptographicException("Not a P-256 key.");
    }
}
