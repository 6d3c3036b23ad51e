using System.Security.Cryptography;
using System.Text;

namespace AnSinh.Law;

/// <summary>
/// The files of a law pack as text, by path below its folder with forward slashes. Worked cases are not among them: they test the law, they are not the law.
/// </summary>
public sealed class LawPackFiles
{
    private readonly SortedDictionary<string, string> _texts;

    private LawPackFiles(SortedDictionary<string, string> texts)
    {
        _texts = texts;
        Hash = ComputeHash(texts);
    }

    /// <summary>SHA-256 over paths and contents, in hexadecimal: the identity of the law that decided.</summary>
    public string Hash { get; }

    public IEnumerable<string> Paths => _texts.Keys;

    public string? Text(string path) => _texts.GetValueOrDefault(path);

    public IEnumerable<(string Path, string Text)> Below(string folder, string extension) => _texts
        .Where(file => file.Key.StartsWith(folder, StringComparison.Ordinal) && file.Key.EndsWith(extension, StringComparison.Ordinal))
        .Select(file => (file.Key, file.Value));

    /// <summary>The same files with one text replaced: a changed law to compare with.</summary>
    public LawPackFiles With(string path, string text) => new(new SortedDictionary<string, string>(_texts, StringComparer.Ordinal) { [path] = text });

    /// <exception cref="LawPackException">The folder is missing or holds no pack.</exception>
    public static LawPackFiles ReadFolder(string folder)
    {
        var faults = new PackFaults();
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (!File.Exists(Path.Combine(folder, "benefits.yaml")))
        {
            faults.Add(folder, 1, 1, "không thấy bộ luật ở đây: thiếu benefits.yaml", "there is no law pack here: benefits.yaml is missing");
            faults.ThrowIfAny();
        }

        var files = Directory.EnumerateFiles(folder, "*.yaml").Concat(Existing(folder, "parameters", "*.yaml")).Concat(Existing(folder, "models", "*.dmn")).Concat(Existing(folder, "lint", "promises.yaml"));
        foreach (var file in files)
        {
            texts[Path.GetRelativePath(folder, file).Replace('\\', '/')] = CaseReader.ReadText(file, faults);
        }

        faults.ThrowIfAny();
        return new LawPackFiles(texts);
    }

    private static IEnumerable<string> Existing(string folder, string below, string pattern)
    {
        var path = Path.Combine(folder, below);
        return Directory.Exists(path) ? Directory.EnumerateFiles(path, pattern, SearchOption.AllDirectories) : [];
    }

    private static string ComputeHash(SortedDictionary<string, string> texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[8];
        foreach (var (path, text) in texts)
        {
            foreach (var part in new[] { path, text })
            {
                var bytes = Encoding.UTF8.GetBytes(part);
                System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(length, bytes.LongLength);
                hash.AppendData(length);
                hash.AppendData(bytes);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
