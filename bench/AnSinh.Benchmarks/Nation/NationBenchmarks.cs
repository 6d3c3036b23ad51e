using System.Diagnostics;
using System.Globalization;
using AnSinh.Benchmarks.Kernels;
using AnSinh.Law;
using AnSinh.Simulation.Populations;

namespace AnSinh.Benchmarks.Nation;

/// <summary>What one way through a population file took and found.</summary>
/// <param name="Monthly">Cash of one month, VND.</param>
public sealed record NationPass(decimal Seconds, long Persons, int Cells, int Decided, int Outcomes, long Recipients, Vnd Monthly);

/// <summary>The whole law pack over a population file, block by block, on all cores; beside it reading the same file and the hand-written kernels of five rules, in the same run.</summary>
public static class NationBenchmarks
{
    /// <summary>People that the hand-written kernels are run on; their time is taken for as many as the file has.</summary>
    private const int KernelPersons = 10_000_000;

    /// <summary>Figures of one file: reading, the law from nothing worked out, the law again, and how the first part of the file compares with the whole.</summary>
    public static IEnumerable<Figure> Run(LawPack pack, BenefitMonth month, PopulationReader population)
    {
        var threads = Environment.ProcessorCount;
        using var shape = new HouseholdShape(KernelPersons);
        var kernels = KernelBenchmarks.Rules(shape).Where(figure => figure.Threads == threads).Sum(figure => figure.Milliseconds) / 1000 * population.Persons / KernelPersons;
        var (reading, _) = (Read(population, threads), 0);
        var part = Math.Max(1, population.Blocks / 10);
        var tenth = Decide(population, new BulkDeterminer(pack, month, month.Last), threads, part);
        var bulk = new BulkDeterminer(pack, month, month.Last);
        var first = Decide(population, bulk, threads, population.Blocks);
        reading = Math.Min(reading, Read(population, threads));
        var again = Decide(population, bulk, threads, population.Blocks);
        if (again.Monthly != first.Monthly || again.Recipients != first.Recipients)
        {
            throw new KernelFaultException($"{first.Monthly} for {first.Recipients} people at first, {again.Monthly} for {again.Recipients} afterwards");
        }

        var limit = reading + kernels;
        var what = string.Create(CultureInfo.InvariantCulture, $"{population.Persons} persons, {population.Households} households, {(decimal)population.Length / population.Persons:0.00} bytes a person in the file (page cache counts, disk does not), {threads} threads, every benefit of the pack for {month}");
        yield return new Figure("nation.read", reading, "s", reading, 1, $"{what}: reading every block with its checksum into columns");
        yield return new Figure("nation.kernels", decimal.Round(kernels, 3), "s", decimal.Round(kernels, 3), 1, $"sum of the hand-written kernels of five rules on {KernelPersons} persons in memory, taken for {population.Persons}");
        yield return new Figure("nation.first", first.Seconds, "s", decimal.Round(limit, 3), decimal.Round(first.Seconds / limit, 2), string.Create(
            CultureInfo.InvariantCulture,
            $"{what}, nothing worked out before: {first.Cells} cells, {first.Decided} questions to the evaluator, {first.Outcomes} outcomes, {first.Recipients} people with {first.Monthly} a month; limit: reading and the kernels"));
        yield return new Figure("nation.again", again.Seconds, "s", decimal.Round(limit, 3), decimal.Round(again.Seconds / limit, 2), "the same once the cells are known; limit: reading and the kernels");
        yield return new Figure(
            "nation.linear", decimal.Round(first.Seconds / first.Persons * 1_000_000_000, 1), "ns", decimal.Round(tenth.Seconds / tenth.Persons * 1_000_000_000, 1),
            decimal.Round(first.Seconds / first.Persons / (tenth.Seconds / tenth.Persons), 2), $"a person in the whole file; limit: in the first tenth, {tenth.Persons} persons");
        yield return new Figure("nation.memory", Process.GetCurrentProcess().PeakWorkingSet64 >> 20, "MiB", 4096, decimal.Round((Process.GetCurrentProcess().PeakWorkingSet64 >> 20) / 4096m, 2), "peak of the process, the mapped file with it; limit: 4 GiB");
    }

    /// <summary>Seconds to read every block, with its checksum, into columns.</summary>
    public static decimal Read(PopulationReader population, int threads)
    {
        var watch = Stopwatch.GetTimestamp();
        OverBlocks(population, population.Blocks, threads, () => (block => { }, () => { }));
        return Seconds(watch);
    }

    /// <summary>Decides everybody in the first blocks.</summary>
    public static NationPass Decide(PopulationReader population, BulkDeterminer bulk, int threads, int blocks)
    {
        var (watch, gate, counts, persons) = (Stopwatch.GetTimestamp(), new Lock(), Array.Empty<long>(), 0L);
        OverBlocks(population, blocks, threads, () =>
        {
            var (worker, outcomes, own, seen) = (bulk.NewWorker(population.Dictionary), Array.Empty<int>(), new long[1_024], 0L);
            return (block =>
            {
                outcomes = outcomes.Length >= block.Persons ? outcomes : new int[block.Persons * 2];
                worker.Determine(block, outcomes);
                seen += block.Persons;
                for (var person = 0; person < block.Persons; person++)
                {
                    if (outcomes[person] >= own.Length)
                    {
                        Array.Resize(ref own, Math.Max(outcomes[person] + 1, own.Length * 2));
                    }

                    own[outcomes[person]]++;
                }
            }, () =>
            {
                lock (gate)
                {
                    persons += seen;
                    Array.Resize(ref counts, Math.Max(counts.Length, own.Length));
                    for (var outcome = 0; outcome < own.Length; outcome++)
                    {
                        counts[outcome] += own[outcome];
                    }
                }
            });
        });
        var outcomes = bulk.Outcomes.All;
        return new NationPass(
            Seconds(watch), persons, bulk.Cells, bulk.Decided, outcomes.Count,
            outcomes.Where(outcome => outcome.Monthly > Vnd.Zero && outcome.Id < counts.Length).Sum(outcome => counts[outcome.Id]),
            new Vnd(outcomes.Where(outcome => outcome.Id < counts.Length).Sum(outcome => checked(outcome.Monthly.Amount * counts[outcome.Id]))));
    }

    private static void OverBlocks(PopulationReader population, int blocks, int threads, Func<(Action<PeopleBlock> Work, Action Finish)> begin)
    {
        var next = -1;
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ =>
        {
            var (block, (work, finish)) = (new PeopleBlock(), begin());
            for (int index; (index = Interlocked.Increment(ref next)) < blocks;)
            {
                population.ReadBlock(index, block);
                work(block);
            }

            finish();
        });
    }

    private static decimal Seconds(long watch) => decimal.Round((decimal)Stopwatch.GetElapsedTime(watch).Ticks / TimeSpan.TicksPerSecond, 3);
}
