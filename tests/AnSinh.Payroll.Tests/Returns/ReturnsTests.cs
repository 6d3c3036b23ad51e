using AnSinh.Databases;
using AnSinh.Law;
using AnSinh.Payroll.Payees;
using AnSinh.Payroll.Returns;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Steps;
using AnSinh.Payroll.Store;
using AnSinh.Payroll.Tests.Steps;
using AnSinh.Payroll.Verify;
using AnSinh.Registry;
using Xunit;

namespace AnSinh.Payroll.Tests.Returns;

public sealed class SqliteReturnsTests() : ReturnsTests(Dialect.Sqlite);

public sealed class PostgresReturnsTests() : ReturnsTests(Dialect.Postgres);

/// <summary>Payments that come back, money nobody collects, and who receives in whose stead.</summary>
public abstract class ReturnsTests(Dialect dialect)
{
    private static readonly BenefitMonth July = new(2026, 7);
    private static readonly BenefitMonth August = new(2026, 8);

    [DialectFact]
    public void Every_reason_has_cause_and_cure_in_both_languages_and_an_unknown_one_is_paid_in_cash()
    {
        Assert.All(ReturnReasons.All, reason =>
        {
            Assert.NotEqual(reason.CauseVi, reason.CauseEn);
            Assert.NotEqual(reason.CureVi, reason.CureEn);
        });
        Assert.Equal(ReturnCure.NewAccount, ReturnReasons.Of("ZZ99").Cure);
        Assert.Equal(ReturnCure.SeePerson, ReturnReasons.Of("MD07").Cure);
        Assert.Contains("ZZ99", ReturnReasons.Of("ZZ99").CauseVi, StringComparison.Ordinal);
    }

    [DialectTheory]
    [InlineData("AC04", false, true)]
    [InlineData("AC04", true, false)]
    [InlineData("MD07", false, true)]
    [InlineData("AM04", false, false)]
    [InlineData("", false, true)]
    public void What_came_back_goes_to_the_account_again_only_where_its_cause_is_cured(string reason, bool newAccount, bool inCash)
    {
        using var commune = new SmallCommune(dialect);
        var (june, files) = commune.Ordered(SmallCommune.June);
        var payment = ShowRun.Read(commune.Book, june.Id).Payments.First(one => one.Bank == "970436");
        Answer(commune, files, payment.Id, reason);
        commune.World.Today = new DateOnly(2026, 6, 10);
        if (newAccount)
        {
            commune.World.Record(commit => commit.RecordAccount(new PersonId(payment.Payee), new PayeeAccount("970436", "9999000011", "NGUYEN VAN MAU", new DateOnly(2026, 6, 9), new DateRange(new DateOnly(2026, 6, 10), null), "giấy đồng ý 9/6")));
        }

        var (july, _) = commune.Ordered(July);
        var again = ShowRun.Read(commune.Book, july.Id).Payments.Single(one => one.Payee == payment.Payee);
        Assert.Equal((inCash, new Vnd(1_000_000)), (again.InCash, again.Amount));
        var listed = Assert.Single(ReturnedList.Of(commune.Book, SmallCommune.Area));
        Assert.Equal((payment.Id, reason, july.Id), (listed.Payment.Id, listed.Reason.Code, listed.SentAgainBy));
        Assert.Equal(files.Count, OrderRun.Execute(commune.Book, new OrderRequest(june.Id, "x")).Files.Count);
        Assert.Empty(VerifyPayroll.Execute(commune.Book, full: true).Faults);
    }

    [DialectFact]
    public void A_bad_account_stays_unused_in_the_months_after_too()
    {
        using var commune = new SmallCommune(dialect);
        var (june, files) = commune.Ordered(SmallCommune.June);
        var payment = ShowRun.Read(commune.Book, june.Id).Payments.First(one => one.Bank == "970436");
        Answer(commune, files, payment.Id, "AC04");
        commune.Ordered(July);
        var (august, _) = commune.Ordered(August);
        Assert.True(ShowRun.Read(commune.Book, august.Id).Payments.Single(one => one.Payee == payment.Payee).InCash);
    }

