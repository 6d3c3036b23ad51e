using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AnSinh.Fuzz;

namespace AnSinh.Cli;

/// <summary><c>ansinh bench fuzz</c>: a million texts and models that nobody would write; exit code 1 when the engine crashed, hung, ate the memory or broke a promise.</summary>
internal static class FuzzCommand
{
    public static Command Create()
    {
        var inputs = new Option<long>("--inputs") { Description = "số đầu vào / number of inputs", DefaultValueFactory = _ => 1_000_000 };
        var seconds = new Option<int>("--seconds") { Description = "dừng sau chừng ấy giây / end after so many seconds", DefaultValueFactory = _ => 1800 };
        var seed = new Option<int>("--seed") { Description = "hạt giống; cùng hạt giống cho cùng đầu vào / the same seed gives the same inputs", DefaultValueFactory = _ => 1 };
        var threads = new Option<int>("--threads") { Description = "số luồng / threads", DefaultValueFactory = _ => Environment.ProcessorCount };
        var modelEvery = new Option<int>("--model-every") { Description = "cứ bao nhiêu đầu vào thì một là mô hình (0: không) / one input of so many is a model (0: none)", DefaultValueFactory = _ => 25 };
        var models = new Option<string[]>("--models") { Description = "thư mục .dmn lấy thêm làm mẫu / a folder of further .dmn models to change", AllowMultipleArgumentsPerToken = true };
        var show = new Option<long?>("--show") { Description = "in đầu vào mang số này rồi thôi / print the input of this number and stop" };
        var json = new Option<bool>("--json") { Description = "JSON" };
        var command = new Command("fuzz", "Đầu vào ngẫu nhiên: máy luật không được sập hay treo / random input: the engine must neither crash nor hang") { inputs, seconds, seed, threads, modelEvery, models, show, json };
        command.SetAction((parse, cancelled) => Task.FromResult(Run(
            parse.GetValue(models) ?? [],
            new FuzzOptions
            {
                Inputs = parse.GetValue(inputs),
                Time = TimeSpan.FromSeconds(parse.GetValue(seconds)),
                Seed = parse.GetValue(seed),
                Threads = parse.GetValue(threads),
                ModelEvery = parse.GetValue(modelEvery),
            },
            parse.GetValue(show), parse.GetValue(json), cancelled)));
        return command;
    }

    private static int Run(string[] folders, FuzzOptions options, long? show, bool json, CancellationToken cancelled)
    {
        if (folders.FirstOrDefault(folder => !Directory.Exists(folder)) is { } absent)
        {
            Say.Error($"không có thư mục {absent}", $"there is no folder {absent}");
            return CommandLine.BadInput;
        }

        var run = new FuzzRun(ModelFolder.Read([Path.Combine(Home.LawFolder, "models"), .. folders]), options);
        if (show is { } number)
        {
            Console.WriteLine(run.InputOf(number));
            return CommandLine.Done;
        }

        var report = run.Run(
            so => Say.Note($"{so.Inputs:#,0} / {options.Inputs:#,0}: {so.Read:#,0} cách đọc, {so.Findings.Count} điều tìm thấy", $"{so.Inputs:#,0} of {options.Inputs:#,0}: {so.Read:#,0} ways of reading, {so.Findings.Count} findings"),
            cancelled);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                seed = report.Seed,
                inputs = report.Inputs,
                expressions = report.Expressions,
                models = report.Models,
                valid = report.Valid,
                read = report.Read,
                results = report.Results,
                seconds = Seconds(report.Time),
                slowest = new { seconds = Seconds(report.Slowest), number = report.SlowestNumber },
                memoryMiB = report.WorkingSet >> 20,
                findings = report.Findings.Select(finding => new { kind = finding.Kind, seed = finding.Seed, number = finding.Number, input = finding.Input, detail = finding.Detail }),
            }, Session.Json));
        }
        else
        {
            Console.WriteLine(Text(report));
        }

        return report.Findings.Count == 0 ? CommandLine.Done : CommandLine.Findings;
    }

    private static string Text(FuzzReport report)
    {
        var lines = new List<string>
        {
            Say.Text(
                $"{report.Inputs:#,0} đầu vào ({report.Expressions:#,0} biểu thức, {report.Models:#,0} mô hình) trong {Seconds(report.Time)} giây, hạt giống {report.Seed}; {report.Valid:#,0} đọc được không lỗi",
                $"{report.Inputs:#,0} inputs ({report.Expressions:#,0} expressions, {report.Models:#,0} models) in {Seconds(report.Time)} s, seed {report.Seed}; {report.Valid:#,0} read without a fault"),
            Say.Text(
                $"{report.Read:#,0} cách đọc khác nhau, {report.Results:#,0} kết cục khác nhau; chậm nhất {Seconds(report.Slowest)} giây (số {report.SlowestNumber}); bộ nhớ {report.WorkingSet >> 20} MiB",
                $"{report.Read:#,0} distinct ways of reading, {report.Results:#,0} distinct results; slowest {Seconds(report.Slowest)} s (number {report.SlowestNumber}); memory {report.WorkingSet >> 20} MiB"),
            Say.Text($"{report.Findings.Count} điều tìm thấy", $"{report.Findings.Count} findings"),
        };
        foreach (var finding in report.Findings)
        {
            lines.Add($"{finding.Kind} #{finding.Number}: {finding.Detail}");
            lines.Add("  " + (finding.Input.Length > 400 ? finding.Input[..400] + " …" : finding.Input));
        }

        return string.Join('\n', lines);
    }

    private static string Seconds(TimeSpan time) => ((decimal)time.Ticks / TimeSpan.TicksPerSecond).ToString("0.0#", CultureInfo.InvariantCulture);
}
