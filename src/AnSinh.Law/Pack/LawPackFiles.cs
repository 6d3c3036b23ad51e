using System.Security.Cryptography;
using System.Text;

namespace AnSinh.Law;

/// <summary>
/// The files of a law pack as text, by path below its folder with forward slashes. Worked cases are not among them: they test the law, they are not the law.
/// </summary>
public sealed class LawPackFiles
{
    private readonly Dictionary<string, string> _texts;
    private readonly string[] _paths;

    private LawPackFiles(Dictionary<string, string> texts)
    {
        _texts = texts;
        _paths = [.. texts.Keys];
        Array.Sort(_paths, StringComparer.Ordinal);
        Hash = ComputeHash();
    }

    /// <summary>SHA-256 over paths and contents, in hexadecimal: the identity of the law that decided.</summary>
    public string Hash { get; }

    /// <summary>In ordinal order.</summary>
    public IReadOnlyList<string> Paths => _paths;

    public string? Text(string path) => _texts.GetValueOrDefault(path);

    /// <summary>The files of a folder in the order of their paths.</summary>
    public IEnumerable<PackFile> Below(string folder, string extension)
    {
        foreach (var path in _paths)
        {
            if (path.StartsWith(folder, StringComparison.Ordinal) && path.EndsWith(extension, StringComparison.Ordinal))
            {
                yield return new PackFile(path, _texts[path]);
            }
        }
    }

    /// <summary>The same files with one text replaced: a changed law to compare with.</summary>
    public LawPackFiles With(string path, string text) => new(new Dictionary<string, string>(_texts, StringComparer.Ordinal) { [path] = text });

    /// <exception cref="LawPackException">The folder is missing or holds no pack.</exception>
    public static LawPackFiles ReadFolder(string folder)
    {
        var faults = new PackFaults();
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
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

    private string ComputeHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[8];
        foreach (var path in _paths)
        {
            foreach (var part in new[] { path, _texts[path] })
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

/// <summary>A file of a law pack; <paramref name="Path"/> below the pack's folder, with forward slashes.</summary>
public sealed record PackFile(string Path, string Text);
