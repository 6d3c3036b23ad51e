using AnSinh.Databases;
using System.Text;
using AnSinh.Law;
using AnSinh.Payroll.Receivables;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Steps;
using AnSinh.Storage;
using Dapper;
using Xunit;

namespace AnSinh.Payroll.Tests.Steps;

public sealed class SqliteRefusedStepsTests() : RefusedStepsTests(Dialect.Sqlite);

public sealed class PostgresRefusedStepsTests() : RefusedStepsTests(Dialect.Postgres);

public abstract class RefusedStepsTests(Dialect dialect)
{
    public static readonly TheoryData<string, Action<SmallCommune, PayrollRun>> Steps = new()
    {
        { "is draft", (commune, run) => ApproveRun.Execute(commune.Book, run.Id, "duyet", []) },
        { "is draft", (commune, run) => OrderRun.Execute(commune.Book, new OrderRequest(run.Id, "chi", SmallCommune.Payer)) },
        { "is draft", (commune, run) => CloseRun.Execute(commune.Book, run.Id, "dong") },
        { "is draft", (commune, run) => SettleRun.Execute(commune.Book, run.Id, "doi-soat", []) },
        { "There is no run", (commune, _) => CheckRun.Execute(commune.Book, "AR0", "kiem") },
        { "There is no run", (commune, _) => OrderRun.Execute(commune.Book, new OrderRequest("AR0", "chi")) },
        { "the next must be 2026-07", (commune, _) => commune.Draft(new BenefitMonth(2026, 8)) },
        { "the next must be 2026-07", (commune, _) => RunMonth.Execute(commune.Book, new RunRequest(SmallCommune.Area, new BenefitMonth(2026, 5), "lap")) },
        { "is not approved", (commune, _) => commune.Draft(new BenefitMonth(2026, 7)) },
        { "already has a run", (commune, _) => RunMonth.Execute(commune.Book, new RunRequest(SmallCommune.Area, SmallCommune.June, "lap", new DateOnly(2026, 5, 20))) },
        { "was taken over", (commune, _) => { CancelRun.Execute(commune.Book, ShowRun.Find(commune.Book, null, null).Id, "lap", "thử"); RunMonth.Execute(commune.Book, new RunRequest(SmallCommune.Area, SmallCommune.June, "lap", Takeover: new BenefitMonth(2026, 1))); } },
        { "no approved receivable", (commune, _) => Recover.Execute(commune.Book, "AC0", null, "thu", "x") },
        { "There is no line", (commune, _) => ShowRun.Explain(commune.Book, "AL0") },
    };

    [DialectTheory]
    [MemberData(nameof(Steps))]
    public void A_step_out_of_order_is_refused_in_both_languages_and_nothing_is_written(string expected, Action<SmallCommune, PayrollRun> step)
    {
        using var commune = new SmallCommune(dialect);
        var run = commune.Draft(SmallCommune.June).Run;
        var refused = Assert.Throws<PayrollRefusedException>(() => step(commune, run));
        Assert.Contains(expected, refused.Faults[0].En, StringComparison.Ordinal);
        Assert.NotEqual(refused.Faults[0].En, refused.Faults[0].Vi);
        Assert.Equal(0, Count(commune, "payroll_posting"));
        Assert.Equal(0, Count(commune, "payroll_payment"));
    }

    [DialectFact]
    public void A_cut_off_that_has_not_come_is_refused()
    {
        using var commune = new SmallCommune(dialect);
        Assert.Throws<StorageException>(() => RunMonth.Execute(commune.Book, new RunRequest(SmallCommune.Area, new BenefitMonth(2026, 7), "lap")));
    }

    [DialectTheory]
    [InlineData("lap")]
    [InlineData("LAP")]
    [InlineData("kiem")]
    public void Who_drew_up_or_checked_a_run_does_not_approve_it(string actor)
    {
        using var commune = new SmallCommune(dialect);
        var run = commune.Draft(SmallCommune.June).Run;
        CheckRun.Execute(commune.Book, run.Id, "kiem");
        Assert.Throws<PayrollRefusedException>(() => ApproveRun.Execute(commune.Book, run.Id, actor, [], acceptAll: true));
    }

    [DialectFact]
    public void What_is_below_verified_must_be_accepted_by_name_and_nothing_else_may_be()
    {
        using var commune = new SmallCommune(dialect);
        foreach (var month in new BenefitMonth(2026, 6).To(new BenefitMonth(2026, 10)))
        {
            commune.Approved(month);
        }

        var november = commune.Draft(new BenefitMonth(2026, 11)).Run;
        var (_, _, weak) = CheckRun.Execute(commune.Book, november.Id, "kiem");
        Assert.Contains(weak, one => one.Id == "htxh.muc" && one.Grade > EvidenceGrade.Verified);
        var refused = Assert.Throws<PayrollRefusedException>(() => ApproveRun.Execute(commune.Book, november.Id, "duyet", ["không-có"]));
        Assert.Equal([.. weak.Select(one => one.Id), "không-có"], refused.Faults.Select(fault => fault.Where!));
        Assert.Equal(RunState.Approved, ApproveRun.Execute(commune.Book, november.Id, "duyet", [.. weak.Select(one => one.Id)]).State);
        Assert.Equal(weak.Count, Count(commune, $"payroll_acceptance where run_id = '{november.Id}'"));
    }

    [DialectFact]
    public void Of_two_runs_at_once_one_is_written()
    {
        using var commune = new SmallCommune(dialect);
        var results = new RunResult[2];
        Parallel.For(0, 2, index => results[index] = RunMonth.Execute(commune.Book, new RunRequest(SmallCommune.Area, SmallCommune.June, $"lap{index}")));
        Assert.Equal(results[0].Run.Id, results[1].Run.Id);
        Assert.Equal(1, Count(commune, "payroll_run"));
        Assert.Equal(12, Count(commune, "payroll_line"));
    }

