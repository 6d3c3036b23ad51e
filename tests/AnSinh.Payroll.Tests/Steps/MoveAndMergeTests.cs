using AnSinh.Databases;
using AnSinh.Law;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Steps;
using AnSinh.Payroll.Verify;
using AnSinh.Registry;
using Xunit;

namespace AnSinh.Payroll.Tests.Steps;

public sealed class SqliteMoveAndMergeTests() : MoveAndMergeTests(Dialect.Sqlite);

public sealed class PostgresMoveAndMergeTests() : MoveAndMergeTests(Dialect.Postgres);

/// <summary>People who move between communes, and entries that turn out to be one person, between two runs.</summary>
public abstract class MoveAndMergeTests(Dialect dialect)
{
    private static readonly PlaceCode Other = PlaceCode.Parse("16801");
    private static readonly BenefitMonth July = new(2026, 7);
    private static readonly BenefitMonth August = new(2026, 8);

    [DialectFact]
    public void Who_moves_is_paid_once_by_the_new_commune_and_both_bridges_say_so()
    {
        using var commune = new SmallCommune(dialect);
        commune.Approved(SmallCommune.June);
        var person = commune.People[4];
        var award = Move(commune, person, commune.Awards[4], July);
        var (left, entered) = (commune.Approved(July), Approved(commune, July));
        Assert.Equal(new Counted(1, new Vnd(500_000)), Bridge(commune, left).MovedOut);
        Assert.Equal(default, Bridge(commune, left).Stopped);
        Assert.Equal(new Counted(1, new Vnd(500_000)), Bridge(commune, entered).MovedIn);
        Assert.Equal(default, Bridge(commune, entered).New);
        Assert.Equal([(award, BridgeStep.MovedIn)], ShowRun.BridgeRows(commune.Book, entered).Select(row => (row.Award, row.Step)));
        Assert.Equal([award], Lines(commune, July).Where(line => line.Person == person).Select(line => line.Award));
        Proven(commune);
    }

    [DialectFact]
    public void A_move_learnt_late_pays_no_month_twice()
    {
        using var commune = new SmallCommune(dialect);
        commune.Approved(SmallCommune.June);
        Approved(commune, SmallCommune.June);
        commune.Approved(July);
        Approved(commune, July);
        var person = commune.People[4];
        Move(commune, person, commune.Awards[4], July);
        commune.Approved(August);
        Approved(commune, August);
        var july = new[] { SmallCommune.June, July, August }.SelectMany(month => Lines(commune, month)).Where(line => line.Person == person && line.Month == July).ToList();
        Assert.Equal(new Vnd(500_000), Vnd.Sum(july.Select(line => line.Amount)));
        Proven(commune);
    }

    [DialectFact]
    public void Two_entries_that_are_one_person_leave_one_payment_and_a_receivable()
    {
        using var commune = new SmallCommune(dialect);
        commune.Approved(SmallCommune.June);
        var (kept, other) = (commune.People[2], commune.People[5]);
        commune.World.Record(commit => commit.Merge(kept, other, "cùng một người"));
        var july = commune.Approved(July);
        var content = ShowRun.Read(commune.Book, july.Id).Content;
        Assert.Single(content.Lines, line => line.Person == kept && line.Month == July);
        Assert.DoesNotContain(content.Lines, line => line.Person == other);
        Assert.Equal((SmallCommune.June, new Vnd(500_000)), (Assert.Single(content.Receivables).Month, content.Receivables[0].Amount));
        Assert.True(content.Bridge.AddsUp);
        Assert.Equal(new Counted(1, new Vnd(500_000)), content.Bridge.Stopped);
        Proven(commune);
    }

    [DialectFact]
    public void A_provisional_entry_merged_before_its_first_run_is_paid_under_the_kept_one()
    {
        using var commune = new SmallCommune(dialect);
        PersonId provisional = default, known = default;
        commune.World.Record(commit =>
        {
            provisional = commit.RegisterPerson(ProvisionalNumber.OfSerial(501), new PersonDetails("Lò Thị Không", BirthDate.Parse("1944"), Sex.Female));
            known = commit.RegisterPerson(ProvisionalNumber.OfSerial(502), new PersonDetails("Lò Thị Không", BirthDate.Parse("1944-02-02"), Sex.Female));
            commit.RegisterHousehold(new HouseholdId("h501"), SmallCommune.Area);
            commit.SetMembership(provisional, new Membership(new HouseholdId("h501"), "head", DateRange.Always));
            commit.GrantAward(SmallCommune.Pension(provisional, "501/QĐ", new DateOnly(2026, 5, 2), SmallCommune.June));
        });
        commune.World.Record(commit => commit.Merge(known, provisional, "đã có giấy tờ"));
        commune.Approved(SmallCommune.June);
        Assert.Equal([known], Lines(commune, SmallCommune.June).Where(line => line.Award == AwardId.Of(provisional, new BenefitId("htxh.75"), "501/QĐ", new DateOnly(2026, 5, 2))).Select(line => line.Person));
        Proven(commune);
    }

    private static AwardId Move(SmallCommune commune, PersonId person, AwardId award, BenefitMonth from)
    {
        AwardId moved = default;
        commune.World.Record(commit =>
        {
            foreach (var source in PayrollWorld.Pack.Facts.Sources.Where(source => source.Code != "survey"))
            {
                commit.RecordCoverage(source.Code, Other, new DateOnly(2050, 12, 31));
            }

            commit.RegisterHousehold(new HouseholdId("h-moi"), Other);
            commit.SetMembership(person, new Membership(new HouseholdId("h-moi"), "head", new DateRange(from.First, null)));
            commit.EndAward(award, from, "chuyển đi");
            moved = commit.GrantAward(SmallCommune.Pension(person, "1/QĐ-moi", commune.World.Today, from) with { Place = Other });
        });
        return moved;
    }

    private static PayrollRun Approved(SmallCommune commune, BenefitMonth month)
    {
        var run = RunMonth.Execute(commune.Book, new RunRequest(Other, month, "lap", Takeover: month == SmallCommune.June ? SmallCommune.June : null)).Run;
        CheckRun.Execute(commune.Book, run.Id, "kiem");
        return ApproveRun.Execute(commune.Book, run.Id, "duyet", [], acceptAll: true);
    }

    private static MonthBridge Bridge(SmallCommune commune, PayrollRun run) => ShowRun.Read(commune.Book, run.Id).Content.Bridge;

    private static IReadOnlyList<PayLine> Lines(SmallCommune commune, BenefitMonth month) =>
        [.. ShowRun.All(commune.Book).Where(run => run.Month == month).SelectMany(run => ShowRun.Read(commune.Book, run.Id).Content.Lines)];

    private static void Proven(SmallCommune commune) => Assert.Empty(VerifyPayroll.Execute(commune.Book, full: true).Faults);
}
