using AnSinh.Law;
using AnSinh.Payroll.Limits;
using AnSinh.Payroll.Receivables;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Steps;
using AnSinh.Payroll.Tests.Steps;
using Dapper;
using Xunit;

namespace AnSinh.Payroll.Tests.Limits;

public sealed class LimitsTests
{
    private const string Fund = "local_assistance_budget";
    private static readonly BenefitMonth Year = new(2026, 1);

    [Theory]
    [InlineData(6_000_000, true)]
    [InlineData(6_000_001, false)]
    public void From_the_amount_an_area_set_on_two_people_approve(long threshold, bool two)
    {
        using var commune = new SmallCommune();
        Thresholds.Set(commune.Book, SmallCommune.Area, ThresholdKind.Amount, threshold, "chu-tich", "QC 1");
        var run = Checked(commune, SmallCommune.June);
        Assert.Equal(two ? RunState.Checked : RunState.Approved, Approve(commune, run, "mot").State);
        Assert.Equal(two, Count(commune, "payroll_posting") == 0);
        if (two)
        {
            Assert.Contains("mot", Assert.Throws<PayrollRefusedException>(() => Approve(commune, run, "MOT")).Message, StringComparison.OrdinalIgnoreCase);
            Assert.Equal(RunState.Approved, Approve(commune, run, "hai").State);
            Assert.Equal(["run", "check", "endorse", "approve"], ShowRun.Read(commune.Book, run.Id).Steps.Select(step => step.Step));
            Assert.All(ShowRun.Read(commune.Book, run.Id).Steps, step => Assert.Equal(run.Digest, step.Digest));
        }
    }

    [Theory]
    [InlineData(8, true)]
    [InlineData(9, false)]
    public void A_rise_over_last_month_asks_for_a_second_approver(long percent, bool two)
    {
        using var commune = new SmallCommune();
        Thresholds.Set(commune.Book, SmallCommune.Area, ThresholdKind.Rise, percent, "chu-tich", "QC 1");
        Assert.Equal(RunState.Approved, commune.Approved(SmallCommune.June).State);
        commune.World.Record(commit => NewPerson(commit, 77));
        var july = Checked(commune, SmallCommune.June.Next);
        Assert.Equal(two, Approve(commune, july, "mot").State == RunState.Checked);
    }

    [Fact]
    public void A_threshold_lifted_after_the_run_was_drawn_up_holds_for_it_still()
    {
        using var commune = new SmallCommune();
        Thresholds.Set(commune.Book, commune.Province, ThresholdKind.Amount, 1, "tinh", "QC tỉnh");
        var june = Checked(commune, SmallCommune.June);
        Thresholds.Set(commune.Book, SmallCommune.Area, ThresholdKind.Amount, null, "xa", "bỏ");
        Assert.Equal(RunState.Checked, Approve(commune, june, "mot").State);
        Approve(commune, june, "hai");
        Assert.Equal(RunState.Approved, commune.Approved(SmallCommune.June.Next).State);
        Assert.Empty(Thresholds.Of(commune.Book, SmallCommune.Area));
        Assert.Throws<PayrollRefusedException>(() => Thresholds.Set(commune.Book, SmallCommune.Area, ThresholdKind.Amount, 1, "xa", ""));
    }

    [Fact]
    public void A_run_sent_back_has_a_reason_and_loses_its_first_signature()
    {
        using var commune = new SmallCommune();
        Thresholds.Set(commune.Book, SmallCommune.Area, ThresholdKind.Amount, 1, "chu-tich", "QC 1");
        var june = Checked(commune, SmallCommune.June);
        Approve(commune, june, "mot");
        Assert.Throws<PayrollRefusedException>(() => ReturnRun.Execute(commune.Book, june.Id, "mot", " "));
        Assert.Throws<PayrollRefusedException>(() => CancelRun.Execute(commune.Book, june.Id, "mot", ""));
        Assert.Equal(RunState.Draft, ReturnRun.Execute(commune.Book, june.Id, "mot", "xem lại hộ h03").State);
        Assert.Throws<PayrollRefusedException>(() => Approve(commune, june, "hai"));
        CheckRun.Execute(commune.Book, june.Id, "kiem");
        Assert.Equal(RunState.Checked, Approve(commune, june, "mot").State);
        Assert.Equal(RunState.Approved, Approve(commune, june, "hai").State);
        Assert.Contains(ShowRun.Read(commune.Book, june.Id).Steps, step => (step.Step, step.Reason) == ("return", "xem lại hộ h03"));
    }

