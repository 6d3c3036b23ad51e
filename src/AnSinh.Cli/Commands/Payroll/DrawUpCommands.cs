using System.CommandLine;
using AnSinh.Law;
using AnSinh.Payroll;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Steps;

namespace AnSinh.Cli.Commands.Payroll;

/// <summary><c>run</c>, <c>check</c>, <c>approve</c> and <c>cancel</c>: from the list to the frozen month.</summary>
internal static class DrawUpCommands
{
    public static Command Run()
    {
        var cutOff = new Option<string?>("--cut-off") { Description = "ngày chốt (mặc định theo luật) / cut-off day (default: as the law sets)" };
        var takeover = new Option<string?>("--takeover") { Description = "tháng đầu tiên do hệ thống chi trả, chỉ cho kỳ đầu / first month answered for; first run only" };
        var workers = new Option<bool>("--workers") { Description = "để các tiến trình 'ansinh worker' lập, và chờ / let workers draw it up, and wait" };
        var parts = new Option<int?>("--parts") { Description = "chia thành bao nhiêu phần (mặc định theo số người) / into how many parts (default: by people)" };
        var command = new Command("run", "lập danh sách chi trả của tháng / draw up the month")
        {
            PayrollCommands.Month, PayrollCommands.Area, cutOff, takeover, workers, parts, PayrollCommands.Reason, PayrollCommands.Json,
        };
        command.SetAction((parse, stop) => Task.Run(() => PayrollCommands.Step(parse, book =>
        {
            var area = PayrollCommands.AreaOf(parse) ?? OnlyArea(book);
            var month = PayrollCommands.MonthOf(parse) ?? NextMonth(book, area);
            BenefitMonth? first = parse.GetValue(takeover) is not { } text ? null : BenefitMonth.TryParse(text, out var parsed) ? parsed
                : throw new PayrollRefusedException($"--takeover {text}: cần tháng dạng 2026-11", $"--takeover {text}: expected a month as 2026-11");
            var request = new RunRequest(area, month, Session.Actor(parse), PayrollCommands.Day("--cut-off", parse.GetValue(cutOff)), first, parse.GetValue(PayrollCommands.Reason)!);
            if (parse.GetValue(workers))
            {
                if (DrawUpByWorkers.Execute(book, request, parse.GetValue(parts), stop) is not { } drawn)
                {
                    return CommandLine.Findings;
                }

                ShowCommand.Summary(parse, book, drawn);
                return CommandLine.Done;
            }

            var result = RunMonth.Execute(book, request);
            if (result.Existed)
            {
                Say.Note("Kỳ này đã có, không thay đổi gì.", "The run was there already; nothing was changed.");
            }

            ShowCommand.Summary(parse, book, result.Run);
            return CommandLine.Done;
        })));
        return command;
    }

    public static Command Check()
    {
        var command = new Command("check", "kiểm tra kỳ đã lập / check a draft") { PayrollCommands.Month, PayrollCommands.Area, PayrollCommands.Reason };
        command.SetAction(parse => PayrollCommands.Step(parse, book =>
        {
            var run = PayrollCommands.Run(parse, book);
            var (_, findings, weak) = CheckRun.Execute(book, run.Id, Session.Actor(parse), parse.GetValue(PayrollCommands.Reason)!);
            foreach (var finding in findings)
            {
                Say.Note($"- {finding.Vi} [{finding.Where}]", $"- {finding.En} [{finding.Where}]");
            }

            foreach (var one in weak)
            {
                Say.Note(
                    $"- Cần chấp nhận khi duyệt: {one.Id} (nguồn {one.Grade.Code()}; {one.Lines} dòng, {one.Amount} đồng)",
                    $"- To be accepted on approval: {one.Id} (grade {one.Grade.Code()}; {one.Lines} lines, {one.Amount} đồng)");
            }

            Say.Note($"Đã kiểm tra kỳ tháng {run.Month}: {findings.Count} điều cần xem.", $"Checked the run of {run.Month}: {findings.Count} things to look at.");
            return findings.Count + weak.Count > 0 ? CommandLine.Findings : CommandLine.Done;
        }));
        return command;
    }

