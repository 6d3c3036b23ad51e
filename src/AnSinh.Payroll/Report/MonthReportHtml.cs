using System.Globalization;
using System.Net;
using System.Text;
using AnSinh.Law;
using AnSinh.Payroll.Runs;
using AnSinh.Registry;

namespace AnSinh.Payroll.Report;

/// <summary>The month report as one A4 page or two for print: totals, bridge, arrears, what is weakly attested, and the digest that freezes the content.</summary>
public static class MonthReportHtml
{
    private const string Css = """
        @page { size: A4; margin: 20mm 15mm 20mm 25mm }
        body { font: 12pt/1.35 "Times New Roman", serif; color: #000; max-width: 170mm; margin: 0 auto }
        .head { display: grid; grid-template-columns: 2fr 3fr; text-align: center; gap: 4mm }
        .head p, h1, h2 { margin: 0 } h1 { font-size: 15pt; text-align: center; margin: 8mm 0 1mm } h2 { font-size: 12pt; margin: 6mm 0 2mm }
        .sub { text-align: center; margin: 0 0 4mm } .u { border-bottom: 1px solid #000; padding-bottom: 1px }
        table { border-collapse: collapse; width: 100%; font-size: 11pt; page-break-inside: auto } tr { page-break-inside: avoid } thead { display: table-header-group }
        th, td { border: 1px solid #000; padding: 1mm 2mm; text-align: left; vertical-align: top } .n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums }
        tfoot td, .sum td { font-weight: bold } .digest { font: 9pt monospace; overflow-wrap: anywhere } .sign { display: grid; grid-template-columns: 1fr 1fr; text-align: center; margin-top: 10mm; page-break-inside: avoid }
        .gap { height: 22mm }
        """;

