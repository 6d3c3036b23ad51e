using AnSinh.Law;
using AnSinh.Simulation.Measures;

namespace AnSinh.Simulation.Runs;

/// <summary>Decides every household for every month under the law as it is and under each reform, and adds up the differences. The result does not depend on the number of threads.</summary>
public sealed class SimulationRun(SimulationInputs inputs)
{
    /// <param name="progress">Told after each block how many are done.</param>
    /// <exception cref="LawPackException">A reform and the law together have faults.</exception>
    /// <exception cref="LawStopException">A replaced model reads cases in a way that bulk evaluation cannot carry.</exception>
    public SimulationResult Run(int threads, Action<int>? progress = null, CancellationToken cancellation = default)
    {
        var provinces = inputs.People.Dictionary.Households.Select(profile => profile.Province).Distinct().Order().ToList();
        var grid = Build(threads);
        var incomes = new IncomeBlock?[inputs.People.Blocks];
        var (total, gate, done) = (new Tally(inputs.Scenarios.Count, inputs.Period.Run.Count, grid.All.Length, provinces.Count), new Lock(), 0);
        try
        {
            Parallel.For(
                0, inputs.People.Blocks, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation },
                () => new BlockRun(inputs, grid, provinces),
                (block, _, run) =>
                {
                    incomes[block] = run.Run(block);
                    progress?.Invoke(Interlocked.Increment(ref done));
                    return run;
                },
                run =>
                {
                    lock (gate)
                    {
                        total.Add(run.Tally);
                    }
                });
        }
        catch (AggregateException error) when (error.InnerExceptions.Count > 0)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error.InnerExceptions[0]);
        }

        return new ResultBuilder(inputs, grid, provinces, total, [.. incomes.OfType<IncomeBlock>()]).Build();
    }

    private DeterminerGrid Build(int threads)
    {
        try
        {
            return new DeterminerGrid(inputs.Scenarios, inputs.Period, threads);
        }
        catch (AggregateException error) when (error.InnerExceptions.Count > 0)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error.InnerExceptions[0]);
            throw;
        }
    }
}
