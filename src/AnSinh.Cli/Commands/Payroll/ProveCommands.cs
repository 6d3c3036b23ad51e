using System.CommandLine;
using System.Text.Json;
using AnSinh.Law;
using AnSinh.Payroll;
using AnSinh.Payroll.Replay;
using AnSinh.Payroll.Verify;

namespace AnSinh.Cli.Commands.Payroll;

/// <summary><c>verify</c>, <c>export</c> and <c>replay</c>: that the books are right, here and on an auditor's machine.</summary>
internal static class ProveCommands
{
    public static Command Verify()
    {
        var full = new Option<bool>("--full") { Description = "tính lại tất cả / compute everything again" };
        var command = new Command("verify", "kiểm chứng sổ chi trả / prove the books") { full, PayrollCommands.Json };
        command.SetAction(parse => PayrollCommands.Step(parse, book =>
        {
            var result = VerifyPayroll.Execute(book, parse.GetValue(full));
            if (parse.GetValue(PayrollCommands.Json))
            {
                Console.WriteLine(JsonSerializer.Serialize(
                    new { ok = result.Ok, @checked = result.Checked, faults = result.Faults.Select(fault => new { where = fault.Where, what = fault.What }) }, Session.Json));
            }
            else
            {
                foreach (var fault in result.Faults)
                {
                    Console.WriteLine($"{fault.Where}: {fault.What}");
                }

                Say.Note($"Đã kiểm {result.Checked} mục, {result.Faults.Count} sai lệch.", $"Checked {result.Checked} items, {result.Faults.Count} faults.");
            }

            return result.Ok ? CommandLine.Done : CommandLine.Findings;
        }));
        return command;
    }

    public static Command Export()
    {
        var command = new Command("export", "xuất một kỳ cho kiểm toán (không có tên và số) / export a run for an auditor (no names or numbers)")
        {
            PayrollCommands.Month, PayrollCommands.Area, PayrollCommands.Out,
        };
        command.SetAction(parse => PayrollCommands.Step(parse, book =>
        {
            var run = PayrollCommands.Run(parse, book);
            Console.WriteLine(PayrollCommands.Write(parse, $"payroll-{run.Area}-{run.Month}.json", RunExport.Write(book, run.Id)));
            return CommandLine.Done;
        }));
        return command;
    }

    public static Command Replay()
    {
        var file = new Argument<string>("export") { Description = "tệp do 'payroll export' ghi / file written by 'payroll export'" };
        var command = new Command("replay", "tính lại một kỳ chỉ từ tệp xuất và bộ luật / compute a month again from its export and the law alone") { file, PayrollCommands.Json };
        command.SetAction(parse => PayrollCommands.Guard(() =>
        {
            var path = parse.GetValue(file)!;
            if (!File.Exists(path))
            {
                throw new PayrollRefusedException("Không có tệp này", "There is no such file", path);
            }

            var result = ReplayRun.Execute(File.ReadAllBytes(path), path, LawPack.Load(Home.LawFolder));
            if (parse.GetValue(PayrollCommands.Json))
            {
                Console.WriteLine(JsonSerializer.Serialize(new
                {
                    same = result.Same,
                    run = result.Run,
                    month = result.Month.ToString(),
                    area = result.Area.Value,
                    lines = result.Lines,
                    total = result.Total.Amount,
                    statedTotal = result.StatedTotal.Amount,
                    digest = result.Digest,
                    statedDigest = result.StatedDigest,
                }, Session.Json));
            }
            else
            {
                Say.Note(
                    $"Tháng {result.Month}, {result.Area}: {result.Lines} dòng, {result.Total} đồng; tệp ghi {result.StatedTotal} đồng. {(result.Same ? "Trùng khớp." : "KHÔNG trùng khớp.")}",
                    $"{result.Month}, {result.Area}: {result.Lines} lines, {result.Total} đồng; the export says {result.StatedTotal}. {(result.Same ? "The same." : "NOT the same.")}");
            }

            return result.Same ? CommandLine.Done : CommandLine.Findings;
        }));
        return command;
    }
}
