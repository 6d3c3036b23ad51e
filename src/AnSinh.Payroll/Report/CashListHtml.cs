using System.Globalization;
using System.Net;
using System.Text;
using AnSinh.Law;
using AnSinh.Payroll.Runs;
using AnSinh.Registry;

namespace AnSinh.Payroll.Report;

/// <summary>The cash list as pages for print: who collects how much, with room for the signature of who received it.</summary>
internal static class CashListHtml
{
    private const string Css = """
        .list th, .list td { font-size: 11pt; vertical-align: middle } .list td { height: 9mm } .list .sig { width: 38mm } .list .ref { font: 8.5pt/1.2 "DejaVu Sans Mono", monospace; overflow-wrap: anywhere }
        """;

    /// <param name="run">The run.</param>
    /// <param name="payments">Reference, name and amount of each payment, in the order of the list.</param>
    public static string Write(PayrollRun run, IReadOnlyList<(string Reference, string Name, Vnd Amount)> payments)
    {
        var place = PlaceDirectory.VietNam.Find(run.Area)?.Name ?? run.Area.Value;
        var month = string.Create(CultureInfo.InvariantCulture, $"{run.Month.Month}/{run.Month.Year}");
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html>
            <html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Danh sách chi trả tiền mặt tháng {month} – {Encode(place)}</title><style>{MonthReportHtml.Css}{Css}</style></head><body>
            <div class="head"><div><p>ỦY BAN NHÂN DÂN</p><p class="rule"><b>{Encode(place.ToUpperInvariant())}</b></p></div>
            <div><p><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b></p><p class="rule motto"><b>Độc lập - Tự do - Hạnh phúc</b></p></div></div>
            <h1>DANH SÁCH CHI TRẢ TIỀN MẶT THÁNG {month}</h1><p class="sub">{payments.Count} người nhận, {Vnd.Sum(payments.Select(payment => payment.Amount))} đồng.</p>
            <table class="list"><thead><tr><th>STT</th><th>Họ và tên người nhận</th><th>Số tham chiếu</th><th>Số tiền (đồng)</th><th class="sig">Ngày nhận, ký nhận</th></tr></thead><tbody>

            """);
        foreach (var (index, payment) in payments.Index())
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td class=\"n\">{index + 1}</td><td>{Encode(payment.Name)}</td><td class=\"ref\">{Encode(payment.Reference)}</td><td class=\"n\">{payment.Amount}</td><td></td></tr>\n");
        }

        return html.Append(CultureInfo.InvariantCulture, $"""
            </tbody><tfoot><tr><td></td><td>Cộng</td><td></td><td class="n">{Vnd.Sum(payments.Select(payment => payment.Amount))}</td><td></td></tr></tfoot></table>
            <div class="sign"><div><b>NGƯỜI CHI TRẢ</b><br><i>(Ký, ghi rõ họ tên)</i><div class="gap"></div></div><div><b>CHỦ TỊCH</b><br><i>(Ký, đóng dấu, ghi rõ họ tên)</i><div class="gap"></div></div></div>
            </body></html>

            """).ToString();
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
