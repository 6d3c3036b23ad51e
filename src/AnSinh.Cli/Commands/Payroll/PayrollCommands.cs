using System.CommandLine;
using System.Globalization;
using AnSinh.Law;
using AnSinh.Payroll;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Steps;
using AnSinh.Registry;
using AnSinh.Storage;

namespace AnSinh.Cli.Commands.Payroll;

/// <summary><c>ansinh payroll</c>: a month from its list to its last returned payment.</summary>
internal static class PayrollCommands
{
    public static readonly Option<string?> Month = new("--month") { Description = "tháng yyyy-MM (mặc định: tháng gần nhất) / month (default: the last one)" };
    public static readonly Option<string?> Area = new("--area") { Description = "mã xã hoặc tỉnh / commune or province code" };
    public static readonly Option<string> Reason = new("--reason") { Description = "lý do, ghi vào nhật ký / reason, for the audit trail", DefaultValueFactory = _ => "" };
    public static readonly Option<bool> Json = new("--json") { Description = "kết quả dạng JSON / result as JSON" };
    public static readonly Option<string> Out = new("--out") { Description = "thư mục ghi tệp (mặc định: thư mục hiện tại) / folder for files", DefaultValueFactory = _ => "." };

    public static Command Create() => new("payroll", "chi trả hằng tháng / the monthly payroll")
    {
        DrawUpCommands.Run(),
        DrawUpCommands.Check(),
        DrawUpCommands.Approve(),
        DrawUpCommands.Return(),
        DrawUpCommands.Cancel(),
        LimitCommands.Threshold(),
        LimitCommands.Budget(),
        PayCommands.Order(),
        PayCommands.Settle(),
        PayCommands.Close(),
        ReceivableCommands.Create(),
        PayeeCommands.Returned(),
        PayeeCommands.Unclaimed(),
        PayeeCommands.Payee(),
        PayeeCommands.Account(),
        LedgerCommands.Ledger(),
        LedgerCommands.TieOut(),
        ShowCommand.Create(),
        ProveCommands.Verify(),
        ProveCommands.Export(),
        ProveCommands.Replay(),
    };

    /// <summary>Runs a step on the database, and says every fault with its place.</summary>
    public static int Step(ParseResult parse, Func<PayrollBook, int> work) => Guard(() =>
    {
        var pack = LawPack.Load(Home.LawFolder);
        using var database = Session.OpenExisting(parse, PayrollBook.Migrations);
        return work(new PayrollBook(database, pack));
    });

    public static int Guard(Func<int> work)
    {
        try
        {
            return Session.Guard(work);
        }
        catch (PayrollRefusedException refused)
        {
            foreach (var fault in refused.Faults)
            {
                var place = fault.Where is null ? "" : fault.Line > 0 ? $"{fault.Where}:{fault.Line}:{fault.Column}: " : $"{fault.Where}: ";
                Say.Error(place + fault.Vi, place + fault.En);
            }

            return CommandLine.BadInput;
        }
    }

    public static PayrollRun Run(ParseResult parse, PayrollBook book) => ShowRun.Find(book, AreaOf(parse), MonthOf(parse));

    public static BenefitMonth? MonthOf(ParseResult parse) => parse.GetValue(Month) is not { } text ? null
        : BenefitMonth.TryParse(text, out var month) ? month
        : throw new PayrollRefusedException($"--month {text}: cần tháng dạng 2026-11", $"--month {text}: expected a month as 2026-11");

    public static PlaceCode? AreaOf(ParseResult parse) => parse.GetValue(Area) is not { } text ? null
        : PlaceCode.TryParse(text, out var code) && PlaceDirectory.VietNam.Find(code) is not null ? code
        : throw new PayrollRefusedException($"--area {text}: không có xã hoặc tỉnh mang mã này", $"--area {text}: there is no commune or province with this code");

    public static DateOnly? Day(string option, string? text) => text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new PayrollRefusedException($"{option} {text}: cần một ngày có thật dạng yyyy-MM-dd", $"{option} {text}: expected a date that exists as yyyy-MM-dd");

    /// <summary>Writes a file whole or not at all.</summary>
    public static string Write(ParseResult parse, string name, byte[] content)
    {
        var folder = parse.GetValue(Out)!;
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, name);
        var half = path + ".part";
        File.WriteAllBytes(half, content);
        File.Move(half, path, overwrite: true);
        return path;
    }
}
