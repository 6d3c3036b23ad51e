using AnSinh.Law;
using AnSinh.Simulation.Measures;

namespace AnSinh.Simulation.Runs;

/// <summary>Decides every household, or every kind of household, for every month under the law as it is and under each reform, and adds up the differences. The result does not depend on the number of threads.</summary>
public sealed class SimulationRun(SimulationInputs inputs)
{
    /// <param name="progress">Told after each block how many are done.</param>
    /// <exception cref="LawPackException">A reform and the law together have faults.</exception>
    /// <exception cref="LawStopException">A replaced model reads cases in a way that bulk evaluation cannot carry.</exception>
    public SimulationResult Run(int threads, Action<int>? progress = null, CancellationToken cancellation = default)
    {
        var provinces = ProvincePlaces.Of(inputs.People.Dictionary).Provinces;
        var grid = new DeterminerGrid(inputs.Scenarios, inputs.Period, threads, inputs.Counted?.By ?? []);
        var counted = Counted(grid, threads, progress, cancellation);
        var laws = counted is null ? [] : grid.All.Select(determiner => counted.Decide(determiner, threads)).ToList();
        var incomes = new IncomeBlock?[inputs.People.Blocks];
        var (total, gate, done) = (new Tally(inputs.Scenarios.Count, inputs.Period.Run.Count, grid.All.Length, provinces.Count), new Lock(), 0);
        AllCores.Each(
            (counted?.Source ?? inputs.People).Blocks, () => new BlockRun(inputs, counted, laws, grid),
            (block, run) =>
            {
                incomes[block] = run.Run(block);
                if (counted is null)
                {
                    progress?.Invoke(Interlocked.Increment(ref done));
                }
            },
            run =>
            {
                lock (gate)
                {
                    total.Add(run.Tally);
                }
            },
            threads, cancellation);
        return new ResultBuilder(inputs, grid, provinces, total, [.. incomes.OfType<IncomeBlock>()]).Build();
    }

    /// <summary>The people counted, where sums over them are sums over everybody; null where each household has to be gone through.</summary>
    private CountedPeople? Counted(DeterminerGrid grid, int threads, Action<int>? progress, CancellationToken cancellation)
    {
        // Incomes belong to households, and so does what a sample says of its error.
        if (inputs.EachHousehold || inputs.Incomes is not null || inputs.People.Origin is Populations.PopulationOrigin.Survey)
        {
            return null;
        }

        if (inputs.Counted is { } counted && CountedPeople.Serve(counted.By, grid.All))
        {
            return counted;
        }

        // A law by itself is decided in the pass that would count.
        return grid.All.Any(determiner => determiner.RestsOnBasis) && CountedPeople.Serve(grid.All, grid.All) ? CountedPeople.Of(inputs, grid.All, threads, progress, cancellation) : null;
    }
}
