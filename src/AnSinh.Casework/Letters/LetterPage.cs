using System.Globalization;
using System.Net;
using System.Text;
using AnSinh.Law;

namespace AnSinh.Casework.Letters;

/// <summary>Who writes: the commune, its province, and who signs.</summary>
public sealed record LetterOffice(string Commune, string Province, string ChairName);

/// <summary>The person a letter is about, as it addresses them.</summary>
public sealed record LetterPerson(string FullName, BirthDate Born, Sex Sex, string Address)
{
    public string Title(DateOnly on) => Born.Latest.AddYears(18) > on ? "em" : Sex == Sex.Male ? "ông" : "bà";

    /// <summary>The date of birth as far as the papers know it.</summary>
    public string BornText => Born.Precision switch
    {
        DatePrecision.Day => $"sinh ngày {LetterPage.Day(Born.Earliest)}",
        DatePrecision.Month => string.Create(CultureInfo.InvariantCulture, $"sinh tháng {Born.Earliest.Month} năm {Born.Earliest.Year}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"sinh năm {Born.Earliest.Year}"),
    };
}

/// <summary>
/// The frame of an official letter for print on A4 (form of Nghị định 30/2020/NĐ-CP on records work): national heading, number, place and date, legal basis, articles, recipients and signature.
/// All text is encoded here; nothing that comes in is trusted as markup.
/// </summary>
internal sealed class LetterPage
{
    private const string Css = """
        @page { size: A4; margin: 20mm 15mm 20mm 30mm }
        body { font: 13pt/1.4 "Times New Roman", "Liberation Serif", serif; color: #000; max-width: 165mm; margin: 0 auto }
        p { margin: 0 0 1.5mm; text-align: justify } .c, .head p { text-align: center } .in { text-indent: 10mm }
        .head { display: grid; grid-template-columns: 5fr 8fr; column-gap: 4mm; margin-bottom: 6mm } .u { border-bottom: 1px solid #000; padding-bottom: 1px }
        h1 { font-size: 14pt; text-align: center; margin: 6mm 0 1mm } h2 { font-size: 13pt; text-align: center; margin: 5mm 0 2mm }
        table { border-collapse: collapse; width: 100%; margin: 2mm 0 } th, td { border: 1px solid #000; padding: 1mm 2mm; font-size: 12pt; text-align: left } .n { text-align: right; white-space: nowrap }
        .sign { display: grid; grid-template-columns: 1fr 1fr; margin-top: 6mm; page-break-inside: avoid } .small, .small p { font-size: 11pt; text-align: left; margin: 0 }
        .gap { height: 24mm } .tail { border-top: 1px solid #000; font-size: 11pt; margin-top: 6mm; padding-top: 2mm } .nb { white-space: nowrap }
        """;

    private readonly StringBuilder _html = new();

    public LetterPage(LetterOffice office, string title, string about, string number, DateOnly date)
    {
        _html.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html>
            <html lang="vi"><head><meta charset="utf-8"><title>{Encode(title)} {Encode(number)}</title><style>{Css}</style></head><body>
            <div class="head"><p>ỦY BAN NHÂN DÂN<br><b class="u">{Encode(office.Commune.ToUpperInvariant())}</b></p>
            <p><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br><b class="u">Độc lập - Tự do - Hạnh phúc</b></p>
            <p>Số: {Encode(number)}</p><p><i>{Encode(Short(office.Commune))}, {LongDay(date)}</i></p></div>
            <h1>{Encode(title)}</h1><p class="c"><b>{Encode(about)}</b></p>

            """);
    }

    public void Heading(string text) => _html.Append(CultureInfo.InvariantCulture, $"<h2>{Encode(text)}</h2>\n");

    public void Paragraph(string text) => _html.Append(CultureInfo.InvariantCulture, $"<p class=\"in\">{Encode(text)}</p>\n");

    public void Basis(string text) => _html.Append(CultureInfo.InvariantCulture, $"<p class=\"in\"><i>{Encode(text)}</i></p>\n");

    public void Article(int number, string text) => _html.Append(CultureInfo.InvariantCulture, $"<p class=\"in\"><b>Điều {number}.</b> {Encode(text)}</p>\n");

    public void Table(IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows)
    {
        _html.Append("<table><thead><tr>").AppendJoin("", heads.Select(head => $"<th>{Encode(head)}</th>")).Append("</tr></thead><tbody>\n");
        foreach (var row in rows)
        {
            _html.Append("<tr>").AppendJoin("", row.Select((cell, index) => $"<td{(index == row.Count - 1 ? " class=\"n\"" : "")}>{Encode(cell)}</td>")).Append("</tr>\n");
        }

        _html.Append("</tbody></table>\n");
    }

    /// <summary>Recipients, signature and the closing line on the right to complain (Luật Khiếu nại 02/2011/QH13, Điều 9).</summary>
    public string Sign(LetterOffice office, IEnumerable<string> recipients, string tail)
    {
        _html.Append(CultureInfo.InvariantCulture, $"""
            <div class="sign"><div class="small"><p><b><i>Nơi nhận:</i></b></p>{string.Concat(recipients.Select(one => $"<p>- {Encode(one)};</p>"))}<p>- Lưu: VT.</p></div>
            <div><p class="c"><b>CHỦ TỊCH</b></p><div class="gap"></div><p class="c"><b>{Encode(office.ChairName)}</b></p></div></div>
            <div class="tail"><p>{Encode(tail)}</p></div>
            </body></html>

            """);
        return _html.ToString();
    }

    public static string Day(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Day:00} tháng {day.Month:00} năm {day.Year}");

    public static string Month(BenefitMonth month) => string.Create(CultureInfo.InvariantCulture, $"tháng {month.Month:00} năm {month.Year}");

    /// <summary>The citations of some rows, one line an instrument, as a legal basis.</summary>
    public static IEnumerable<string> BasisOf(IEnumerable<string> refs) => refs
        .SelectMany(text => text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        .Select(text => LegalRef.TryParse(text, out var reference) ? reference : null).OfType<LegalRef>().Distinct()
        .GroupBy(reference => $"{reference.Kind} số {reference.Number}")
        .Select(instrument => $"Căn cứ {instrument.Key}{string.Concat(instrument.Where(one => one.Article is not null).Select(one => ", " + one.ToString().Split(", ", 2)[1]))};");

    private static string LongDay(DateOnly day) => $"ngày {Day(day)}";

    private static string Short(string commune) => commune.Split(' ', 2) is [_, var name] ? name : commune;

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
