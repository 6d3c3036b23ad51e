using System.Text;
using AnSinh.Databases;
using AnSinh.Law;
using AnSinh.Storage;

namespace AnSinh.Registry.Tests;

public sealed class EncryptionTests : IDisposable
{
    private const string Number = "001146000123";
    private const string Account = "0011004455667";

    private readonly RegisterFixture _fixture = new(Dialect.Sqlite);

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
        using var other = new RegisterFixture(Dialect.Sqlite);
        Assert.NotEqual(person, RegistryIds.PersonOf(other.Database.Keys, IdentityNumber.Parse(Number)));
    }

    [Fact]
    public void Without_its_key_a_database_does_not_open()
    {
        Write();
        _fixture.Database.Dispose();
        File.Move(_fixture.KeyFile, _fixture.KeyFile + ".lost");

        var error = Assert.Throws<StorageException>(() => Database.Open(_fixture.Source, TimeProvider.System, [Register.Migrations], _fixture.KeyFile));
        Assert.Contains(".key", error.English, StringComparison.Ordinal);
        File.Move(_fixture.KeyFile + ".lost", _fixture.KeyFile);
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
