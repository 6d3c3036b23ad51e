using System.CommandLine;
using AnSinh.Benchmarks.Nation;
using AnSinh.Law;
using AnSinh.Simulation.Populations;

namespace AnSinh.Cli;

internal static class NationCommand
{
    public static Command Create()
    {
        var population = new Option<string>("--population") { Required = true };
        var command = new Command("nation", "Cả bộ luật trên một dân số / the whole law over a population") { population };
        command.SetAction((parse, _) => Task.FromResult(Run(parse.GetValue(population)!)));
        return command;
    }

    private static int Run(string file)
    {
        var pack = LawPack.Load(Home.LawFolder);
        var month = BenefitMonth.Parse("2026-11");
        using var population = new PopulationReader(file);
        if (Environment.GetEnvironmentVariable("AGREE") is { } n)
        {
            var report = Agreement.Run(pack, population, month, int.Parse(n), 2, default);
            Console.WriteLine($"{report.Persons} {report.Cells} {report.Decided} {report.Disagreements.Count}");
            foreach (var d in report.Disagreements.Take(3))
            {
                var block = new PeopleBlock();
                population.ReadBlock(d.Block, block);
                var first = block.Sizes.Take(d.Household).Sum(x => x);
                var h = block.Household(population.Dictionary, d.Household, first, Array.FindIndex(block.Links, l => l.Person >= first) is >= 0 and var q ? q : block.LinkCount);
                Console.WriteLine(d);
                foreach (var p in h.People) Console.WriteLine($"{p.Id} {p.Born} {p.Sex} {string.Join("; ", p.Facts.Select(f => f.Code + "=" + f.Value))}");
                Console.WriteLine(string.Join("; ", h.Facts.Select(f => f.Code + "=" + f.Value)) + h.Province);
            }
            return 0;
        }
        for (var repeat = 0; repeat < 2; repeat++)
        {
            Console.WriteLine($"read {NationBenchmarks.Read(population, Environment.ProcessorCount)} s");
            var bulk = new BulkDeterminer(pack, month, month.Last);
            Console.WriteLine(NationBenchmarks.Decide(population, bulk, Environment.ProcessorCount));
            Console.WriteLine(string.Join(", ", bulk.CellsByQuestion));
            Console.WriteLine(NationBenchmarks.Decide(population, bulk, Environment.ProcessorCount));
        }

        return CommandLine.Done;
    }
}
