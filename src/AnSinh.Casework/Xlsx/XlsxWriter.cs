using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace AnSinh.Casework.Xlsx;

/// <summary>
/// Writes a workbook as Office Open XML (ISO/IEC 29500-1, SpreadsheetML): text, whole numbers, days, frozen panes, protection and data validation. The same sheets give the same bytes.
/// </summary>
public static class XlsxWriter
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const int MaxPrompt = 250;
    private const int MaxTitle = 31;

    // Formats in the order of XlsxStyle. Fonts: plain, bold, large bold, white bold, italic. Fills: the two required, teal, grey, red. Border 1 is thin all around. Numbers: 3 is #,##0, 164 dd/mm/yyyy.
    private const string Styles = $"""
        <styleSheet xmlns="{Main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>
        <fonts count="5"><font><sz val="11"/><name val="Arial"/></font><font><b/><sz val="11"/><name val="Arial"/></font><font><b/><sz val="14"/><name val="Arial"/></font><font><b/><sz val="11"/><color rgb="FFFFFFFF"/><name val="Arial"/></font><font><i/><sz val="11"/><name val="Arial"/></font></fonts>
        <fills count="5"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FF0B5F66"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor rgb="FFEDF1F1"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor rgb="FFF9D6D2"/></patternFill></fill></fills>
        <borders count="2"><border/><border><left style="thin"><color rgb="FF9AA5A5"/></left><right style="thin"><color rgb="FF9AA5A5"/></right><top style="thin"><color rgb="FF9AA5A5"/></top><bottom style="thin"><color rgb="FF9AA5A5"/></bottom></border></borders>
        <cellStyleXfs count="1"><xf/></cellStyleXfs>
        <cellXfs count="11"><xf/><xf fontId="2" applyFont="1"/>
        <xf fontId="3" fillId="2" borderId="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment horizontal="center" vertical="center" wrapText="1"/></xf>
        <xf fillId="3" borderId="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>
        <xf numFmtId="3" fillId="3" borderId="1" applyNumberFormat="1" applyFill="1" applyBorder="1"/>
        <xf borderId="1" applyBorder="1" applyAlignment="1" applyProtection="1"><alignment vertical="top" wrapText="1"/><protection locked="0"/></xf>
        <xf numFmtId="3" borderId="1" applyNumberFormat="1" applyBorder="1" applyProtection="1"><protection locked="0"/></xf>
        <xf numFmtId="164" borderId="1" applyNumberFormat="1" applyBorder="1" applyProtection="1"><protection locked="0"/></xf>
        <xf fillId="4" borderId="1" applyFill="1" applyBorder="1" applyAlignment="1" applyProtection="1"><alignment vertical="top" wrapText="1"/><protection locked="0"/></xf>
        <xf fontId="4" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf fontId="1" applyFont="1"/></cellXfs>
        <cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>
        """;

    public static byte[] Write(IReadOnlyList<XlsxSheet> sheets)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Part(archive, "[Content_Types].xml", $"""
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>
                <Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>{Each(sheets, (_, number) => $"<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>")}</Types>
                """);
            Part(archive, "_rels/.rels", $"""<Relationships xmlns="{Package}"><Relationship Id="rId1" Type="{Relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
            Part(archive, "xl/_rels/workbook.xml.rels", $"""
                <Relationships xmlns="{Package}">{Each(sheets, (_, number) => $"<Relationship Id=\"rId{number}\" Type=\"{Relation}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>")}<Relationship Id="rIdStyles" Type="{Relation}/styles" Target="styles.xml"/></Relationships>
                """);
            Part(archive, "xl/workbook.xml", $"""
                <workbook xmlns="{Main}" xmlns:r="{Relation}"><sheets>{Each(sheets, (sheet, number) => $"<sheet name=\"{Encode(sheet.Name)}\" sheetId=\"{number}\"{(sheet.Hidden ? " state=\"hidden\"" : "")} r:id=\"rId{number}\"/>")}</sheets>{Repeated(sheets)}</workbook>
                """);
            Part(archive, "xl/styles.xml", Styles);
            for (var index = 0; index < sheets.Count; index++)
            {
                using var stream = Entry(archive, FormattableString.Invariant($"xl/worksheets/sheet{index + 1}.xml"));
                using var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false) });
                WriteSheet(xml, sheets[index], isFirst: index == 0);
            }
        }

        return bytes.ToArray();
    }

    private static void WriteSheet(XmlWriter xml, XlsxSheet sheet, bool isFirst)
    {
        xml.WriteStartElement("worksheet", Main);
        WriteViews(xml, sheet, isFirst);
        if (sheet.Widths.Count > 0)
        {
            xml.WriteStartElement("cols", Main);
            for (var index = 0; index < sheet.Widths.Count; index++)
            {
                Element(xml, "col", ("min", Number(index + 1)), ("max", Number(index + 1)), ("width", Number(sheet.Widths[index])), ("customWidth", "1"));
            }

            xml.WriteEndElement();
        }

        xml.WriteStartElement("sheetData", Main);
        for (var row = 1; row <= sheet.Rows.Count; row++)
        {
            xml.WriteStartElement("row", Main);
            xml.WriteAttributeString("r", Number(row));
            for (var column = 1; column <= sheet.Rows[row - 1].Count; column++)
            {
                WriteCell(xml, XlsxRef.Cell(row, column), sheet.Rows[row - 1][column - 1]);
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        if (sheet.Protected)
        {
            Element(xml, "sheetProtection", ("sheet", "1"), ("objects", "1"), ("scenarios", "1"), ("formatColumns", "0"), ("formatRows", "0"), ("sort", "0"), ("autoFilter", "0"));
        }

        WriteValidations(xml, sheet.Validations);
        Element(xml, "pageMargins", ("left", "0.4"), ("right", "0.4"), ("top", "0.5"), ("bottom", "0.5"), ("header", "0.3"), ("footer", "0.3"));
        Element(xml, "pageSetup", ("paperSize", "9"), ("orientation", "landscape"), ("fitToHeight", "0"));
        xml.WriteEndElement();
    }

    private static void WriteViews(XmlWriter xml, XlsxSheet sheet, bool isFirst)
    {
        xml.WriteStartElement("sheetPr", Main);
        Element(xml, "pageSetUpPr", ("fitToPage", "1"));
        xml.WriteEndElement();
        xml.WriteStartElement("sheetViews", Main);
        xml.WriteStartElement("sheetView", Main);
        if (isFirst)
        {
            xml.WriteAttributeString("tabSelected", "1");
        }

        xml.WriteAttributeString("workbookViewId", "0");
        if (sheet.FrozenRows > 0)
        {
            var corner = XlsxRef.Cell(sheet.FrozenRows + 1, sheet.FrozenColumns + 1);
            Element(
                xml, "pane", [.. sheet.FrozenColumns > 0 ? [("xSplit", Number(sheet.FrozenColumns))] : Array.Empty<(string, string)>(), ("ySplit", Number(sheet.FrozenRows)), ("topLeftCell", corner),
                    ("activePane", sheet.FrozenColumns > 0 ? "bottomRight" : "bottomLeft"), ("state", "frozen")]);
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteCell(XmlWriter xml, string name, XlsxValue value)
    {
        xml.WriteStartElement("c", Main);
        xml.WriteAttributeString("r", name);
        xml.WriteAttributeString("s", Number((int)value.Style));
        if (value.Number is { } number)
        {
            xml.WriteElementString("v", Main, number.ToString(CultureInfo.InvariantCulture));
        }
        else if (value.Text is { Length: > 0 } text)
        {
            xml.WriteAttributeString("t", "inlineStr");
            xml.WriteStartElement("is", Main);
            xml.WriteStartElement("t", Main);
            xml.WriteAttributeString("xml", "space", null, "preserve");
            xml.WriteString(new string([.. text.Where(XmlConvert.IsXmlChar)]));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteValidations(XmlWriter xml, IReadOnlyList<XlsxValidation> validations)
    {
        if (validations.Count == 0)
        {
            return;
        }

        xml.WriteStartElement("dataValidations", Main);
        xml.WriteAttributeString("count", Number(validations.Count));
        foreach (var one in validations)
        {
            xml.WriteStartElement("dataValidation", Main);
            xml.WriteAttributeString("type", one.OneOf is not null ? "list" : one.IsDate ? "date" : one.Minimum is null && one.Maximum is null ? "none" : "whole");
            xml.WriteAttributeString("allowBlank", "1");
            xml.WriteAttributeString("showInputMessage", "1");
            xml.WriteAttributeString("showErrorMessage", "1");
            xml.WriteAttributeString("errorTitle", Cut(one.PromptTitle, MaxTitle));
            xml.WriteAttributeString("error", Cut(one.Error, MaxPrompt));
            xml.WriteAttributeString("promptTitle", Cut(one.PromptTitle, MaxTitle));
            xml.WriteAttributeString("prompt", Cut(one.Prompt, MaxPrompt));
            xml.WriteAttributeString("sqref", one.Range);
            if (one.OneOf is { } list)
            {
                xml.WriteElementString("formula1", Main, $"\"{string.Join(',', list)}\"");
            }
            else if (one.Minimum is not null || one.Maximum is not null)
            {
                xml.WriteElementString("formula1", Main, (one.Minimum ?? 0).ToString(CultureInfo.InvariantCulture));
                xml.WriteElementString("formula2", Main, (one.Maximum ?? 999_999_999_999).ToString(CultureInfo.InvariantCulture));
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static string Repeated(IReadOnlyList<XlsxSheet> sheets)
    {
        var names = Each(sheets, (sheet, number) => sheet.RepeatedRow == 0 ? "" : $"<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{number - 1}\">'{Encode(sheet.Name.Replace("'", "''", StringComparison.Ordinal))}'!${sheet.RepeatedRow}:${sheet.RepeatedRow}</definedName>");
        return names.Length == 0 ? "" : $"<definedNames>{names}</definedNames>";
    }

    private static void Element(XmlWriter xml, string name, params (string Name, string Value)[] attributes)
    {
        xml.WriteStartElement(name, Main);
        foreach (var (attribute, value) in attributes)
        {
            xml.WriteAttributeString(attribute, value);
        }

        xml.WriteEndElement();
    }

    private static string Each(IReadOnlyList<XlsxSheet> sheets, Func<XlsxSheet, int, string> part) => string.Concat(sheets.Select((sheet, index) => part(sheet, index + 1)));

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..(length - 1)] + "…";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Encode(string text) => System.Security.SecurityElement.Escape(text);

    private static void Part(ZipArchive archive, string name, string content)
    {
        using var writer = new StreamWriter(Entry(archive, name), new UTF8Encoding(false));
        writer.Write("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""" + "\n" + content);
    }

    private static Stream Entry(ZipArchive archive, string name)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return entry.Open();
    }
}
