using AnSinh.Databases;
using AnSinh.Law;
using AnSinh.Storage;

namespace AnSinh.Registry.Tests;

/// <summary>An empty register in a database of its own.</summary>
public sealed class RegisterFixture : IDisposable
{
    public static readonly PlaceCode Commune = PlaceCode.Parse("00004");
    public static readonly PlaceCode OtherCommune = PlaceCode.Parse("00008");
    public static readonly PlaceCode Far = PlaceCode.Parse("01273");

    private static int _serial;

    private readonly TestDatabase _store;

    public RegisterFixture(Dialect dialect)
    {
        _store = new TestDatabase(dialect, AnSinh.Registry.Register.Migrations);
        Database = OpenOn(new DateOnly(2026, 5, 20));
        Register = new Register(Database);
    }

    public string Folder => _store.Folder;
    public string Source => _store.Source;
    public string KeyFile => _store.KeyFile;
    public Database Database { get; private set; }
    public Register Register { get; private set; }

    public void Dispose()
    {
        Database.Dispose();
        _store.Dispose();
    }

    /// <summary>Moves the clock: the same database, opened on another day.</summary>
    public void OnDay(int year, int month, int day)
    {
        Database.Dispose();
        Database = OpenOn(new DateOnly(year, month, day));
        Register = new Register(Database);
    }

    public KnowledgeNumber Write(Action<RegistryCommit> work)
    {
        using var commit = Register.Begin("tester", "test");
        work(commit);
        commit.Commit();
        return commit.Number;
    }

    /// <summary>A household with one woman born in 1980 in it.</summary>
    public PersonId WriteOne(HouseholdId household, PlaceCode? commune = null, string name = "Nguyễn Thị Hoà", DateOnly? from = null)
    {
        PersonId person = default;
        Write(commit =>
        {
            commit.RegisterHousehold(household, commune ?? Commune, from);
            person = Add(commit, household, name, from);
        });
        return person;
    }

    public static PersonId Add(RegistryCommit commit, HouseholdId household, string name = "Trần Văn Đức", DateOnly? from = null)
    {
        var person = commit.RegisterPerson(NextNumber(), new PersonDetails(name, BirthDate.Parse("1980-03-01"), Sex.Female));
        commit.SetMembership(person, new Membership(household, "member", new DateRange(from, null)));
        return person;
    }

    public static IdentityNumber NextNumber() => ProvisionalNumber.OfSerial(Interlocked.Increment(ref _serial));

    private Database OpenOn(DateOnly day) => _store.Open(day);
}
