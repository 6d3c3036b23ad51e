using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Simulation.Commune;
using AnSinh.Storage;
using Xunit;

namespace AnSinh.Simulation.Tests.Commune;

public sealed class SampleImportTests
{
    [Fact]
    public void The_register_takes_every_delivery_of_the_sample_on_its_day_without_a_fault()
    {
        var pack = LawPack.Load(Path.Combine(SampleFixture.Root(), "law", "vn"));
        var folder = Directory.CreateTempSubdirectory("ansinh-sample-");
        try
        {
            foreach (var day in SampleCommune.LaterDays.Prepend(SampleCommune.FirstDay))
            {
                using var database = Database.Open(Path.Combine(folder.FullName, "ansinh.db"), new SimulatedClock(day), [Register.Migrations]);
                var result = RegistryImport.Run(
                    new Register(database), Path.Combine(SampleFixture.Folder, $"{day:yyyy-MM-dd}"), new ImportOptions { Facts = pack.Facts, Benefits = pack.Benefits, Actor = "test" });
                Assert.Empty(result.Faults);
                Assert.NotNull(result.Number);
            }
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }
}
