using System.CommandLine;
using System.Globalization;
using AnSinh.Law;
using AnSinh.Payroll;
using AnSinh.Payroll.Iso20022;
using AnSinh.Payroll.Steps;

namespace AnSinh.Cli.Commands.Payroll;

/// <summary><c>order</c>, <c>settle</c> and <c>close</c>: from the frozen month to its last outcome.</summary>
internal static class PayCommands
{
    private const int TellEvery = 100_000;
    private static long _told;

    public static Command Order()
    {
        var name = new Option<string?>("--payer-name") { Description = "tên tài khoản chi trả / name of the paying account" };
        var account = new Option<string?>("--payer-account") { Description = "số tài khoản chi trả / its number" };
        var bank = new Option<string?>("--payer-bank") { Description = "ngân hàng của tài khoản chi trả (mã NAPAS, mã ngắn, BIC) / its bank" };
        var execution = new Option<string?>("--execution-date") { Description = "ngày chi (mặc định: ngày đầu tháng) / execution day (default: the first of the month)" };
        var command = new Command("order", "lệnh chi: pain.001 cho từng ngân hàng và danh sách tiền mặt / orders per bank and the cash list")
        {
            PayrollCommands.Month, PayrollCommands.Area, name, account, bank, execution, PayrollCommands.Out, PayrollCommands.Reason,
        };
        command.SetAction(parse => PayrollCommands.Step(parse, book =>
        {
            var given = new[] { parse.GetValue(name), parse.GetValue(account), parse.GetValue(bank) };
            if (given.Any(one => one is not null) && given.Any(one => one is null))
            {
                throw new PayrollRefusedException("--payer-name, --payer-account và --payer-bank phải đi cùng nhau", "--payer-name, --payer-account and --payer-bank go together");
            }

            var run = PayrollCommands.Run(parse, book);
            var (_, files) = OrderRun.Execute(book, new OrderRequest(
                run.Id, Session.Actor(parse), given[0] is null ? null : new Debtor(given[0]!, given[1]!, given[2]!),
                PayrollCommands.Day("--execution-date", parse.GetValue(execution)), Reason: parse.GetValue(PayrollCommands.Reason)!));
            foreach (var file in files)
            {
                Console.WriteLine($"{PayrollCommands.Write(parse, file.Name, file.Content)}\t{file.Payments}\t{file.Amount.Amount.ToString(CultureInfo.InvariantCulture)}");
                if (file.Page is { } page)
                {
                    Console.WriteLine(PayrollCommands.Write(parse, Path.ChangeExtension(file.Name, ".html"), System.Text.Encoding.UTF8.GetBytes(page)));
                }
            }

            return CommandLine.Done;
        }));
        return command;
    }

    public static Command Settle()
    {
        var files = new Argument<string[]>("files") { Description = "pain.002, camt.053, camt.054 hoặc danh sách tiền mặt đã điền / or the cash list filled in", Arity = ArgumentArity.OneOrMore };
        var command = new Command("settle", "đối soát tệp của ngân hàng / take in what banks report") { files, PayrollCommands.Month, PayrollCommands.Area };
        command.SetAction((parse, stop) => Task.Run(() => PayrollCommands.Step(parse, book =>
        {
            var paths = parse.GetValue(files)!;
            var absent = paths.Where(path => !File.Exists(path)).ToList();
            if (absent.Count > 0)
            {
                throw new PayrollRefusedException([.. absent.Select(path => new PayrollFault("Không có tệp này", "There is no such file", path))]);
            }

            var run = PayrollCommands.MonthOf(parse) is null ? null : PayrollCommands.Run(parse, book).Id;
            var result = SettleRun.Execute(book, run, Session.Actor(parse), [.. paths.Select(OutcomeFile.At)], Tell, cancellation: stop);
            foreach (var name in result.ReadBefore)
            {
                Say.Note($"{name}: đã đọc trước đây, không thay đổi gì.", $"{name}: read before, nothing changed.");
            }

            foreach (var one in result.Contradictions)
            {
                Say.Note($"- {one.Vi} [{one.Where}]", $"- {one.En} [{one.Where}]");
            }

            Say.Note(
                $"{result.Settled} đã nhận, {result.CameBack} trả về, {result.Accepted} đang xử lý, {result.Unchanged} không đổi.",
                $"{result.Settled} settled, {result.CameBack} came back, {result.Accepted} accepted, {result.Unchanged} unchanged.");
            return result.Contradictions.Count > 0 || result.CameBack > 0 ? CommandLine.Findings : CommandLine.Done;
        })));
        return command;
    }

    /// <summary>A line for each hundred thousand statements.</summary>
    private static void Tell(long matched)
    {
        if (matched / TellEvery > _told)
        {
            _told = matched / TellEvery;
            Say.Note($"{matched} mục đã ghi…", $"{matched} statements taken in…");
        }
    }

    public static Command Close()
    {
        var without = new Option<string>("--without-statement") { Description = "lý do đóng kỳ khi ngân hàng chưa gửi sao kê / why it is closed before the bank gave any statement", DefaultValueFactory = _ => "" };
        var command = new Command("close", "đóng kỳ khi mọi khoản chi có kết quả và sổ sách khớp sao kê / close when every payment has an outcome and the books tie out with the statements")
        {
            PayrollCommands.Month, PayrollCommands.Area, PayrollCommands.Reason, without,
        };
        command.SetAction(parse => PayrollCommands.Step(parse, book =>
        {
            var run = PayrollCommands.Run(parse, book);
            CloseRun.Execute(book, run.Id, Session.Actor(parse), parse.GetValue(PayrollCommands.Reason)!, parse.GetValue(without)!);
            Say.Note($"Đã đóng kỳ tháng {run.Month}.", $"Closed the run of {run.Month}.");
            return CommandLine.Done;
        }));
        return command;
    }
}
