using AnSinh.Law;
using AnSinh.Simulation.Populations;

namespace AnSinh.Simulation.Runs;

/// <summary>The people of a simulation: blocks of whole households and the dictionary they point at. Several threads may read at once, each into a block of its own.</summary>
/// <param name="Read">Fills a block, by its number from 0.</param>
/// <param name="Day">The day whose households these are.</param>
public sealed record PeopleSource(PeopleDictionary Dictionary, int Blocks, Action<int, PeopleBlock> Read, PopulationOrigin Origin, DateOnly Day, long Seed = 0)
{
    /// <summary>Nobody in it exists.</summary>
    public bool IsSynthetic => Origin == PopulationOrigin.Drawn;

    public static PeopleSource Of(PopulationReader reader) => new(reader.Dictionary, reader.Blocks, reader.ReadBlock, reader.Origin, reader.Day, reader.Seed);
}
