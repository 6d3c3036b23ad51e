using System.Globalization;
using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;

namespace AnSinh.Casework.Xlsx;

public enum XlsxKind
{
    Text,
    Number,
    Boolean,
    Error,
}

/// <summary>A cell that holds something: its text as stored, and whether a formula computed it.</summary>
public sealed record XlsxCell(int Row, int Column, XlsxKind Kind, string Text, bool IsFormula)
{
    public string Name => XlsxRef.Cell(Row, Column);
}

/// <summary>A sheet as read: cells by row and column from 1, and the ranges that were merged.</summary>
public sealed record XlsxReadSheet(string Name, IReadOnlyDictionary<(int Row, int Column), XlsxCell> Cells, IReadOnlyList<string> Merged)
{
    public XlsxCell? At(int row, int column) => Cells.GetValueOrDefault((row, column));

    public string Text(int row, int column) => At(row, column)?.Text.Trim() ?? "";

    public int LastRow => Cells.Count == 0 ? 0 : Cells.Keys.Max(key => key.Row);
}

/// <summary>The file is not a workbook that can be read; says what it is instead.</summary>
public sealed class XlsxException(string vi, string en) : Exception(en)
{
    public string Vi { get; } = vi;
    public string En { get; } = en;
}

/// <summary>Reads the cells of a workbook. Bounds on sizes keep a hostile file from filling the memory.</summary>
public static class XlsxReader
{
    private const long MaxFile = 32L << 20;
    private const long MaxPart = 48L << 20;
    private const int MaxCells = 1 << 19;

    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static readonly XNamespace Relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static readonly XNamespace Package = "http://schemas.openxmlformats.org/package/2006/relationships";

    /// <exception cref="XlsxException">Not a workbook, damaged, encrypted or too large.</exception>
    public static IReadOnlyList<XlsxReadSheet> Read(byte[] content)
    {
        RequireWorkbook(content);
        try
        {
            using var archive = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
            var workbook = Load(archive, "xl/workbook.xml") ?? throw NotWorkbook("thiếu xl/workbook.xml", "xl/workbook.xml is missing");
            var targets = Load(archive, "xl/_rels/workbook.xml.rels")?.Elements(Package + "Relationship")
                .ToDictionary(one => (string?)one.Attribute("Id") ?? "", one => (string?)one.Attribute("Target") ?? "", StringComparer.Ordinal) ?? [];
            var strings = Load(archive, "xl/sharedStrings.xml")?.Elements(Main + "si").Select(TextOf).ToList() ?? [];
            var cells = 0;
            return
            [
                .. workbook.Elements(Main + "sheets").Elements(Main + "sheet").Select(sheet =>
                {
                    var path = targets.GetValueOrDefault((string?)sheet.Attribute(Relation + "id") ?? "", "");
                    var root = Load(archive, path.StartsWith('/') ? path[1..] : "xl/" + path) ?? throw NotWorkbook($"thiếu {path}", $"{path} is missing");
                    var read = ReadSheet((string?)sheet.Attribute("name") ?? "", root, strings);
                    return (cells += read.Cells.Count) <= MaxCells ? read : throw NotWorkbook($"có hơn {MaxCells} ô", $"more than {MaxCells} cells");
                }),
            ];
        }
        catch (Exception error) when (error is InvalidDataException or XmlException or IOException or NotSupportedException or FormatException or ArgumentException)
        {
            throw NotWorkbook("tệp hỏng: " + error.Message, "the file is damaged: " + error.Message);
        }
    }

    private static void RequireWorkbook(byte[] content)
    {
        if (content.LongLength > MaxFile)
        {
            throw NotWorkbook("tệp lớn hơn 32 MiB", "the file is larger than 32 MiB");
        }

        if (content.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
        {
            throw NotWorkbook("đây là tệp Excel kiểu cũ (.xls) hoặc có mật khẩu; hãy lưu thành .xlsx không mật khẩu", "this is an old Excel file (.xls) or one with a password; save it as .xlsx without one");
        }

        if (!content.AsSpan().StartsWith("PK"u8))
        {
            throw NotWorkbook(
                content.Length == 0 ? "tệp trống" : "đây không phải tệp XLSX (có thể là CSV, PDF hay ảnh đổi tên)",
                content.Length == 0 ? "the file is empty" : "this is not an XLSX file (perhaps CSV, PDF or a picture under another name)");
        }
    }

    private static XlsxReadSheet ReadSheet(string name, XElement root, List<string> strings)
    {
        var cells = new Dictionary<(int, int), XlsxCell>();
        var (row, column) = (0, 0);
        foreach (var rowElement in root.Elements(Main + "sheetData").Elements(Main + "row"))
        {
            row = (int?)rowElement.Attribute("r") ?? row + 1;
            column = 0;
            foreach (var element in rowElement.Elements(Main + "c"))
            {
                var at = (string?)element.Attribute("r");
                if (at is null)
                {
                    column++;
                }
                else if (!XlsxRef.TryParse(at, out row, out column))
                {
                    throw new InvalidDataException($"'{at}'");
                }

                if (ReadCell(element, row, column, strings) is { } cell)
                {
                    cells[(row, column)] = cell;
                }
            }
        }

        return new XlsxReadSheet(name, cells, [.. root.Elements(Main + "mergeCells").Elements(Main + "mergeCell").Select(merge => (string?)merge.Attribute("ref") ?? "")]);
    }

    private static XlsxCell? ReadCell(XElement element, int row, int column, List<string> strings)
    {
        var formula = element.Element(Main + "f") is not null;
        var value = element.Element(Main + "v")?.Value;
        var (kind, text) = (string?)element.Attribute("t") switch
        {
            "s" => (XlsxKind.Text, int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < strings.Count ? strings[index] : throw new InvalidDataException("sharedStrings")),
            "inlineStr" => (XlsxKind.Text, element.Element(Main + "is") is { } inline ? TextOf(inline) : ""),
            "str" or "d" => (XlsxKind.Text, value ?? ""),
            "b" => (XlsxKind.Boolean, value == "1" ? "true" : "false"),
            "e" => (XlsxKind.Error, value ?? "#"),
            _ => (XlsxKind.Number, value ?? ""),
        };
        text = text.Normalize(System.Text.NormalizationForm.FormC);
        return text.Trim().Length == 0 && !formula ? null : new XlsxCell(row, column, kind, text, formula);
    }

    /// <summary>The text of a string item: plain, or the runs of formatted text; phonetic hints are left out.</summary>
    private static string TextOf(XElement item) =>
        string.Concat(item.Elements(Main + "t").Concat(item.Elements(Main + "r").Elements(Main + "t")).Select(text => text.Value));

    private static XElement? Load(ZipArchive archive, string path)
    {
        if (archive.GetEntry(path) is not { } entry)
        {
            return null;
        }

        if (entry.Length > MaxPart)
        {
            throw NotWorkbook("nội dung giải nén quá lớn", "the unpacked content is too large");
        }

        using var stream = entry.Open();
        using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaxPart });
        return XElement.Load(reader);
    }

    private static XlsxException NotWorkbook(string vi, string en) => new(vi, en);
}
