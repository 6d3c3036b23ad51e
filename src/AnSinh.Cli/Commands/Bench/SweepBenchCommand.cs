using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using AnSinh.Benchmarks;
using AnSinh.Benchmarks.Sweep;
using AnSinh.Law;

namespace AnSinh.Cli;

/// <summary><c>ansinh bench sweep</c>: the sweep of a synthetic register beside a bare read of the same rows.</summary>
internal static class SweepBenchCommand
{
    public static Command Create()
    {
        var persons = new Option<int>("--persons") { Description = "số người giả lập / synthetic persons, 1000-20000000", DefaultValueFactory = _ => 1_000_000 };
        var turns = new Option<int>("--turns") { Description = "số lượt đo / how many times both are measured", DefaultValueFactory = _ => 3 };
        var json = new Option<bool>("--json") { Description = "{ name, machine, persons, tables, figures: [ { id, value, unit, limit, ratio, note } ] }" };
        var command = new Command("sweep", "Rà soát cả sổ, bên cạnh việc chỉ đọc các dòng đó / the sweep of a register beside a bare read of its rows") { persons, turns, json };
        command.SetAction((parse, cancellation) => Task.Run(() => Session.Guard(() => Run(parse.GetValue(persons), parse.GetValue(turns), parse.GetValue(json), cancellation))));
        return command;
    }

    private static int Run(int persons, int turns, bool json, CancellationToken cancellation)
    {
        if (persons is < 1_000 or > 20_000_000 || turns is < 1 or > 100)
        {
            Say.Error("--persons: số từ 1000 đến 20000000; --turns: từ 1 đến 100", "--persons: a number from 1000 to 20000000; --turns: from 1 to 100");
            return CommandLine.BadInput;
        }

        var told = 0L;
        var measured = SweepMeasurement.Run(LawPack.Load(Home.LawFolder), persons, seed: 1, turns, written =>
        {
            if (written - told >= 100_000)
            {
                told = written;
                Say.Note($"đã ghi {written} người vào sổ tạm", $"{written} persons written into a temporary register");
            }
        }, cancellation);
        var (median, totals) = (measured.Median, measured.Totals);
        var note = string.Create(
            CultureInfo.InvariantCulture,
            $"{totals.People} persons, {totals.Households} households, {measured.Rows.Rows} rows of {measured.Rows.Tables.Count} tables, {totals.PeopleByKind.Values.Sum()} entries ({median.First} s to the first); database {measured.DatabaseBytes >> 20} MiB, working set {measured.MemoryBytes >> 20} MiB; the read on one core, the sweep on all; both with the file in the page cache");
        var figure = new Figure("sweep.register", median.Sweep, "s", median.Read, measured.Ratio, note);
        var (cores, memory) = (Environment.ProcessorCount, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024 * 1024 * 1024));
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                name = "sweep",
                machine = new { cores, memoryGiB = memory, runtime = RuntimeInformation.FrameworkDescription },
                persons,
                tables = measured.Rows.Tables.Select(table => new { table = table.Table, rows = table.Rows, columns = table.Columns }),
                turns = measured.Turns.Select(turn => new { read = turn.Read, sweep = turn.Sweep }),
                figures = new[] { new { id = figure.Id, value = figure.Value, unit = figure.Unit, limit = figure.Limit, ratio = figure.Ratio, note = figure.Note } },
            }, Session.Json));
            return CommandLine.Done;
        }

        Console.WriteLine($"{cores} cores, {memory} GiB, {RuntimeInformation.FrameworkDescription}");
        foreach (var (table, rows, columns) in measured.Rows.Tables)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {table,-16} {rows,12:#,0} x {columns}"));
        }

        foreach (var turn in measured.Turns)
        {
            Console.WriteLine($"  {Say.Text("đọc", "read")} {turn.Read} s, {Say.Text("rà soát", "sweep")} {turn.Sweep} s");
        }

        Console.WriteLine($"{figure.Id}  {figure.Value} s  {Say.Text("giới hạn", "limit")} {figure.Limit} s  {Say.Text("tỉ lệ", "ratio")} {figure.Ratio}");
        Console.WriteLine($"  {figure.Note}; {Say.Text("lập sổ", "register made in")} {measured.FillSeconds} s");
        return CommandLine.Done;
    }
}
