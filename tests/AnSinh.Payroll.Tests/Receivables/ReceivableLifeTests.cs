using AnSinh.Databases;
using System.Text;
using AnSinh.Law;
using AnSinh.Payroll.Banks;
using AnSinh.Payroll.Receivables;
using AnSinh.Payroll.Steps;
using AnSinh.Payroll.Tests.Steps;
using AnSinh.Payroll.Verify;
using Dapper;
using Xunit;

namespace AnSinh.Payroll.Tests.Receivables;

public sealed class SqliteReceivableLifeTests() : ReceivableLifeTests(Dialect.Sqlite);

public sealed class PostgresReceivableLifeTests() : ReceivableLifeTests(Dialect.Postgres);

public abstract class ReceivableLifeTests(Dialect dialect)
{
    [DialectFact]
    public void A_set_off_is_refused_because_no_rule_allows_it_and_the_receivable_stays_open()
    {
        using var commune = Overpaid(out var claim);
        var refused = Assert.Throws<PayrollRefusedException>(() => SetOff.Execute(commune.Book, claim));
        Assert.Contains("no rule", refused.Faults[0].En, StringComparison.Ordinal);
        Assert.Contains("bù trừ", refused.Faults[0].Vi, StringComparison.Ordinal);
        Assert.Equal(new Vnd(500_000), Open(commune, claim));
        Assert.DoesNotContain(PayrollWorld.Pack.Parameters.All, parameter => parameter.Id.Contains("bu_tru", StringComparison.Ordinal));
    }

    [DialectFact]
    public void One_proposes_a_write_off_and_another_confirms_it()
    {
        using var commune = Overpaid(out var claim);
        Refused("Nobody has proposed", () => WriteOff.Confirm(commune.Book, claim, "chu-tich"));
        Refused("number of the decision", () => WriteOff.Propose(commune.Book, claim, null, "ke-toan", ""));
        WriteOff.Propose(commune.Book, claim, new Vnd(200_000), "ke-toan", "QĐ 9");
        Assert.Equal(new Vnd(500_000), Open(commune, claim));
        Refused("proposed to write off", () => WriteOff.Propose(commune.Book, claim, null, "khac", "QĐ 10"));
        Refused("somebody else", () => WriteOff.Confirm(commune.Book, claim, "KE-TOAN"));
        Assert.Equal(new Vnd(300_000), WriteOff.Confirm(commune.Book, claim, "chu-tich"));
        Assert.Equal(new Vnd(200_000), Balance(commune, "written_off"));
        WriteOff.Propose(commune.Book, claim, null, "ke-toan", "QĐ 11");
        WriteOff.Refuse(commune.Book, claim, "chu-tich", "còn thu được");
        Refused("Nobody has proposed", () => WriteOff.Confirm(commune.Book, claim, "chu-tich"));
        Assert.Equal(
            ["claimed", "write_off_proposed", "write_off_confirmed", "written_off", "write_off_proposed", "write_off_refused"],
            ReceivableLife.History(commune.Book, claim).OrderBy(one => one.Known).ThenBy(one => one.Kind, StringComparer.Ordinal).Select(one => one.Kind));
        Proven(commune);
    }

    [DialectFact]
    public void What_was_recovered_meanwhile_cannot_be_written_off()
    {
        using var commune = Overpaid(out var claim);
        WriteOff.Propose(commune.Book, claim, null, "ke-toan", "QĐ 9");
        Recover.Execute(commune.Book, claim, new Vnd(1), "thu", "BL 1");
        Refused("499.999", () => WriteOff.Confirm(commune.Book, claim, "chu-tich"));
    }

    [DialectFact]
    public void Instalments_follow_a_decision_and_say_what_is_overdue()
    {
        using var commune = Overpaid(out var claim);
        Refused("A decision", () => Instalments.Agree(commune.Book, claim, 3, new BenefitMonth(2026, 8), "ke-toan", ""));
        Refused("A decision", () => Instalments.Agree(commune.Book, claim, 0, new BenefitMonth(2026, 8), "ke-toan", "QĐ 1"));
        var plan = Instalments.Agree(commune.Book, claim, 3, new BenefitMonth(2026, 8), "ke-toan", "QĐ 1");
        Assert.Equal([("2026-08", 166_666L), ("2026-09", 166_666L), ("2026-10", 166_668L)], plan.Instalments.Select(one => (one.Month.ToString(), one.Due.Amount)));
        Recover.Execute(commune.Book, claim, new Vnd(200_000), "thu", "BL 1");
        plan = Instalments.Of(commune.Book, claim)!;
        Assert.Equal([166_666L, 33_334L, 0L], plan.Instalments.Select(one => one.Paid.Amount));
        Assert.Equal((Vnd.Zero, new Vnd(133_332), new Vnd(300_000)), (plan.Overdue(new BenefitMonth(2026, 9)), plan.Overdue(new BenefitMonth(2026, 10)), plan.Overdue(new BenefitMonth(2026, 11))));
        Assert.Equal(new Vnd(300_000), Instalments.Agree(commune.Book, claim, 2, new BenefitMonth(2026, 11), "ke-toan", "QĐ 2").Total);
        Assert.Equal(new Vnd(200_000), Balance(commune, "cash"));
        Proven(commune);
    }

