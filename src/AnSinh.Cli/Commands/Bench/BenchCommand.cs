using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using AnSinh.Benchmarks;
using AnSinh.Cli.Commands.Audit;
using AnSinh.Law;

namespace AnSinh.Cli;

/// <summary><c>ansinh bench [NAME]</c>: measures, each figure beside its hand-written limit in the same run. Figures, not verdicts.</summary>
internal static class BenchCommand
{
    private static readonly Dictionary<string, Func<IEnumerable<Figure>>> Known = new()
    {
        ["dmn"] = () => EngineBenchmarks.Run().Concat(LawBenchmarks.Run(LawPack.Load(Home.LawFolder)).Where(figure => figure.Id == "law.household5")),
        ["law"] = () => LawBenchmarks.Run(LawPack.Load(Home.LawFolder)),
    };

    public static Command Create()
    {
        var name = new Argument<string?>("NAME") { Description = "dmn | law; mặc định: tất cả / default: all", Arity = ArgumentArity.ZeroOrOne };
        var json = new Option<bool>("--json") { Description = "{ name, machine, figures: [ { id, value, unit, limit, ratio, note } ] }" };
        var command = new Command("bench", "Đo tốc độ, mỗi số đo bên cạnh giới hạn viết tay / measure, each figure beside its hand-written limit") { name, json, FuzzCommand.Create(), SampleCommand.Create(), KernelsCommand.Create(), NationCommand.CreateNation(), NationCommand.CreateAgree(), SweepBenchCommand.Create(), BenchAuditCommand.Create(), PayrollBenchCommand.Create(), WebBenchCommand.Create() };
        command.SetAction((parse, _) => Task.FromResult(Run(parse.GetValue(name), parse.GetValue(json))));
        return command;
    }

    private static int Run(string? name, bool json)
    {
        if (name is not null && !Known.ContainsKey(name))
        {
            Say.Error($"không có phép đo '{name}'; có: {string.Join(", ", Known.Keys)}", $"there is no benchmark '{name}'; known: {string.Join(", ", Known.Keys)}");
            return CommandLine.BadInput;
        }

        var figures = Known.Where(bench => name is null || bench.Key == name).SelectMany(bench => bench.Value()).DistinctBy(figure => figure.Id).ToList();
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024 * 1024 * 1024);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                name = name ?? "all",
                machine = new { cores = Environment.ProcessorCount, memoryGiB = memory, runtime = RuntimeInformation.FrameworkDescription },
                figures = figures.Select(figure => new { id = figure.Id, value = figure.Value, unit = figure.Unit, limit = figure.Limit, ratio = figure.Ratio, note = figure.Note }),
            }, Session.Json));
            return CommandLine.Done;
        }

        Console.WriteLine($"{Environment.ProcessorCount} cores, {memory} GiB, {RuntimeInformation.FrameworkDescription}");
        foreach (var figure in figures)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{figure.Id,-18} {figure.Value,12:#,0.###} {figure.Unit,-4}  {Say.Text("giới hạn", "limit")} {figure.Limit:#,0.#####}  {Say.Text("tỉ lệ", "ratio")} {figure.Ratio}"));
            Console.WriteLine($"  {figure.Note}");
        }

        return CommandLine.Done;
    }
}
