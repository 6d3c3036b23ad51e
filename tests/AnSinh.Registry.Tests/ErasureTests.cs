using AnSinh.Databases;
using AnSinh.Law;

namespace AnSinh.Registry.Tests;

public sealed class SqliteErasureTests() : ErasureTests(Dialect.Sqlite);

public sealed class PostgresErasureTests() : ErasureTests(Dialect.Postgres);

public abstract class ErasureTests(Dialect dialect) : IDisposable
{
    private const string Number = "001146000123";
    private const string Account = "0011004455667";

    private readonly RegisterFixture _fixture = new(dialect);

    public void Dispose()
    {
        _fixture.Dispose();
        GC.SuppressFinalize(this);
    }

    [DialectFact]
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
