using AnSinh.Databases;
using AnSinh.Law;
using AnSinh.Registry.Tests.Reading;
using AnSinh.Storage;

namespace AnSinh.Registry.Tests.Writing;

public sealed class SqliteAwardLifeTests() : AwardLifeTests(Dialect.Sqlite);

public sealed class PostgresAwardLifeTests() : AwardLifeTests(Dialect.Postgres);

public abstract class AwardLifeTests : IDisposable
{
    private readonly RegisterFixture _fixture;
    private readonly PersonId _person;
    private readonly AwardId _award;

    protected AwardLifeTests(Dialect dialect)
    {
        _fixture = new RegisterFixture(dialect);
        _person = _fixture.WriteOne(new HouseholdId("H1"));
        AwardId award = default;
        _fixture.Write(commit => award = commit.GrantAward(HouseholdReadingTests.Grant(_person, "tgxh.6.nang", new BenefitMonth(2026, 1))));
        _award = award;
    }

    public void Dispose() => _fixture.Dispose();

    [DialectFact]
    public void Suspending_resuming_and_ending_cut_the_life_of_an_award_into_stretches()
    {
        _fixture.Write(commit => commit.SuspendAward(_award, new BenefitMonth(2026, 3), "vắng mặt"));
        _fixture.Write(commit => commit.ResumeAward(_award, new BenefitMonth(2026, 5), "đã về"));
        _fixture.Write(commit => commit.EndAward(_award, new BenefitMonth(2026, 9), "chuyển đi"));

        Assert.Equal(
            ["2026-01..2026-02 granted", "2026-03..2026-04 suspended", "2026-05..2026-08 resumed", "2026-09.. ended"],
            _fixture.Register.Now().Award(AreaScope.All, _award).Select(stretch => $"{stretch.From}..{stretch.To} {stretch.State.Code()}"));
        Assert.Empty(_fixture.Register.Now().Awards(AreaScope.All, new BenefitMonth(2026, 4)));
        Assert.Single(_fixture.Register.Now().Awards(AreaScope.All, new BenefitMonth(2026, 8)));
        Assert.Empty(_fixture.Register.Now().Awards(AreaScope.All, new BenefitMonth(2026, 9)));
    }

    [DialectFact]
    public void A_decision_recorded_again_corrects_the_earlier_record_and_keeps_its_id()
    {
        var before = _fixture.Register.Now();
        AwardId again = default;
        _fixture.Write(commit => again = commit.GrantAward(HouseholdReadingTests.Grant(_person, "tgxh.6.nang", new BenefitMonth(2026, 1)) with { From = new BenefitMonth(2026, 2) }));

        Assert.Equal(_award, again);
        Assert.Equal(new BenefitMonth(2026, 2), Assert.Single(_fixture.Register.Now().Award(AreaScope.All, _award)).From);
        Assert.Equal(new BenefitMonth(2026, 1), Assert.Single(before.Award(AreaScope.All, _award)).From);
        Assert.Equal(new BenefitMonth(2026, 1), _fixture.Register.Now().ChangedSince(AreaScope.All, before.Number)[_person]);
    }

    [DialectFact]
    public void An_award_nobody_granted_cannot_be_ended() =>
        Assert.Throws<StorageException>(() => _fixture.Write(commit => commit.EndAward(new AwardId("a0"), new BenefitMonth(2026, 9), "")));

    [DialectFact]
    public void An_account_replaces_the_one_before_from_its_day_and_is_masked_in_print()
    {
        _fixture.Write(commit => commit.RecordAccount(_person, new PayeeAccount("970436", "0011004455667", "NGUYEN THI HOA", new DateOnly(2026, 1, 1), new DateRange(new DateOnly(2026, 1, 1), null))));
        _fixture.Write(commit => commit.RecordAccount(_person, new PayeeAccount("970415", "99887766", "NGUYEN THI HOA", null, new DateRange(new DateOnly(2026, 7, 1), null))));
        HashSet<PersonId> payees = [_person];

        var snapshot = _fixture.Register.Now();

        Assert.Equal("0011004455667", snapshot.Accounts(AreaScope.All, payees, new DateOnly(2026, 6, 30))[_person].Number);
        Assert.Equal("99887766", snapshot.Accounts(AreaScope.All, payees, new DateOnly(2026, 7, 1))[_person].Number);
        Assert.Equal("970415 ••••7766", snapshot.Accounts(AreaScope.All, payees, new DateOnly(2026, 7, 1))[_person].ToString());
        Assert.Empty(snapshot.Accounts(AreaScope.All, payees, new DateOnly(2025, 12, 31)));
    }
}