    [DialectFact]
    public void A_bank_file_with_any_fault_changes_nothing_and_every_fault_is_told()
    {
        using var commune = new SmallCommune(dialect);
        var (run, files) = commune.Ordered(SmallCommune.June);
        var bank = SmallCommune.BankFile(files, "970436");
        var good = SmallCommune.Report(bank, "S1");
        var text = Encoding.UTF8.GetString(good.Content);
        var own = ShowRun.Read(commune.Book, run.Id).Payments.First(payment => payment.Bank == "970436");
        OutcomeFile[] bad =
        [
            new("half.xml", good.Content[..(good.Content.Length / 2)]),
            SmallCommune.Status("S2", "AM-KHONG-CO", "<GrpSts>ACSC</GrpSts>", ""),
            SmallCommune.Status("S3", own.MessageId, "<OrgnlNbOfTxs>9</OrgnlNbOfTxs><OrgnlCtrlSum>1</OrgnlCtrlSum><GrpSts>ACSC</GrpSts>", ""),
            new("unknown.xml", Encoding.UTF8.GetBytes(text.Replace(own.Id, DerivedId.Payment("nobody"), StringComparison.Ordinal))),
            SmallCommune.Status("S5", own.MessageId, "", $"<OrgnlPmtInfAndSts><OrgnlPmtInfId>x</OrgnlPmtInfId><TxInfAndSts><OrgnlEndToEndId>{own.Id}</OrgnlEndToEndId><TxSts>ACSC</TxSts><OrgnlTxRef><Amt><InstdAmt Ccy=\"VND\">1</InstdAmt></Amt></OrgnlTxRef></TxInfAndSts></OrgnlPmtInfAndSts>"),
            new("cash.csv", Encoding.UTF8.GetBytes("reference,payee,name,amount,outcome,reason\nAP1,p,x,500.000,paid,\n")),
        ];
        var refused = Assert.Throws<PayrollRefusedException>(() => SettleRun.Execute(commune.Book, run.Id, "doi-soat", [good, .. bad]));
        Assert.Equal(bad.Select(file => file.Name).Order(), refused.Faults.Select(fault => fault.Where!).Distinct().Order());
        Assert.All(refused.Faults, fault => Assert.True(fault.Line > 0));
        Assert.All(ShowRun.Read(commune.Book, run.Id).Payments, payment => Assert.Null(payment.Outcome));
        Assert.Equal(0, Count(commune, "payroll_bank_report"));
    }

    [DialectFact]
    public void A_file_sent_twice_or_in_another_order_changes_nothing_more()
    {
        using var commune = new SmallCommune(dialect);
        var (run, files) = commune.Ordered(SmallCommune.June);
        var bank = SmallCommune.BankFile(files, "970436");
        var own = ShowRun.Read(commune.Book, run.Id).Payments.First(payment => payment.Bank == "970436");
        var final = SmallCommune.Report(bank, "S9");
        Assert.Equal(3, SettleRun.Execute(commune.Book, run.Id, "doi-soat", [final]).Settled);
        var again = SettleRun.Execute(commune.Book, run.Id, "doi-soat", [final]);
        Assert.Equal((0, 1), (again.Settled, again.ReadBefore.Count));
        var interim = SettleRun.Execute(commune.Book, run.Id, "doi-soat", [SmallCommune.Status("S8", own.MessageId, "<GrpSts>ACSP</GrpSts>", "")]);
        Assert.Equal((0, 3), (interim.Settled, interim.Unchanged));
        var changed = Assert.Throws<PayrollRefusedException>(() => SettleRun.Execute(commune.Book, run.Id, "doi-soat", [SmallCommune.Status("S9", own.MessageId, "<GrpSts>RJCT</GrpSts>", "")]));
        Assert.Contains("other content", changed.Message, StringComparison.Ordinal);
        var contradicted = SettleRun.Execute(commune.Book, run.Id, "doi-soat", [SmallCommune.Status("S10", own.MessageId, "<GrpSts>RJCT</GrpSts>", "")]);
        Assert.Equal(3, contradicted.Contradictions.Count);
    }

    [DialectFact]
    public void A_file_of_another_month_is_refused()
    {
        using var commune = new SmallCommune(dialect);
        var (june, files) = commune.Ordered(SmallCommune.June);
        var july = commune.Ordered(new BenefitMonth(2026, 7)).Run;
        var refused = Assert.Throws<PayrollRefusedException>(() => SettleRun.Execute(commune.Book, july.Id, "doi-soat", [SmallCommune.Report(SmallCommune.BankFile(files, "970436"), "S1")]));
        Assert.All(refused.Faults, fault => Assert.Contains("2026-06", fault.En, StringComparison.Ordinal));
        Assert.NotEqual(june.Id, july.Id);
    }

    [DialectFact]
    public void Ordered_again_the_files_are_the_same_bytes_and_other_options_are_refused()
    {
        using var commune = new SmallCommune(dialect);
        var (run, files) = commune.Ordered(SmallCommune.June);
        var again = OrderRun.Execute(commune.Book, new OrderRequest(run.Id, "khac")).Files;
        Assert.Equal(files.Select(file => Convert.ToHexString(file.Content)), again.Select(file => Convert.ToHexString(file.Content)));
        Assert.Throws<PayrollRefusedException>(() => OrderRun.Execute(commune.Book, new OrderRequest(run.Id, "khac", Execution: new DateOnly(2026, 6, 9))));
    }

    private static int Count(SmallCommune commune, string table)
    {
        using var connection = commune.Book.Connect();
        return connection.ExecuteScalar<int>($"select count(*) from {table}");
    }
}
