using System.CommandLine;
using AnSinh.Bulk;
using AnSinh.Dmn;
using AnSinh.Feel;

namespace AnSinh.Cli.Commands.Dmn;

/// <summary><c>ansinh dmn analyse MODEL</c>: gaps, overlaps and dead rules of every decision table of a model, and whether each decision can be applied to whole populations.</summary>
internal static class AnalyseCommand
{
    private const int Shown = 20;

    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = "tệp .dmn / model file" };
        var command = new Command("analyse", "Tìm khoảng trống, chồng lấn và dòng thừa của bảng / find gaps, overlaps and dead rules of tables") { model };
        command.SetAction((parse, _) => Task.FromResult(Run(parse.GetValue(model)!)));
        return command;
    }

    private static int Run(string file)
    {
        if (DmnCommand.Load(file) is not { } set)
        {
            return CommandLine.BadInput;
        }
        DmnCommand.Print(set.Diagnostics);
        if (set.Models.Count == 0)
        {
            return CommandLine.BadInput;
        }
        bool findings = set.HasErrors;
        foreach (CompiledTable table in set.Models[0].Tables)
        {
            TableAnalysis analysis = TableAnalyser.Analyse(table);
            Write(analysis);
            findings |= analysis.Gaps.Count + analysis.NeverHit.Count > 0 || (analysis.Overlaps.Count > 0 && table.Source.HitPolicy == AnSinh.Dmn.Model.HitPolicy.Unique);
        }
        if (!set.HasErrors)
        {
            foreach (CompiledDecision decision in set.Models[0].Decisions)
            {
                WriteProfile(set, decision);
            }
        }
        return findings ? CommandLine.Findings : CommandLine.Done;
    }

    /// <summary>Whether a decision is inside the bulk profile, with what it reads of a case; or why it is decided row by row.</summary>
    private static void WriteProfile(DmnModelSet set, CompiledDecision decision)
    {
        CaseReading reading = ReadingAnalyser.Read(set, [decision], new Dictionary<string, IReadOnlyList<FeelValue>>()).Reading;
        Console.WriteLine($"{decision.Model.File} {decision.Name}: {(reading.Outside.Count == 0 ? Say.Text("tính hàng loạt được", "inside the bulk profile") : Say.Text("ngoài phạm vi tính hàng loạt, tính từng trường hợp", "outside the bulk profile, decided case by case"))}");
        foreach (string why in reading.Outside)
        {
            Console.WriteLine($"  {why}");
        }
        foreach (LeafReading leaf in reading.Leaves.Values.OrderBy(leaf => leaf.Path, StringComparer.Ordinal))
        {
            Console.WriteLine($"  {leaf.Path}: {Reading(leaf)}");
        }
    }

    /// <summary>How a value is read: exactly, or no more than what tests tell apart.</summary>
    private static string Reading(LeafReading leaf)
    {
        if (leaf.IsExact)
        {
            return Say.Text("đọc đúng giá trị", "read exactly");
        }
        int cuts = leaf.Cuts.Count + leaf.Derived.Sum(derived => derived.Cuts.Count) + leaf.Relations.Count;
        string with = leaf.Jointly.Count == 0 ? "" : Say.Text($", cùng với {string.Join(", ", leaf.Jointly)}", $", together with {string.Join(", ", leaf.Jointly)}");
        return Say.Text($"{cuts} phép so sánh", $"{cuts} comparisons") + with;
    }

    private static void Write(TableAnalysis analysis)
    {
        CompiledTable table = analysis.Table;
        Console.WriteLine($"{table.File}:{table.Source.Place} {table.Element} ({table.Source.HitPolicy}, {table.Rules.Count} {Say.Text("dòng", "rules")}, {analysis.Regions} {Say.Text("vùng", "regions")})");
        Console.WriteLine($"  {Say.Text("đầy đủ", "complete")}: {Word(analysis.Complete)}; {Say.Text("loại trừ nhau", "exclusive")}: {Word(analysis.Exclusive)}");
        foreach (Gap gap in analysis.Gaps.Take(Shown))
        {
            Console.WriteLine($"  {(gap.Certain ? Say.Text("khoảng trống", "gap") : Say.Text("có thể trống", "possible gap"))}: {gap.Witness}");
        }
        foreach (Overlap overlap in analysis.Overlaps.Take(Shown))
        {
            Console.WriteLine($"  {(overlap.Certain ? Say.Text("chồng lấn", "overlap") : Say.Text("có thể chồng lấn", "possible overlap"))} {overlap.First}, {overlap.Second}: {overlap.Witness}");
        }
        foreach (int rule in analysis.NeverHit)
        {
            Console.WriteLine($"  {Say.Text("dòng không bao giờ khớp", "rule never hit")}: {rule}");
        }
        foreach (Subsumption pair in analysis.Subsumed)
        {
            Console.WriteLine($"  {Say.Text($"dòng {pair.Rule} nằm trong dòng {pair.By}", $"rule {pair.Rule} lies within rule {pair.By}")}");
        }
        foreach (AnalysisNote note in analysis.Notes)
        {
            Console.WriteLine($"  {Say.Text(note.Vi, note.En)}");
        }
    }

    private static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Yes => Say.Text("có", "yes"),
        Verdict.No => Say.Text("không", "no"),
        _ => Say.Text("chưa quyết định được", "not decided"),
    };
}
