using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using AnSinh.Benchmarks;
using AnSinh.Benchmarks.Kernels;
using AnSinh.Benchmarks.Nation;
using AnSinh.Law;
using AnSinh.Simulation.Populations;

namespace AnSinh.Cli;

/// <summary><c>ansinh bench nation</c>: the whole law over a nation, beside reading it and hand-written kernels; <c>ansinh bench agree</c>: bulk answers held against the determiner's.</summary>
internal static class NationCommand
{
    public static Command CreateNation()
    {
        var (population, persons, month) = Options();
        var json = new Option<bool>("--json") { Description = "{ name, machine, figures: [ { id, value, unit, limit, ratio, note } ] }" };
        var only = new Option<bool>("--reforms-only") { Description = "chỉ đo các đề xuất mẫu / only the worked reforms" };
        var command = new Command("nation", "Cả bộ luật trên một dân số / the whole law over a population") { population, persons, month, only, json };
        command.SetAction((parse, cancelled) => Task.Run(() => WithPopulation(parse.GetValue(population), parse.GetValue(persons), (pack, reader) => parse.GetValue(only) ? Print([.. Reforms(pack, reader)], parse.GetValue(json)) : Nation(pack, reader, parse.GetValue(month)!, parse.GetValue(json)), cancelled)));
        return command;
    }

    public static Command CreateAgree()
    {
        var (population, persons, month) = Options();
        var every = new Option<bool>("--every-month") { Description = "mọi tháng từ 7/2021 / every month since July 2021" };
        var command = new Command("agree", "So từng người: tính hàng loạt với tính từng hồ sơ / each person: bulk against case by case") { population, persons, month, every };
        command.SetAction((parse, cancelled) => Task.Run(() => WithPopulation(parse.GetValue(population), parse.GetValue(persons), (pack, reader) => Agree(pack, reader, parse.GetValue(month)!, parse.GetValue(every), cancelled), cancelled)));
        return command;
    }

    private static (Option<string?> Population, Option<long> Persons, Option<string> Month) Options() => (
        new Option<string?>("--population") { Description = "tệp của 'population make' / a file of 'population make'; default: one is drawn" },
        new Option<long>("--persons") { Description = "số người khi không có tệp / persons where no file is given", DefaultValueFactory = _ => 1_000_000 },
        new Option<string>("--month") { Description = "2026-11", DefaultValueFactory = _ => "2026-11" });

    private static int WithPopulation(string? file, long persons, Func<LawPack, PopulationReader, int> work, CancellationToken cancelled) => Session.Guard(() =>
    {
        var pack = LawPack.Load(Home.LawFolder);
        var drawn = file is null ? Path.Combine(Path.GetTempPath(), $"ansinh-bench-{Environment.ProcessId}.pop") : null;
        try
        {
            if (drawn is not null)
            {
                Say.Note($"sinh {persons:#,0} người giả lập", $"drawing {persons:#,0} synthetic persons");
                new NationDraw(pack.Facts.Sources).Write(drawn, persons, 1, Environment.ProcessorCount, _ => { }, cancelled);
            }

            using var reader = new PopulationReader(file ?? drawn!);
            return work(pack, reader);
        }
        catch (KernelFaultException fault)
        {
            Say.Error("kết quả sai: " + fault.Message, "wrong answer: " + fault.Message);
            return CommandLine.Findings;
        }
        finally
        {
            if (drawn is not null)
            {
                File.Delete(drawn);
            }
        }
    });

    private static int Nation(LawPack pack, PopulationReader population, string text, bool json)
    {
        if (!BenefitMonth.TryParse(text, out var month))
        {
            Say.Error($"--month {text}: cần dạng 2026-11", $"--month {text}: 2026-11 is needed");
            return CommandLine.BadInput;
        }

        using var shape = new HouseholdShape((int)Math.Min(population.Persons, 100_000_000));
        var figures = KernelBenchmarks.Anchors(shape).Select(figure => figure.ToFigure()).Concat(NationBenchmarks.Run(pack, month, population)).Concat(Reforms(pack, population)).ToList();
        return Print(figures, json);
    }

    private static int Print(List<Figure> figures, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                name = "nation",
                machine = new { cores = Environment.ProcessorCount, memoryGiB = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024 * 1024 * 1024), runtime = RuntimeInformation.FrameworkDescription },
                figures = figures.Select(figure => new { id = figure.Id, value = figure.Value, unit = figure.Unit, limit = figure.Limit, ratio = figure.Ratio, note = figure.Note }),
            }, Session.Json));
            return CommandLine.Done;
        }

        foreach (var figure in figures)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{figure.Id,-18} {figure.Value,16:#,0.###} {figure.Unit,-10} {Say.Text("giới hạn", "limit")} {figure.Limit:#,0.###}  {Say.Text("tỉ lệ", "ratio")} {figure.Ratio}"));
            Console.WriteLine("  " + figure.Note);
        }

        return CommandLine.Done;
    }

    /// <summary>The worked reforms, in the first month for which all of them count.</summary>
    private static IEnumerable<Figure> Reforms(LawPack pack, PopulationReader population)
    {
        var reforms = new ReformReader(pack, BenefitMonth.Parse("2099-12")).ReadFiles([.. Directory.EnumerateFiles(Path.Combine(Home.SamplesFolder, "reforms"), "*.yaml").Order(StringComparer.Ordinal)]);
        return ReformBenchmarks.Run(pack, reforms.Max(reform => reform.AppliesFrom), population, reforms, "tgxh.muc_chuan");
    }

    private static int Agree(LawPack pack, PopulationReader population, string text, bool every, CancellationToken cancelled)
    {
        if (!BenefitMonth.TryParse(text, out var month))
        {
            Say.Error($"--month {text}: cần dạng 2026-11", $"--month {text}: 2026-11 is needed");
            return CommandLine.BadInput;
        }

        var (persons, different) = (0L, 0);
        for (var at = every ? BenefitMonth.Parse("2021-07") : month; at <= month; at = at.Next)
        {
            var report = BulkAgreement.Run(pack, population, at, [.. Enumerable.Range(0, population.Blocks)], Environment.ProcessorCount, cancelled);
            (persons, different) = (persons + report.Persons, different + report.Disagreements.Count);
            Console.WriteLine(Say.Text(
                $"{at}: {report.Persons:#,0} người, {report.Cells:#,0} ô, {report.Decided:#,0} lần hỏi máy luật, {report.Disagreements.Count} chỗ khác",
                $"{at}: {report.Persons:#,0} persons, {report.Cells:#,0} cells, {report.Decided:#,0} questions to the evaluator, {report.Disagreements.Count} differences"));
            foreach (var found in report.Disagreements)
            {
                Console.WriteLine($"  {Say.Text("khối", "block")} {found.Block}, {Say.Text("hộ", "household")} {found.Household}, {Say.Text("người", "person")} {found.Member}\n{found.Expected}\n!=\n{found.Found}");
            }
        }

        Say.Note($"{persons:#,0} câu trả lời, {different} khác nhau", $"{persons:#,0} answers, {different} different");
        return different == 0 ? CommandLine.Done : CommandLine.Findings;
    }
}