    public static string Write(MonthReport report)
    {
        var run = report.Run;
        var place = PlaceDirectory.VietNam.Find(run.Area)?.Name ?? run.Area.Value;
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html>
            <html lang="vi"><head><meta charset="utf-8"><title>Báo cáo chi trả tháng {Month(run.Month)} – {Text(place)}</title><style>{Css}</style></head><body>
            <div class="head"><div><p>ỦY BAN NHÂN DÂN</p><p><b class="u">{Text(place.ToUpperInvariant())}</b></p></div>
            <div><p><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b></p><p><b class="u">Độc lập - Tự do - Hạnh phúc</b></p></div></div>
            <h1>BÁO CÁO CHI TRẢ THÁNG {Month(run.Month)}</h1>
            <p class="sub">Chốt ngày {Day(run.CutOff)}. {report.People} người, {report.Benefits.Sum(total => total.RegularLines + total.ArrearsLines)} dòng. Kỳ {run.State.Vi()}.</p>

            """);
        Totals(html, "Theo chế độ", "Chế độ", report.Benefits);
        Totals(html, "Theo nguồn kinh phí", "Nguồn", report.Funds);
        Bridge(html, report.Bridge);
        if (report.Arrears.Count > 0)
        {
            Table(html, "Truy lĩnh theo tháng", ["Tháng", "Lý do", "Dòng", "Số tiền (đồng)"],
                report.Arrears.Select(one => new[] { Month(one.Month), Reason(one.Reason), $"{one.Lines}", $"{one.Amount}" }));
        }

        if (report.ReceivableCount > 0)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p>Phải thu mới: {report.ReceivableCount} khoản, {report.Receivables} đồng. Không bù trừ vào khoản chi nào.</p>\n");
        }

        if (report.Weak.Count > 0)
        {
            Table(html, "Căn cứ dưới mức đã kiểm chứng, người duyệt chấp nhận từng mục", ["Mục", "Mức", "Dòng", "Số tiền (đồng)"],
                report.Weak.Select(one => new[] { one.Id, one.Grade.Code(), $"{one.Lines}", $"{one.Amount}" }));
        }

        Table(html, "Các bước", ["Bước", "Người", "Lúc (UTC)", "Ghi chú"], report.Steps.Select(step => new[] { step.Step, step.Actor, step.RecordedAt, step.Reason }));
        html.Append(CultureInfo.InvariantCulture, $"""
            <p class="digest">Mã kỳ {run.Id}<br>SHA-256 nội dung {run.Digest}<br>Bộ luật {run.LawPack}</p>
            <div class="sign"><div><b>NGƯỜI LẬP</b><div class="gap"></div></div><div><b>CHỦ TỊCH</b><div class="gap"></div></div></div>
            </body></html>

            """);
        return html.ToString();
    }

    private static void Totals(StringBuilder html, string title, string first, IReadOnlyList<ReportTotal> totals)
    {
        html.Append(CultureInfo.InvariantCulture, $"<h2>{title}</h2>\n<table><thead><tr><th>{first}</th><th class=\"n\">Dòng</th><th class=\"n\">Thường xuyên</th><th class=\"n\">Truy lĩnh</th><th class=\"n\">Cộng (đồng)</th></tr></thead><tbody>\n");
        foreach (var total in totals)
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(total.Name)}</td><td class=\"n\">{total.RegularLines + total.ArrearsLines}</td><td class=\"n\">{total.Regular}</td><td class=\"n\">{total.Arrears}</td><td class=\"n\">{total.Total}</td></tr>\n");
        }

        html.Append(CultureInfo.InvariantCulture, $"</tbody><tfoot><tr><td>Cộng</td><td class=\"n\"></td><td class=\"n\">{Vnd.Sum(totals.Select(total => total.Regular))}</td><td class=\"n\">{Vnd.Sum(totals.Select(total => total.Arrears))}</td><td class=\"n\">{Vnd.Sum(totals.Select(total => total.Total))}</td></tr></tfoot></table>\n");
    }

    private static void Bridge(StringBuilder html, MonthBridge bridge) => Table(
        html, "Từ tháng trước đến tháng này", ["Bước", "Tính từ", "Số tiền (đồng)"],
        [
            ["Thường xuyên tháng trước", "", $"{bridge.Before}"],
            ["Mới hưởng", $"{bridge.NewAwards} quyết định", $"+{bridge.New}"],
            ["Tăng mức", $"{bridge.RaisedAwards} quyết định", $"+{bridge.Raised}"],
            ["Giảm mức", $"{bridge.LoweredAwards} quyết định", $"−{bridge.Lowered}"],
            ["Thôi hưởng hoặc tạm dừng", $"{bridge.StoppedAwards} quyết định", $"−{bridge.Stopped}"],
            ["Thường xuyên tháng này", "", $"{bridge.Regular}"],
            ["Truy lĩnh", "", $"+{bridge.Arrears}"],
            ["Chi lại khoản bị trả về", "", $"+{bridge.SentAgain}"],
            ["Phải chi", "", $"{bridge.Ordered}"],
        ]);

    private static void Table(StringBuilder html, string title, string[] heads, IEnumerable<string[]> rows)
    {
        html.Append(CultureInfo.InvariantCulture, $"<h2>{title}</h2>\n<table><thead><tr>{string.Concat(heads.Select(head => $"<th>{head}</th>"))}</tr></thead><tbody>\n");
        foreach (var row in rows)
        {
            html.Append("<tr>").AppendJoin("", row.Select((cell, index) => $"<td{(index == row.Length - 1 && heads[index].Contains("đồng", StringComparison.Ordinal) ? " class=\"n\"" : "")}>{Text(cell)}</td>")).Append("</tr>\n");
        }

        html.Append("</tbody></table>\n");
    }

    /// <summary>The reason of arrears in words.</summary>
    public static string Reason(string code) => string.Join("; ", code.Split(", law: ") switch
    {
        var parts => parts.Select((part, index) => index == 0 ? First(part) : $"luật mới: {part}"),
    });

    private static string First(string code) => code switch
    {
        "register" => "quyết định hoặc dữ liệu ghi nhận muộn",
        "takeover" => "tháng tiếp quản",
        "pack" => "bộ luật được sửa",
        _ => code.StartsWith("law: ", StringComparison.Ordinal) ? $"luật mới: {code["law: ".Length..]}" : code,
    };

    private static string Month(BenefitMonth month) => string.Create(CultureInfo.InvariantCulture, $"{month.Month:00}/{month.Year}");
    private static string Day(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
