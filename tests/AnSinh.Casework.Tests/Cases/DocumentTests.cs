using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using AnSinh.Casework.Cases;
using AnSinh.Casework.Cases.Documents;
using AnSinh.Registry;
using Xunit;

namespace AnSinh.Casework.Tests.Cases;

public sealed class DocumentTests : IDisposable
{
    private readonly CaseWorld _world = new();

    public void Dispose() => _world.Dispose();

    public static TheoryData<string, byte[]> Taken => new()
    {
        { "application/pdf", CaseWorld.Paper },
        { "image/png", Png(1200, 1600) },
        { "image/jpeg", Jpeg(2480, 3508) },
        { "application/vnd.openxmlformats-officedocument.wordprocessingml.document", Zip(("[Content_Types].xml", 300), ("word/document.xml", 40_000)) },
        { "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Zip(("[Content_Types].xml", 300), ("xl/workbook.xml", 2_000)) },
    };

    public static TheoryData<string, byte[]> Refused => new()
    {
        { "empty", [] },
        { "larger than", new byte[DocumentType.MostBytes + 1] },
        { "no PDF", "MZ this is a program"u8.ToArray() },
        { "no PDF", "<html><script>alert(1)</script>"u8.ToArray() },
        { "no PDF", "GIF89a................"u8.ToArray() },
        { "cut off", "%PDF-1.7\n1 0 obj"u8.ToArray() },
        { "active content", "%PDF-1.7\n<</OpenAction <</S /JavaScript /JS (app.alert(1))>> >>\n%%EOF"u8.ToArray() },
        { "active content", "%PDF-1.7\n<</S/Launch/F(cmd.exe)>>\n%%EOF"u8.ToArray() },
        { "hidden in the file", [.. CaseWorld.Paper, .. Zip(("x.exe", 10))] },
        { "hidden in the file", [.. Png(10, 10), .. Zip(("x.exe", 10))] },
        { "behind the picture", [.. Png(10, 10), 1, 2, 3] },
        { "points", Png(60_000, 60_000) },
        { "points", Jpeg(65_000, 65_000) },
        { "PNG is broken", Png(10, 10)[..20] },
        { "JPEG is broken", [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2] },
        { "no Word or Excel", Zip(("readme.txt", 10)) },
        { "no Word or Excel", Zip(("[Content_Types].xml", 10), ("ppt/presentation.xml", 10)) },
        { "macros", Zip(("[Content_Types].xml", 10), ("word/document.xml", 10), ("word/vbaProject.bin", 10)) },
        { "macros", Zip(("[Content_Types].xml", 10), ("word/document.xml", 10), ("word/embeddings/ole.bin", 10)) },
        { "odd path", Zip(("[Content_Types].xml", 10), ("word/document.xml", 10), ("../../etc/cron.d/x", 10)) },
        { "far more than it weighs", Zip(("[Content_Types].xml", 10), ("word/document.xml", 60_000_000)) },
        { "too many entries", Zip([.. Enumerable.Range(0, 2_001).Select(index => ($"word/{index}.xml", 1))]) },
        { "archive is broken", [0x50, 0x4B, 3, 4, 9, 9, 9, 9] },
    };

    [Theory]
    [MemberData(nameof(Taken), DisableDiscoveryEnumeration = true)]
    public void A_file_is_what_is_in_it_whatever_it_is_called(string mediaType, byte[] content) => Assert.Equal(mediaType, DocumentType.Of(content));

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void What_is_not_taken_is_refused_with_its_reason(string why, byte[] content) =>
        Assert.Contains(why, Assert.Throws<CaseRefusedException>(() => DocumentType.Of(content)).Faults.Single().En, StringComparison.Ordinal);

    [Fact]
    public void A_document_is_kept_sealed_once_and_read_back_as_it_was()
    {
        var file = _world.Apply(_world.Alone("H1", "Bùi Thị Hoà", "1947-03-10"), "htxh.75");
        file = CaseDocuments.Attach(_world.Book, file.Id, "..\\..\\Giấy khai sinh\u202egnp.exe", "ngày sinh", CaseWorld.Paper, CaseWorld.Loan);
        var again = CaseDocuments.Attach(_world.Book, file.Id, "khac.pdf", "", CaseWorld.Paper, CaseWorld.Loan);
        Assert.Equal(file.Version, again.Version);
        var document = Assert.Single(file.Documents);
        Assert.Equal(("Giấy khai sinhgnp.exe", "application/pdf", CaseWorld.Paper.Length), (document.Name, document.MediaType, (int)document.Size));
        Assert.Equal(CaseWorld.Paper, CaseDocuments.Read(_world.Book, file.Id, document.Sha256)!.Content);
        Assert.Null(CaseDocuments.Read(_world.Book, file.Id, new string('0', 64)));
        Assert.Throws<CaseRefusedException>(() => CaseDocuments.Read(_world.BookOf(AreaScope.Of(CaseWorld.There)), file.Id, document.Sha256));
    }

    private static byte[] Png(int width, int height)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        foreach (var (kind, data) in new[] { ("IHDR", header), ("IDAT", new byte[30]), ("IEND", []) })
        {
            var length = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
            file.Write([.. length, .. Encoding.ASCII.GetBytes(kind), .. data, 0, 0, 0, 0]);
        }

        return file.ToArray();
    }

    private static byte[] Jpeg(int width, int height) =>
    [
        0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xC0, 0, 11, 8, (byte)(height >> 8), (byte)(height & 0xFF), (byte)(width >> 8), (byte)(width & 0xFF), 1, 1, 0x11, 0, 0xFF, 0xDA, 0, 2, 1, 2, 3, 0xFF, 0xD9,
    ];

    private static byte[] Zip(params (string Name, int Bytes)[] entries)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in entries)
            {
                using var entry = archive.CreateEntry(name, CompressionLevel.SmallestSize).Open();
                entry.Write(new byte[bytes]);
            }
        }

        return file.ToArray();
    }
}
