using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Simulation.Sweep;

/// <summary>The work list of one commune as a page for print: one table a kind, a box to tick in every row. Internal: it is never posted.</summary>
internal sealed class SweepPage(LawPack pack, BenefitMonth month, DateOnly knownAt, bool vietnamese, string? notice)
{
    private const string Css = """
        @page { size: A4 landscape; margin: 12mm 12mm 14mm }
        :root { --ink: #16201f; --ink-2: #465350; --line: #dfe6e4; --line-2: #c2cdca; --teal: #0b5f5b; --red: #a8281c }
        body { font: 13px/1.4 "Be Vietnam Pro", system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; color: var(--ink); max-width: 1160px; margin: 1.5rem auto; padding: 0 1rem }
        h1 { font-size: 1.45rem; line-height: 1.3; margin: 0 } h2 { font-size: 1.05rem; margin: 1.5rem 0 .3rem; break-after: avoid } h2 b { color: var(--teal) } p { margin: .2rem 0 } .muted, small { color: var(--ink-2) }
        .notice { border-left: 3px solid var(--red); padding: .1rem .6rem; font-weight: 600 } ul.sum { display: flex; flex-wrap: wrap; gap: .2rem 1.6rem; list-style: none; margin: .6rem 0 0; padding: 0 } ul.sum b { font-variant-numeric: tabular-nums }
        .wide { overflow-x: auto } table { border-collapse: collapse; width: 100%; table-layout: fixed; min-width: 50rem } th, td { text-align: left; vertical-align: top; padding: .28rem .45rem; border-bottom: 1px solid var(--line) }
        th { font-weight: 600; border-bottom-color: var(--line-2); color: var(--ink-2); white-space: nowrap } .n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums } .d { white-space: nowrap; font-variant-numeric: tabular-nums } tr { break-inside: avoid } thead { display: table-header-group }
        .k { width: 1.8rem } .h { width: 4.9rem } .w { width: 10rem } .b { width: 5.6rem } .p { width: 14rem } .a { width: 5.6rem } .box { width: 1.05em; height: 1.05em; border: 1.5px solid #75827f; display: inline-block; border-radius: 2px }
        @media print { body { font-size: 8.5pt; line-height: 1.25; margin: 0; padding: 0; max-width: none } .wide { overflow: visible } table { min-width: 0 } th, td { padding: .5mm 1mm } .k { width: 6mm } .h { width: 17mm } .w { width: 34mm } .b { width: 18mm } .p { width: 62mm } .a { width: 18mm } }
        """;

    private static readonly HtmlEncoder Html5 = HtmlEncoder.Create(UnicodeRanges.All);

    public string Write(PlaceCode commune, IReadOnlyList<SweepEntry> entries)
    {
        var place = PlaceDirectory.VietNam.Find(commune)?.Name ?? commune.Value;
        var title = Say($"Danh sách việc cần làm tháng {month.Month}/{month.Year}", $"Work list for {month}");
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html>
            <html lang="{Say("vi", "en")}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{Encode(title)} - {Encode(place)}</title><style>{Css}</style></head><body>
            <h1>{Encode(title)}</h1><p class="muted">{Encode(place)} ({commune}) · {Say("theo dữ liệu và pháp luật biết đến", "by the data and law known on")} {Day(knownAt)} · {Say("nội bộ, không niêm yết", "internal, not to be posted")}</p>

            """);
        if (notice is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"<p class=\"notice\">{Encode(notice)}</p>\n");
        }

        var kinds = Enum.GetValues<SweepKind>().Select(kind => (Kind: kind, Rows: entries.Where(entry => entry.Kind == kind).ToList())).ToList();
        text.Append("<ul class=\"sum\">").AppendJoin("", kinds.Select(kind => $"<li><b>{kind.Rows.Count}</b> {Encode(Heading(kind.Kind))}</li>")).Append("</ul>\n");
        foreach (var (kind, rows) in kinds.Where(kind => kind.Rows.Count > 0))
        {
            Section(text, kind, rows);
        }

        if (entries.Count == 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"<p>{Say("Không có việc nào trong tháng này.", "Nothing to do in this month.")}</p>\n");
        }

        return text.Append("</body></html>\n").ToString();
    }

    private void Section(StringBuilder text, SweepKind kind, List<SweepEntry> rows)
    {
        var amounts = rows.Exists(entry => entry.Amount != Vnd.Zero);
        var total = amounts ? $" · {Vnd.Sum(rows.Select(entry => entry.Amount))} {Say("đồng một tháng", "đồng a month")}" : "";
        var reason = kind switch
        {
            SweepKind.MayBe => Say("Câu hỏi", "Question"),
            SweepKind.Soon => Say("Thay đổi", "Change"),
            _ => Say("Lý do, căn cứ", "Reason, citation"),
        };
        text.Append(CultureInfo.InvariantCulture, $"<h2>{Encode(Heading(kind))} <b>({rows.Count})</b>{total}</h2>\n<div class=\"wide\"><table><thead><tr><th class=\"k\"></th><th class=\"h\">{Say("Hộ", "Household")}</th><th class=\"w\">{Say("Họ và tên", "Name")}</th><th class=\"b\">{Say("Sinh", "Born")}</th><th class=\"p\">{Say("Chế độ", "Benefit")}</th>{(amounts ? $"<th class=\"a n\">{Say("Đồng/tháng", "VND/month")}</th>" : "")}<th>{reason}</th></tr></thead><tbody>\n");
        foreach (var entry in rows)
        {
            var benefits = string.Join("; ", entry.Benefits.Select(benefit => pack.Benefits.Find(benefit)?.Name.In(vietnamese) ?? benefit.Value));
            var why = string.Join("; ", entry.Texts.Select(one => one.In(vietnamese)));
            var amount = amounts ? $"<td class=\"n\">{(entry.Amount == Vnd.Zero ? "" : entry.Amount.ToString())}</td>" : "";
            var cited = entry.Ref.Length == 0 ? "" : $" <small>{Encode(entry.Ref)}</small>";
            text.Append(CultureInfo.InvariantCulture, $"<tr><td><span class=\"box\"></span></td><td>{Encode(entry.Household.Value)}</td><td>{Encode(entry.Name)}</td><td class=\"d\">{Born(entry.Born)}</td><td>{Encode(benefits)}</td>{amount}<td>{Encode(why)}{cited}</td></tr>\n");
        }

        text.Append("</tbody></table></div>\n");
    }

    private string Heading(SweepKind kind) => SweepFiles.Heading(kind).In(vietnamese);

    private string Born(BirthDate born) => born.Precision switch
    {
        DatePrecision.Day => Day(born.Earliest),
        DatePrecision.Month when vietnamese => born.Earliest.ToString("MM/yyyy", CultureInfo.InvariantCulture),
        _ => born.ToString(),
    };

    private string Day(DateOnly day) => day.ToString(vietnamese ? "dd/MM/yyyy" : "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string Say(string vi, string en) => vietnamese ? vi : en;

    private static string Encode(string text) => Html5.Encode(text);
}
