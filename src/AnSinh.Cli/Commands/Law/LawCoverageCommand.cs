using System.CommandLine;
using AnSinh.Law;

namespace AnSinh.Cli;

/// <summary><c>ansinh law coverage</c>: which article, clause and point stands where in the pack, which case guards it, and what is left out.</summary>
internal static class LawCoverageCommand
{
    public static Command Create()
    {
        var write = new Option<string?>("--write") { Description = "ghi trang Markdown vào tệp / write the Markdown page to a file" };
        var threads = new Option<int>("--threads") { Description = "số luồng / threads", DefaultValueFactory = _ => Environment.ProcessorCount };
        var command = new Command("coverage", "Điều, khoản, điểm nào có trong bộ luật, ở dòng nào / which article, clause and point stands in which row") { write, threads };
        command.SetAction((parse, _) => Task.FromResult(Run(parse.GetValue(write), parse.GetValue(threads))));
        return command;
    }

    private static int Run(string? file, int threads)
    {
        var pack = LawPack.Load(Home.LawFolder);
        var done = 0;
        var guards = LawCoverage.Guards(pack, Cases.Load(pack, Home.LawFolder), Math.Max(1, threads), _ =>
        {
            if (Interlocked.Increment(ref done) % 50 == 0)
            {
                Say.Note($"{done} dòng", $"{done} rows");
            }
        });
        var coverage = LawCoverage.Of(pack, Home.LawFolder, guards);
        if (file is null)
        {
            Console.Write(coverage.ToMarkdown(pack));
        }
        else
        {
            File.WriteAllText(file, coverage.ToMarkdown(pack));
        }

        var unguarded = coverage.Places.Where(place => place.Where.StartsWith("models/", StringComparison.Ordinal) && place.Guard.Length == 0).Select(place => place.Where).Distinct().ToList();
        Say.Note($"{coverage.Places.Count} chỗ của luật, {unguarded.Count} dòng không có hồ sơ canh giữ, {coverage.LeftOut.Count} điều để ngoài.", $"{coverage.Places.Count} places of the law, {unguarded.Count} rows without a guard, {coverage.LeftOut.Count} things left out.");
        return CommandLine.Done;
    }
}
