using System.CommandLine;
using AnSinh.Law;

namespace AnSinh.Cli;

/// <summary><c>ansinh law lint</c>: cliffs, overtaken levels, values that end, weak evidence. Findings are not faults.</summary>
internal static class LawLintCommand
{
    public static Command Create()
    {
        var command = new Command("lint", "Chỗ hụt, mức đã bị vượt, chỗ còn nghi ngờ / cliffs, overtaken levels, doubts");
        command.SetAction((_, _) => Task.FromResult(Run()));
        return command;
    }

    private static int Run()
    {
        var pack = LawPack.Load(Home.LawFolder);
        var findings = PackLint.Run(pack, Cases.Load(pack, Home.LawFolder, "lint/households"));
        foreach (var kind in findings.GroupBy(finding => finding.Kind))
        {
            Console.WriteLine(kind.Key switch
            {
                "promise" => Say.Text("Cam kết của nghị quyết mà mức hưởng không giữ", "Promises of resolutions that the levels do not keep"),
                "target" => Say.Text("So với mức sống và chuẩn nghèo", "Against living standards and the poverty line"),
                "household-cliff" => Say.Text("Thêm một đồng thu nhập làm cả hộ mất bao nhiêu", "What one đồng more of income costs a household"),
                "cliff" => Say.Text("Chỗ hụt: một đồng làm mất cả khoản", "Cliffs: one đồng loses the whole benefit"),
                "overtaken" => Say.Text("Mức địa phương đã bị mức quốc gia vượt", "Provincial levels overtaken by the national one"),
                "ends" => Say.Text("Tham số hết giá trị", "Parameters that end"),
                _ => Say.Text("Căn cứ yếu hơn mức biết chắc", "Evidence weaker than known"),
            });
            foreach (var finding in kind)
            {
                Console.WriteLine($"  {finding.Where}: {Say.Text(finding.Vi, finding.En)}");
            }
        }

        Console.WriteLine(Say.Text($"{findings.Count} điều cần xem.", $"{findings.Count} findings."));
        return findings.Count == 0 ? CommandLine.Done : CommandLine.Findings;
    }
}
