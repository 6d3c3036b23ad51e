using System.CommandLine;
using AnSinh.Simulation.Commune;

namespace AnSinh.Cli.Commands.Population;

/// <summary><c>ansinh population commune</c>: writes the synthetic commune of <c>samples/</c> again, or another one.</summary>
internal static class CommuneCommand
{
    public static Command Create()
    {
        var seed = new Option<long>("--seed") { Required = true, Description = "cùng một số cho cùng một xã / the same number gives the same commune" };
        var output = new Option<string>("--out") { Required = true, Description = "thư mục bộ mẫu / folder of the sample" };
        var report = new Option<string?>("--report") { Description = "tệp so sánh với số liệu công bố / file for the comparison with the published figures" };
        var commune = new Command("commune", "Sinh một xã mẫu (người giả lập) / write a sample commune (synthetic people)") { seed, output, report };
        commune.SetAction((parse, _) => Task.FromResult(Run(parse.GetValue(seed), parse.GetValue(output)!, parse.GetValue(report))));
        return commune;
    }

    private static int Run(long seed, string output, string? report)
    {
        var sample = SampleCommune.Generate(seed);
        var files = SampleWriter.Write(sample, output);
        if (report is not null)
        {
            File.WriteAllText(report, MarginalsReport.Write(sample));
        }

        Say.Note($"{sample.People.Count} người giả lập, {sample.Households.Count} hộ, {files.Count} tệp trong {output}", $"{sample.People.Count} synthetic people, {sample.Households.Count} households, {files.Count} files in {output}");
        return CommandLine.Done;
    }
}
