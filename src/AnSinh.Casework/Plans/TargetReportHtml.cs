using System.Globalization;
using System.Net;
using System.Text;
using AnSinh.Law;

namespace AnSinh.Casework.Plans;

/// <summary>The report on targets as one self-contained page: each target with a picture of where it stands between its baseline and what is wanted, and the tasks of the programme.</summary>
public sealed class TargetReportHtml(bool vietnamese)
{
    private const string Css = """
        :root { --ink: #16201f; --ink-2: #465350; --ink-3: #5c6966; --line: #dfe6e4; --teal: #0b5f5b; --teal-tint: #e9f3f1; --red: #a8281c; --red-tint: #fcf0ed; --sunken: #f5f7f6 }
        @page { size: A4; margin: 15mm } * { box-sizing: border-box }
        body { font: 15px/1.55 "Be Vietnam Pro", system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; color: var(--ink); margin: 0 auto; max-width: 62rem; padding: 1.5rem; overflow-wrap: break-word }
        h1 { font-size: 1.75rem; line-height: 1.3; margin: 0 0 .25rem } h2 { font-size: 1.25rem; margin: 2rem 0 .75rem } p { margin: 0 0 .5rem } .lead { color: var(--ink-2) } .note, .why { color: var(--ink-3); font-size: .875rem }
        .counts { display: flex; flex-wrap: wrap; gap: .5rem 2rem; padding: .75rem 1rem; background: var(--sunken); border-radius: 6px; margin: 1rem 0 } .counts b { font-size: 1.25rem; display: block; line-height: 1.3 }
        article { display: grid; grid-template-columns: minmax(0, 1fr) 19rem; gap: .25rem 1.5rem; border-top: 1px solid var(--line); padding: 1rem 0; break-inside: avoid } h3 { font-size: 1.0625rem; line-height: 1.35; margin: 0 0 .25rem }
        .chip { display: inline-block; font-size: .8125rem; font-weight: 600; padding: 0 .5rem; border-radius: 4px; border: 1px solid var(--line); white-space: nowrap } .good { color: var(--teal); background: var(--teal-tint) } .bad { color: var(--red); background: var(--red-tint) }
        svg { width: 100%; height: auto; display: block } svg text { font: 12px "Be Vietnam Pro", system-ui, sans-serif; fill: #16201f } svg .soft { fill: #5c6966 }
        table { border-collapse: collapse; width: 100%; font-size: .875rem } th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line) } th { font-weight: 600 } tr { break-inside: avoid } .n { white-space: nowrap }
        @media (max-width: 48rem) { article { grid-template-columns: minmax(0, 1fr) } .scroll { overflow-x: auto } } @media print { body { padding: 0; max-width: none; font-size: 11pt } }
        """;

    private readonly StringBuilder _html = new();

