using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AnSinh.Law;

namespace AnSinh.Cli;

/// <summary><c>ansinh law mutate</c>: changes the law one thing at a time; every change must break a worked case.</summary>
internal static class LawMutateCommand
{
    public static Command Create()
    {
        var only = new Option<string?>("--only") { Description = "chỉ các tệp có tên chứa chữ này / only files whose path contains this" };
        var threads = new Option<int>("--threads") { Description = "số luồng / threads", DefaultValueFactory = _ => Environment.ProcessorCount };
        var json = new Option<bool>("--json") { Description = "JSON" };
        var command = new Command("mutate", "Mỗi dòng, ngưỡng, ngày có hồ sơ mẫu nào canh giữ không / does every row, bound and date matter to some case") { only, threads, json };
        command.SetAction((parse, _) => Task.FromResult(Run(parse.GetValue(only), parse.GetValue(threads), parse.GetValue(json))));
        return command;
    }

    private static int Run(string? only, int threads, bool json)
    {
        var pack = LawPack.Load(Home.LawFolder);
        var cases = Cases.Load(pack, Home.LawFolder);
        var determiner = new Determiner(pack);
        if (cases.SelectMany(worked => CaseVerifier.Verify(worked, determiner)).FirstOrDefault() is { } difference)
        {
            Say.Error($"hồ sơ mẫu phải đúng trước đã: {difference.File}:{difference.Line} {difference.Vi}", $"the worked cases must come out first: {difference.File}:{difference.Line} {difference.En}");
            return CommandLine.BadInput;
        }

        var accepted = AcceptedSurvivors.Load(Path.Combine(Home.LawFolder, "cases", "survivors.txt"));
        var run = new MutationRun(pack, cases);
        var mutants = run.Mutants.Where(mutant => only is null || mutant.File.Contains(only, StringComparison.Ordinal)).ToList();
        var done = 0;
        var fates = run.Run(mutants, Math.Max(1, threads), _ =>
        {
            if (Interlocked.Increment(ref done) % 100 == 0)
            {
                Say.Note($"{done} / {mutants.Count}", $"{done} of {mutants.Count}");
            }
        });
        var killed = fates.Count(fate => fate.Killed);
        var survivors = fates.Where(fate => !fate.Killed).ToList();
        var score = fates.Count == 0 ? 100m : Math.Round(100m * killed / fates.Count, 2);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                mutants = fates.Count,
                killed,
                score,
                survivors = survivors.Select(fate => new { mutant = fate.Mutant.Id, reason = accepted.GetValueOrDefault(fate.Mutant.Id) }),
            }, Session.Json));
        }
        else
        {
            foreach (var fate in survivors)
            {
                Console.WriteLine($"{fate.Mutant.Id}{(accepted.TryGetValue(fate.Mutant.Id, out var reason) ? "  # " + reason : "")}");
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{killed} / {fates.Count} ({score} %), {survivors.Count} {Say.Text("sống sót", "survived")}, {survivors.Count(fate => accepted.ContainsKey(fate.Mutant.Id))} {Say.Text("có lý do", "with a reason")}"));
        }

        return survivors.All(fate => accepted.ContainsKey(fate.Mutant.Id)) ? CommandLine.Done : CommandLine.Findings;
    }
}
