using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Simulation.Sweep;

/// <summary>Writes the work list of one commune as CSV (safe to open in a spreadsheet) and as HTML for print. The list is internal: it is never posted.</summary>
public sealed class SweepFiles(LawPack pack, BenefitMonth month, DateOnly knownAt, bool vietnamese, string? notice = null)
{
    private static readonly HtmlEncoder Html5 = HtmlEncoder.Create(UnicodeRanges.All);

    public static readonly JsonWriterOptions Json = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Both files of a commune: name and text.</summary>
    public IReadOnlyList<(string Name, string Text)> Of(PlaceCode commune, IReadOnlyList<SweepEntry> entries) =>
        [($"{month}-{commune}.csv", Csv(entries)), ($"{month}-{commune}.html", Html(commune, entries))];

    public string Csv(IReadOnlyList<SweepEntry> entries)
    {
        var text = new StringBuilder("kind,household,person,name,born,benefits,amount,text,facts,ref\r\n");
        foreach (var entry in entries)
        {
            text.AppendJoin(',', Cells(entry).Select(Safe)).Append("\r\n");
        }

        return text.ToString();
    }

    private string[] Cells(SweepEntry entry) =>
    [
        entry.Kind.Code(), entry.Household.Value, entry.Person.Value, entry.Name, entry.Born.ToString(), string.Join(' ', entry.Benefits),
        entry.Amount.Amount.ToString(CultureInfo.InvariantCulture), Texts(entry), string.Join(' ', entry.Facts), entry.Ref,
    ];

    private string Texts(SweepEntry entry) => string.Join("; ", entry.Texts.Select(text => text.In(vietnamese)));

    /// <summary>A cell that a spreadsheet would run as a formula gets a leading apostrophe.</summary>
    private static string Safe(string cell)
    {
        var plain = cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + cell : cell;
        return plain.AsSpan().ContainsAny("\",\r\n") ? $"\"{plain.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : plain;
    }

    private string Html(PlaceCode commune, IReadOnlyList<SweepEntry> entries)
    {
        var place = PlaceDirectory.VietNam.Find(commune)?.Name ?? commune.Value;
        var title = Say($"Danh sách việc cần làm tháng {month}", $"Work list for {month}");
        var text = new StringBuilder($$"""
            <!doctype html>
            <html lang="{{Say("vi", "en")}}"><head><meta charset="utf-8"><title>{{Encode(title)}} - {{Encode(place)}}</title>
            <style>
            @page { size: A4 landscape; margin: 14mm } body { font: 13px/1.45 "Be Vietnam Pro", system-ui, sans-serif; color: #1c1917; max-width: 1100px; margin: 2rem auto; padding: 0 1rem }
            h1 { font-size: 1.4rem; margin: 0 } h2 { font-size: 1.05rem; margin: 1.6rem 0 .4rem; break-after: avoid } .muted { color: #57534e }
            table { border-collapse: collapse; width: 100% } th, td { text-align: left; vertical-align: top; padding: .3rem .5rem; border-bottom: 1px solid #d6d3d1 } td.n { text-align: right; white-space: nowrap } tr { break-inside: avoid }
            thead { display: table-header-group } .box { width: 1.1em; height: 1.1em; border: 1.5px solid #78716c; display: inline-block; border-radius: 2px }
            </style></head><body>
            <h1>{{Encode(title)}}</h1><p class="muted">{{Encode(place)}} ({{commune}}) · {{Say("theo dữ liệu và pháp luật biết đến", "by the data and law known on")}} {{knownAt:yyyy-MM-dd}} · {{Say("nội bộ, không niêm yết", "internal, not to be posted")}}</p>

            """.ReplaceLineEndings("\n"));
        if (notice is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"<p><strong>{Encode(notice)}</strong></p>\n");
        }

        foreach (var kind in Enum.GetValues<SweepKind>())
        {
            var rows = entries.Where(entry => entry.Kind == kind).ToList();
            text.Append(CultureInfo.InvariantCulture, $"<h2>{Encode(Heading(kind).In(vietnamese))} ({rows.Count})</h2>\n");
            if (rows.Count > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"<table><thead><tr><th></th><th>{Say("Hộ", "Household")}</th><th>{Say("Họ tên", "Name")}</th><th>{Say("Sinh", "Born")}</th><th>{Say("Chính sách", "Benefit")}</th><th>{Say("Số tiền", "Amount")}</th><th>{Say("Câu hỏi, lý do", "Question, reason")}</th></tr></thead><tbody>\n");
                foreach (var entry in rows)
                {
                    var benefits = string.Join("; ", entry.Benefits.Select(benefit => pack.Benefits.Find(benefit)?.Name.In(vietnamese) ?? benefit.Value));
                    var reason = entry.Ref.Length == 0 ? Texts(entry) : $"{Texts(entry)} ({entry.Ref})";
                    text.Append(CultureInfo.InvariantCulture, $"<tr><td><span class=\"box\"></span></td><td>{Encode(entry.Household.Value)}</td><td>{Encode(entry.Name)}</td><td>{entry.Born}</td><td>{Encode(benefits)}</td><td class=\"n\">{(entry.Amount == Vnd.Zero ? "" : entry.Amount.ToString())}</td><td>{Encode(reason)}</td></tr>\n");
                }

                text.Append("</tbody></table>\n");
            }
        }

        return text.Append("</body></html>\n").ToString();
    }

    public static Bilingual Heading(SweepKind kind) => kind switch
    {
        SweepKind.NotServed => new("Đủ điều kiện mà chưa được hưởng", "Entitled and not served"),
        SweepKind.MayBe => new("Có thể đủ điều kiện: cần hỏi", "May be entitled: ask"),
        SweepKind.NoLongerEntitled => new("Đang có quyết định mà không còn đủ điều kiện", "Served and no longer entitled"),
        SweepKind.Soon => new("Sắp thay đổi", "Changing soon"),
        _ => new("Pháp luật chưa trả lời được: cần người quyết định", "The law pack gives no answer: somebody must decide"),
    };

    /// <summary>One entry as an object of <c>sweep --json</c>.</summary>
    public static void WriteJson(Utf8JsonWriter json, SweepEntry entry, bool vietnamese)
    {
        json.WriteStartObject();
        json.WriteString("kind", entry.Kind.Code());
        json.WriteString("place", entry.Place.Value);
        json.WriteString("household", entry.Household.Value);
        json.WriteString("person", entry.Person.Value);
        json.WriteString("name", entry.Name);
        json.WriteString("born", entry.Born.ToString());
        json.WriteStartArray("benefits");
        foreach (var benefit in entry.Benefits)
        {
            json.WriteStringValue(benefit.Value);
        }

        json.WriteEndArray();
        json.WriteNumber("amount", entry.Amount.Amount);
        json.WriteString("text", string.Join("; ", entry.Texts.Select(text => text.In(vietnamese))));
        json.WriteStartArray("facts");
        foreach (var fact in entry.Facts)
        {
            json.WriteStringValue(fact);
        }

        json.WriteEndArray();
        json.WriteString("ref", entry.Ref);
        json.WriteEndObject();
    }

    private string Say(string vi, string en) => vietnamese ? vi : en;

    private static string Encode(string text) => Html5.Encode(text);
}