    public string Write(TargetReport report, string areaName)
    {
        var title = Say($"Chỉ tiêu và nhiệm vụ: {areaName}", $"Targets and tasks: {areaName}");
        _html.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html>
            <html lang="{(vietnamese ? "vi" : "en")}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{Encode(title)}</title><style>{Css}</style></head><body>
            <h1>{Encode(title)}</h1><p class="lead">{Encode(report.Plan.Name.In(vietnamese))}. {Say("Số liệu đến tháng", "Figures to")} {Month(report.Month)}.</p>

            """);
        if (report.Plan.Note is { } note)
        {
            _html.Append(CultureInfo.InvariantCulture, $"<p class=\"note\">{Encode(note.In(vietnamese))}.</p>\n");
        }

        Counts(report);
        _html.Append(CultureInfo.InvariantCulture, $"<h2>{Say("Chỉ tiêu", "Targets")}</h2>\n");
        foreach (var row in report.Targets)
        {
            Article(row, report.Month.Year);
        }

        Tasks(report);
        return _html.Append("</body></html>\n").ToString();
    }

    private void Counts(TargetReport report)
    {
        _html.Append("<div class=\"counts\">");
        foreach (var group in Enum.GetValues<TargetStanding>().Select(standing => (standing, Number: report.Targets.Count(row => row.Standing == standing))).Where(group => group.Number > 0))
        {
            _html.Append(CultureInfo.InvariantCulture, $"<div><b>{group.Number}</b>{Encode(Standing(group.standing))}</div>");
        }

        _html.Append(CultureInfo.InvariantCulture, $"<div><b>{report.Tasks.Count(task => task.State == TaskState.Done)}/{report.Tasks.Count}</b>{Say("nhiệm vụ hoàn thành", "tasks done")}</div></div>\n");
    }

    private void Article(TargetRow row, int year)
    {
        var indicator = row.Target.Indicator;
        var found = row.Found;
        var value = found.Value is { } known ? $"{Number(known)} {Unit(indicator)}" : "";
        var from = found.Tally is { } tally
            ? Say($"{Count(tally.Counted)} trên {Count(tally.Among - tally.Unknown)} từ sổ đăng ký{(tally.Unknown > 0 ? $"; {Count(tally.Unknown)} chưa rõ" : "")}", $"{Count(tally.Counted)} of {Count(tally.Among - tally.Unknown)} in the register{(tally.Unknown > 0 ? $"; {Count(tally.Unknown)} not known" : "")}")
            : found.Entered is { } entered ? Say($"năm {entered.Year}, {entered.Evidence} ({entered.RecordedBy}, {Day(entered.RecordedOn)})", $"{entered.Year}, {entered.Evidence} ({entered.RecordedBy}, {Day(entered.RecordedOn)})")
            : Say("nhập bằng: ansinh report enter", "enter it with: ansinh report enter");
        var way = row.Wanted is { } wanted && wanted != row.Target.Value ? Say($"Lộ trình năm {year}: {Number(wanted)}. ", $"On the way in {year}: {Number(wanted)}. ") : "";
        var grade = row.Target.Grade > EvidenceGrade.Known ? Say(" Nguồn của chỉ tiêu chưa phải văn bản gốc.", " The source of the target is not the original text.") : "";
        _html.Append(CultureInfo.InvariantCulture, $"""
            <article><div><h3>{Encode(indicator.Name.In(vietnamese))}</h3>
            <p><span class="chip {(row.Standing is TargetStanding.Behind ? "bad" : row.Standing is TargetStanding.Reached or TargetStanding.OnTheWay ? "good" : "")}">{Encode(Standing(row.Standing))}</span> <b>{Encode(value)}</b> <span class="note">{Encode(from)}</span></p>
            <p class="why">{Encode(way)}{Encode(indicator.Definition.In(vietnamese))}. {Say("Chịu trách nhiệm", "Responsible")}: {Encode(indicator.Responsible.In(vietnamese))}.{Encode(grade)}</p></div>
            <div>{Picture(row)}</div></article>

            """);
    }

    /// <summary>A line from the lowest to the highest of the figures, with baseline, value and target on it.</summary>
    private string Picture(TargetRow row)
    {
        var target = row.Target;
        var top = target.Indicator.Unit == "%" && target.Value > 20 ? 100 : decimal.Max(target.Value, row.Found.Value ?? 0) * 1.25m;
        var at = (decimal number) => (20 + (260 * decimal.Min(number / top, 1))).ToString("0.#", CultureInfo.InvariantCulture);
        var wantedText = $"{(target.IsBelow ? "< " : "≥ ")}{Number(target.Value)} ({target.Year})";
        var anchor = target.Value > top * 0.6m ? "end" : "start";
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 300 74\" role=\"img\" aria-label=\"{Encode(Alternative(row))}\"><rect x=\"20\" y=\"34\" width=\"260\" height=\"8\" rx=\"2\" fill=\"#e9f3f1\"/>");
        if (row.Found.Value is { } value)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"20\" y=\"34\" width=\"{(260 * decimal.Min(value / top, 1)).ToString("0.#", CultureInfo.InvariantCulture)}\" height=\"8\" rx=\"2\" fill=\"{(row.Standing == TargetStanding.Behind ? "#a8281c" : "#0b5f5b")}\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{at(value)}\" y=\"60\" text-anchor=\"{(value > top * 0.85m ? "end" : value < top * 0.15m ? "start" : "middle")}\">{Encode(Number(value))}</text>");
        }

        if (target.Baseline is { } from)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{at(from.Value)} 30v16\" stroke=\"#5c6966\" stroke-width=\"1.5\" stroke-dasharray=\"2 2\"/><text class=\"soft\" x=\"{at(from.Value)}\" y=\"72\" text-anchor=\"middle\">{Encode(Number(from.Value))} ({from.Year})</text>");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{at(target.Value)} 26v20\" stroke=\"#16201f\" stroke-width=\"2\"/><text x=\"{at(target.Value)}\" y=\"20\" text-anchor=\"{anchor}\">{Encode(wantedText)}</text></svg>");
        return svg.ToString();
    }

    private string Alternative(TargetRow row) => Say(
        $"Giá trị {(row.Found.Value is { } value ? Number(value) : "chưa có")}, chỉ tiêu {(row.Target.IsBelow ? "dưới" : "từ")} {Number(row.Target.Value)} vào năm {row.Target.Year}",
        $"Value {(row.Found.Value is { } known ? Number(known) : "unknown")}, target {(row.Target.IsBelow ? "below" : "at least")} {Number(row.Target.Value)} in {row.Target.Year}");

    private void Tasks(TargetReport report)
    {
        _html.Append(CultureInfo.InvariantCulture, $"""
            <h2>{Say("Nhiệm vụ của chương trình", "Tasks of the programme")}</h2>
            <p class="note">{Say("Chỉ các nhiệm vụ có trong nguồn đã đọc; phụ lục đầy đủ của nghị quyết chưa tìm được.", "Only tasks that a source read names; the full annex of the resolution was not found.")}</p>
            <div class="scroll"><table><thead><tr><th>{Say("Nhiệm vụ", "Task")}</th><th>{Say("Chủ trì", "Lead")}</th><th>{Say("Hạn", "Due")}</th><th>{Say("Tình trạng", "State")}</th><th>{Say("Kết quả, căn cứ", "Result, evidence")}</th></tr></thead><tbody>

            """);
        foreach (var row in report.Tasks)
        {
            _html.Append(CultureInfo.InvariantCulture, $"<tr><td>{Encode(row.Task.Name.In(vietnamese))}<br><span class=\"note\">{row.Task.Group.Number}. {Encode(row.Task.Group.Name.In(vietnamese))}</span></td><td>{Encode(row.Task.Lead.In(vietnamese))}</td><td class=\"n\">{(row.Task.Due is { } due ? Month(due) : "–")}</td><td class=\"n\"><span class=\"chip {(row.IsLate ? "bad" : row.State == TaskState.Done ? "good" : "")}\">{Encode(State(row))}</span></td><td>{Encode(row.Evidence)}</td></tr>\n");
        }

        _html.Append("</tbody></table></div>\n");
    }

    public string Standing(TargetStanding standing) => standing switch
    {
        TargetStanding.Reached => Say("đã đạt", "reached"),
        TargetStanding.OnTheWay => Say("đúng lộ trình", "on the way"),
        TargetStanding.Behind => Say("chậm lộ trình", "behind"),
        TargetStanding.NoValue => Say("chưa có số liệu", "no figure yet"),
        _ => Say("chưa đạt, không có lộ trình", "not reached, no way stated"),
    };

    public string State(TaskRow row) => (row.State, row.IsLate) switch
    {
        (TaskState.Done, _) => Say("hoàn thành", "done"),
        (TaskState.Unknown, _) => Say("chưa rõ", "not known"),
        (_, true) => Say("quá hạn", "late"),
        (TaskState.Running, _) => Say("đang làm", "running"),
        _ => Say("chưa làm", "not started"),
    };

    private string Unit(Indicator indicator) => indicator.Unit switch { "units" => Say("căn", "units"), var unit => unit };

    private string Number(decimal value)
    {
        var text = value.ToString(value == decimal.Truncate(value) ? "#,##0" : "#,##0.0", CultureInfo.InvariantCulture);
        return vietnamese ? text.Replace(',', ' ').Replace('.', ',').Replace(' ', '.') : text;
    }

    private string Count(long number) => Number(number);

    private string Month(BenefitMonth month) => vietnamese ? string.Create(CultureInfo.InvariantCulture, $"{month.Month}/{month.Year}") : month.ToString();

    private string Day(DateOnly day) => day.ToString(vietnamese ? "dd/MM/yyyy" : "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    private string Say(string vi, string en) => vietnamese ? vi : en;
}
