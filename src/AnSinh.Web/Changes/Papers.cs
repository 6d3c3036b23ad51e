using Microsoft.AspNetCore.Http;

namespace AnSinh.Web.Changes;

/// <summary>Papers as they are sent: what they are is read from their first bytes, not from their name.</summary>
public static class Papers
{
    public const int MaxBytes = 5 * 1024 * 1024;
    public const int MaxCount = 5;
    private const int LongestName = 80;

    private static readonly (byte[] Magic, string Type)[] Known =
    [
        ("%PDF-"u8.ToArray(), "application/pdf"), ([0xFF, 0xD8, 0xFF], "image/jpeg"), ([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A], "image/png"),
    ];

    /// <summary>Reads the files of a form; <paramref name="refused"/> is the key of the text that says what is wrong, null when nothing is.</summary>
    public static IReadOnlyList<(string Name, string Type, byte[] Content)> Read(IReadOnlyList<IFormFile> files, out string? refused)
    {
        refused = files.Count > MaxCount ? "papers.many" : files.Any(file => file.Length > MaxBytes) ? "papers.large" : null;
        var read = new List<(string, string, byte[])>();
        foreach (var file in refused is null ? files : [])
        {
            using var memory = new MemoryStream();
            file.CopyTo(memory);
            var content = memory.ToArray();
            if (Known.FirstOrDefault(known => content.AsSpan().StartsWith(known.Magic)).Type is not { } type)
            {
                refused = "papers.type";
                return [];
            }

            var name = new string([.. Path.GetFileName(file.FileName).Where(letter => !char.IsControl(letter) && letter is not ('"' or '\\' or '/'))]);
            read.Add((name.Length > LongestName ? name[..LongestName] : name, type, content));
        }

        return read;
    }
}
