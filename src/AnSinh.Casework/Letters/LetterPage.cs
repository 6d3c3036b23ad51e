using System.Globalization;
using System.Net;
using System.Text;
using AnSinh.Law;

namespace AnSinh.Casework.Letters;

/// <summary>
/// The frame of an official letter for print on A4 (form of Nghị định 30/2020/NĐ-CP on records work, Phụ lục I): national heading and motto, office, number, place and date, kind and subject, legal basis,
/// articles, recipients and signature. All text is encoded here; nothing that comes in is trusted as markup.
/// </summary>
internal sealed class LetterPage
{
    /// <summary>The look of every official paper.</summary>
    internal const string Css = """
        @page { size: A4; margin: 20mm 15mm 20mm 30mm }
        * { box-sizing: border-box }
        body { font: 13pt/1.28 "Times New Roman", "Liberation Serif", "Tinos", serif; color: #000; margin: 0; overflow-wrap: break-word }
        p { margin: 0 0 1.2mm; text-align: justify; orphans: 2; widows: 2 } .c, .head p { text-align: center; text-indent: 0 } .in { text-indent: 10mm }
        .head { display: grid; grid-template-columns: 63mm 1fr; column-gap: 3mm; margin-bottom: 5mm } .head p { margin: 0 } .head .no { margin-top: 2.5mm }
        .rule::after { content: ""; display: block; height: 0; border-top: .3mm solid #000; margin: .6mm auto 0; width: 40% } .motto.rule::after { width: 54mm } .subject.rule::after { width: 30mm; margin-top: 1.2mm }
        .org { font-size: 12pt } .state { font-size: 12pt; white-space: nowrap; letter-spacing: -.1pt } .motto { font-size: 13pt; white-space: nowrap }
        h1 { font-size: 14pt; text-align: center; margin: 5mm 0 .5mm } h2 { font-size: 13pt; text-align: center; margin: 4mm 0 2mm; break-after: avoid } .subject { margin: 0 8mm 4mm }
        table { border-collapse: collapse; width: 100%; margin: 2mm 0 3mm } thead { display: table-header-group } tr { break-inside: avoid }
        th, td { border: .2mm solid #000; padding: .8mm 2mm; font-size: 12pt; text-align: left; vertical-align: top } th { text-align: center } .n { text-align: right; white-space: nowrap } .sum td { font-weight: bold }
        .sign { display: grid; grid-template-columns: 1fr 1fr; margin-top: 5mm; break-inside: avoid } .small p { font-size: 11pt; text-align: left; margin: 0 } .small .to { font-size: 12pt }
        .gap { height: 22mm } .tail { border-top: .2mm solid #000; margin-top: 3mm; padding-top: 1.5mm; break-inside: avoid } .tail p { font-size: 11pt; margin-bottom: 1mm }
        .check { border: .3mm dashed #000; padding: 2mm 3mm; margin-top: 3mm; break-inside: avoid } .check p { font-size: 11pt; margin: 0 0 .5mm }
        @media screen { html { background: #eef1f0 } body { background: #fff; width: 210mm; max-width: 100%; min-height: 297mm; margin: 0 auto; padding: 20mm 15mm 20mm 30mm } }
        @media screen and (max-width: 50rem) { body { padding: 6mm } .head { grid-template-columns: 1fr; row-gap: 3mm } .state, .motto { white-space: normal } }
        """;

    private readonly StringBuilder _html = new();

