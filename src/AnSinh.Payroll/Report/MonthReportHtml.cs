using System.Globalization;
using System.Net;
using System.Text;
using AnSinh.Law;
using AnSinh.Payroll.Runs;
using AnSinh.Registry;
using AnSinh.Storage;

namespace AnSinh.Payroll.Report;

/// <summary>The month report as one A4 page or two for print: totals, bridge, arrears, what is weakly attested, and the digest that freezes the content.</summary>
public static class MonthReportHtml
{
    internal const string Css = """
        @page { size: A4; margin: 20mm 15mm 20mm 25mm }
        * { box-sizing: border-box }
        body { font: 12pt/1.3 "Times New Roman", "Liberation Serif", "Tinos", serif; color: #000; margin: 0 }
        .head { display: grid; grid-template-columns: 60mm 1fr; text-align: center; column-gap: 3mm } .head p, h1 { margin: 0 } .head b { white-space: nowrap }
        .rule::after { content: ""; display: block; border-top: .3mm solid #000; margin: .6mm auto 0; width: 40% } .motto::after { width: 52mm }
        h1 { font-size: 14pt; text-align: center; margin: 6mm 0 1mm } h2 { font-size: 12pt; margin: 4.5mm 0 1.5mm; break-after: avoid } .sub { text-align: center; margin: 0 0 3mm }
        table { border-collapse: collapse; width: 100%; font-size: 10.5pt } tr { break-inside: avoid } thead { display: table-header-group } tfoot { display: table-row-group }
        th, td { border: .2mm solid #000; padding: .6mm 1.6mm; text-align: left; vertical-align: top } th { text-align: center; white-space: nowrap } td.w { white-space: nowrap } .n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums } tr.sum td, tfoot td { font-weight: bold }
        .digest { font: 8.5pt/1.4 "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; margin: 3mm 0 } .sign { display: grid; grid-template-columns: 1fr 1fr; text-align: center; margin-top: 6mm; break-inside: avoid } .gap { height: 22mm }
        @media screen { html { background: #eef1f0 } body { background: #fff; width: 210mm; max-width: 100%; min-height: 297mm; margin: 0 auto; padding: 20mm 15mm 20mm 25mm } }
        """;

