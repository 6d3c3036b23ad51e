using AnSinh.Casework.Xlsx;
using AnSinh.Law;

namespace AnSinh.Casework.Plans;

/// <summary>The report on targets as a workbook: one sheet of targets, one of tasks. Shares stand as text with a decimal sign, as sheets hold whole numbers only.</summary>
public static class TargetReportXlsx
{
    public static byte[] Write(TargetReport report, string areaName, bool vietnamese)
    {
        string Say(string vi, string en) => vietnamese ? vi : en;
        string Number(decimal? value) => value is { } known ? known.ToString(System.Globalization.CultureInfo.InvariantCulture).Replace('.', vietnamese ? ',' : '.') : "";
        var words = new TargetReportHtml(vietnamese);
        IReadOnlyList<XlsxValue> Heads(params string[] heads) => [.. heads.Select(head => XlsxValue.Of(head, XlsxStyle.Heading))];
        var targets = new List<IReadOnlyList<XlsxValue>>
        {
            new[] { XlsxValue.Of($"{report.Plan.Name.In(vietnamese)}: {areaName}, {report.Month}", XlsxStyle.Title) },
            Heads(Say("Chỉ tiêu", "Indicator"), Say("Đơn vị", "Unit"), Say("Ban đầu", "Baseline"), Say("Giá trị", "Value"), Say("Năm", "Year"), Say("Nguồn số liệu", "Source"), Say("Lộ trình năm nay", "Wanted this year"), Say("Chỉ tiêu", "Target"), Say("Năm đích", "Target year"), Say("Tình trạng", "Standing"), Say("Chịu trách nhiệm", "Responsible"), Say("Độ tin cậy", "Grade")),
        };
        targets.AddRange(report.Targets.Select(row => (IReadOnlyList<XlsxValue>)
        [
            XlsxValue.Of(row.Target.Indicator.Name.In(vietnamese)), XlsxValue.Of(row.Target.Indicator.Unit), XlsxValue.Of(Number(row.Target.Baseline?.Value)), XlsxValue.Of(Number(row.Found.Value)), XlsxValue.Of(row.Found.Year),
            XlsxValue.Of(row.Found.Tally is { } tally ? Say($"sổ đăng ký: {tally.Counted}/{tally.Among - tally.Unknown}, chưa rõ {tally.Unknown}", $"register: {tally.Counted}/{tally.Among - tally.Unknown}, unknown {tally.Unknown}") : row.Found.Entered?.Evidence ?? ""),
            XlsxValue.Of(Number(row.Wanted)), XlsxValue.Of((row.Target.IsBelow ? "< " : "≥ ") + Number(row.Target.Value)), XlsxValue.Of(row.Target.Year), XlsxValue.Of(words.Standing(row.Standing)),
            XlsxValue.Of(row.Target.Indicator.Responsible.In(vietnamese)), XlsxValue.Of(row.Target.Grade.Code()),
        ]));
        var tasks = new List<IReadOnlyList<XlsxValue>> { Heads(Say("Nhóm", "Group"), Say("Nhiệm vụ", "Task"), Say("Chủ trì", "Lead"), Say("Hạn", "Due"), Say("Tình trạng", "State"), Say("Kết quả, căn cứ", "Result, evidence")) };
        tasks.AddRange(report.Tasks.Select(row => (IReadOnlyList<XlsxValue>)
        [
            XlsxValue.Of(row.Task.Group.Number), XlsxValue.Of(row.Task.Name.In(vietnamese)), XlsxValue.Of(row.Task.Lead.In(vietnamese)), XlsxValue.Of(row.Task.Due?.ToString()), XlsxValue.Of(words.State(row)), XlsxValue.Of(row.Evidence),
        ]));
        return XlsxWriter.Write(
        [
            new XlsxSheet { Name = Say("Chỉ tiêu", "Targets"), Rows = targets, Widths = [60, 8, 10, 10, 8, 34, 12, 12, 8, 20, 34, 14], FrozenRows = 2 },
            new XlsxSheet { Name = Say("Nhiệm vụ", "Tasks"), Rows = tasks, Widths = [8, 60, 34, 10, 14, 60], FrozenRows = 1 },
        ]);
    }
}
