using AnSinh.Law;

namespace AnSinh.Simulation.Runs;

/// <summary>A determiner for each law and month; scenarios whose law of a month is the same share one.</summary>
internal sealed class DeterminerGrid
{
    private readonly int[,] _places;

    /// <param name="known">Determiners that have been made before, to be used where they are of a law and month wanted.</param>
    public DeterminerGrid(IReadOnlyList<Scenario> scenarios, SimulationPeriod period, int threads, IReadOnlyList<BulkDeterminer> known)
    {
        _places = new int[scenarios.Count, period.Run.Count];
        var wanted = new List<(LawPack Law, BenefitMonth Month)>();
        for (var month = 0; month < period.Run.Count; month++)
        {
            for (var scenario = 0; scenario < scenarios.Count; scenario++)
            {
                var law = scenarios[scenario].Law(period.Run[month], period.KnownAt);
                var place = wanted.FindIndex(other => other.Month == period.Run[month] && other.Law.Hash == law.Hash);
                if (place < 0)
                {
                    place = wanted.Count;
                    wanted.Add((law, period.Run[month]));
                }

                _places[scenario, month] = place;
            }
        }

        All = new BulkDeterminer[wanted.Count];
        // Those of the law as it is first: reforms of values only rest on them.
        var bases = wanted.Index().Where(one => ReferenceEquals(one.Item.Law, wanted[_places[0, 0]].Law)).ToDictionary(one => one.Item.Month, one => one.Index);
        int[] first = [.. bases.Values], others = [.. Enumerable.Range(0, wanted.Count).Except(first)];
        AllCores.Each(first.Length, index => All[first[index]] = Known(first[index]) ?? new BulkDeterminer(wanted[first[index]].Law, wanted[first[index]].Month, period.KnownAt), threads);
        AllCores.Each(others.Length, index => All[others[index]] = Known(others[index]) ?? BulkDeterminer.Of(wanted[others[index]].Law, wanted[others[index]].Month, period.KnownAt, All[bases[wanted[others[index]].Month]]), threads);

        BulkDeterminer? Known(int place) => known.FirstOrDefault(one => one.Pack.Hash == wanted[place].Law.Hash && one.Month == wanted[place].Month && one.KnownAt == period.KnownAt);
    }

    public BulkDeterminer[] All { get; }

    /// <summary>Place of a scenario's determiner among <see cref="All"/>.</summary>
    /// <param name="month">Place of the month among those that are run.</param>
    public int Place(int scenario, int month) => _places[scenario, month];
}
