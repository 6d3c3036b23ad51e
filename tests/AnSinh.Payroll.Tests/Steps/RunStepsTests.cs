using AnSinh.Databases;
using AnSinh.Law;
using AnSinh.Payroll.Replay;
using AnSinh.Payroll.Report;
using AnSinh.Payroll.Receivables;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Steps;
using AnSinh.Payroll.Verify;
using Dapper;
using System.Data.Common;
using Xunit;

namespace AnSinh.Payroll.Tests.Steps;

public sealed class SqliteRunStepsTests() : RunStepsTests(Dialect.Sqlite);

public sealed class PostgresRunStepsTests() : RunStepsTests(Dialect.Postgres);

public abstract class RunStepsTests(Dialect dialect)
{
    [DialectFact]
    public void A_month_goes_from_the_list_to_closed_and_the_books_prove_it()
    {
        using var commune = new SmallCommune(dialect);
        var (run, files) = commune.Ordered(SmallCommune.June);
        Assert.Equal(12, files.Sum(file => file.Payments));
        Assert.Equal(new Vnd(6_000_000), Vnd.Sum(files.Select(file => file.Amount)));
        commune.World.Today = new DateOnly(2026, 6, 2);
        var result = SettleRun.Execute(commune.Book, run.Id, "doi-soat",
        [
            SmallCommune.Report(SmallCommune.BankFile(files, "970436"), "S1"), SmallCommune.Report(SmallCommune.BankFile(files, "970405"), "S2"), SmallCommune.Cash(SmallCommune.CashFile(files), "paid"),
            commune.Statement("ST1", 50_000_000, files),
        ]);
        Assert.Equal((12, 0, 6), (result.Settled, result.CameBack, result.Unchanged));
        CloseRun.Execute(commune.Book, run.Id, "dong");
        Proven(commune);
    }

    [DialectFact]
    public void What_came_back_is_sent_again_with_the_next_run_and_only_once()
    {
        using var commune = new SmallCommune(dialect);
        var (june, files) = commune.Ordered(SmallCommune.June);
        var vcb = SmallCommune.BankFile(files, "970436");
        commune.World.Today = new DateOnly(2026, 6, 2);
        var rejected = ShowRun.Read(commune.Book, june.Id).Payments.First(payment => payment.Bank == "970436");
        SettleRun.Execute(commune.Book, null, "doi-soat",
            [SmallCommune.Report(vcb, "S1", rejected.Id), SmallCommune.Report(SmallCommune.BankFile(files, "970405"), "S2"), SmallCommune.Cash(SmallCommune.CashFile(files), "đã nhận"), commune.Statement("ST1", 50_000_000, files, rejected)]);
        CloseRun.Execute(commune.Book, june.Id, "dong");
        var july = commune.Draft(SmallCommune.June.Next);
        Assert.Equal([(rejected.Id, new Vnd(500_000))], july.Content.Carried.Select(carried => (carried.Payment, carried.Amount)));
        CheckRun.Execute(commune.Book, july.Run.Id, "kiem");
        ApproveRun.Execute(commune.Book, july.Run.Id, "duyet", [], acceptAll: true);
        OrderRun.Execute(commune.Book, new OrderRequest(july.Run.Id, "chi"));
        Assert.Equal(new Vnd(1_000_000), ShowRun.Read(commune.Book, july.Run.Id).Payments.Single(payment => payment.Payee == rejected.Payee).Amount);
        var report = MonthReport.Of(commune.Book, july.Run.Id);
        Assert.True(report.Bridge.AddsUp);
        Assert.Equal(new Vnd(500_000), report.Bridge.SentAgain);
        Proven(commune);
        Assert.Empty(commune.Draft(SmallCommune.June.Next.Next).Content.Carried);
    }