    /// <param name="office">Who writes.</param>
    /// <param name="title">The kind of paper, in capitals.</param>
    /// <param name="about">Its subject, beginning with <c>Về việc</c>.</param>
    /// <param name="number">Number and sign; one that begins with a stroke leaves room for the number.</param>
    /// <param name="date">The day of signing; null leaves room for day and month.</param>
    public LetterPage(LetterOffice office, string title, string about, string number, DateOnly? date)
    {
        _html.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html>
            <html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{Encode(title)} {Encode(number)}</title><style>{Css}</style></head><body>
            {Head(office, number, date)}
            <h1>{Encode(title)}</h1><p class="c subject rule"><b>{Encode(about)}</b></p>

            """);
    }

    /// <summary>The head of a paper as markup: office, national heading, number, place and day.</summary>
    internal static string Head(LetterOffice office, string number, DateOnly? date)
    {
        var shown = number.StartsWith('/') ? new string('\u00a0', 10) + number : number;
        var day = date is { } known ? $"ngày {Day(known)}" : $"ngày {new string('\u00a0', 6)} tháng {new string('\u00a0', 6)} năm {new string('\u00a0', 8)}";
        return $"""
            <div class="head"><div><p class="org">ỦY BAN NHÂN DÂN</p><p class="org rule"><b>{Encode(office.Commune.ToUpperInvariant())}</b></p></div>
            <div><p class="state"><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b></p><p class="motto rule"><b>Độc lập - Tự do - Hạnh phúc</b></p></div>
            <p class="no">Số: {Encode(shown)}</p><p class="no"><i>{Encode(Bare(office.Commune))}, {day}</i></p></div>
            """;
    }

    public void Heading(string text) => _html.Append(CultureInfo.InvariantCulture, $"<h2>{Encode(text)}</h2>\n");

    public void Paragraph(string text) => _html.Append(CultureInfo.InvariantCulture, $"<p class=\"in\">{Encode(text)}</p>\n");

    public void Addressee(string text) => _html.Append(CultureInfo.InvariantCulture, $"<p class=\"c\">Kính gửi: {Encode(text)}.</p>\n");

    public void Basis(string text) => _html.Append(CultureInfo.InvariantCulture, $"<p class=\"in\"><i>{Encode(text)}</i></p>\n");

    public void Article(int number, string text) => _html.Append(CultureInfo.InvariantCulture, $"<p class=\"in\"><b>Điều {number}.</b> {Encode(text)}</p>\n");

    /// <param name="heads">The heads of the columns.</param>
    /// <param name="rows">Cells as text, one row each.</param>
    /// <param name="numbers">How many columns from the right hold amounts.</param>
    /// <param name="sum">The last row, where there is one.</param>
    public void Table(IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows, int numbers, IReadOnlyList<string>? sum = null)
    {
        _html.Append("<table><thead><tr>").AppendJoin("", heads.Select(head => $"<th>{Encode(head)}</th>")).Append("</tr></thead><tbody>\n");
        foreach (var row in rows)
        {
            Row(row, "", numbers);
        }

        if (sum is not null)
        {
            Row(sum, " class=\"sum\"", numbers);
        }

        _html.Append("</tbody></table>\n");
    }

    /// <summary>Recipients, signature, the right to complain (Luật Khiếu nại 02/2011/QH13, Điều 9), and what has to be looked at before signing.</summary>
    /// <param name="office">Who signs.</param>
    /// <param name="onBehalf">Whether the chair signs for the committee (<c>TM.</c>) or in their own power.</param>
    /// <param name="recipients">Who receives the paper.</param>
    /// <param name="tail">The closing line.</param>
    /// <param name="check">Notes for whoever signs; none for most papers.</param>
    public string Sign(LetterOffice office, bool onBehalf, IEnumerable<string> recipients, string tail, IReadOnlyList<string> check)
    {
        _html.Append(CultureInfo.InvariantCulture, $"""
            <div class="sign"><div class="small"><p class="to"><b><i>Nơi nhận:</i></b></p>{string.Concat(recipients.Select(one => $"<p>- {Encode(one)};</p>"))}<p>- Lưu: VT.</p></div>
            <div>{(onBehalf ? "<p class=\"c\"><b>TM. ỦY BAN NHÂN DÂN</b></p>" : "")}<p class="c"><b>CHỦ TỊCH</b></p><div class="gap"></div><p class="c"><b>{Encode(office.ChairName)}</b></p></div></div>
            <div class="tail"><p>{Encode(tail)}</p></div>

            """);
        if (check.Count > 0)
        {
            _html.Append("<div class=\"check\"><p><b>Cần đối chiếu trước khi ký</b> (không thuộc nội dung văn bản):</p>").AppendJoin("", check.Select(one => $"<p>- {Encode(one)}</p>")).Append("</div>\n");
        }

        return _html.Append("</body></html>\n").ToString();
    }

    /// <summary>Day and month as official papers write them: two figures below 10, and for months below 3.</summary>
    public static string Day(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Day:00} tháng {MonthNumber(day.Month)} năm {day.Year}");

    public static string Month(BenefitMonth month) => string.Create(CultureInfo.InvariantCulture, $"tháng {MonthNumber(month.Month)} năm {month.Year}");

    /// <summary>The citations of some rows as a legal basis, one line an instrument: laws by their name, an article only where no clause of it stands there too.</summary>
    public static IEnumerable<string> BasisOf(LawPack pack, IEnumerable<string> refs) => refs
        .SelectMany(text => text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        .Select(text => LegalRef.TryParse(text, out var reference) ? reference : null).OfType<LegalRef>().Distinct()
        .GroupBy(reference => (reference.Kind, reference.Number))
        .Select(instrument => $"Căn cứ {Title(pack, instrument.Key.Kind, instrument.Key.Number)}{Places([.. instrument.Where(one => one.Article is not null).Select(one => one.ToString().Split(", ", 2)[1])])};");

    private static string Places(List<string> places) =>
        string.Concat(places.Where(place => !places.Exists(other => other.StartsWith(place + " ", StringComparison.Ordinal))).Select(place => ", " + place));

    private static string Title(LawPack pack, string kind, string number) =>
        kind is "Luật" or "Bộ luật" && pack.Instruments.Find(number) is { } instrument ? $"{instrument.Title.Vi} số {number}" : $"{kind} số {number}";

    /// <summary>A row's sentence with its citation at the end.</summary>
    public static string Cited(string sentence, string reference) => $"{sentence.TrimEnd('.', ' ')} ({reference}).";

    public static string Lower(string text) => text.Length == 0 ? text : char.ToLowerInvariant(text[0]) + text[1..];

    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private void Row(IReadOnlyList<string> cells, string attributes, int numbers) =>
        _html.Append("<tr").Append(attributes).Append('>').AppendJoin("", cells.Select((cell, index) => $"<td{(index >= cells.Count - numbers ? " class=\"n\"" : "")}>{Encode(cell)}</td>")).Append("</tr>\n");

    private static string MonthNumber(int month) => month.ToString(month < 3 ? "00" : "0", CultureInfo.InvariantCulture);

    /// <summary>The name of the place without the kind of unit; a number is not a name.</summary>
    private static string Bare(string commune)
    {
        foreach (var kind in new[] { "Xã ", "Phường ", "Đặc khu " })
        {
            if (commune.StartsWith(kind, StringComparison.Ordinal) && !char.IsAsciiDigit(commune[kind.Length]))
            {
                return commune[kind.Length..];
            }
        }

        return commune;
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
