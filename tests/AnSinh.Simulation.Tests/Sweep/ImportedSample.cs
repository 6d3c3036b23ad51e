using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Simulation.Commune;
using AnSinh.Simulation.Tests.Commune;
using AnSinh.Storage;

namespace AnSinh.Simulation.Tests.Sweep;

/// <summary>The sample commune with every delivery, imported once; each test works on a copy.</summary>
public sealed class ImportedSample : IDisposable
{
    private const string Name = "ansinh.db";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ansinh-sample-");

    public ImportedSample()
    {
        foreach (var day in SampleCommune.LaterDays.Prepend(SampleCommune.FirstDay))
        {
            using var database = Open(_folder.FullName, day);
            var result = RegistryImport.Run(
                new Register(database), Path.Combine(SampleFixture.Folder, $"{day:yyyy-MM-dd}"), new ImportOptions { Facts = Pack.Facts, Benefits = Pack.Benefits, Actor = "test" });
            if (!result.Accepted)
            {
                throw new InvalidDataException(string.Join('\n', result.Faults));
            }
        }
    }

    public static LawPack Pack { get; } = LawPack.Load(Path.Combine(SampleFixture.Root(), "law", "vn"));

    /// <summary>A copy that stands at the end of January 2027.</summary>
    public Database Copy(string folder)
    {
        foreach (var file in _folder.GetFiles())
        {
            file.CopyTo(Path.Combine(folder, file.Name));
        }

        return Open(folder, new DateOnly(2027, 1, 31));
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private static Database Open(string folder, DateOnly day) => Database.Open(Path.Combine(folder, Name), new SimulatedClock(day), [Register.Migrations]);
}
