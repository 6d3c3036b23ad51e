using System.Globalization;
using System.Net;
using System.Text;
using AnSinh.Casework.Letters;

namespace AnSinh.Casework.Review.Papers;

/// <summary>
/// A paper of the review for print on A4: lists, minutes, posting pages, certificates and reports, one or many sheets in a file, with the head and look of <see cref="LetterPage"/>. All text is
/// encoded here; nothing that comes in is trusted as markup.
/// </summary>
internal sealed class ReviewPaper
{
    private const string Css = """
        @page wide { size: A4 landscape; margin: 10mm }
        section + section { break-before: page } section.frame { border: .3mm solid #000; outline: .3mm solid #000; outline-offset: .7mm; padding: 6mm 4mm } .l { text-align: left } .smaller { font-size: 10pt; text-align: left }
        .wide { font-size: 10.5pt } .wide section { page: wide } .wide th { font-size: 8.5pt; padding: .6mm } .wide td { font-size: 9.5pt; padding: .7mm 1mm } .wide h1 { margin-top: 1mm } .b { text-align: center; white-space: nowrap }
        .box { display: inline-block; width: 3.4mm; height: 3.4mm; border: .25mm solid #000; margin: 0 .8mm; vertical-align: -.4mm; line-height: 3.2mm; text-align: center; font-size: 9pt }
        .line { display: inline-block; min-width: 14mm; border-bottom: .25mm dotted #000 } .signs { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; margin-top: 5mm; break-inside: avoid } .signs p { text-align: center }
        @media screen { body.wide { width: 297mm; min-height: 210mm; padding: 10mm } section + section { border-top: .3mm dashed #888; margin-top: 12mm; padding-top: 8mm } }
        """;

    private readonly StringBuilder _html = new();
    private bool _open;

    public ReviewPaper(string title, bool wide = false) => _html.Append(CultureInfo.InvariantCulture, $"""
        <!doctype html>
        <html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{Encode(title)}</title><style>{LetterPage.Css}{Css}</style></head><body{(wide ? " class=\"wide\"" : "")}>

        """);

    /// <summary>Begins a sheet with the national heading.</summary>
    /// <param name="office">Whose paper it is.</param>
    /// <param name="number">Number and sign; one that begins with a stroke leaves room for the number.</param>
    /// <param name="day">The day it bears; null leaves room.</param>
    /// <param name="framed">Whether a frame goes around it.</param>
    public void Sheet(LetterOffice office, string number, DateOnly? day, bool framed = false)
    {
        Close();
        _open = true;
        _html.Append(CultureInfo.InvariantCulture, $"<section{(framed ? " class=\"frame\"" : "")}>{LetterPage.Head(office, number, day)}\n");
    }

    /// <summary>Begins a sheet without heading: an annex.</summary>
    public void Annex()
    {
        Close();
        _open = true;
        _html.Append("<section>\n");
    }

    public void Title(string title, string about = "")
    {
        _html.Append(CultureInfo.InvariantCulture, $"<h1>{Encode(title)}</h1>\n");
        if (about.Length > 0)
        {
            _html.Append(CultureInfo.InvariantCulture, $"<p class=\"c subject\"><b>{Encode(about)}</b></p>\n");
        }
    }

    public void Heading(string text) => _html.Append(CultureInfo.InvariantCulture, $"<h2>{Encode(text)}</h2>\n");

    public void Paragraph(string text, string style = "in") => _html.Append(CultureInfo.InvariantCulture, $"<p class=\"{style}\">{Encode(text)}</p>\n");

    public void Basis(string text) => _html.Append(CultureInfo.InvariantCulture, $"<p class=\"in\"><i>{Encode(text)}</i></p>\n");

    public void Article(int number, string text) => _html.Append(CultureInfo.InvariantCulture, $"<p class=\"in\"><b>Điều {number}.</b> {Encode(text)}</p>\n");

    /// <summary>What has to be looked at before signing: not part of the paper.</summary>
    public void Check(string text) => _html.Append(CultureInfo.InvariantCulture, $"<div class=\"check\"><p><b>Cần đối chiếu</b> (không thuộc nội dung văn bản):</p><p>{Encode(text)}</p></div>\n");

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

    /// <summary>Places for signatures side by side: offices, one a line, and, where it is known, the name below.</summary>
    public void Sign(params IReadOnlyList<(string Office, string Name)> places) => _html.Append("<div class=\"signs\">")
        .AppendJoin("", places.Select(place => $"<div><p><b>{Encode(place.Office)}</b></p><div class=\"gap\"></div><p><b>{Encode(place.Name)}</b></p></div>")).Append("</div>\n");

    public string End()
    {
        Close();
        _html.Append("</body></html>\n");
        return _html.ToString();
    }

    public static string Cell(string text) => $"<td>{Encode(text)}</td>";

    public static string Number(long? number) => $"<td class=\"n\">{(number is { } value ? new Law.Vnd(value).ToString() : "")}</td>";

    /// <summary>Boxes to tick with a pen; one may be ticked already.</summary>
    public static string Boxes(IReadOnlyList<string> labels, int ticked = -1) =>
        $"<td class=\"b\">{string.Concat(labels.Select((label, index) => $"<span class=\"box\">{(index == ticked ? "x" : "")}</span>{Encode(label)}"))}</td>";

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

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
