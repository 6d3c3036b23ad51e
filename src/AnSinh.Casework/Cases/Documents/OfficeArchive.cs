using System.IO.Compression;
using AnSinh.Law;

namespace AnSinh.Casework.Cases.Documents;

/// <summary>Word and Excel files are archives. They are counted and measured by unpacking them, not by what their directory says, before anybody trusts them.</summary>
internal static class OfficeArchive
{
    private const int MostEntries = 2_000;
    private const long MostUnpacked = 100L * 1024 * 1024;

    /// <summary>How many times an entry may unpack to its packed size: texts reach 30, a bomb a thousand.</summary>
    private const int MostRatio = 150;

    /// <summary>Below this an entry is too small to do harm, however well it packs.</summary>
    private const int SmallEntry = 1024 * 1024;

    public static string Of(byte[] content)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
            if (archive.Entries.Count > MostEntries)
            {
                throw DocumentType.Refuse(new("kho nén có quá nhiều mục", "the archive has too many entries"));
            }

            var unpacked = 0L;
            var buffer = new byte[64 * 1024];
            foreach (var entry in archive.Entries)
            {
                RequireHarmless(entry.FullName);
                unpacked = Measure(entry, unpacked, buffer);
            }

            return archive.GetEntry("[Content_Types].xml") is null ? throw DocumentType.Refuse(new("kho nén không phải Word hay Excel", "an archive that is no Word or Excel file"))
                : archive.GetEntry("word/document.xml") is not null ? "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
                : archive.GetEntry("xl/workbook.xml") is not null ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                : throw DocumentType.Refuse(new("kho nén không phải Word hay Excel", "an archive that is no Word or Excel file"));
        }
        catch (InvalidDataException)
        {
            throw DocumentType.Refuse(new("kho nén hỏng", "the archive is broken"));
        }
    }

    private static long Measure(ZipArchiveEntry entry, long unpacked, byte[] buffer)
    {
        using var stream = entry.Open();
        var size = 0L;
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            size += read;
            if (unpacked + size > MostUnpacked || (size > SmallEntry && size / Math.Max(1, entry.CompressedLength) > MostRatio))
            {
                throw DocumentType.Refuse(new("kho nén bung ra quá lớn", "the archive unpacks to far more than it weighs"));
            }
        }

        return unpacked + size;
    }

    private static void RequireHarmless(string name)
    {
        var lower = name.ToLowerInvariant();
        if (lower.Contains("..", StringComparison.Ordinal) || lower.StartsWith('/') || lower.Contains('\\', StringComparison.Ordinal))
        {
            throw DocumentType.Refuse(new("kho nén có đường dẫn lạ", "the archive has an odd path"));
        }

        if (lower.EndsWith("vbaproject.bin", StringComparison.Ordinal) || lower.Contains("/embeddings/", StringComparison.Ordinal) || lower.Contains("activex", StringComparison.Ordinal)
            || new[] { ".zip", ".exe", ".dll", ".js", ".vbs", ".jar", ".docm", ".xlsm" }.Any(ending => lower.EndsWith(ending, StringComparison.Ordinal)))
        {
            throw DocumentType.Refuse(new("tệp có macro hoặc chương trình nhúng", "the file has macros or embedded programs"));
        }
    }
}
