using System.Text;
using AnSinh.Law;
using AnSinh.Storage;

namespace AnSinh.Registry.Tests;

public sealed class EncryptionTests : IDisposable
{
    private const string Number = "001146000123";
    private const string Account = "0011004455667";

    private readonly SqliteRegister _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void No_file_of_the_database_holds_a_number_in_the_clear()
    {
        Write();
        _fixture.OnDay(2026, 5, 21);

        foreach (var file in Directory.EnumerateFiles(_fixture.Folder))
        {
            var bytes = Encoding.Latin1.GetString(File.ReadAllBytes(file));
            Assert.DoesNotContain(Number, bytes, StringComparison.Ordinal);
            Assert.DoesNotContain(Account, bytes, StringComparison.Ordinal);
        }

        Assert.Contains(Directory.EnumerateFiles(_fixture.Folder), file => Encoding.UTF8.GetString(File.ReadAllBytes(file)).Contains("nguyen thi hoa", StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_number_gives_the_same_id_under_one_key_and_another_under_another()
    {
        var person = Write();
        Assert.Equal(person, RegistryIds.PersonOf(_fixture.Database.Keys, IdentityNumber.Parse(Number)));
        using var other = new SqliteRegister();
        Assert.NotEqual(person, RegistryIds.PersonOf(other.Database.Keys, IdentityNumber.Parse(Number)));
    }

    [Fact]
    public void Erasing_a_person_leaves_what_was_decided_and_nothing_that_says_who()
    {
        var person = Write();
        _fixture.Write(commit => commit.Erase(person, "theo yêu cầu"));
        var snapshot = _fixture.Register.Now();

        Assert.Empty(snapshot.Numbers(AreaScope.All, person));
        Assert.Empty(snapshot.Accounts(AreaScope.All, new HashSet<PersonId> { person }, new DateOnly(2026, 6, 1)));
        Assert.Null(snapshot.PersonByNumber(AreaScope.All, IdentityNumber.Parse(Number)));
        Assert.Equal("", snapshot.Person(AreaScope.All, person)!.FullName);
        Assert.NotNull(snapshot.HouseholdOf(AreaScope.All, person, new BenefitMonth(2026, 6)));
    }

    [Fact]
    public void Without_its_key_a_database_does_not_open()
    {
        Write();
        _fixture.Database.Dispose();
        File.Move(_fixture.DatabasePath + ".key", _fixture.DatabasePath + ".lost");

        var error = Assert.Throws<StorageException>(() => Database.Open(_fixture.DatabasePath, TimeProvider.System, [Register.Migrations], _fixture.DatabasePath + ".key"));
        Assert.Contains(".key", error.English, StringComparison.Ordinal);
        File.Move(_fixture.DatabasePath + ".lost", _fixture.DatabasePath + ".key");
        _fixture.OnDay(2026, 5, 21);
    }

    private PersonId Write()
    {
        PersonId person = default;
        _fixture.Write(commit =>
        {
            commit.RegisterHousehold(new HouseholdId("H1"), RegisterFixture.Commune);
            person = commit.RegisterPerson(SocialSecurityNumber.Parse(Number), new PersonDetails("Nguyễn Thị Hoà", BirthDate.OfYear(1946), Sex.Female));
            commit.SetMembership(person, new Membership(new HouseholdId("H1"), "head", DateRange.Always));
            commit.RecordAccount(person, new PayeeAccount("970436", Account, "NGUYEN THI HOA", null, DateRange.Always));
        });
        return person;
    }
}
