using System.CommandLine;
using System.Text.Json;
using AnSinh.Law;
using AnSinh.Payroll;
using AnSinh.Payroll.Receivables;
using AnSinh.Payroll.Steps;

namespace AnSinh.Cli.Commands.Payroll;

/// <summary><c>receivable</c>: the life of what was overpaid, from the claim to its end.</summary>
internal static class ReceivableCommands
{
    private static readonly Argument<string> Id = new("id") { Description = "mã khoản phải thu / id of the receivable" };
    private static readonly Option<long?> Amount = new("--amount") { Description = "số đồng (mặc định: toàn bộ) / đồng (default: all)" };
    private static readonly Option<string> Decision = new("--decision") { Description = "số quyết định / number of the decision", DefaultValueFactory = _ => "" };

    public static Command Create() => new("receivable", "khoản phải thu: xem, thu hồi, trả dần, xóa nợ / receivables: look, recover, instalments, write off")
    {
        List(), Show(), Recover(), Recall(), RecallRefused(), Plan(), WriteOffs(),
        Simple("set-off", "bù trừ (chỉ khi bộ luật cho phép) / set off (only where the law pack allows it)", [], (book, id, _) => SetOff.Execute(book, id)),
    };

    private static Command List()
    {
        var all = new Option<bool>("--all") { Description = "cả khoản đã hết / those that ended too" };
        var command = new Command("list", "các khoản còn phải thu / what is still open") { PayrollCommands.Area, all, PayrollCommands.Json };
        command.SetAction(parse => PayrollCommands.Step(parse, book =>
        {
            var found = ReceivableLife.Of(book, PayrollCommands.AreaOf(parse) ?? ShowRun.Find(book, null, null).Area, parse.GetValue(all));
            if (parse.GetValue(PayrollCommands.Json))
            {
                Console.WriteLine(JsonSerializer.Serialize(found.Select(one => new
                {
                    id = one.Id,
                    person = one.Person,
                    benefit = one.Benefit,
                    @for = one.Month.ToString(),
                    debtor = one.Debtor,
                    claimed = one.Claimed.Amount,
                    open = one.Open.Amount,
                    reason = one.Reason,
                    lastStep = one.LastStep,
                }), Session.Json));
            }
            else
            {
                foreach (var one in found)
                {
                    Console.WriteLine($"{one.Id}  {one.Person}  {one.Month}  {one.Benefit}  {one.Open,14} / {one.Claimed}  {one.LastStep}  {one.Reason}");
                }
            }

            return CommandLine.Done;
        }));
        return command;
    }

    private static Command Show()
    {
        var command = new Command("show", "toàn bộ diễn biến của một khoản / the whole history of one") { Id, PayrollCommands.Json };
        command.SetAction(parse => PayrollCommands.Step(parse, book =>
        {
            var id = parse.GetValue(Id)!;
            var history = ReceivableLife.History(book, id);
            var plan = Instalments.Of(book, id);
            if (parse.GetValue(PayrollCommands.Json))
            {
                Console.WriteLine(JsonSerializer.Serialize(new
                {
                    id,
                    history = history.Select(one => new { kind = one.Kind, amount = one.Amount?.Amount, reason = one.Reason, actor = one.Actor, day = one.Day }),
                    plan = plan?.Instalments.Select(one => new { month = one.Month.ToString(), due = one.Due.Amount, paid = one.Paid.Amount }),
                }, Session.Json));
                return CommandLine.Done;
            }

            foreach (var one in history)
            {
                Console.WriteLine($"{one.Day}  {one.Kind,-20} {one.Amount?.ToString() ?? "",14}  {one.Actor}  {one.Reason}");
            }

            foreach (var one in plan?.Instalments ?? [])
            {
                Console.WriteLine($"  {one.Month}  {one.Due,14}  {Say.Text("đã trả", "paid")} {one.Paid}");
            }

            return CommandLine.Done;
        }));
        return command;
    }