    [DialectFact]
    public void Money_not_collected_for_the_months_of_the_law_suspends_by_decision_and_resumed_everything_is_paid()
    {
        using var commune = new SmallCommune(dialect);
        var (person, award) = Disabled(commune);
        var months = PayrollWorld.Pack.Parameters.Find("tgxh.tam_dung.khong_nhan")!.At(July, new DateOnly(2026, 6, 24), default)!.Value;
        Assert.Equal(3, months);
        foreach (var (month, index) in SmallCommune.June.To(August).Select((month, index) => (month, index)))
        {
            var (run, files) = commune.Ordered(month);
            Uncollected(commune, files, ShowRun.Read(commune.Book, run.Id).Payments.Single(one => one.Payee == person.Value).Id);
            var found = Assert.Single(Unclaimed.Of(commune.Book, SmallCommune.Area, month.Next, commune.World.Today));
            Assert.Equal((award, index + 1, index + 1 == months), (found.Award, found.InARow, found.Suspends));
            Assert.Equal(new Vnd((index + 1) * 1_000_000L), found.Amount);
            if (index + 1 < months)
            {
                Assert.Contains("not yet", Assert.Throws<PayrollRefusedException>(() => Unclaimed.Suspend(commune.Book, award, month.Next, "chu-tich", "QĐ 5")).Message, StringComparison.Ordinal);
            }
        }

        Assert.Throws<PayrollRefusedException>(() => Unclaimed.Suspend(commune.Book, award, August.Next, "chu-tich", ""));
        Unclaimed.Suspend(commune.Book, award, August.Next, "chu-tich", "QĐ 5");
        var suspended = commune.Approved(August.Next);
        var content = ShowRun.Read(commune.Book, suspended.Id).Content;
        Assert.DoesNotContain(content.Carried, carried => carried.Payee == person.Value);
        Assert.Equal(UnpaidWhy.Suspended, Assert.Single(content.Unpaid).Why);
        Assert.Empty(VerifyPayroll.Execute(commune.Book, full: true).Faults);
        Assert.Throws<PayrollRefusedException>(() => Unclaimed.Resume(commune.Book, commune.Awards[1], August.Next.Next, "chu-tich", "QĐ 6"));
        Unclaimed.Resume(commune.Book, award, August.Next.Next, "chu-tich", "QĐ 6");
        OrderRun.Execute(commune.Book, new OrderRequest(suspended.Id, "chi"));
        var (resumed, _) = commune.Ordered(August.Next.Next);
        Assert.Equal(new Vnd(5 * 1_000_000), ShowRun.Read(commune.Book, resumed.Id).Payments.Single(one => one.Payee == person.Value).Amount);
        Assert.Empty(VerifyPayroll.Execute(commune.Book, full: true).Faults);
    }

    [DialectFact]
    public void A_programme_without_a_suspension_rule_is_never_suspended_for_it()
    {
        using var commune = new SmallCommune(dialect);
        var payee = commune.People[1].Value;
        foreach (var month in SmallCommune.June.To(August.Next))
        {
            var (run, files) = commune.Ordered(month);
            Uncollected(commune, files, ShowRun.Read(commune.Book, run.Id).Payments.Single(one => one.Payee == payee).Id);
        }

        var found = Assert.Single(Unclaimed.Of(commune.Book, SmallCommune.Area, August.Next.Next, commune.World.Today));
        Assert.Equal((4, false, new Vnd(2_000_000)), (found.InARow, found.Suspends, found.Amount));
        Assert.Contains("no suspension rule", found.WhyEn, StringComparison.Ordinal);
        Assert.Throws<PayrollRefusedException>(() => Unclaimed.Suspend(commune.Book, commune.Awards[1], August.Next.Next, "chu-tich", "QĐ 5"));
    }

    [DialectFact]
    public void A_guardian_receives_with_evidence_while_the_mandate_holds_and_no_longer()
    {
        using var commune = new SmallCommune(dialect);
        var (ward, guardian) = (commune.People[1], commune.People[0]);
        PayeeMandates.Record(commune.Book, new PayeeMandate(ward, guardian, "guardian", "QĐ giám hộ 12", new DateRange(new DateOnly(2026, 6, 1), new DateOnly(2026, 7, 31))), "can-bo");
        Assert.Equal([guardian.Value, guardian.Value, ward.Value], SmallCommune.June.To(August).Select(month =>
        {
            var run = commune.Approved(month);
            OrderRun.Execute(commune.Book, new OrderRequest(run.Id, "chi", SmallCommune.Payer));
            var line = ShowRun.Read(commune.Book, run.Id).Content.Lines.Single(one => one.Person == ward);
            Assert.Equal(line.Payee == guardian.Value ? "guardian" : "self", line.PayeeRole);
            Assert.Equal(line.Payee == guardian.Value ? 11 : 12, ShowRun.Read(commune.Book, run.Id).Payments.Count);
            return line.Payee;
        }));
        Assert.Empty(VerifyPayroll.Execute(commune.Book, full: true).Faults);
    }

