using AnSinh.Law;
using AnSinh.Simulation.Populations;
using AnSinh.Simulation.Tests.Commune;

namespace AnSinh.Simulation.Tests.Populations;

/// <summary>A nation of 200,000 persons, drawn once for all tests, and a folder that goes away with them.</summary>
public sealed class NationFixture : IDisposable
{
    public const int Persons = 200_000;
    public const long Seed = 20260701;

    public NationFixture()
    {
        Folder = Directory.CreateTempSubdirectory("ansinh-population-").FullName;
        Pack = LawPack.Load(Path.Combine(SampleFixture.Root(), "law", "vn"));
        Draw = new NationDraw(Pack.Facts.Sources);
        File = Write("nation.pop", Persons, Seed, threads: 2);
        Reader = new PopulationReader(File);
    }

    public string Folder { get; }
    public LawPack Pack { get; }
    public NationDraw Draw { get; }
    public string File { get; }
    public PopulationReader Reader { get; }

    public string Write(string name, long persons, long seed, int threads)
    {
        var path = Path.Combine(Folder, name);
        Draw.Write(path, persons, seed, threads, progress: null, CancellationToken.None);
        return path;
    }

    /// <summary>Every household of the file as a case, with its block's columns.</summary>
    public IEnumerable<CaseHousehold> Households(int blocks)
    {
        var block = new PeopleBlock();
        for (var index = 0; index < Math.Min(blocks, Reader.Blocks); index++)
        {
            Reader.ReadBlock(index, block);
            var link = 0;
            for (var (household, first) = (0, 0); household < block.Households; first += block.Sizes[household++])
            {
                yield return block.Household(Reader.Dictionary, household, first, link);
                while (link < block.LinkCount && block.Links[link].Person < first + block.Sizes[household])
                {
                    link++;
                }
            }
        }
    }

    public void Dispose()
    {
        Reader.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
