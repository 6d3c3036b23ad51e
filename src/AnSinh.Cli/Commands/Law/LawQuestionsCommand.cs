using System.CommandLine;
using System.Text.Json;
using AnSinh.Law;

namespace AnSinh.Cli;

/// <summary><c>ansinh law questions</c>: how many questions the public check takes on the worked cases, asked in the order the rules choose.</summary>
internal static class LawQuestionsCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "{ checks, aboutTheCase: { median, p90, max, different }, everyBenefit: { … } }" };
        var threads = new Option<int>("--threads") { Description = "số luồng / threads", DefaultValueFactory = _ => Environment.ProcessorCount };
        var command = new Command("questions", "Tự kiểm tra phải hỏi bao nhiêu câu, đo trên hồ sơ mẫu / how many questions the check takes, over the worked cases") { json, threads };
        command.SetAction((parse, _) => Task.FromResult(Run(parse.GetValue(json), Math.Max(1, parse.GetValue(threads)))));
        return command;
    }

    private static int Run(bool json, int threads)
    {
        var pack = LawPack.Load(Home.LawFolder);
        var every = (from worked in Cases.Load(pack, Home.LawFolder) from check in worked.Checks where check.HasExpectation select (worked, check)).ToList();
        var checks = every.Where(one => WorkedInterview.IsHousehold(one.worked)).ToList();
        var about = Play(pack, checks, threads, everything: false);
        var all = Play(pack, checks, threads, everything: true);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new { checks = checks.Count, aboutTheCase = Json(about), everyBenefit = Json(all) }, Session.Json));
        }
        else
        {
            Say.Note($"{every.Count - checks.Count} hồ sơ là bảng tra với mỗi dòng một người, không hỏi chung.", $"{every.Count - checks.Count} cases are tables with one person a row and are left out.");
            Console.WriteLine(Say.Text($"{checks.Count} hồ sơ mẫu; lúc đầu chỉ biết ngày sinh, giới tính, nơi ở, các thành viên và quan hệ.", $"{checks.Count} worked cases; at first only births, sexes, place, members and relations are known."));
            Console.WriteLine(Text(Say.Text("khoản mà hồ sơ nói đến", "the benefits the case speaks of"), about));
            Console.WriteLine(Text(Say.Text("mọi khoản, mọi người trong hộ", "every benefit, everybody in the household"), all));
            Console.WriteLine(Text(Say.Text("  riêng hộ một người", "  households of one person"), [.. all.Where(played => played.Case.Household.People.Count == 1)]));
            foreach (var played in about.Concat(all).Where(played => !played.SameAnswer))
            {
                Console.WriteLine($"{played.Case.File}:{played.Case.Line} {played.Month}: {Say.Text("kết quả khác hồ sơ đầy đủ", "the answer is not the complete case's")} ({string.Join(", ", played.Questions)})");
            }
        }

        return about.Concat(all).All(played => played.SameAnswer) ? CommandLine.Done : CommandLine.Findings;
    }

    private static WorkedInterview[] Play(LawPack pack, List<(WorkedCase Worked, CaseCheck Check)> checks, int threads, bool everything)
    {
        var played = new WorkedInterview[checks.Count];
        AllCores.Each(
            checks.Count, () => new Determiner(pack), (index, determiner) => played[index] = WorkedInterview.Play(determiner, checks[index].Worked, checks[index].Check, everything), _ => { }, threads);
        return played;
    }

    private static object Json(WorkedInterview[] played)
    {
        var (median, p90, max) = Quantiles(played);
        return new { median, p90, max, different = played.Count(one => !one.SameAnswer) };
    }

    private static string Text(string what, WorkedInterview[] played)
    {
        var (median, p90, max) = Quantiles(played);
        return Say.Text($"{what}: trung vị {median} câu, 90 % không quá {p90}, nhiều nhất {max}", $"{what}: median {median} questions, 90 % at most {p90}, most {max}");
    }

    private static (int Median, int P90, int Max) Quantiles(WorkedInterview[] played)
    {
        var counts = played.Select(one => one.Questions.Count).Order().ToList();
        return counts.Count == 0 ? default : (counts[counts.Count / 2], counts[Math.Min(counts.Count - 1, counts.Count * 9 / 10)], counts[^1]);
    }
}
