using AnSinh.Databases;
using AnSinh.Law;
using AnSinh.Payroll.Steps;
using AnSinh.Payroll.Verify;
using AnSinh.Registry;
using Xunit;

namespace AnSinh.Payroll.Tests.Steps;

/// <summary>Who has not changed is taken over from the month before. That it is the same as deciding everybody anew is what the check of every run proves, here and in all other tests.</summary>
public abstract class CarryForwardTests(Dialect dialect) : IDisposable
{
    private static readonly BenefitMonth August = SmallCommune.June.Next.Next;

    private readonly SmallCommune _commune = new(dialect);

    public void Dispose() => _commune.Dispose();

    [DialectFact]
    public void A_month_in_which_nothing_changed_is_taken_over_whole()
    {
        _commune.Approved(SmallCommune.June);

        // In July the award is for the first time one of the month before, and models read that; in August the law is another.
        Assert.Equal(0, _commune.Draft(SmallCommune.June.Next).TakenOver);
        _commune.Approved(SmallCommune.June.Next);
        Assert.Equal(0, _commune.Draft(August).TakenOver);
        _commune.Approved(August);
        var september = _commune.Draft(August.Next);
        Assert.Equal(12, september.TakenOver);
        Assert.Equal(12, september.Content.Lines.Count);
        Assert.Equal(september.Content.Bridge.Before, september.Content.Bridge.Regular);
        CheckRun.Execute(_commune.Book, september.Run.Id, "kiem");
        ApproveRun.Execute(_commune.Book, september.Run.Id, "duyet", [], acceptAll: true);
        Assert.Empty(VerifyPayroll.Execute(_commune.Book, full: true).Faults);
    }

    [DialectFact]
    public void Whoever_died_is_joined_by_somebody_or_is_paid_through_another_is_decided()
    {
        foreach (var month in SmallCommune.June.To(August))
        {
            _commune.Approved(month);
        }

        _commune.World.Record(commit =>
        {
            commit.RecordDeath(_commune.People[0], new DateOnly(2026, 8, 2), "trích lục");
            commit.SetMembership(_commune.People[1], new Membership(new HouseholdId("h02"), "member", new DateRange(new DateOnly(2026, 9, 1), null)));
        });
        Payees.PayeeMandates.Record(_commune.Book, new Payees.PayeeMandate(_commune.People[5], _commune.People[6], "authorised", "giấy ủy quyền", DateRange.Always), "can-bo");
        var september = _commune.Draft(August.Next);
        Assert.Equal(8, september.TakenOver);
        Assert.Equal(11, september.Content.Lines.Count);
        CheckRun.Execute(_commune.Book, september.Run.Id, "kiem");
    }

    [DialectFact]
    public void A_run_drawn_up_group_by_group_is_the_same_run()
    {
        var groups = new PayrollBook(_commune.World.Database, PayrollWorld.Pack) { AwardsAGroup = 2 };
        foreach (var month in SmallCommune.June.To(new BenefitMonth(2026, 10)))
        {
            if (month == new BenefitMonth(2026, 9))
            {
                _commune.World.Record(commit => commit.RecordDeath(_commune.People[7], new DateOnly(2026, 7, 2), "trích lục"));
            }

            _commune.World.Today = _commune.Book.CutOffOf(month);
            var drawn = RunMonth.Execute(groups, new RunRequest(SmallCommune.Area, month, "lap"));
            Assert.Equal(month == new BenefitMonth(2026, 9) ? 11 : 0, drawn.TakenOver);
            Assert.Equal(drawn.Run.Digest, RebuildRun.Digest(_commune.Book, drawn.Run));
            Assert.Equal(drawn.Run.Digest, Runs.RunContentJson.Digest(drawn.Content));
            CheckRun.Execute(groups, drawn.Run.Id, "kiem");
            ApproveRun.Execute(groups, drawn.Run.Id, "duyet", [], acceptAll: true);
        }

        Assert.Empty(VerifyPayroll.Execute(_commune.Book, full: true).Faults);
    }

    [DialectFact]
    public void What_is_known_to_end_is_decided_in_its_month()
    {
        _commune.World.Record(commit =>
        {
            commit.EndAward(_commune.Awards[3], new BenefitMonth(2026, 12), "theo quyết định");
            commit.SetMembership(_commune.People[4], new Membership(new HouseholdId("h05"), "member", new DateRange(new DateOnly(2026, 12, 5), null)));
        });
        foreach (var month in SmallCommune.June.To(new BenefitMonth(2026, 11)))
        {
            _commune.Approved(month);
        }

        // One award has ended; one goes to live with another.
        var december = _commune.Draft(new BenefitMonth(2026, 12));
        Assert.Equal(9, december.TakenOver);
        CheckRun.Execute(_commune.Book, december.Run.Id, "kiem");
    }
}

public sealed class SqliteCarryForwardTests() : CarryForwardTests(Dialect.Sqlite);

public sealed class PostgresCarryForwardTests() : CarryForwardTests(Dialect.Postgres);
