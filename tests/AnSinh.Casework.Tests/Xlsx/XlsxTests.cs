using System.IO.Compression;
using System.Text;
using AnSinh.Casework.Xlsx;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Xunit;

namespace AnSinh.Casework.Tests.Xlsx;

public sealed class XlsxTests
{
    private static readonly XlsxSheet Sheet = new()
    {
        Name = "Phiếu & thử",
        FrozenRows = 1,
        FrozenColumns = 1,
        Protected = true,
        RepeatedRow = 1,
        Widths = [10, 20, 12, 12],
        Rows =
        [
            [XlsxValue.Of("Tên", XlsxStyle.Heading), XlsxValue.Of("Số", XlsxStyle.Heading)],
            [XlsxValue.Of("  Đặng <Thị> & \"Hoà\" "), XlsxValue.Of(1_500_000), XlsxValue.Of(new DateOnly(2026, 9, 15)), XlsxValue.Empty(XlsxStyle.Text)],
        ],
        Validations =
        [
            new("B2:B9", null, 0, 1000, false, "Một tiêu đề dài hơn ba mươi mốt ký tự đấy", new string('x', 400), "sai"),
            new("C2", null, 40000, 50000, true, "Ngày", "ngày", "sai"), new("D2:D9", ["Có", "Không"], null, null, false, "Chọn", "chọn", "sai"),
        ],
    };

    [Fact]
    public void Another_reader_finds_the_workbook_valid()
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(XlsxWriter.Write([Sheet, Sheet with { Name = "Ẩn", Hidden = true }])), isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(document).Select(error => $"{error.Path?.XPath}: {error.Description}"));
    }

    [Fact]
    public void What_was_written_is_read_back()
    {
        var sheet = Assert.Single(XlsxReader.Read(XlsxWriter.Write([Sheet])));
        Assert.Equal("Phiếu & thử", sheet.Name);
        Assert.Equal("  Đặng <Thị> & \"Hoà\" ", sheet.At(2, 1)!.Text);
        Assert.Equal((XlsxKind.Number, "1500000"), (sheet.At(2, 2)!.Kind, sheet.At(2, 2)!.Text));
        Assert.Equal("46280", sheet.At(2, 3)!.Text);
        Assert.Null(sheet.At(2, 4));
    }

    [Fact]
    public void The_same_sheets_give_the_same_bytes() => Assert.Equal(XlsxWriter.Write([Sheet]), XlsxWriter.Write([Sheet]));

    public static TheoryData<string, byte[], string> NotWorkbooks => new()
    {
        { "empty", [], "trống" },
        { "text", "household,answer\n"u8.ToArray(), "không phải tệp XLSX" },
        { "old Excel or encrypted", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1], "kiểu cũ" },
        { "cut off", XlsxWriter.Write([Sheet])[..200], "hỏng" },
        { "another archive", Archive("word/document.xml", "<a/>"), "xl/workbook.xml" },
        { "no XML inside", Archive("xl/workbook.xml", "not xml"), "hỏng" },
        { "entities", Archive("xl/workbook.xml", "<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>"), "hỏng" },
    };

    [Theory]
    [MemberData(nameof(NotWorkbooks))]
    public void Something_that_is_no_workbook_is_said_to_be_none(string what, byte[] content, string says)
    {
        var error = Assert.Throws<XlsxException>(() => XlsxReader.Read(content));
        Assert.True(error.Vi.Contains(says, StringComparison.Ordinal), $"{what}: {error.Vi}");
    }

    [Theory]
    [InlineData(1, "A")]
    [InlineData(26, "Z")]
    [InlineData(27, "AA")]
    [InlineData(702, "ZZ")]
    [InlineData(703, "AAA")]
    public void Columns_are_named_as_spreadsheets_name_them(int column, string name)
    {
        Assert.Equal(name, XlsxRef.Column(column));
        Assert.True(XlsxRef.TryParse(name + "7", out var row, out var back));
        Assert.Equal((7, column), (row, back));
    }

    private static byte[] Archive(string path, string text)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var stream = archive.CreateEntry(path).Open();
            stream.Write(Encoding.UTF8.GetBytes(text));
        }

        return bytes.ToArray();
    }
}
