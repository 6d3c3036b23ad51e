using System.Diagnostics;
using System.Globalization;
using AnSinh.Law;
using AnSinh.Simulation.Populations;

namespace AnSinh.Benchmarks.Nation;

/// <summary>What one way through a population file took and found.</summary>
public sealed record NationPass(decimal Seconds, long Persons, int Cells, int Decided, int Outcomes, long Recipients, Vnd Monthly);

/// <summary>The whole law pack over a population file, block by block, on all cores.</summary>
public static class NationBenchmarks
{
    /// <summary>Reads every block, with its checksum, into columns.</summary>
    public static decimal Read(PopulationReader population, int threads)
    {
        var watch = Stopwatch.GetTimestamp();
        OverBlocks(population, threads, () => (block => block.Persons, () => { }));
        return Seconds(watch);
    }

    /// <summary>Decides everybody; from a law of which nothing has been worked out yet when <paramref name="bulk"/> is new.</summary>
    public static NationPass Decide(PopulationReader population, BulkDeterminer bulk, int threads)
    {
        var (watch, gate, counts) = (Stopwatch.GetTimestamp(), new Lock(), Array.Empty<long>());
        OverBlocks(population, threads, () =>
        {
            var (worker, outcomes, own) = (bulk.NewWorker(population.Dictionary), Array.Empty<int>(), new long[1_024]);
            return (block =>
            {
                outcomes = outcomes.Length >= block.Persons ? outcomes : new int[block.Persons * 2];
                worker.Determine(block, outcomes);
                for (var person = 0; person < block.Persons; person++)
                {
                    if (outcomes[person] >= own.Length)
                    {
                        Array.Resize(ref own, Math.Max(outcomes[person] + 1, own.Length * 2));
                    }

                    own[outcomes[person]]++;
                }

                return 0;
            }, () =>
            {
                lock (gate)
                {
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
            Seconds(watch), population.Persons, bulk.Cells, bulk.Decided, outcomes.Count,
            outcomes.Where(outcome => outcome.Monthly > Vnd.Zero).Sum(outcome => counts[outcome.Id]),
            new Vnd(outcomes.Sum(outcome => checked(outcome.Monthly.Amount * counts[outcome.Id]))));
    }

    private static void OverBlocks(PopulationReader population, int threads, Func<(Func<PeopleBlock, long> Work, Action Finish)> begin)
    {
        var next = -1;
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ =>
        {
            var (block, (work, finish)) = (new PeopleBlock(), begin());
            for (int index; (index = Interlocked.Increment(ref next)) < population.Blocks;)
            {
                population.ReadBlock(index, block);
                work(block);
            }

            finish();
        });
    }

    private static decimal Seconds(long watch) => decimal.Round((decimal)Stopwatch.GetElapsedTime(watch).Ticks / TimeSpan.TicksPerSecond, 3);
}
