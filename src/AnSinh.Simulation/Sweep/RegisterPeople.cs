using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Simulation.Populations;
using AnSinh.Simulation.Runs;

namespace AnSinh.Simulation.Sweep;

/// <summary>The people of a register's area in a month, as a simulation reads them.</summary>
/// <param name="Source">Everybody whom the law can be decided for by what it can tell apart.</param>
/// <param name="LeftOut">Households that only the determiner itself can decide; they are not in <paramref name="Source"/>.</param>
public sealed record RegisterPeople(PeopleSource Source, int LeftOut)
{
    /// <param name="pack">The law whose facts are read.</param>
    /// <param name="snapshot">The register as known at one moment.</param>
    /// <param name="scope">Only households that live here.</param>
    /// <param name="month">Facts and members as they are in it.</param>
    /// <param name="knownAt">The day up to which facts are known.</param>
    /// <param name="cancellation">Stops between tables.</param>
    public static RegisterPeople Read(LawPack pack, RegistrySnapshot snapshot, AreaScope scope, BenefitMonth month, DateOnly knownAt, CancellationToken cancellation = default)
    {
        using var scan = snapshot.Scan(scope, month);
        var columns = RegisterReader.Read(scan, new SweepRules(pack, month), knownAt, [month, month.Next], cancellation);
        var blocks = Enumerable.Range(0, columns.HouseholdIds.Count).Where(household => !columns.IsApart[household]).Chunk(PeopleBlock.Full).ToList();
        return new RegisterPeople(
            new PeopleSource(columns.Profiles.Dictionary, blocks.Count, (number, block) => new RegisterBlocks(columns, block).Fill(blocks[number], ahead: 0), PopulationOrigin.Register, month.Last),
            columns.IsApart.Count(apart => apart));
    }
}