    [DialectFact]
    public void A_recall_list_names_the_transfer_once_and_a_refusal_is_on_record()
    {
        using var commune = new SmallCommune(dialect);
        var (_, files) = commune.Ordered(SmallCommune.June);
        commune.World.Today = new DateOnly(2026, 6, 3);
        commune.Settle(files, "J");
        commune.World.Record(commit =>
        {
            commit.RecordDeath(commune.People[2], new DateOnly(2026, 5, 15));
            commit.RecordDeath(commune.People[3], new DateOnly(2026, 5, 15));
        });
        var june = ShowRun.Find(commune.Book, null, SmallCommune.June);
        commune.Approved(SmallCommune.June.Next);
        var list = Assert.Single(RecallList.Draw(commune.Book, SmallCommune.Area, "ke-toan"));
        var payment = ShowRun.Read(commune.Book, june.Id).Payments.Single(one => one.Payee == commune.People[2].Value);
        var claim = ReceivableLife.Of(commune.Book, SmallCommune.Area).Single(one => one.Person == commune.People[2].Value);
        Assert.Equal(
            $"reference,order,bank,paid,wanted,month,receivable\n{payment.Id},{payment.MessageId},{BankList.Find("970405")!.Code},500000,500000,2026-06,{claim.Id}\n", Encoding.UTF8.GetString(list.Content));
        Assert.Empty(RecallList.Draw(commune.Book, SmallCommune.Area, "ke-toan"));
        Refused("no reason", () => RecallList.Refused(commune.Book, claim.Id, "ke-toan", ""));
        RecallList.Refused(commune.Book, claim.Id, "ke-toan", "khách đã rút tiền");
        Assert.Equal(["claimed", "recall", "recall_refused"], ReceivableLife.History(commune.Book, claim.Id).Select(one => one.Kind));
        Refused("was not asked", () => RecallList.Refused(commune.Book, claim.Id, "ke-toan", "lần nữa"));
    }

    [DialectFact]
    public void A_transfer_recalled_whole_settles_its_receivable_with_the_next_run()
    {
        using var commune = new SmallCommune(dialect);
        var (june, files) = commune.Ordered(SmallCommune.June);
        commune.World.Today = new DateOnly(2026, 6, 3);
        commune.Settle(files, "J", 10_000_000);
        commune.World.Record(commit => commit.RecordDeath(commune.People[2], new DateOnly(2026, 5, 15)));
        commune.Approved(SmallCommune.June.Next);
        var payment = ShowRun.Read(commune.Book, june.Id).Payments.Single(one => one.Payee == commune.People[2].Value);
        SettleRun.Execute(commune.Book, null, "x", [BankStatementFile.Write("BACK", 7_000_000, [BankStatementFile.Payment(payment.Id, 500_000, "CRDT", "FOCR")], day: "2026-06-25")]);
        commune.Approved(SmallCommune.June.Next.Next);
        Assert.Empty(ReceivableLife.Of(commune.Book, SmallCommune.Area));
        Assert.Equal("recovered", Assert.Single(ReceivableLife.Of(commune.Book, SmallCommune.Area, all: true)).LastStep);
        Proven(commune);
    }

    private SmallCommune Overpaid(out string claim)
    {
        var commune = new SmallCommune(dialect);
        commune.Ordered(SmallCommune.June);
        commune.World.Record(commit => commit.RecordDeath(commune.People[3], new DateOnly(2026, 5, 20)));
        claim = ShowRun.Read(commune.Book, commune.Approved(SmallCommune.June.Next).Id).Content.Receivables[0].Id;
        return commune;
    }

    private static Vnd Open(SmallCommune commune, string claim) => ReceivableLife.Of(commune.Book, SmallCommune.Area).Single(one => one.Id == claim).Open;

    private static Vnd Balance(SmallCommune commune, string account)
    {
        using var connection = commune.Book.Connect();
        return new(connection.ExecuteScalar<long>("select coalesce(sum(amount), 0) from payroll_posting where account = @account", new { account }));
    }

    private static void Refused(string expected, Action step) => Assert.Contains(expected, Assert.Throws<PayrollRefusedException>(step).Message, StringComparison.Ordinal);

    private static void Proven(SmallCommune commune) => Assert.Empty(VerifyPayroll.Execute(commune.Book, full: true).Faults);
}
