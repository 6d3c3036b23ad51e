using System.CommandLine;
using System.Text;
using System.Text.Json;
using AnSinh.Law;
using AnSinh.Payroll;
using AnSinh.Payroll.Report;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Steps;
using AnSinh.Storage.Audit;

namespace AnSinh.Cli.Commands.Payroll;

/// <summary><c>ansinh payroll show</c>: a month in totals, one line with its reasons, or the report for print.</summary>
internal static class ShowCommand
{
    public static Command Create()
    {
        var line = new Option<string?>("--line") { Description = "giải thích một dòng / explain one line" };
        var person = new Option<string?>("--person") { Description = "các dòng của một người / the lines of one person" };
        var bridge = new Option<bool>("--bridge") { Description = "từ tháng trước đến tháng này, từng quyết định / from last month to this one, award by award" };
        var report = new Option<bool>("--report") { Description = "ghi báo cáo tháng để in (HTML) / write the month report for print" };
        var command = new Command("show", "xem một kỳ / look at a run") { PayrollCommands.Month, PayrollCommands.Area, line, person, bridge, report, PayrollCommands.Out, PayrollCommands.Json };
        command.SetAction(parse => PayrollCommands.Step(parse, book =>
        {
            if (parse.GetValue(line) is { } id)
            {
                return Explain(parse, ShowRun.Explain(book, id));
            }

            var run = PayrollCommands.Run(parse, book);
            if (parse.GetValue(person) is { } who)
            {
                return Lines(parse, ShowRun.Read(book, run.Id).Content.Lines.Where(one => one.Person.Value == who).ToList());
            }

            if (parse.GetValue(bridge))
            {
                BridgeView.Write(book, run, parse.GetValue(PayrollCommands.Json));
                return CommandLine.Done;
            }

            if (parse.GetValue(report))
            {
                new Sealer(book.Database).Seal();
                Console.WriteLine(PayrollCommands.Write(parse, $"bao-cao-{run.Area}-{run.Month}.html", Encoding.UTF8.GetBytes(MonthReportHtml.Write(MonthReport.Of(book, run.Id)))));
                return CommandLine.Done;
            }

            Summary(parse, book, run);
            return CommandLine.Done;
        }));
        return command;
    }

    /// <summary>Totals, arrears by month with reason, receivables and what is not paid.</summary>
    public static void Summary(ParseResult parse, PayrollBook book, PayrollRun run)
    {
        var report = MonthReport.Of(book, run.Id);
        if (parse.GetValue(PayrollCommands.Json))
        {
            Console.WriteLine(JsonSerializer.Serialize(Shape(report), Session.Json));
            return;
        }

        Console.WriteLine($"{run.Month}  {run.Area}  {(Say.Vietnamese ? run.State.Vi() : run.State.Code())}  {Say.Text("chốt", "cut-off")} {run.CutOff:yyyy-MM-dd}  {run.Id}");
        foreach (var total in report.Benefits)
        {
            Console.WriteLine($"  {total.Id,-14} {total.RegularLines,6} {total.Regular,16} {total.ArrearsLines,6} {total.Arrears,16}  {total.Name.In(Say.Vietnamese)}");
        }

        foreach (var total in report.Funds)
        {
            Console.WriteLine($"  {Say.Text("nguồn", "fund")} {total.Total,16}  {total.Name.In(Say.Vietnamese)}");
        }

        foreach (var one in report.Arrears)
        {
            Console.WriteLine($"  {Say.Text("truy lĩnh", "arrears")} {one.Month} {one.Lines,6} {one.Amount,16}  {(Say.Vietnamese ? MonthReportHtml.Reason(one.Reason) : one.Reason)}");
        }

        Console.WriteLine($"  {Say.Text("phải thu", "receivables")} {report.ReceivableCount} {report.Receivables}   {Say.Text("không chi", "not paid")} {report.Unpaid.Count}");
        Console.WriteLine($"  {Say.Text("phải chi", "to be paid")} {report.Bridge.Ordered} {Say.Text("đồng", "VND")}, {report.People} {Say.Text("người", "people")}");
    }

