using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using AnSinh.Benchmarks;
using AnSinh.Benchmarks.Kernels;

namespace AnSinh.Cli;

/// <summary><c>ansinh bench kernels</c>: hand-written kernels that are the limits of bulk evaluation, each beside reading its columns; exit code 1 when one gives a wrong answer.</summary>
internal static class KernelsCommand
{
    public static Command Create()
    {
        var persons = new Option<int>("--persons") { Description = "số người giả lập / synthetic persons, 1000-200000000", DefaultValueFactory = _ => 10_000_000 };
        var anchors = new Option<bool>("--anchors") { Description = "chỉ bài đo tám nhóm / only the workload of eight groups" };
        var json = new Option<bool>("--json") { Description = "{ name, machine, persons, faults, figures: [ { id, value, unit, limit, ratio, note } ] }" };
        var command = new Command("kernels", "Giới hạn viết tay của tính hàng loạt / hand-written limits of bulk evaluation") { persons, anchors, json };
        command.SetAction((parse, _) => Task.FromResult(Run(parse.GetValue(persons), parse.GetValue(anchors), parse.GetValue(json))));
        return command;
    }

    private static int Run(int persons, bool anchorsOnly, bool json)
    {
        if (persons is < 1_000 or > 200_000_000)
        {
            Say.Error($"--persons {persons}: cần số từ 1000 đến 200000000", $"--persons {persons}: a number from 1000 to 200000000 is needed");
            return CommandLine.BadInput;
        }

        var faults = KernelChecks.Run().ToList();
        foreach (var fault in faults)
        {
            Say.Error("kết quả sai: " + fault, "wrong answer: " + fault);
        }

        var (figures, memory) = (new List<Figure>(), GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024 * 1024 * 1024));
        if (faults.Count == 0)
        {
            try
            {
                figures.AddRange(Measure(persons, anchorsOnly, json ? null : Console.Out, memory));
            }
            catch (KernelFaultException fault)
            {
                faults.Add(fault.Message);
                Say.Error("kết quả sai: " + fault.Message, "wrong answer: " + fault.Message);
            }
        }

        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                name = "kernels",
                machine = new { cores = Environment.ProcessorCount, memoryGiB = memory, runtime = RuntimeInformation.FrameworkDescription },
                persons,
                faults,
                figures = figures.Select(figure => new { id = figure.Id, value = figure.Value, unit = figure.Unit, limit = figure.Limit, ratio = figure.Ratio, note = figure.Note }),
            }, Session.Json));
        }

        return faults.Count == 0 ? CommandLine.Done : CommandLine.Findings;
    }

    /// <summary>Measures and, where there is a writer, prints each row as soon as it is known.</summary>
    private static IEnumerable<Figure> Measure(int persons, bool anchorsOnly, TextWriter? table, long memory)
    {
        table?.WriteLine($"{Environment.ProcessorCount} cores, {memory} GiB, {RuntimeInformation.FrameworkDescription}");
        foreach (var figure in KernelBenchmarks.Bandwidth())
        {
            table?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{figure.Id,-20} {figure.Threads,2}  {figure.GigabytesPerSecond,6:0.0} GB/s  ({figure.Spread})"));
            yield return figure.ToFigure();
        }

        using var shape = new HouseholdShape(persons);
        table?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{shape.Persons:#,0} {Say.Text("người, không kể đĩa; trung vị của", "persons, disk does not count; median of")} {KernelBenchmarks.Repeats}"));
        table?.WriteLine($"{"",-20} {Say.Text("luồng", "thr"),5} {Say.Text("byte đọc", "B read"),9} {Say.Text("ghi", "written"),8} {"ms",10} {Say.Text("triệu người/s", "M persons/s"),14} {Say.Text("chỉ đọc", "reading"),10} {Say.Text("tỉ lệ", "ratio"),7}");
        foreach (var kernel in KernelBenchmarks.Anchors(shape).Concat(anchorsOnly ? [] : KernelBenchmarks.Rules(shape)))
        {
            var figure = kernel.ToFigure();
            table?.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{kernel.Id,-20} {kernel.Threads,5} {kernel.BytesRead,9:0.00} {kernel.BytesWritten,8:0.00} {kernel.Milliseconds,10:#,0.00} {figure.Value / 1_000_000,14:#,0} {figure.Limit / 1_000_000,10:#,0} {figure.Ratio,7:0.00}  ({kernel.Spread})"));
            if (kernel.Threads == 1)
            {
                table?.WriteLine($"    {kernel.Columns}");
            }

            yield return figure;
        }
    }
}
