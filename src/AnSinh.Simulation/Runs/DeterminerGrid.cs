using AnSinh.Law;

namespace AnSinh.Simulation.Runs;

/// <summary>A determiner for each law and month; scenarios whose law of a month is the same share one.</summary>
internal sealed class DeterminerGrid
{
    private readonly int[,] _places;

    public DeterminerGrid(IReadOnlyList<Scenario> scenarios, SimulationPeriod period, int threads)
    {
        _places = new int[scenarios.Count, period.Run.Count];
        var wanted = new List<(LawPack Law, BenefitMonth Month)>();
        for (var month = 0; month < period.Run.Count; month++)
        {
            for (var scenario = 0; scenario < scenarios.Count; scenario++)
            {
                var law = scenarios[scenario].Law(period.Run[month], period.KnownAt);
                var place = wanted.FindIndex(known => known.Month == period.Run[month] && known.Law.Hash == law.Hash);
                if (place < 0)
                {
                    place = wanted.Count;
                    wanted.Add((law, period.Run[month]));
                }

                _places[scenario, month] = place;
            }
        }

        All = new BulkDeterminer[wanted.Count];
        Parallel.For(0, wanted.Count, new ParallelOptions { MaxDegreeOfParallelism = threads }, place => All[place] = new BulkDeterminer(wanted[place].Law, wanted[place].Month, period.KnownAt));
    }

    public BulkDeterminer[] All { get; }

    /// <summary>Place of a scenario's determiner among <see cref="All"/>.</summary>
    /// <param name="month">Place of the month among those that are run.</param>
    public int Place(int scenario, int month) => _places[scenario, month];
}
