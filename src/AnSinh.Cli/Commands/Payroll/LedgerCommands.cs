using System.CommandLine;
using System.Text.Json;
using AnSinh.Law;
using AnSinh.Payroll;
using AnSinh.Payroll.Ledger;
using AnSinh.Payroll.Steps;

namespace AnSinh.Cli.Commands.Payroll;

/// <summary><c>ledger</c> and <c>tie-out</c>: balances and months of the general ledger, and what lines, orders, ledger and bank statements say of a run.</summary>
internal static class LedgerCommands
{
    public static Command Ledger() => new("ledger", "sổ cái: số dư, khóa sổ, xuất / general ledger: balances, closing of months, export") { Balances(), CloseMonth(), Export() };

    public static Command TieOut()
    {
        var command = new Command("tie-out", "đối chiếu danh sách, lệnh chi, sổ cái và sao kê của một kỳ / hold lines, orders, ledger and statements of a run together")
        {
            PayrollCommands.Month, PayrollCommands.Area, PayrollCommands.Json,
        };
        command.SetAction(parse => PayrollCommands.Step(parse, book =>
        {
            var run = PayrollCommands.Run(parse, book);
            var tied = AnSinh.Payroll.Ledger.TieOut.Of(book, run.Id);
            if (parse.GetValue(PayrollCommands.Json))
            {
                Console.WriteLine(JsonSerializer.Serialize(new
                {
                    run = run.Id,
                    month = run.Month.ToString(),
                    ties = tied.Ties,
                    owed = tied.Owed.Amount,
                    ordered = tied.Ordered.Amount,
                    settled = tied.Settled.Amount,
                    ledgerCash = tied.LedgerCash.Amount,
                    onStatements = tied.OnStatements.Amount,
                    hasStatements = tied.HasStatements,
                    differences = tied.Differences.Select(one => new { where = one.Where, difference = one.Difference.Amount, what = Say.Vietnamese ? one.Vi : one.En }),
                }, Session.Json));
            }
            else
            {
                Console.WriteLine($"{Say.Text("danh sách", "lines")} {tied.Owed}  {Say.Text("lệnh chi", "orders")} {tied.Ordered}  {Say.Text("đã chi", "settled")} {tied.Settled}  {Say.Text("sổ cái", "ledger")} {tied.LedgerCash}  {Say.Text("sao kê", "statements")} {tied.OnStatements}");
                foreach (var one in tied.Differences)
                {
                    Console.WriteLine($"  {one.Where}: {(Say.Vietnamese ? one.Vi : one.En)}");
                }
            }

            return tied.Ties ? CommandLine.Done : CommandLine.Findings;
        }));
        return command;
    }

    private static Command Balances()
    {
        var command = new Command("balances", "số dư đầu, phát sinh, số dư cuối của tháng / opening, movements and closing of a month") { PayrollCommands.Month, PayrollCommands.Area, PayrollCommands.Json };
        command.SetAction(parse => PayrollCommands.Step(parse, book =>
        {
            var (area, month) = Where(parse, book);
            Write(LedgerMonths.Balances(book, area, month), parse.GetValue(PayrollCommands.Json));
            return CommandLine.Done;
        }));
        return command;
    }

    private static Command CloseMonth()
    {
        var command = new Command("close", "khóa sổ một tháng / close a month of the ledger") { PayrollCommands.Month, PayrollCommands.Area, PayrollCommands.Json };
        command.SetAction(parse => PayrollCommands.Step(parse, book =>
        {
            var (area, month) = Where(parse, book);
            Write(LedgerMonths.Close(book, area, month, Session.Actor(parse)), parse.GetValue(PayrollCommands.Json));
            Say.Note($"Đã khóa sổ tháng {month} của {area}.", $"Closed the ledger of {month} of {area}.");
            return CommandLine.Done;
        }));
        return command;
    }

    private static Command Export()
    {
        var command = new Command("export", "xuất sổ cái của tháng (CSV và JSON) / export a month of the ledger (CSV and JSON)") { PayrollCommands.Month, PayrollCommands.Area, PayrollCommands.Out };
        command.SetAction(parse => PayrollCommands.Step(parse, book =>
        {
            var (area, month) = Where(parse, book);
            var export = LedgerExport.Of(book, area, month);
            Console.WriteLine(PayrollCommands.Write(parse, $"ledger-{area}-{month}.csv", export.Csv()));
            Console.WriteLine(PayrollCommands.Write(parse, $"ledger-{area}-{month}.json", export.Json()));
            return CommandLine.Done;
        }));
        return command;
    }

    /// <summary>The area named or the only one with runs, and the month named or that of today.</summary>
    private static (PlaceCode Area, BenefitMonth Month) Where(ParseResult parse, PayrollBook book) => (
        PayrollCommands.AreaOf(parse) ?? ShowRun.Find(book, null, null).Area,
        PayrollCommands.MonthOf(parse) ?? BenefitMonth.Of(AnSinh.Storage.VietNamClock.TodayInVietNam(Session.Clock(parse))));

    private static void Write(IReadOnlyList<LedgerBalance> balances, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(
                balances.Select(one => new { account = one.Account, benefit = one.Benefit, fund = one.Fund, opening = one.Opening.Amount, debit = one.Debit.Amount, credit = one.Credit.Amount, closing = one.Closing.Amount }),
                Session.Json));
            return;
        }

        foreach (var account in balances.GroupBy(one => one.Account))
        {
            foreach (var one in account)
            {
                Console.WriteLine($"  {one.Account,-16} {one.Benefit,-14} {one.Fund,-26} {one.Opening,18} {one.Debit,18} {one.Credit,18} {one.Closing,18}");
            }

            Console.WriteLine($"= {account.Key,-58} {Vnd.Sum(account.Select(one => one.Opening)),18} {Vnd.Sum(account.Select(one => one.Debit)),18} {Vnd.Sum(account.Select(one => one.Credit)),18} {Vnd.Sum(account.Select(one => one.Closing)),18}");
        }
    }
}
