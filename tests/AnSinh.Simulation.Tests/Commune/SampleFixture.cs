using AnSinh.Simulation.Commune;

namespace AnSinh.Simulation.Tests.Commune;

/// <summary>The sample as committed, generated once for all tests.</summary>
public sealed class SampleFixture
{
    public const long Seed = 20260520;

    public SampleCommune Sample { get; } = SampleCommune.Generate(Seed);

    public static string Folder { get; } = Path.Combine(Root(), "samples", "xa-mau");

    public static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "AnSinh.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("AnSinh.slnx is not above the tests.");
        }

        return folder;
    }
}