    public static Command Approve()
    {
        var accept = new Option<string[]>("--accept") { Description = "mục dưới mức đã kiểm chứng được chấp nhận / accepted evidence below grade verified", AllowMultipleArgumentsPerToken = true };
        var acceptAll = new Option<bool>("--accept-all-listed") { Description = "chấp nhận mọi mục được liệt kê / accept all that is listed" };
        var file = new Option<string?>("--file") { Description = "duyệt mọi kỳ nêu trong tệp, mỗi dòng một mã kỳ, hoặc mã địa bàn và tháng / approve every run that a file names, one a line: its id, or area code and month" };
        var all = new Option<bool>("--all") { Description = "duyệt mọi kỳ đã kiểm tra (của --area và --month nếu có; tỉnh: mọi xã) / approve every checked run (of --area and --month where given; a province: all its communes)" };
        var command = new Command("approve", "duyệt kỳ (người khác với người lập) / approve (somebody else than who drew it up)")
        {
            PayrollCommands.Month, PayrollCommands.Area, file, all, accept, acceptAll, PayrollCommands.Reason,
        };
        command.SetAction((parse, stop) => Task.Run(() => PayrollCommands.Step(parse, book =>
        {
            var accepted = parse.GetValue(accept) ?? [];
            if (parse.GetValue(file) is not null || parse.GetValue(all))
            {
                var many = parse.GetValue(file) is { } list ? ApproveMany.Listed(book, list) : ApproveMany.Checked(book, PayrollCommands.AreaOf(parse), PayrollCommands.MonthOf(parse));
                return ApproveMany.Execute(book, many, Session.Actor(parse), accepted, parse.GetValue(acceptAll), parse.GetValue(PayrollCommands.Reason)!, stop);
            }

            var run = PayrollCommands.Run(parse, book);
            var after = ApproveRun.Execute(book, run.Id, Session.Actor(parse), accepted, parse.GetValue(acceptAll), parse.GetValue(PayrollCommands.Reason)!);
            if (after.State != RunState.Approved)
            {
                Say.Note(
                    $"Đã ghi chữ ký thứ nhất cho kỳ tháng {run.Month}; cần người thứ hai duyệt. SHA-256 {run.Digest}",
                    $"The first signature for {run.Month} is recorded; a second person must approve. SHA-256 {run.Digest}");
                return CommandLine.Findings;
            }

            Say.Note($"Đã duyệt kỳ tháng {run.Month}. SHA-256 {run.Digest}", $"Approved the run of {run.Month}. SHA-256 {run.Digest}");
            return CommandLine.Done;
        })));
        return command;
    }

    public static Command Return()
    {
        var command = new Command("return", "trả lại kỳ đã kiểm tra để sửa, có lý do / send a checked run back, with a reason") { PayrollCommands.Month, PayrollCommands.Area, PayrollCommands.Reason };
        command.SetAction(parse => PayrollCommands.Step(parse, book =>
        {
            var run = PayrollCommands.Run(parse, book);
            ReturnRun.Execute(book, run.Id, Session.Actor(parse), parse.GetValue(PayrollCommands.Reason)!);
            Say.Note($"Đã trả lại kỳ tháng {run.Month}.", $"Sent the run of {run.Month} back.");
            return CommandLine.Done;
        }));
        return command;
    }

    public static Command Cancel()
    {
        var command = new Command("cancel", "từ chối kỳ chưa duyệt, có lý do / refuse a run that was not approved, with a reason") { PayrollCommands.Month, PayrollCommands.Area, PayrollCommands.Reason };
        command.SetAction(parse => PayrollCommands.Step(parse, book =>
        {
            var run = PayrollCommands.Run(parse, book);
            CancelRun.Execute(book, run.Id, Session.Actor(parse), parse.GetValue(PayrollCommands.Reason)!);
            Say.Note($"Đã hủy kỳ tháng {run.Month}.", $"Cancelled the run of {run.Month}.");
            return CommandLine.Done;
        }));
        return command;
    }

    /// <summary>The commune of the runs so far, or the only one with awards.</summary>
    private static PlaceCode OnlyArea(PayrollBook book)
    {
        var areas = ShowRun.All(book).Select(run => run.Area).Distinct().ToList();
        if (areas.Count == 0)
        {
            areas = [.. book.Register.Now().Awards(AnSinh.Registry.AreaScope.All).Select(award => award.Place).Distinct()];
        }

        return areas.Count == 1 ? areas[0] : throw new PayrollRefusedException(
            areas.Count == 0 ? "Chưa có quyết định hưởng nào" : "Có nhiều địa bàn: cần --area", areas.Count == 0 ? "There is no award yet" : "There are several areas: --area is needed");
    }

    private static BenefitMonth NextMonth(PayrollBook book, PlaceCode area) =>
        ShowRun.All(book).Where(run => run.Area == area && run.State != RunState.Cancelled).Select(run => (BenefitMonth?)run.Month).Max()?.Next
            ?? throw new PayrollRefusedException("Kỳ đầu tiên cần --month", "The first run needs --month");
}
