using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AnSinh.Law;

namespace AnSinh.Simulation.Sweep;

/// <summary>Writes the work list of one commune as CSV (safe to open in a spreadsheet) and as HTML for print. The list is internal: it is never posted.</summary>
public sealed class SweepFiles(LawPack pack, BenefitMonth month, DateOnly knownAt, bool vietnamese, string? notice = null)
{
    public static readonly JsonWriterOptions Json = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Both files of a commune: name and text.</summary>
    public IReadOnlyList<(string Name, string Text)> Of(PlaceCode commune, IReadOnlyList<SweepEntry> entries) =>
        [($"{month}-{commune}.csv", Csv(entries)), ($"{month}-{commune}.html", new SweepPage(pack, month, knownAt, vietnamese, notice).Write(commune, entries))];

    public string Csv(IReadOnlyList<SweepEntry> entries)
    {
        var text = new StringBuilder("kind,household,person,name,born,benefits,amount,text,facts,ref\r\n");
        foreach (var entry in entries)
        {
            text.AppendJoin(',', Cells(entry).Select(Safe)).Append("\r\n");
        }

        return text.ToString();
    }

    /// <summary>What changed since an earlier sweep, one change a row.</summary>
    public static string Csv(IReadOnlyList<SweepChange> changes)
    {
        var text = new StringBuilder("change,kind,place,household,person,name,born,benefits,amount,text,facts,ref\r\n");
        foreach (var (what, line) in changes)
        {
            string[] cells = [what, line.Kind, line.Place, line.Household, line.Person, line.Name, line.Born, line.Benefits, line.Amount.ToString(CultureInfo.InvariantCulture), line.Text, line.Facts, line.Ref];
            text.AppendJoin(',', cells.Select(Safe)).Append("\r\n");
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
}
