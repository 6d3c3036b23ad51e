using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using AnSinh.Benchmarks;
using AnSinh.Benchmarks.Audit;

namespace AnSinh.Cli.Commands.Audit;

/// <summary><c>ansinh bench audit</c>: verifying a sealed history beside the SHA-256 of the same bytes.</summary>
internal static class BenchAuditCommand
{
    public static Command Create()
    {
        var events = new Option<long>("--events") { Description = "số sự kiện / events, 1000-100000000", DefaultValueFactory = _ => 10_000_000 };
        var perBlock = new Option<int>("--per-block") { Description = "số sự kiện mỗi khối / events of a block, 1-65536", DefaultValueFactory = _ => 100 };
        var turns = new Option<int>("--turns") { Description = "số lượt đo / how many times both are measured", DefaultValueFactory = _ => 3 };
        var command = new Command("audit", "kiểm chứng nhật ký, bên cạnh SHA-256 của cùng các byte / verifying the audit trail beside SHA-256 of the same bytes") { events, perBlock, turns, AuditCommands.Json };
        command.SetAction((parse, cancellation) => Task.Run(() => Session.Guard(() =>
        {
            var (count, size, repeats) = (parse.GetValue(events), parse.GetValue(perBlock), parse.GetValue(turns));
            if (count is < 1_000 or > 100_000_000 || size is < 1 or > 65_536 || repeats is < 1 or > 100)
            {
                Say.Error("--events: từ 1000 đến 100000000; --per-block: từ 1 đến 65536; --turns: từ 1 đến 100", "--events: from 1000 to 100000000; --per-block: from 1 to 65536; --turns: from 1 to 100");
                return CommandLine.BadInput;
            }

            var told = 0L;
            Tell(parse, AuditMeasurement.Run(count, size, repeats, written =>
            {
                if (written - told >= 1_000_000)
                {
                    told = written;
                    Say.Note($"đã ghi {written} sự kiện vào tệp tạm", $"{written} events written into a temporary file");
                }
            }, cancellation));
            return CommandLine.Done;
        })));
        return command;
    }

    private static void Tell(ParseResult parse, AuditMeasurement measured)
    {
        var note = string.Create(
            CultureInfo.InvariantCulture,
            $"{measured.Events} events in {measured.Blocks} blocks, {measured.FileBytes >> 20} MiB; at most {measured.MemoryBytes >> 20} MiB resident; processor time {measured.Verify.Work} s beside {measured.Hash.Work} s; the file in the page cache; median of {measured.Turns.Count}");
        var figure = new Figure("audit.verify", measured.Verify.Seconds, "s", measured.Hash.Seconds, decimal.Round(measured.Verify.Seconds / Math.Max(measured.Hash.Seconds, 0.001m), 2), note);
        var (cores, memory) = (Environment.ProcessorCount, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024 * 1024 * 1024));
        if (parse.GetValue(AuditCommands.Json))
        {
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                name = "audit",
                machine = new { cores, memoryGiB = memory, runtime = RuntimeInformation.FrameworkDescription },
                turns = measured.Turns.Select(turn => new { hash = turn.Hash.Seconds, hashWork = turn.Hash.Work, verify = turn.Verify.Seconds, verifyWork = turn.Verify.Work }),
                figures = new[] { new { id = figure.Id, value = figure.Value, unit = figure.Unit, limit = figure.Limit, ratio = figure.Ratio, note = figure.Note } },
            }, Session.Json));
            return;
        }

        Console.WriteLine($"{cores} cores, {memory} GiB, {RuntimeInformation.FrameworkDescription}");
        Console.WriteLine($"{figure.Id}  {figure.Value} s  SHA-256 {figure.Limit} s  {Say.Text("tỉ lệ", "ratio")} {figure.Ratio}");
        Console.WriteLine($"  {figure.Note}");
    }
}
