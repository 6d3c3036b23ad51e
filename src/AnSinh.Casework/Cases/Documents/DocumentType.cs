using System.Buffers.Binary;
using System.Text;
using AnSinh.Law;

namespace AnSinh.Casework.Cases.Documents;

/// <summary>
/// What a file is, by what is in it; its name says nothing. Taken are PDF, JPEG, PNG, and Word and Excel of the open format. A file that is two things at once, carries programs, or unpacks to far more than it weighs is refused.
/// </summary>
public static class DocumentType
{
    public const int MostBytes = 10 * 1024 * 1024;

    /// <summary>Scans of paper at 600 dpi have about 35 million points; a picture with more is made to fill the memory of whoever opens it.</summary>
    private const long MostPixels = 60_000_000;

    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <returns>The media type.</returns>
    /// <exception cref="CaseRefusedException">Empty, too large, or nothing that is taken.</exception>
    public static string Of(ReadOnlySpan<byte> content)
    {
        if (content.Length is 0 or > MostBytes)
        {
            throw Refuse(content.Length == 0 ? new("tệp rỗng", "the file is empty") : new($"tệp lớn hơn {MostBytes / 1024 / 1024} MB", $"the file is larger than {MostBytes / 1024 / 1024} MB"));
        }

        if (content.StartsWith("PK\x03\x04"u8))
        {
            return OfficeArchive.Of(content.ToArray());
        }

        if (content.LastIndexOf("PK\x05\x06"u8) >= 0 && content.IndexOf("PK\x01\x02"u8) >= 0)
        {
            throw Refuse(new("trong tệp có thêm một kho nén", "an archive is hidden in the file"));
        }

        return content.StartsWith("%PDF-"u8) ? Pdf(content) : content.StartsWith(PngSignature) ? Png(content) : content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? Jpeg(content)
            : throw Refuse(new("không phải PDF, ảnh JPEG, PNG, Word hay Excel", "no PDF, JPEG, PNG, Word or Excel file"));
    }

    internal static CaseRefusedException Refuse(Bilingual why) => new($"Không nhận tệp: {why.Vi}.", $"The file is not taken: {why.En}.");

    private static string Pdf(ReadOnlySpan<byte> content)
    {
        if (content[Math.Max(0, content.Length - 1024)..].IndexOf("%%EOF"u8) < 0)
        {
            throw Refuse(new("PDF bị cắt cụt", "the PDF is cut off"));
        }

        foreach (var active in (ReadOnlySpan<string>)["/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/RichMedia", "/XFA"])
        {
            if (HasName(content, Encoding.ASCII.GetBytes(active)))
            {
                throw Refuse(new($"PDF có nội dung chạy được hoặc tệp đính kèm ({active})", $"the PDF has active content or an attachment ({active})"));
            }
        }

        return "application/pdf";
    }

    /// <summary>A name of a PDF, ended by whatever ends names: /JS is not found in /JSmith.</summary>
    private static bool HasName(ReadOnlySpan<byte> content, ReadOnlySpan<byte> name)
    {
        for (var at = content.IndexOf(name); at >= 0;)
        {
            var after = at + name.Length;
            if (after >= content.Length || !char.IsAsciiLetterOrDigit((char)content[after]))
            {
                return true;
            }

            var next = content[after..].IndexOf(name);
            at = next < 0 ? -1 : after + next;
        }

        return false;
    }

    private static string Png(ReadOnlySpan<byte> content)
    {
        var at = PngSignature.Length;
        for (var first = true; at + 12 <= content.Length; first = false)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(content[at..]);
            var kind = content.Slice(at + 4, 4);
            if (length > content.Length - at - 12 || first != kind.SequenceEqual("IHDR"u8))
            {
                break;
            }

            if (first)
            {
                RequireSize(BinaryPrimitives.ReadUInt32BigEndian(content[(at + 8)..]), BinaryPrimitives.ReadUInt32BigEndian(content[(at + 12)..]));
            }

            at += 12 + (int)length;
            if (kind.SequenceEqual("IEND"u8))
            {
                return at == content.Length ? "image/png" : throw Refuse(new("sau ảnh còn dữ liệu khác", "something else stands behind the picture"));
            }
        }

        throw Refuse(new("ảnh PNG hỏng", "the PNG is broken"));
    }

    private static string Jpeg(ReadOnlySpan<byte> content)
    {
        for (var at = 2; at + 4 <= content.Length && content[at] == 0xFF;)
        {
            var marker = content[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            if (marker == 0xDA)
            {
                break;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(content[(at + 2)..]);
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC) && at + 9 <= content.Length)
            {
                RequireSize(BinaryPrimitives.ReadUInt16BigEndian(content[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(content[(at + 5)..]));
                return content.LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]) > at ? "image/jpeg" : throw Refuse(new("ảnh JPEG bị cắt cụt", "the JPEG is cut off"));
            }

            at += 2 + length;
        }

        throw Refuse(new("ảnh JPEG hỏng", "the JPEG is broken"));
    }

    private static void RequireSize(uint width, uint height)
    {
        if (width == 0 || height == 0 || (long)width * height > MostPixels)
        {
            throw Refuse(new($"ảnh {width} × {height} điểm", $"the picture has {width} × {height} points"));
        }
    }
}