    [DialectFact]
    public void A_mandate_recorded_after_the_cut_off_does_not_change_the_run_and_one_that_ended_does_not_hold()
    {
        using var commune = new SmallCommune(dialect);
        var (ward, guardian) = (commune.People[1], commune.People[0]);
        PayeeMandates.Record(commune.Book, new PayeeMandate(ward, guardian, "authorised", "giấy ủy quyền 3", DateRange.Always), "can-bo");
        PayeeMandates.End(commune.Book, ward, new DateOnly(2026, 7, 1), "giấy hủy ủy quyền", "can-bo");
        var june = commune.Draft(SmallCommune.June);
        Assert.Equal(guardian.Value, june.Content.Lines.Single(line => line.Person == ward).Payee);
        PayeeMandates.Record(commune.Book, new PayeeMandate(ward, commune.People[4], "guardian", "QĐ 9", DateRange.Always), "can-bo");
        Assert.Equal(june.Run.Digest, RunContentJson.Digest(RebuildRun.Of(commune.Book, june.Run)));
        CheckRun.Execute(commune.Book, june.Run.Id, "kiem");
        ApproveRun.Execute(commune.Book, june.Run.Id, "duyet", [], acceptAll: true);
        Assert.Equal(commune.People[4].Value, commune.Draft(July).Content.Lines.Single(line => line.Person == ward).Payee);
        Assert.Equal(3, PayeeMandates.Of(commune.Book, ward).Count);
    }

    public static readonly TheoryData<Func<SmallCommune, PayeeMandate>, string> BadMandates = new()
    {
        { commune => new(commune.People[1], commune.People[0], "friend", "x", DateRange.Always), "Role" },
        { commune => new(commune.People[1], commune.People[0], "heir", " ", DateRange.Always), "Evidence" },
        { commune => new(commune.People[1], commune.People[1], "heir", "x", DateRange.Always), "somebody else" },
        { commune => new(commune.People[1], new PersonId("p-nobody"), "heir", "x", DateRange.Always), "There is no person" },
    };

    [DialectTheory]
    [MemberData(nameof(BadMandates))]
    public void A_mandate_that_cannot_be_is_refused(Func<SmallCommune, PayeeMandate> mandate, string expected)
    {
        using var commune = new SmallCommune(dialect);
        Assert.Contains(expected, Assert.Throws<PayrollRefusedException>(() => PayeeMandates.Record(commune.Book, mandate(commune), "can-bo")).Message, StringComparison.Ordinal);
        Assert.Empty(PayeeMandates.Of(commune.Book, commune.People[1]));
    }

    private static (PersonId Person, AwardId Award) Disabled(SmallCommune commune)
    {
        var (person, award) = (commune.People[1], commune.Awards[1]);
        commune.World.Record(commit =>
        {
            commit.EndAward(award, SmallCommune.June, "thay bằng chế độ khác");
            commit.RecordFact(person, new FactEntry("disability_level", "severe", DateRange.Always));
            award = commit.GrantAward(SmallCommune.Pension(person, "77/QĐ", new DateOnly(2026, 5, 2), SmallCommune.June) with { Benefit = new BenefitId("tgxh.6.nang") });
        });
        return (person, award);
    }

    private static void Uncollected(SmallCommune commune, IReadOnlyList<OrderFile> files, string payment)
    {
        var list = SmallCommune.CashFile(files);
        var rows = System.Text.Encoding.UTF8.GetString(list.Content).Split('\n').Select(row => row.StartsWith(payment, StringComparison.Ordinal) ? row[..^1] + "uncollected," : row.EndsWith(",,", StringComparison.Ordinal) ? row[..^1] + "paid," : row);
        SettleRun.Execute(commune.Book, null, "x", [new OutcomeFile(list.Name, System.Text.Encoding.UTF8.GetBytes(string.Join('\n', rows)))]);
    }

    private static void Answer(SmallCommune commune, IReadOnlyList<OrderFile> files, string payment, string reason)
    {
        var file = SmallCommune.BankFile(files, "970436");
        SettleRun.Execute(commune.Book, null, "x", [SmallCommune.Status("S1", SmallCommune.MessageOf(file), "",
            $"<OrgnlPmtInfAndSts><OrgnlPmtInfId>x</OrgnlPmtInfId><TxInfAndSts><OrgnlEndToEndId>{payment}</OrgnlEndToEndId><TxSts>RJCT</TxSts>{(reason.Length > 0 ? $"<StsRsnInf><Rsn><Cd>{reason}</Cd></Rsn></StsRsnInf>" : "")}</TxInfAndSts></OrgnlPmtInfAndSts>")]);
    }
}