    public static string Write(MonthReport report)
    {
        var run = report.Run;
        var place = PlaceDirectory.VietNam.Find(run.Area)?.Name ?? run.Area.Value;
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html>
            <html lang="vi"><head><meta charset="utf-8"><title>Báo cáo chi trả tháng {Month(run.Month)} – {Text(place)}</title><style>{Css}</style></head><body>
            <div class="head"><div><p>ỦY BAN NHÂN DÂN</p><p class="rule"><b>{Text(place.ToUpperInvariant())}</b></p></div>
            <div><p><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b></p><p class="rule motto"><b>Độc lập - Tự do - Hạnh phúc</b></p></div></div>
            <h1>BÁO CÁO CHI TRẢ THÁNG {Month(run.Month)}</h1>
            <p class="sub">Chốt ngày {Day(run.CutOff)}. {report.People} người, {report.Benefits.Sum(total => total.RegularLines + total.ArrearsLines)} dòng. Kỳ {run.State.Vi()}.</p>

            """);
        Totals(html, "Theo chế độ", "Chế độ", report.Benefits);
        Totals(html, "Theo nguồn kinh phí", "Nguồn", report.Funds);
        Bridge(html, report.Bridge);
        if (report.Arrears.Count > 0)
        {
            Table(html, "Truy lĩnh theo tháng", ["Tháng", "Lý do", "Dòng", "Số tiền (đồng)"], numbers: 2,
                report.Arrears.GroupBy(one => (one.Month, Reason: Causes(one.Reason)))
                    .Select(group => new[] { Month(group.Key.Month), group.Key.Reason, $"{group.Sum(one => one.Lines)}", $"{Vnd.Sum(group.Select(one => one.Amount))}" }),
                ["Cộng", "", $"{report.Arrears.Sum(one => one.Lines)}", $"{report.Bridge.Arrears.Amount}"]);
        }

        if (report.ReceivableCount > 0)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p>Phải thu mới: {report.ReceivableCount} khoản, {report.Receivables} đồng. Không bù trừ vào khoản chi nào.</p>\n");
        }

        if (report.Weak.Count > 0)
        {
            Table(html, "Căn cứ dưới mức đã kiểm chứng, người duyệt chấp nhận từng mục", ["Mục", "Mức tin cậy", "Dòng", "Số tiền (đồng)"], numbers: 2,
                report.Weak.Select(one => new[] { report.WeakNames[one.Id], one.Grade.Say(vietnamese: true), $"{one.Lines}", $"{one.Amount}" }));
        }

        Table(html, "Các bước", ["Bước", "Người thực hiện", "Lúc (giờ Việt Nam)", "Ghi chú"], numbers: 0, report.Steps.Select(step => new[] { StepName(step.Step), step.Actor, Moment(step.RecordedAt), step.Reason }));
        html.Append(CultureInfo.InvariantCulture, $"""
            <p class="digest">Mã kỳ {run.Id}<br>SHA-256 nội dung {run.Digest}<br>Bộ luật {run.LawPack}{(report.Sealed is { } digest ? $"<br>Niêm phong nhật ký {digest}" : "")}</p>
            <div class="sign"><div><b>NGƯỜI LẬP</b><br><i>(Ký, ghi rõ họ tên)</i><div class="gap"></div></div><div><b>CHỦ TỊCH</b><br><i>(Ký, đóng dấu, ghi rõ họ tên)</i><div class="gap"></div></div></div>
            </body></html>

            """);
        return html.ToString();
    }

    private static void Totals(StringBuilder html, string title, string first, IReadOnlyList<ReportTotal> totals)
    {
        html.Append(CultureInfo.InvariantCulture, $"<h2>{title}</h2>\n<table><thead><tr><th>{first}</th><th class=\"n\">Dòng</th><th class=\"n\">Thường xuyên</th><th class=\"n\">Truy lĩnh</th><th class=\"n\">Cộng (đồng)</th></tr></thead><tbody>\n");
        foreach (var total in totals)
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(total.Name.Vi)}</td><td class=\"n\">{total.RegularLines + total.ArrearsLines}</td><td class=\"n\">{total.Regular}</td><td class=\"n\">{total.Arrears}</td><td class=\"n\">{total.Total}</td></tr>\n");
        }

        html.Append(CultureInfo.InvariantCulture, $"</tbody><tfoot><tr><td>Cộng</td><td class=\"n\"></td><td class=\"n\">{Vnd.Sum(totals.Select(total => total.Regular))}</td><td class=\"n\">{Vnd.Sum(totals.Select(total => total.Arrears))}</td><td class=\"n\">{Vnd.Sum(totals.Select(total => total.Total))}</td></tr></tfoot></table>\n");
    }

    private static void Bridge(StringBuilder html, MonthBridge bridge)
    {
        var steps = bridge.Steps.ToDictionary(step => step.Name, step => step.Value, StringComparer.Ordinal);
        string[] Row(string name, string text, string sign) => [text, sign.Length == 0 ? "" : $"{steps[name].Count}", sign.Length == 0 ? $"{steps[name].Amount}" : Signed(sign, steps[name].Amount)];
        Table(
            html, "Từ tháng trước đến tháng này", ["Bước", "Số lượng", "Số tiền (đồng)"], numbers: 2,
            [
                Row("before", "Thường xuyên tháng trước", ""),
                Row("new", "Mới hưởng", "+"),
                Row("movedIn", "Chuyển đến từ địa bàn khác", "+"),
                Row("raised", "Tăng mức", "+"),
                Row("lowered", "Giảm mức", "−"),
                Row("stopped", "Thôi hưởng hoặc tạm dừng", "−"),
                Row("movedOut", "Chuyển đi địa bàn khác", "−"),
                Row("regular", "Thường xuyên tháng này", ""),
                Row("arrears", "Truy lĩnh", "+"),
                Row("cameBack", "Khoản chi bị trả về, chi lại", "+"),
                Row("recovered", "Giữ lại từ khoản bị trả về vì không được hưởng", "−"),
            ],
            ["Phải chi", "", $"{bridge.Ordered}"]);
    }

    private static string Signed(string sign, Vnd amount) => amount == Vnd.Zero ? "0" : $"{sign}{amount}";

    private static void Table(StringBuilder html, string title, string[] heads, int numbers, IEnumerable<string[]> rows, string[]? sum = null)
    {
        html.Append(CultureInfo.InvariantCulture, $"<h2>{title}</h2>\n<table><thead><tr>{string.Concat(heads.Select(head => $"<th>{head}</th>"))}</tr></thead><tbody>\n");
        foreach (var row in sum is null ? rows : rows.Append(sum))
        {
            html.Append(row == sum ? "<tr class=\"sum\">" : "<tr>").AppendJoin("", row.Select((cell, index) => $"<td{(index >= row.Length - numbers ? " class=\"n\"" : index > 0 && cell.Length < 40 ? " class=\"w\"" : "")}>{Text(cell)}</td>")).Append("</tr>\n");
        }

        html.Append("</tbody></table>\n");
    }

    private static string StepName(string step) => step switch
    {
        "run" => "Lập danh sách",
        "check" => "Kiểm tra",
        "approve" => "Duyệt",
        "order" => "Lập lệnh chi",
        "settle" => "Đối chiếu kết quả chi",
        "close" => "Khóa kỳ",
        "cancel" => "Hủy kỳ",
        "endorse" => "Duyệt lần thứ nhất",
        "return" => "Trả lại để sửa",
        "recovered" => "Thu hồi khoản phải thu",
        "written_off" => "Xóa khoản phải thu",
        _ => step,
    };

    /// <summary>A recorded moment (UTC, ISO 8601) as a clock in Viet Nam showed it.</summary>
    private static string Moment(string recorded) => DateTimeOffset.TryParse(recorded, CultureInfo.InvariantCulture, out var moment)
        ? moment.ToOffset(VietNamClock.Offset).ToString("HH:mm dd/MM/yyyy", CultureInfo.InvariantCulture)
        : recorded;

    /// <summary>The causes of arrears without the point of a decree: what a month is summed by.</summary>
    private static string Causes(string code) => string.Join("; ", Reason(code).Split("; ").Select(part => part.StartsWith("luật mới", StringComparison.Ordinal) ? part.Split(", ")[0] : part).Distinct());

    /// <summary>The reason of arrears in words.</summary>
    public static string Reason(string code) => string.Join("; ", code.Split(", law: ") switch
    {
        var parts => parts.Select((part, index) => index == 0 ? First(part) : $"luật mới: {part}"),
    });

    private static string First(string code) => code switch
    {
        "register" => "quyết định hoặc dữ liệu ghi nhận muộn",
        "books" => "địa bàn khác đã chi cho tháng này",
        "takeover" => "tháng tiếp quản",
        "pack" => "bộ luật được sửa",
        _ => code.StartsWith("law: ", StringComparison.Ordinal) ? $"luật mới: {code["law: ".Length..]}" : code,
    };

    private static string Month(BenefitMonth month) => string.Create(CultureInfo.InvariantCulture, $"{month.Month:00}/{month.Year}");
    private static string Day(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