    [DialectFact]
    public void A_returned_payment_to_the_dead_settles_the_receivable_and_is_not_sent_again()
    {
        using var commune = new SmallCommune(dialect);
        var (june, files) = commune.Ordered(SmallCommune.June);
        var (payee, payment) = (commune.People[0], ShowRun.Read(commune.Book, june.Id).Payments.First(one => one.Payee == commune.People[0].Value));
        commune.World.Today = new DateOnly(2026, 6, 2);
        SettleRun.Execute(commune.Book, null, "doi-soat", [SmallCommune.Report(SmallCommune.BankFile(files, payment.Bank), "S1", payment.Id)]);
        commune.World.Record(commit => commit.RecordDeath(payee, new DateOnly(2026, 5, 15)));
        var july = commune.Draft(SmallCommune.June.Next).Content;
        Assert.Equal(new Vnd(500_000), Assert.Single(july.Receivables).Amount);
        Assert.Equal(new Vnd(500_000), Assert.Single(july.Recovered).Parts.Total);
        Assert.Equal((Vnd.Zero, new Vnd(500_000)), (july.Carried[0].Amount, july.Carried[0].Recovered));
        Assert.Equal(UnpaidWhy.Refused, Assert.Single(july.Unpaid, one => one.Month == SmallCommune.June.Next).Why);
    }

    [DialectFact]
    public void A_late_death_opens_a_receivable_and_its_withdrawal_takes_it_back()
    {
        using var commune = new SmallCommune(dialect);
        commune.Ordered(SmallCommune.June);
        commune.World.Today = new DateOnly(2026, 6, 3);
        commune.World.Record(commit => commit.RecordDeath(commune.People[3], new DateOnly(2026, 5, 20)));
        var july = commune.Draft(new BenefitMonth(2026, 7));
        var claim = Assert.Single(july.Content.Receivables);
        Assert.Equal((commune.People[3], SmallCommune.June, new Vnd(500_000)), (claim.Person, claim.Month, claim.Amount));
        Assert.Equal(11, july.Content.Lines.Count);
        CheckRun.Execute(commune.Book, july.Run.Id, "kiem");
        ApproveRun.Execute(commune.Book, july.Run.Id, "duyet", [], acceptAll: true);
        OrderRun.Execute(commune.Book, new OrderRequest(july.Run.Id, "chi"));
        commune.World.Record(commit => commit.WithdrawDeath(commune.People[3], "nhầm người"));
        var august = commune.Draft(new BenefitMonth(2026, 8)).Content;
        Assert.Equal(claim.Id, Assert.Single(august.Cancelled).Receivable);
        var arrears = Assert.Single(august.Lines, line => line.Kind == LineKind.Arrears);
        Assert.Equal((new BenefitMonth(2026, 7), new Vnd(500_000), "register"), (arrears.Month, arrears.Amount, arrears.Reason));
        Proven(commune);
    }

    [DialectFact]
    public void A_receivable_is_recovered_in_part_and_the_rest_written_off_and_never_more()
    {
        using var commune = new SmallCommune(dialect);
        commune.Ordered(SmallCommune.June);
        commune.World.Record(commit => commit.RecordDeath(commune.People[3], new DateOnly(2026, 5, 20)));
        commune.World.Today = new DateOnly(2026, 6, 24);
        var july = commune.Draft(new BenefitMonth(2026, 7));
        var claim = july.Content.Receivables[0].Id;
        Assert.Throws<PayrollRefusedException>(() => Recover.Execute(commune.Book, claim, null, "thu", "BL 1"));
        CheckRun.Execute(commune.Book, july.Run.Id, "kiem");
        ApproveRun.Execute(commune.Book, july.Run.Id, "duyet", [], acceptAll: true);
        Assert.Throws<PayrollRefusedException>(() => Recover.Execute(commune.Book, claim, new Vnd(500_001), "thu", "BL 1"));
        Assert.Throws<PayrollRefusedException>(() => Recover.Execute(commune.Book, claim, new Vnd(1), "thu", ""));
        Assert.Equal(new Vnd(300_000), Recover.Execute(commune.Book, claim, new Vnd(200_000), "thu", "BL 1"));
        WriteOff.Propose(commune.Book, claim, null, "thu", "QĐ 9");
        Assert.Equal(Vnd.Zero, WriteOff.Confirm(commune.Book, claim, "chu-tich"));
        Assert.Throws<PayrollRefusedException>(() => WriteOff.Propose(commune.Book, claim, new Vnd(1), "thu", "QĐ 9"));
        Proven(commune);
    }

