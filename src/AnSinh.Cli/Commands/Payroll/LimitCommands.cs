using System.CommandLine;
using System.Text.Json;
using AnSinh.Law;
using AnSinh.Payroll;
using AnSinh.Payroll.Limits;
using AnSinh.Payroll.Steps;

namespace AnSinh.Cli.Commands.Payroll;

/// <summary><c>threshold</c> and <c>budget</c>: what asks for a second approver, and how much each source of funds may bear.</summary>
internal static class LimitCommands
{
    public static Command Threshold()
    {
        var kind = new Option<string?>("--kind") { Description = "amount (đồng) | rise (% so với tháng trước / over last month)" };
        var value = new Option<long?>("--value") { Description = "từ giá trị này cần hai người duyệt / from this value on two approve" };
        var lift = new Option<bool>("--lift") { Description = "bỏ ngưỡng / lift the threshold" };
        var command = new Command("threshold", "ngưỡng cần người duyệt thứ hai; không có tùy chọn thì liệt kê / thresholds for a second approver; lists them without options")
        {
            PayrollCommands.Area, kind, value, lift, PayrollCommands.Reason, PayrollCommands.Json,
        };
        command.SetAction(parse => PayrollCommands.Step(parse, book =>
        {
            var area = PayrollCommands.AreaOf(parse) ?? ShowRun.Find(book, null, null).Area;
            if (parse.GetValue(kind) is { } code)
            {
                var what = code switch
                {
                    "amount" => ThresholdKind.Amount,
                    "rise" => ThresholdKind.Rise,
                    _ => throw new PayrollRefusedException($"--kind {code}: cần amount hoặc rise", $"--kind {code}: expected amount or rise"),
                };
                if (parse.GetValue(value) is null == !parse.GetValue(lift))
                {
                    throw new PayrollRefusedException("Cần --value hoặc --lift", "Either --value or --lift is needed");
                }

                Thresholds.Set(book, area, what, parse.GetValue(value), Session.Actor(parse), parse.GetValue(PayrollCommands.Reason)!);
            }

            var known = Thresholds.Of(book, area);
            if (parse.GetValue(PayrollCommands.Json))
            {
                Console.WriteLine(JsonSerializer.Serialize(known.Select(one => new { area = one.Area.Value, kind = Code(one.Kind), value = one.Value, reason = one.Reason, actor = one.Actor }), Session.Json));
            }
            else
            {
                foreach (var one in known)
                {
                    Console.WriteLine($"{one.Area}  {Code(one.Kind)}  {(one.Kind == ThresholdKind.Amount ? new Vnd(one.Value) : $"{one.Value} %")}  {one.Actor}  {one.Reason}");
                }
            }

            return CommandLine.Done;
        }));
        return command;
    }

    public static Command Budget()
    {
        var fund = new Option<string?>("--fund") { Description = "nguồn kinh phí / source of funds" };
        var from = new Option<string?>("--from") { Description = "tháng đầu yyyy-MM / first month" };
        var to = new Option<string?>("--to") { Description = "tháng cuối yyyy-MM / last month" };
        var amount = new Option<long?>("--amount") { Description = "số đồng; âm để giảm / đồng; negative takes back" };
        var decision = new Option<string>("--decision") { Description = "số quyết định giao dự toán / decision that allots it", DefaultValueFactory = _ => "" };
        var command = new Command("budget", "dự toán theo nguồn; không có tùy chọn thì xem tình hình / budgets by source; shows how they stand without options")
        {
            PayrollCommands.Area, fund, from, to, amount, decision, PayrollCommands.Json,
        };
        command.SetAction(parse => PayrollCommands.Step(parse, book =>
        {
            var area = PayrollCommands.AreaOf(parse) ?? ShowRun.Find(book, null, null).Area;
            if (parse.GetValue(fund) is { } id)
            {
                if (!BenefitMonth.TryParse(parse.GetValue(from), out var first) || !BenefitMonth.TryParse(parse.GetValue(to), out var last) || parse.GetValue(amount) is not { } given)
                {
                    throw new PayrollRefusedException("Cần --from, --to (yyyy-MM) và --amount", "--from, --to (yyyy-MM) and --amount are needed");
                }

                Budgets.Record(book, new Budget(area, id, first, last, new Vnd(given), parse.GetValue(decision)!), Session.Actor(parse));
            }

            var standing = Budgets.Of(book, area);
            if (parse.GetValue(PayrollCommands.Json))
            {
                Console.WriteLine(JsonSerializer.Serialize(standing.Select(one => new
                {
                    area = one.Area.Value,
                    fund = one.Fund,
                    from = one.From.ToString(),
                    to = one.To.ToString(),
                    amount = one.Amount.Amount,
                    committed = one.Committed.Amount,
                    left = one.Left.Amount,
                }), Session.Json));
            }
            else
            {
                foreach (var one in standing)
                {
                    Console.WriteLine($"{one.Fund}  {one.From}..{one.To}  {one.Amount,18} {one.Committed,18} {one.Left,18}");
                }
            }

            return CommandLine.Done;
        }));
        return command;
    }

    private static string Code(ThresholdKind kind) => kind == ThresholdKind.Amount ? "amount" : "rise";
}
