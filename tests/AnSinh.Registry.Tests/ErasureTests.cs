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
    public void Erasing_a_person_takes_out_every_row_in_every_state_and_the_number_may_come_back()
    {
        var person = Write();
        var before = _fixture.Register.Database.Current();
        _fixture.Write(commit => commit.CorrectPerson(person, new PersonDetails("Nguyễn Thị Hoa", BirthDate.OfYear(1947), Sex.Female)));
        _fixture.Write(commit => commit.Erase(person, "theo yêu cầu"));
        foreach (var snapshot in new[] { _fixture.Register.Now(), _fixture.Register.At(before) })
        {
            Assert.Empty(snapshot.Numbers(AreaScope.All, person));
            Assert.Empty(snapshot.Accounts(AreaScope.All, new HashSet<PersonId> { person }, new DateOnly(2026, 6, 1)));
            Assert.Null(snapshot.PersonByNumber(AreaScope.All, IdentityNumber.Parse(Number)));
            Assert.Null(snapshot.Person(AreaScope.All, person));
            Assert.Null(snapshot.HouseholdOf(AreaScope.All, person, new BenefitMonth(2026, 6)));
        }

        _fixture.Write(commit => commit.RegisterPerson(SocialSecurityNumber.Parse(Number), new PersonDetails("Nguyễn Thị Hoà", BirthDate.OfYear(1946), Sex.Female)));
        Assert.Equal(Number, _fixture.Register.Now().Numbers(AreaScope.All, person)[0].Text);
    }

    [DialectFact]
    public void Somebody_merged_goes_with_all_entries_and_somebody_with_an_award_does_not_go()
    {
        var person = Write();
        PersonId other = default;
        _fixture.Write(commit =>
        {
            other = commit.RegisterPerson(ProvisionalNumber.OfSerial(7), new PersonDetails("Nguyễn Thị Hoà", BirthDate.OfYear(1946), Sex.Female));
            commit.Merge(person, other, "một người");
        });
        _fixture.Write(commit => Assert.Equal([person, other], commit.Erase(person, "theo yêu cầu")));
        Assert.Null(_fixture.Register.Now().Person(AreaScope.All, other));

        var paid = Write("H2");
        _fixture.Write(commit => commit.GrantAward(new AwardDecision { Person = paid, Benefit = new BenefitId("htxh.75"), Place = RegisterFixture.Commune, DecisionNumber = "1/QĐ", Decided = new DateOnly(2026, 5, 1), From = new BenefitMonth(2026, 6) }));
        Assert.Throws<AnSinh.Storage.StorageException>(() => _fixture.Write(commit => commit.Erase(paid, "theo yêu cầu")));
    }

    private PersonId Write(string household = "H1")
    {
        PersonId person = default;
        _fixture.Write(commit =>
        {
            commit.RegisterHousehold(new HouseholdId(household), RegisterFixture.Commune);
            person = commit.RegisterPerson(SocialSecurityNumber.Parse(Number), new PersonDetails("Nguyễn Thị Hoà", BirthDate.OfYear(1946), Sex.Female));
            commit.SetMembership(person, new Membership(new HouseholdId(household), "head", DateRange.Always));
            commit.RecordAccount(person, new PayeeAccount("970436", Account, "NGUYEN THI HOA", null, DateRange.Always));
        });
        return person;
    }
}
