using AnSinh.Storage.Audit;
using FsCheck;
using FsCheck.Fluent;

namespace AnSinh.Storage.Tests;

public sealed class KeyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ansinh-test-").FullName;

    private string DatabasePath => Path.Combine(_folder, "store.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_key_file_is_the_owners_alone_and_a_broken_one_is_refused()
    {
        Open().Dispose();
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(DatabasePath + ".key"));
        }

        File.WriteAllText(DatabasePath + ".key", "short");
        Assert.Contains("64 hexadecimal digits", Assert.Throws<StorageException>(Open).English, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sealed_field_opens_only_unchanged_with_its_key_and_for_its_purpose()
    {
        using var keys = KeyRing.Open(Path.Combine(_folder, "a.key"), mayCreate: true);
        using var others = KeyRing.Open(Path.Combine(_folder, "b.key"), mayCreate: true);
        var (cipher, wrapped) = keys.NewDataKey("p1");
        var field = cipher.Seal("001190000011", "number/p1");

        Assert.Equal("001190000011", keys.Unwrap("p1", wrapped).Open(field, "number/p1"));
        Assert.NotEqual(field, cipher.Seal("001190000011", "number/p1"));
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => cipher.Open(field, "number/p2"));
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => cipher.Open([.. field[..^1], (byte)(field[^1] ^ 1)], "number/p1"));
        Assert.Throws<StorageException>(() => keys.Unwrap("p2", wrapped));
        Assert.Throws<StorageException>(() => others.Unwrap("p1", wrapped));
        Assert.Throws<StorageException>(() => keys.Unwrap("p1", []));
        Assert.Equal(keys.BlindIndex("ssn", "1"), keys.BlindIndex("ssn", "1"));
        Assert.NotEqual(keys.BlindIndex("ssn", "1"), keys.BlindIndex("account", "1"));
        Assert.NotEqual(keys.BlindIndex("ssn", "1"), others.BlindIndex("ssn", "1"));
    }

    /// <summary>The root as RFC 6962, section 2.1 defines it, by recursion: split at the largest power of two below the number of items.</summary>
    [Fact]
    public void The_merkle_root_is_that_of_rfc_6962() => Prop.ForAll(Gen.Choose(1, 70).ToArbitrary(), count =>
    {
        var salt = new byte[32];
        var tree = new MerkleTree(salt);
        var leaves = new List<byte[]>();
        for (var index = 0; index < count; index++)
        {
            tree.Add($"item {index}");
            leaves.Add(MerkleTree.Leaf(salt, index, $"item {index}"));
        }

        return tree.Items == count && tree.Root().SequenceEqual(Recursive(leaves));
    }).QuickCheckThrowOnFailure();

    private static byte[] Recursive(List<byte[]> leaves)
    {
        if (leaves.Count == 1)
        {
            return leaves[0];
        }

        var split = 1;
        while (split * 2 < leaves.Count)
        {
            split *= 2;
        }

        return MerkleTree.Node(Recursive(leaves[..split]), Recursive(leaves[split..]));
    }

    private Database Open() => Database.Open(DatabasePath, new SimulatedClock(new DateOnly(2026, 5, 20)), [], DatabasePath + ".key");
}
