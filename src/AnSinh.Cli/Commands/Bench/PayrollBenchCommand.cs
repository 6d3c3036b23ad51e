using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using AnSinh.Benchmarks.Payroll;
using AnSinh.Law;

namespace AnSinh.Cli;

/// <summary><c>ansinh bench payroll</c>: a month of payees beside a bare copy of as many lines.</summary>
internal static class PayrollBenchCommand
{
    public static Command Create()
    {
        var lines = new Option<int>("--lines") { Description = "số dòng chép thô vào PostgreSQL / lines of the bare copy, 1000-50000000", DefaultValueFactory = _ => 100_000 };
        var payees = new Option<int>("--payees") { Description = "số người hưởng của một tháng; 0: chỉ chép thô / payees of the month; 0: the copy only", DefaultValueFactory = _ => 100_000 };
        var statuses = new Option<int>("--statuses") { Description = "số khoản chi trong một tệp của ngân hàng; 0: bỏ qua / payments that one file of a bank speaks of; 0: left out", DefaultValueFactory = _ => 0 };
        var approvals = new Option<int>("--approvals") { Description = "số người hưởng chờ duyệt, trong nhiều kỳ; 0: bỏ qua / awards waiting for approval, in many runs; 0: left out", DefaultValueFactory = _ => 0 };
        var json = new Option<bool>("--json") { Description = "{ name, machine, figures: [ { id, value, unit, limit, ratio, note } ] }" };
        var command = new Command("payroll", "Một tháng chi trả, bên cạnh việc chỉ chép các dòng đó / a payroll month beside a bare copy of its lines") { lines, payees, statuses, approvals, json };
        command.SetAction((parse, cancellation) => Task.Run(() => Session.Guard(() => Run(parse.GetValue(lines), parse.GetValue(payees), parse.GetValue(statuses), parse.GetValue(approvals), parse.GetValue(json), cancellation))));
        return command;
    }

    private static int Run(int lines, int payees, int statuses, int approvals, bool json, CancellationToken cancellation)
    {
        if (lines is < 1_000 or > 50_000_000 || payees is < 0 or > 5_000_000 || statuses is < 0 or > 5_000_000 || approvals is < 0 or > 30_000)
        {
            Say.Error(
                "--lines: số từ 1000 đến 50000000; --payees và --statuses: từ 0 đến 5000000; --approvals: từ 0 đến 30000",
                "--lines: a number from 1000 to 50000000; --payees and --statuses: from 0 to 5000000; --approvals: from 0 to 30000");
            return CommandLine.BadInput;
        }

        var figures = PayrollMeasurement.Run(LawPack.Load(Home.LawFolder), lines, payees, statuses, approvals, cancellation);
        var (cores, memory) = (Environment.ProcessorCount, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024 * 1024 * 1024));
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                name = "payroll",
                machine = new { cores, memoryGiB = memory, runtime = RuntimeInformation.FrameworkDescription },
                workingSetMiB = Environment.WorkingSet >> 20,
                figures = figures.Select(figure => new { id = figure.Id, value = figure.Value, unit = figure.Unit, limit = figure.Limit, ratio = figure.Ratio, note = figure.Note }),
            }, Session.Json));
            return CommandLine.Done;
        }

        Console.WriteLine($"{cores} cores, {memory} GiB, {RuntimeInformation.FrameworkDescription}");
        foreach (var figure in figures)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{figure.Id,-26} {figure.Value,10:#,0.###} {figure.Unit}  {Say.Text("tỉ lệ", "ratio")} {figure.Ratio}"));
            Console.WriteLine($"  {figure.Note}");
        }

        return CommandLine.Done;
    }
}