    private static object Shape(MonthReport report) => new
    {
        run = report.Run.Id,
        month = report.Run.Month.ToString(),
        area = report.Run.Area.Value,
        cutOff = AnSinh.Storage.Database.Iso(report.Run.CutOff),
        lawPack = report.Run.LawPack,
        registryNumber = report.Run.RegistryNumber.Value,
        state = report.Run.State.Code(),
        digest = report.Run.Digest,
        people = report.People,
        regular = new { lines = report.Benefits.Sum(total => total.RegularLines), amount = report.Bridge.Regular.Amount.Amount },
        arrears = new
        {
            lines = report.Benefits.Sum(total => total.ArrearsLines),
            amount = report.Bridge.Arrears.Amount.Amount,
            months = report.Arrears.Select(one => one.Month.ToString()).Distinct(),
            byMonth = report.Arrears.Select(one => new { month = one.Month.ToString(), reason = one.Reason, lines = one.Lines, amount = one.Amount.Amount }),
        },
        receivables = new { count = report.ReceivableCount, amount = report.Receivables.Amount },
        benefits = report.Benefits.Select(Shape),
        funds = report.Funds.Select(Shape),
        bridge = BridgeView.Shape(report.Bridge),
        unpaid = report.Unpaid.Select(one => new { person = one.Person.Value, benefit = one.Benefit.Value, @for = one.Month.ToString(), why = one.Why.ToString().ToLowerInvariant(), detail = one.Detail }),
        belowVerified = report.Weak.Select(one => new { id = one.Id, grade = one.Grade.Code(), lines = one.Lines, amount = one.Amount.Amount }),
        steps = report.Steps.Select(step => new { step = step.Step, actor = step.Actor, at = step.RecordedAt, reason = step.Reason }),
    };

    private static object Shape(ReportTotal total) => new
    {
        id = total.Id,
        name = total.Name.Vi,
        nameEn = total.Name.En,
        regular = new { lines = total.RegularLines, amount = total.Regular.Amount },
        arrears = new { lines = total.ArrearsLines, amount = total.Arrears.Amount },
    };

    private static int Lines(ParseResult parse, List<PayLine> lines)
    {
        if (parse.GetValue(PayrollCommands.Json))
        {
            Console.WriteLine(JsonSerializer.Serialize(lines.Select(Shape), Session.Json));
        }
        else
        {
            foreach (var line in lines)
            {
                Console.WriteLine($"{line.Id}  {line.Month}  {line.Benefit}  {(line.Kind == LineKind.Regular ? "regular" : "arrears")}  {line.Amount}  {line.Calculation}");
            }
        }

        return lines.Count > 0 ? CommandLine.Done : CommandLine.Findings;
    }

    private static object Shape(PayLine line) => new
    {
        id = line.Id,
        person = line.Person.Value,
        award = line.Award.Value,
        benefit = line.Benefit.Value,
        @for = line.Month.ToString(),
        kind = line.Kind == LineKind.Regular ? "regular" : "arrears",
        amount = line.Amount.Amount,
        due = line.Due.Amount,
        calculation = line.Calculation,
        parts = line.Parts.Parts.Select(part => new { fund = part.Fund, amount = part.Amount.Amount }),
        payee = new { id = line.Payee, role = line.PayeeRole },
        refs = line.Refs.Split("; "),
        reason = line.Reason,
        grade = line.Grade.Code(),
    };

    private static int Explain(ParseResult parse, LineExplanation explained)
    {
        var line = explained.Line;
        if (parse.GetValue(PayrollCommands.Json))
        {
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                line = Shape(line),
                run = explained.Run.Id,
                same = explained.Same,
                because = explained.Entitlement?.Because.Select(reason => new { @ref = reason.Ref, model = reason.Model, decision = reason.Decision, row = reason.Row, text = reason.Text.Vi, textEn = reason.Text.En }),
                facts = explained.Entitlement?.Facts.Select(fact => new { code = fact.Code, value = fact.Value }),
                parameters = explained.Entitlement?.Parameters.Select(parameter => new { id = parameter.Id, value = parameter.Value.Vi, valueEn = parameter.Value.En, @ref = parameter.Ref, grade = parameter.Grade.Code() }),
                considered = explained.Entitlement?.Considered.Select(one => new { benefit = one.Benefit.Value, amount = one.Amount.Amount, why = one.Why.Vi, whyEn = one.Why.En, @ref = one.Ref }),
            }, Session.Json));
            return explained.Same ? CommandLine.Done : CommandLine.Findings;
        }

        Console.WriteLine($"{line.Id}  {line.Person}  {line.Benefit}  {line.Month}: {line.Amount} {Say.Text("đồng", "VND")}");
        Console.WriteLine($"  {line.Calculation}{(line.Amount == line.Due ? "" : Say.Text($"; trước đây đã tính {line.Due - line.Amount}", $"; {line.Due - line.Amount} stood in the books before"))}");
        foreach (var reason in explained.Entitlement?.Because ?? [])
        {
            Console.WriteLine($"  - {reason.Text.In(Say.Vietnamese)} ({reason.Ref})");
        }

        foreach (var fact in explained.Entitlement?.Facts ?? [])
        {
            Console.WriteLine($"    {fact.Code} = {fact.Value}");
        }

        Say.Note(
            explained.Same ? "Tính lại cho đúng kết quả đã đóng băng." : "Tính lại KHÔNG cho kết quả đã đóng băng.", explained.Same ? "Computed again, it is what was frozen." : "Computed again, it is NOT what was frozen.");
        return explained.Same ? CommandLine.Done : CommandLine.Findings;
    }
}