    [DialectFact]
    public void A_decision_recorded_late_brings_arrears_from_its_month()
    {
        using var commune = new SmallCommune(dialect);
        commune.Ordered(SmallCommune.June);
        commune.Approved(new BenefitMonth(2026, 7));
        commune.World.Today = new DateOnly(2026, 7, 10);
        PersonId late = default;
        commune.World.Record(commit =>
        {
            commit.RegisterHousehold(new HouseholdId("h99"), SmallCommune.Area);
            late = commit.RegisterPerson(AnSinh.Registry.ProvisionalNumber.OfSerial(99), new AnSinh.Registry.PersonDetails("Lê Thị Muộn", BirthDate.Parse("1945-01-01"), Sex.Female));
            commit.SetMembership(late, new AnSinh.Registry.Membership(new HouseholdId("h99"), "head", DateRange.Always));
            commit.GrantAward(SmallCommune.Pension(late, "99/QĐ", new DateOnly(2026, 6, 11), SmallCommune.June));
        });
        var august = commune.Draft(new BenefitMonth(2026, 8)).Content;
        Assert.Equal(
            [("2026-06", LineKind.Arrears), ("2026-07", LineKind.Arrears), ("2026-08", LineKind.Regular)],
            august.Lines.Where(line => line.Person == late).Select(line => (line.Month.ToString(), line.Kind)));
        Assert.Equal(12 + 3, august.Lines.Count);
    }

    [DialectTheory]
    [InlineData("htxh.75", false)]
    [InlineData("tgxh.6.nang", true)]
    public void A_suspended_award_is_not_paid_and_its_months_are_paid_when_it_is_resumed_where_the_law_says_so(string benefit, bool paidLater)
    {
        using var commune = new SmallCommune(dialect);
        var (person, award) = (commune.People[0], commune.Awards[0]);
        if (benefit != "htxh.75")
        {
            commune.World.Record(commit =>
            {
                commit.EndAward(award, SmallCommune.June, "thay bằng chế độ khác");
                commit.RecordFact(person, new AnSinh.Registry.FactEntry("disability_level", "severe", DateRange.Always));
                award = commit.GrantAward(SmallCommune.Pension(person, "77/QĐ", new DateOnly(2026, 5, 2), SmallCommune.June) with { Benefit = new BenefitId(benefit) });
            });
        }

        commune.Ordered(SmallCommune.June);
        commune.World.Record(commit => commit.SuspendAward(award, new BenefitMonth(2026, 7), "không nhận tiền"));
        var july = commune.Draft(new BenefitMonth(2026, 7));
        Assert.Equal(UnpaidWhy.Suspended, Assert.Single(july.Content.Unpaid).Why);
        Assert.Empty(july.Content.Receivables);
        Assert.Equal(11, july.Content.Lines.Count);
        CheckRun.Execute(commune.Book, july.Run.Id, "kiem");
        ApproveRun.Execute(commune.Book, july.Run.Id, "duyet", [], acceptAll: true);
        commune.World.Record(commit => commit.ResumeAward(award, new BenefitMonth(2026, 8), "đã đến nhận"));
        var august = commune.Draft(new BenefitMonth(2026, 8)).Content.Lines.Where(line => line.Person == person).Select(line => line.Month.ToString());
        Assert.Equal(paidLater ? ["2026-07", "2026-08"] : ["2026-08"], august);
    }

    [DialectFact]
    public void What_was_written_off_and_is_due_after_all_is_not_paid_a_second_time()
    {
        using var commune = new SmallCommune(dialect);
        commune.Ordered(SmallCommune.June);
        commune.World.Record(commit => commit.RecordDeath(commune.People[3], new DateOnly(2026, 5, 20)));
        commune.World.Today = new DateOnly(2026, 6, 24);
        var july = commune.Draft(new BenefitMonth(2026, 7));
        CheckRun.Execute(commune.Book, july.Run.Id, "kiem");
        ApproveRun.Execute(commune.Book, july.Run.Id, "duyet", [], acceptAll: true);
        WriteOff.Propose(commune.Book, july.Content.Receivables[0].Id, null, "thu", "QĐ 9");
        WriteOff.Confirm(commune.Book, july.Content.Receivables[0].Id, "chu-tich");
        commune.World.Record(commit => commit.WithdrawDeath(commune.People[3], "nhầm người"));
        var august = commune.Approved(new BenefitMonth(2026, 8));
        Assert.Equal(["2026-07"], ShowRun.Read(commune.Book, august.Id).Content.Lines.Where(line => line.Kind == LineKind.Arrears).Select(line => line.Month.ToString()));
        Proven(commune);
    }

