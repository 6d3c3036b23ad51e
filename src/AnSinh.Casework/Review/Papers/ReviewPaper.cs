using System.Globalization;
using System.Net;
using System.Text;
using AnSinh.Casework.Letters;

namespace AnSinh.Casework.Review.Papers;

/// <summary>
/// A paper of the review for print on A4: lists, minutes, posting pages, certificates and reports, one or many sheets in a file. Form of Nghị định 30/2020/NĐ-CP: national heading, number,
/// place and date, signatures. All text is encoded here; nothing that comes in is trusted as markup.
/// </summary>
internal sealed class ReviewPaper
{
    private const string Css = """
        @page { size: A4; margin: 15mm 12mm 15mm 20mm }
        @page wide { size: A4 landscape; margin: 10mm }
        body { font: 12pt/1.35 "Times New Roman", "Liberation Serif", serif; color: #000; margin: 0 auto; max-width: 178mm }
        body.wide { max-width: 277mm; font-size: 10pt } .wide section { page: wide }
        section + section { break-before: page } p { margin: 0 0 1.5mm } .c { text-align: center } .in { text-indent: 10mm; text-align: justify } .small { font-size: 10pt }
        .head { display: grid; grid-template-columns: 5fr 8fr; column-gap: 4mm; margin-bottom: 4mm } .head p { text-align: center } .u { border-bottom: 1px solid #000; padding-bottom: 1px }
        h1 { font-size: 14pt; text-align: center; margin: 3mm 0 1mm } h2 { font-size: 12pt; margin: 4mm 0 1mm } .wide h1 { font-size: 13pt }
        table { border-collapse: collapse; width: 100%; margin: 2mm 0 } th, td { border: 1px solid #000; padding: .8mm 1.5mm; text-align: left; vertical-align: top } th { text-align: center; font-size: 9.5pt }
        thead { display: table-header-group } tr { break-inside: avoid } .n { text-align: right; white-space: nowrap } .b { text-align: center; white-space: nowrap } .wide td { font-size: 9.5pt }
        .box { display: inline-block; width: 3.4mm; height: 3.4mm; border: 1px solid #000; margin-right: .8mm; vertical-align: -0.4mm } .line { display: inline-block; min-width: 14mm; border-bottom: 1px dotted #000 }
        .sign { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; margin-top: 6mm; break-inside: avoid } .sign p { text-align: center } .gap { height: 20mm }
        .frame { border: 2px double #000; padding: 8mm } .note { font-size: 10pt; border-top: 1px solid #000; margin-top: 4mm; padding-top: 1.5mm; font-style: italic }
        """;

    private readonly StringBuilder _html = new();
    private bool _open;

    public ReviewPaper(string title, bool wide = false) => _html.Append(CultureInfo.InvariantCulture, $"""
        <!doctype html>
        <html lang="vi"><head><meta charset="utf-8"><title>{Encode(title)}</title><style>{Css}</style></head><body{(wide ? " class=\"wide\"" : "")}>

        """);

    /// <summary>Begins a sheet with the national heading. Number and day are left out where null.</summary>
    public void Sheet(LetterOffice office, string? number, DateOnly? day, bool framed = false)
    {
        Close();
        _open = true;
        var second = number is null && day is null ? "" : $"<p>{(number is null ? "" : "Số: " + Encode(number))}</p><p><i>{(day is { } on ? $"{Encode(Short(office.Commune))}, ngày {LetterPage.Day(on)}" : "")}</i></p>";
        _html.Append(CultureInfo.InvariantCulture, $"""
            <section{(framed ? " class=\"frame\"" : "")}><div class="head"><p>ỦY BAN NHÂN DÂN<br><b class="u">{Encode(office.Commune.ToUpper(CultureInfo.GetCultureInfo("vi")))}</b></p>
            <p><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br><b class="u">Độc lập - Tự do - Hạnh phúc</b></p>{second}</div>

            """);
    }

    public void Title(string title, string about = "")
    {
        _html.Append(CultureInfo.InvariantCulture, $"<h1>{Encode(title)}</h1>\n");
        if (about.Length > 0)
        {
            _html.Append(CultureInfo.InvariantCulture, $"<p class=\"c\"><b>{Encode(about)}</b></p>\n");
        }
    }

    public void Heading(string text) => _html.Append(CultureInfo.InvariantCulture, $"<h2>{Encode(text)}</h2>\n");

    public void Paragraph(string text, string style = "in") => _html.Append(CultureInfo.InvariantCulture, $"<p class=\"{style}\">{Encode(text)}</p>\n");

    public void Article(int number, string text) => _html.Append(CultureInfo.InvariantCulture, $"<p class=\"in\"><b>Điều {number}.</b> {Encode(text)}</p>\n");

    public void Note(string text) => _html.Append(CultureInfo.InvariantCulture, $"<p class=\"note\">{Encode(text)}</p>\n");

    /// <summary>A table whose heading is repeated on every page. Cells are markup made by <see cref="Cell"/>, <see cref="Number"/>, <see cref="Boxes"/> or <see cref="Line"/>.</summary>
    public void Table(IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows)
    {
        _html.Append("<table><thead><tr>").AppendJoin("", heads.Select(head => $"<th>{Encode(head)}</th>")).Append("</tr></thead><tbody>\n");
        foreach (var row in rows)
        {
            _html.Append("<tr>").AppendJoin("", row).Append("</tr>\n");
        }

        _html.Append("</tbody></table>\n");
    }

    /// <summary>Places for signatures side by side: office and, where it is known, the name below.</summary>
    public void Sign(params IReadOnlyList<(string Office, string Name)> places) => _html.Append("<div class=\"sign\">")
        .AppendJoin("", places.Select(place => $"<div><p><b>{Encode(place.Office)}</b></p><p class=\"small\"><i>(Ký, ghi rõ họ tên)</i></p><div class=\"gap\"></div><p><b>{Encode(place.Name)}</b></p></div>")).Append("</div>\n");

    public string End()
    {
        Close();
        _html.Append("</body></html>\n");
        return _html.ToString();
    }

    public static string Cell(string text) => $"<td>{Encode(text)}</td>";

    public static string Number(long? number) => $"<td class=\"n\">{(number is { } value ? new Law.Vnd(value).ToString() : "")}</td>";

    /// <summary>Boxes to tick with a pen.</summary>
    public static string Boxes(params IReadOnlyList<string> labels) => $"<td class=\"b\">{string.Join(" ", labels.Select(label => $"<span class=\"box\"></span>{Encode(label)}"))}</td>";

    /// <summary>A line to write on.</summary>
    public static string Line() => "<td><span class=\"line\">&nbsp;</span></td>";

    private void Close()
    {
        if (_open)
        {
            _html.Append("</section>\n");
        }

        _open = false;
    }

    internal static string Short(string commune) => commune.Split(' ', 2) is [_, var name] ? name : commune;

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