    private static Command Recover() => Simple("recover", "ghi nhận tiền thu hồi / record money that came in", [Amount, PayrollCommands.Reason], (book, id, parse) =>
        Left(AnSinh.Payroll.Receivables.Recover.Execute(book, id, Given(parse), Session.Actor(parse), parse.GetValue(PayrollCommands.Reason)!)));

    private static Command Recall()
    {
        var command = new Command("recall", "danh sách đề nghị ngân hàng hoàn trả / lists that ask banks to send transfers back") { PayrollCommands.Area, PayrollCommands.Out };
        command.SetAction(parse => PayrollCommands.Step(parse, book =>
        {
            foreach (var file in RecallList.Draw(book, PayrollCommands.AreaOf(parse) ?? ShowRun.Find(book, null, null).Area, Session.Actor(parse)))
            {
                Console.WriteLine($"{PayrollCommands.Write(parse, file.Name, file.Content)}\t{file.Payments}\t{file.Amount}");
            }

            return CommandLine.Done;
        }));
        return command;
    }

    private static Command RecallRefused() => Simple("recall-refused", "ngân hàng không hoàn trả / the bank does not send it back", [PayrollCommands.Reason], (book, id, parse) =>
        RecallList.Refused(book, id, Session.Actor(parse), parse.GetValue(PayrollCommands.Reason)!));

    private static Command Plan()
    {
        var months = new Option<int>("--months") { Description = "số tháng / number of months", Required = true };
        var from = new Option<string>("--from") { Description = "tháng đầu yyyy-MM / first month", Required = true };
        return Simple("plan", "trả dần theo quyết định / instalments by decision", [months, from, Decision], (book, id, parse) =>
        {
            var first = BenefitMonth.TryParse(parse.GetValue(from), out var month) ? month
                : throw new PayrollRefusedException($"--from {parse.GetValue(from)}: cần tháng dạng 2026-11", $"--from {parse.GetValue(from)}: expected a month as 2026-11");
            foreach (var one in Instalments.Agree(book, id, parse.GetValue(months), first, Session.Actor(parse), parse.GetValue(Decision)!).Instalments)
            {
                Console.WriteLine($"{one.Month}  {one.Due}");
            }
        });
    }

    private static Command WriteOffs()
    {
        var confirm = new Option<bool>("--confirm") { Description = "người thứ hai xác nhận / a second person confirms" };
        var refuse = new Option<bool>("--refuse") { Description = "từ chối, có lý do / turn down, with a reason" };
        return Simple("write-off", "xóa nợ theo quyết định: một người đề nghị, người khác xác nhận / write off by decision: one proposes, another confirms", [Amount, Decision, confirm, refuse, PayrollCommands.Reason], (book, id, parse) =>
        {
            var actor = Session.Actor(parse);
            if (parse.GetValue(confirm))
            {
                Left(WriteOff.Confirm(book, id, actor));
            }
            else if (parse.GetValue(refuse))
            {
                WriteOff.Refuse(book, id, actor, parse.GetValue(PayrollCommands.Reason)!);
            }
            else
            {
                WriteOff.Propose(book, id, Given(parse), actor, parse.GetValue(Decision)!);
                Say.Note("Đã ghi đề nghị; cần người khác xác nhận.", "Proposed; somebody else must confirm it.");
            }
        });
    }

    private static Command Simple(string name, string description, IReadOnlyList<Option> options, Action<PayrollBook, string, ParseResult> work)
    {
        var command = new Command(name, description) { Id };
        foreach (var option in options)
        {
            command.Add(option);
        }

        command.SetAction(parse => PayrollCommands.Step(parse, book =>
        {
            work(book, parse.GetValue(Id)!, parse);
            return CommandLine.Done;
        }));
        return command;
    }

    private static Vnd? Given(ParseResult parse) => parse.GetValue(Amount) is { } given ? new Vnd(given) : null;

    private static void Left(Vnd left) => Say.Note($"Còn phải thu {left} đồng.", $"{left} đồng are still open.");
}