    [DialectFact]
    public void Asked_again_a_run_answers_with_itself_and_drawn_up_again_elsewhere_it_has_the_same_bytes()
    {
        using var one = new SmallCommune(dialect);
        var first = one.Draft(SmallCommune.June);
        var again = one.Draft(SmallCommune.June);
        Assert.True(again.Existed);
        Assert.Equal(first.Run.Id, again.Run.Id);
        Assert.Equal(RunContentJson.Write(first.Content), RunContentJson.Write(again.Content));
        Assert.Equal(RunContentJson.Write(first.Content), RunContentJson.Write(RebuildRun.Of(one.Book, first.Run)));
    }

    [DialectTheory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(256)]
    public void Computed_in_parts_a_run_is_the_same_bytes(int parts)
    {
        using var commune = new SmallCommune(dialect);
        commune.Approved(SmallCommune.June);
        var run = commune.Draft(SmallCommune.June.Next).Run;
        var input = RebuildRun.Input(commune.Book, run);
        var cut = RunBuilder.Assemble(input, commune.Book.Pack, [.. BucketRange.Cut(parts).Select(buckets => RunBuilder.Part(input, commune.Book.Pack, buckets))]);
        Assert.Equal(RunContentJson.Write(RunBuilder.Build(input, commune.Book.Pack)), RunContentJson.Write(cut));
        Assert.Equal(run.Digest, RunContentJson.Digest(cut));
        Assert.Equal(run.Digest, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(RunContentJson.Write(cut))));
    }

    [DialectFact]
    public void What_is_written_during_a_run_is_not_seen_by_its_replay()
    {
        using var commune = new SmallCommune(dialect);
        var june = commune.Ordered(SmallCommune.June).Run;
        var export = RunExport.Write(commune.Book, june.Id);
        var random = new Random(24);
        for (var day = 1; day <= 10; day++)
        {
            commune.World.Today = new DateOnly(2026, 6, day);
            var person = commune.People[random.Next(12)];
            commune.World.Record(commit => commit.RecordFact(person, new AnSinh.Registry.FactEntry("pension_amount", random.Next(2) == 0 ? "0" : "9000000", new DateRange(new DateOnly(2026, 1, 1), null), "insurance_data")));
            Assert.Equal(june.Digest, RunContentJson.Digest(RebuildRun.Of(commune.Book, june)));
        }

        Assert.Equal(export, RunExport.Write(commune.Book, june.Id));
        var replayed = ReplayRun.Execute(export, "e.json", PayrollWorld.Pack);
        Assert.True(replayed.Same);
        Assert.Equal((12, new Vnd(6_000_000)), (replayed.Lines, replayed.Total));
        Assert.DoesNotContain("Nguyễn", System.Text.Encoding.UTF8.GetString(export), StringComparison.Ordinal);
    }

    [DialectFact]
    public void Every_line_explains_itself_from_the_law()
    {
        using var commune = new SmallCommune(dialect);
        var run = commune.Draft(SmallCommune.June);
        var explained = ShowRun.Explain(commune.Book, run.Content.Lines[0].Id);
        Assert.True(explained.Same);
        Assert.Contains(explained.Entitlement!.Because, reason => reason.Ref.Contains("176/2025/NĐ-CP", StringComparison.Ordinal));
    }

    [DialectFact]
    public void Frozen_is_frozen_even_below_the_program()
    {
        using var commune = new SmallCommune(dialect);
        commune.Approved(SmallCommune.June);
        using var connection = commune.Book.Connect();
        foreach (var sql in new[]
        {
            "update payroll_line set amount = amount + 1", "delete from payroll_line", "update payroll_line set live = 0", "update payroll_step set actor = 'x'", "delete from payroll_posting",
            "insert into payroll_line select bucket, line_id || 'x', run_id, person_id, award_id, benefit, family, month, 'arrears', 9, amount, due, parts, payee, payee_role, grade, calculation, refs, parameters, explanation, reason, 1 from payroll_line",
        })
        {
            Assert.ThrowsAny<DbException>(() => connection.Execute(sql));
        }
    }

    private static void Proven(SmallCommune commune)
    {
        var verified = VerifyPayroll.Execute(commune.Book, full: true);
        Assert.Empty(verified.Faults);
        Assert.True(verified.Checked > 12);
    }
}