    [Fact]
    public void An_exhausted_budget_refuses_with_figures_and_a_further_decision_makes_room()
    {
        using var commune = new SmallCommune();
        Budgets.Record(commune.Book, new Budget(SmallCommune.Area, Fund, Year, new BenefitMonth(2026, 12), new Vnd(11_999_999), "QĐ 1"), "ke-toan");
        commune.Approved(SmallCommune.June);
        var standing = Assert.Single(Budgets.Of(commune.Book, SmallCommune.Area));
        Assert.Equal((new Vnd(6_000_000), new Vnd(5_999_999)), (standing.Committed, standing.Left));
        var july = Checked(commune, SmallCommune.June.Next);
        Assert.Contains(CheckRun.Execute(commune.Book, july.Id, "kiem").Findings, finding => finding.Kind == "budget");
        var refused = Assert.Throws<PayrollRefusedException>(() => Approve(commune, july, "duyet"));
        foreach (var figure in new[] { "11.999.999", "6.000.000", "5.999.999" })
        {
            Assert.Contains(figure, refused.Faults[0].Vi, StringComparison.Ordinal);
        }

        Budgets.Record(commune.Book, new Budget(SmallCommune.Area, Fund, Year, new BenefitMonth(2026, 12), new Vnd(1), "QĐ 2"), "ke-toan");
        Assert.Equal(RunState.Approved, Approve(commune, july, "duyet").State);
        Assert.Equal(Vnd.Zero, Assert.Single(Budgets.Of(commune.Book, SmallCommune.Area)).Left);
    }

    [Fact]
    public void What_was_recovered_is_free_again_and_a_province_lends_its_budget_to_communes_without()
    {
        using var commune = new SmallCommune();
        Budgets.Record(commune.Book, new Budget(commune.Province, Fund, SmallCommune.June, SmallCommune.June.Next, new Vnd(12_000_000), "QĐ 1"), "tinh");
        commune.Ordered(SmallCommune.June);
        commune.World.Record(commit => commit.RecordDeath(commune.People[3], new DateOnly(2026, 5, 20)));
        var july = commune.Approved(SmallCommune.June.Next);
        Assert.Equal(new Vnd(500_000), Assert.Single(Budgets.Of(commune.Book, commune.Province)).Left);
        Recover.Execute(commune.Book, ShowRun.Read(commune.Book, july.Id).Content.Receivables[0].Id, null, "thu", "BL 1");
        Assert.Equal(new Vnd(1_000_000), Assert.Single(Budgets.Of(commune.Book, commune.Province)).Left);
    }

    public static readonly TheoryData<Budget, string> BadBudgets = new()
    {
        { new Budget(SmallCommune.Area, "quy-la", Year, Year, new Vnd(1), "QĐ"), "There is no fund" },
        { new Budget(SmallCommune.Area, Fund, Year.Next, Year, new Vnd(1), "QĐ"), "lies before the first" },
        { new Budget(SmallCommune.Area, Fund, Year, Year, Vnd.Zero, "QĐ"), "other than 0" },
        { new Budget(SmallCommune.Area, Fund, Year, Year, new Vnd(1), ""), "decision" },
        { new Budget(SmallCommune.Area, Fund, Year, Year, new Vnd(1), "QĐ 0"), "recorded" },
    };

    [Theory]
    [MemberData(nameof(BadBudgets))]
    public void A_budget_that_cannot_be_is_refused_and_none_is_ever_changed(Budget budget, string expected)
    {
        using var commune = new SmallCommune();
        Budgets.Record(commune.Book, new Budget(SmallCommune.Area, Fund, Year, Year, new Vnd(1), "QĐ 0"), "ke-toan");
        Assert.Contains(expected, Assert.Throws<PayrollRefusedException>(() => Budgets.Record(commune.Book, budget, "ke-toan")).Message, StringComparison.Ordinal);
        Assert.Equal(1, Count(commune, "payroll_budget"));
        using var connection = commune.Book.Connect();
        Assert.ThrowsAny<System.Data.Common.DbException>(() => connection.Execute("update payroll_budget set amount = 9"));
    }

    internal static PersonId NewPerson(AnSinh.Registry.RegistryCommit commit, int serial)
    {
        var household = new HouseholdId($"h{serial}");
        commit.RegisterHousehold(household, SmallCommune.Area);
        var person = commit.RegisterPerson(
            AnSinh.Registry.ProvisionalNumber.OfSerial(serial), new AnSinh.Registry.PersonDetails($"Lê Thị Thêm {serial}", BirthDate.Parse("1945-01-01"), Sex.Female));
        commit.SetMembership(person, new AnSinh.Registry.Membership(household, "head", DateRange.Always));
        commit.GrantAward(SmallCommune.Pension(person, $"{serial}/QĐ", new DateOnly(2026, 5, 20), SmallCommune.June.Next));
        return person;
    }

    private static PayrollRun Checked(SmallCommune commune, BenefitMonth month) => CheckRun.Execute(commune.Book, commune.Draft(month).Run.Id, "kiem").Run;

    private static PayrollRun Approve(SmallCommune commune, PayrollRun run, string actor) => ApproveRun.Execute(commune.Book, run.Id, actor, [], acceptAll: true);

    private static long Count(SmallCommune commune, string table)
    {
        using var connection = commune.Book.Connect();
        return connection.ExecuteScalar<long>($"select count(*) from {table}");
    }
}
