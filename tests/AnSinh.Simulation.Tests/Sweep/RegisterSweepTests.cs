using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Simulation.Sweep;
using AnSinh.Storage;
using Xunit;
using Xunit.Abstractions;

namespace AnSinh.Simulation.Tests.Sweep;

/// <summary>A sweep of many finds exactly what asking about each household by itself finds.</summary>
public sealed class RegisterSweepTests(ImportedSample sample, ITestOutputHelper output) : IClassFixture<ImportedSample>, IDisposable
{
    private static readonly LawPack Pack = ImportedSample.Pack;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ansinh-sweep-");

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("2026-07", "2026-07-31")]
    [InlineData("2026-11", "2026-11-30")]
    [InlineData("2026-11", "2027-01-31")]
    [InlineData("2027-01", "2027-01-31")]
    public void The_sample_commune_is_swept_as_household_by_household(string month, string knownAt)
    {
        using var database = sample.Copy(_folder.FullName);
        var day = DateOnly.ParseExact(knownAt, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Compare(new Register(database).At(day), AreaScope.All, BenefitMonth.Parse(month), day, atLeast: 50);
    }

    [Fact]
    public void A_register_of_random_records_is_swept_as_household_by_household()
    {
        var communes = new[] { "00004", "00008", "05206" }.Select(PlaceCode.Parse).ToList();
        using var database = Database.Open(Path.Combine(_folder.FullName, "random.db"), new SimulatedClock(RandomRegister.First), [Register.Migrations]);
        RandomRegister.Write(database, Pack, communes, seed: 1, households: 60);
        using var later = Database.Open(database.Source, new SimulatedClock(RandomRegister.Second), [Register.Migrations]);
        RandomRegister.Change(later, Pack, communes, seed: 1);
        var (snapshot, month) = (new Register(later).Now(), new BenefitMonth(2026, 11));
        Compare(snapshot, AreaScope.All, month, RandomRegister.Second, atLeast: 50);
        Compare(snapshot, AreaScope.All, new(2026, 7), RandomRegister.First, atLeast: 40);
        Compare(snapshot, AreaScope.Of(communes[1]), month, RandomRegister.Second, atLeast: 10);
    }

    [Fact]
    public void What_is_recorded_while_a_sweep_runs_does_not_enter_it()
    {
        using var database = sample.Copy(_folder.FullName);
        var (register, month, day) = (new Register(database), new BenefitMonth(2026, 11), new DateOnly(2026, 11, 30));
        var expected = new RegisterSweep(Pack).Run(register.At(day), AreaScope.All, month, day).Select(Line).ToList();
        var found = new List<string>();
        foreach (var entry in new RegisterSweep(Pack).Run(register.Now(), AreaScope.All, month, day))
        {
            if (found.Count == 0)
            {
                using var commit = register.Begin("test", "death of everybody");
                foreach (var person in register.Now().People(AreaScope.All))
                {
                    commit.RecordDeath(person.Id, new DateOnly(2026, 10, 1));
                }

                commit.Commit();
            }

            found.Add(Line(entry));
        }

        Assert.Equal(expected, found);
    }

    [Fact]
    public void A_sweep_that_is_stopped_says_so()
    {
        using var database = sample.Copy(_folder.FullName);
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => new RegisterSweep(Pack).Run(new Register(database).Now(), AreaScope.All, new(2026, 11), new(2026, 11, 30), stop.Token).Count());
    }

    private void Compare(RegistrySnapshot snapshot, AreaScope scope, BenefitMonth month, DateOnly knownAt, int atLeast)
    {
        var sweep = new RegisterSweep(Pack);
        var found = sweep.Run(snapshot, scope, month, knownAt).Select(entry => Line(entry with { Name = "" })).ToList();
        var (determiner, alone) = (new Determiner(Pack), new HouseholdSweep(Pack, month, knownAt));
        var households = snapshot.Households(scope, month).ToList();
        var expected = households.SelectMany(household => alone.Of(determiner, household)).Select(Line).ToList();
        output.WriteLine($"{month} {scope}: {households.Count} households, {expected.Count} entries");
        Assert.Equal(expected, found);
        Assert.True(expected.Count >= atLeast, $"{expected.Count} entries show nothing");
        Assert.Equal((households.Count, households.Sum(household => household.People.Count)), (sweep.Totals.Households, sweep.Totals.People));
        Assert.Equal(found.Count, sweep.Totals.PeopleByKind.Values.Sum());
    }

    private static string Line(SweepEntry entry) =>
        $"{entry.Kind} {entry.Place} {entry.Household} {entry.Person} {entry.Name} {entry.Born} {string.Join(' ', entry.Benefits)} {entry.Amount} {string.Join('|', entry.Texts)} {string.Join(' ', entry.Facts)} {entry.Ref}";
}
