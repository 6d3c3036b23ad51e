using System.CommandLine;
using System.Text.Json;
using AnSinh.Law;

namespace AnSinh.Cli;

/// <summary><c>ansinh law check</c>: reads the pack, checks it and holds every worked case against it.</summary>
internal static class LawCheckCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "{ ok, checked, faults: [ { where, what } ] }" };
        var command = new Command("check", "Bộ luật có vững không, mọi hồ sơ mẫu có ra đúng không / is the pack sound, do all worked cases come out") { json };
        command.SetAction((parse, _) => Task.FromResult(Run(parse.GetValue(json))));
        return command;
    }

    private static int Run(bool json)
    {
        var pack = LawPack.Load(Home.LawFolder);
        var faults = PackCheck.Run(pack).Select(fault => (Where: $"{fault.File}:{fault.Line}:{fault.Column}", What: Say.Text(fault.Vi, fault.En))).ToList();
        var proofs = TableProofs.Run(pack);
        faults.AddRange(proofs.Where(proof => !proof.Holds).Select(proof => (proof.Where, Say.Text(proof.Vi, proof.En))));
        var undecided = proofs.Where(proof => proof.Holds && !proof.Decided).ToList();
        var cases = Cases.Load(pack, Home.LawFolder);
        var determiner = new Determiner(pack);
        var checks = 0;
        foreach (var worked in cases)
        {
            checks += worked.Checks.Count(check => check.HasExpectation);
            faults.AddRange(CaseVerifier.Verify(worked, determiner).Select(difference =>
                ($"{difference.File}:{difference.Line}", $"«{difference.Title}» {difference.Month} {difference.Person}: {Say.Text(difference.Vi, difference.En)}")));
        }

        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(
                new { ok = faults.Count == 0, @checked = checks, tables = proofs.Count, notDecided = undecided.Select(proof => proof.Where), faults = faults.Select(fault => new { where = fault.Where, what = fault.What }) }, Session.Json));
        }
        else
        {
            foreach (var (where, what) in faults)
            {
                Console.WriteLine($"{where}: {what}");
            }

            foreach (var proof in undecided)
            {
                Console.WriteLine($"{proof.Where}: {Say.Text($"'{proof.Declared}' chưa quyết được sau {proof.Regions} vùng", $"'{proof.Declared}' not decided after {proof.Regions} regions")}");
            }

            var rows = pack.Models.Set.Models.Sum(model => model.Decisions.Sum(decision => decision.Tables.Sum(table => table.Rules.Count)));
            Console.WriteLine(Say.Text(
                $"{pack.Benefits.All.Count} chính sách, {rows} dòng luật, {pack.Parameters.All.Count} tham số, {pack.Instruments.All.Count} văn bản; {proofs.Count} bảng được chứng minh hoặc xét; {checks} hồ sơ mẫu được tính lại; {faults.Count} lỗi.",
                $"{pack.Benefits.All.Count} benefits, {rows} rows of law, {pack.Parameters.All.Count} parameters, {pack.Instruments.All.Count} instruments; {proofs.Count} tables examined; {checks} worked cases recomputed; {faults.Count} faults."));
        }

        return faults.Count == 0 ? CommandLine.Done : CommandLine.Findings;
    }
}
