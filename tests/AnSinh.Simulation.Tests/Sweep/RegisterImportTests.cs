using System.Text;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Simulation.Populations;
using AnSinh.Storage;
using Xunit;

namespace AnSinh.Simulation.Tests.Sweep;

/// <summary>The people of a register as a population: the law says the same of them, and nobody can be recognised by an id.</summary>
public sealed class RegisterImportTests(ImportedSample sample) : IClassFixture<ImportedSample>, IDisposable
{
    private static readonly BenefitMonth Month = new(2026, 11);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ansinh-register-import-");

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void The_law_says_of_each_person_of_the_file_what_it_says_of_the_register()
    {
        using var database = sample.Copy(_folder.FullName);
        var snapshot = new Register(database).At(Month.Last);
        var path = Path.Combine(_folder.FullName, "register.pop");
        var result = RegisterImport.Run(snapshot, AreaScope.All, Month, ImportedSample.Pack.Facts, path, CancellationToken.None);

        var determiner = new Determiner(ImportedSample.Pack);
        var expected = snapshot.Households(AreaScope.All, Month).SelectMany(household => Answers(determiner, household)).ToList();
        var found = Households(path).SelectMany(household => Answers(determiner, household)).ToList();
        Assert.Equal(expected, found);
        Assert.Equal(expected.Count, result.Persons);
        Assert.True(expected.Count(answer => answer.Length > 0) > 400);
    }

    [Fact]
    public void No_id_of_anybody_is_in_the_file()
    {
        using var database = sample.Copy(_folder.FullName);
        var snapshot = new Register(database).At(Month.Last);
        var path = Path.Combine(_folder.FullName, "register.pop");
        RegisterImport.Run(snapshot, AreaScope.All, Month, ImportedSample.Pack.Facts, path, CancellationToken.None);

        var text = Encoding.Latin1.GetString(File.ReadAllBytes(path));
        Assert.DoesNotContain(snapshot.People(AreaScope.All), person => text.Contains(person.Id.Value, StringComparison.Ordinal));
    }

    [Fact]
    public void An_area_without_households_leaves_no_file()
    {
        using var database = sample.Copy(_folder.FullName);
        var path = Path.Combine(_folder.FullName, "nobody.pop");
        Assert.Throws<StorageException>(() => RegisterImport.Run(
            new Register(database).Now(), AreaScope.Of(PlaceCode.Parse("00004")), Month, ImportedSample.Pack.Facts, path, CancellationToken.None));
        Assert.Empty(_folder.GetFiles("nobody*"));
    }

    private static IEnumerable<string> Answers(Determiner determiner, CaseHousehold household) => determiner.Determine(household, Month, Month.Last, DeterminationDetail.Claims).People
        .OrderBy(person => person.Person)
        .Select(person => string.Join(' ', person.Entitlements.Select(paid => $"{paid.Benefit}={paid.Amount}").Concat(person.Missing.Select(missing => $"?{missing.Fact.Split('@')[0]}")).Concat(person.Stopped.Select(stopped => $"!{stopped.Benefit}"))));

    private static IEnumerable<CaseHousehold> Households(string path)
    {
        using var reader = new PopulationReader(path);
        var block = new PeopleBlock();
        for (var index = 0; index < reader.Blocks; index++)
        {
            reader.ReadBlock(index, block);
            for (var (household, first, link) = (0, 0, 0); household < block.Households; household++)
            {
                yield return block.Household(reader.Dictionary, household, first, link);
                first += block.Sizes[household];
                while (link < block.LinkCount && block.Links[link].Person < first)
                {
                    link++;
                }
            }
        }
    }
}
