using System.Diagnostics;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Simulation.Populations;
using AnSinh.Simulation.Sweep;
using AnSinh.Storage;

namespace AnSinh.Benchmarks.Sweep;

/// <summary>One turn of both: reading the rows and nothing else, and the sweep, in seconds.</summary>
public sealed record SweepTurn(decimal Read, decimal Sweep, decimal First);

/// <summary>The sweep of a register beside a bare read of the same rows, in turn, in the same run.</summary>
public sealed record SweepMeasurement(BareRead Rows, SweepTotals Totals, IReadOnlyList<SweepTurn> Turns, decimal FillSeconds, long DatabaseBytes, long MemoryBytes)
{
    private static readonly BenefitMonth Month = new(2026, 11);
    private static readonly DateOnly Day = new(2026, 11, 20);

    public SweepTurn Median => new(Middle(turn => turn.Read), Middle(turn => turn.Sweep), Middle(turn => turn.First));

    public decimal Ratio => decimal.Round(Median.Sweep / Median.Read, 2);

    /// <summary>Makes a register of so many people in a folder that is removed afterwards, and measures.</summary>
    /// <param name="progress">Told how many persons are written.</param>
    public static SweepMeasurement Run(LawPack pack, int persons, long seed, int turns, Action<long> progress, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("ansinh-bench-sweep-");
        try
        {
            var (watch, file) = (Stopwatch.GetTimestamp(), Path.Combine(folder.FullName, "nation.pop"));
            new NationDraw(pack.Facts.Sources).Write(file, persons, seed, Environment.ProcessorCount, null, cancellation);
            using var database = Database.Open(Path.Combine(folder.FullName, "ansinh.db"), new SimulatedClock(Day), [Register.Migrations]);
            using (var population = new PopulationReader(file))
            {
                new RegisterFill(pack, population, Month).Write(database, progress, cancellation);
            }

            File.Delete(file);
            return Measure(pack, database, turns, Seconds(watch), cancellation);
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private static SweepMeasurement Measure(LawPack pack, Database database, int turns, decimal fill, CancellationToken cancellation)
    {
        var (snapshot, measured) = (new Register(database).Now(), new List<SweepTurn>());
        var rows = BareRead.Of(snapshot, AreaScope.All, Month);
        var (totals, memory) = (new RegisterSweep(pack).Totals, 0L);
        for (var turn = 0; turn < turns; turn++)
        {
            var watch = Stopwatch.GetTimestamp();
            BareRead.Of(snapshot, AreaScope.All, Month);
            var read = Seconds(watch);
            var sweep = new RegisterSweep(pack);
            watch = Stopwatch.GetTimestamp();
            var first = 0m;
            foreach (var _ in sweep.Run(snapshot, AreaScope.All, Month, Day, cancellation))
            {
                first = first == 0 ? Seconds(watch) : first;
            }

            measured.Add(new SweepTurn(read, Seconds(watch), first));
            (totals, memory) = (sweep.Totals, Environment.WorkingSet);
        }

        return new SweepMeasurement(rows, totals, measured, fill, new FileInfo(database.Source).Length, memory);
    }

    private decimal Middle(Func<SweepTurn, decimal> of) => Turns.Select(of).Order().ElementAt(Turns.Count / 2);

    private static decimal Seconds(long watch) => decimal.Round((decimal)Stopwatch.GetElapsedTime(watch).Ticks / TimeSpan.TicksPerSecond, 3);
}
