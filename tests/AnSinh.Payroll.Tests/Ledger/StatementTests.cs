using AnSinh.Databases;
using System.Text;
using AnSinh.Law;
using AnSinh.Payroll.Iso20022;
using AnSinh.Payroll.Ledger;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Steps;
using AnSinh.Payroll.Store;
using AnSinh.Payroll.Tests.Steps;
using AnSinh.Payroll.Verify;
using Dapper;
using Xunit;

namespace AnSinh.Payroll.Tests.Ledger;

public sealed class SqliteStatementTests() : StatementTests(Dialect.Sqlite);

public sealed class PostgresStatementTests() : StatementTests(Dialect.Postgres);

/// <summary>Statements of the paying account: read whole or refused, and held against ledger and lines when a month closes.</summary>
public abstract class StatementTests(Dialect dialect)
{
    [DialectFact]
    public void The_published_sample_reads_from_one_balance_to_the_next()
    {
        var path = Path.Combine(Environment.GetEnvironmentVariable("ANSINH_SHARED") ?? Path.Combine(PayrollWorld.Root, "..", "shared"), "data", "iso20022", "samples", "camt.053.001.08.sample.xml");
        var text = File.Exists(path) ? File.ReadAllText(path) : Encoding.UTF8.GetString(BankStatementFile.Write("SAMPLE-STMT-1-1", 5_000_000, [BankStatementFile.Payment("SAMPLE-E2E-1", 1_040_000)], account: "0000000000001").Content);
        var report = BankReportReader.Read(Encoding.UTF8.GetBytes(text), "s.xml");
        var statement = Assert.Single(report.Accounts);
        Assert.Equal(("0000000000001", new Vnd(5_000_000), new Vnd(3_960_000), 1), (statement.Account, statement.Opening, statement.Closing, statement.Entries));
        Assert.Empty(report.Statements);
    }

    [DialectFact]
    public void A_month_closes_when_lines_orders_ledger_and_statements_say_the_same()
    {
        using var commune = new SmallCommune(dialect);
        var (june, files) = commune.Ordered(SmallCommune.June);
        commune.World.Today = new DateOnly(2026, 6, 3);
        commune.Settle(files, "J");
        var tied = TieOut.Of(commune.Book, june.Id);
        Assert.Equal((new Vnd(6_000_000), new Vnd(6_000_000), new Vnd(6_000_000), new Vnd(6_000_000), new Vnd(3_000_000)), (tied.Owed, tied.Ordered, tied.Settled, tied.LedgerCash, tied.OnStatements));
        Assert.True(tied.Ties);
        Assert.Equal(RunState.Closed, CloseRun.Execute(commune.Book, june.Id, "dong").State);
        Assert.Empty(VerifyPayroll.Execute(commune.Book, full: false).Faults);
    }

    [DialectFact]
    public void Without_a_statement_or_with_one_that_says_less_a_month_does_not_close()
    {
        using var commune = new SmallCommune(dialect);
        var (june, files) = commune.Ordered(SmallCommune.June);
        commune.World.Today = new DateOnly(2026, 6, 3);
        SettleRun.Execute(commune.Book, null, "x", [SmallCommune.Report(SmallCommune.BankFile(files, "970436"), "S1"), SmallCommune.Report(SmallCommune.BankFile(files, "970405"), "S2"), SmallCommune.Cash(SmallCommune.CashFile(files), "paid")]);
        var refused = Assert.Throws<PayrollRefusedException>(() => CloseRun.Execute(commune.Book, june.Id, "dong"));
        Assert.Equal(1 + 6, refused.Faults.Count);
        Assert.Contains("bank statements 0", refused.Faults[0].En, StringComparison.Ordinal);
        var own = ShowRun.Read(commune.Book, june.Id).Payments.First(payment => payment.Bank == "970436");
        SettleRun.Execute(commune.Book, null, "x", [BankStatementFile.Write("ST1", 9_000_000, [BankStatementFile.Payment(own.Id, own.Amount.Amount)])]);
        Assert.Equal(1 + 5, Assert.Throws<PayrollRefusedException>(() => CloseRun.Execute(commune.Book, june.Id, "dong", withoutStatement: "ngân hàng chưa gửi")).Faults.Count);
    }

    [DialectFact]
    public void A_month_without_any_statement_closes_with_the_reason_on_record()
    {
        using var commune = new SmallCommune(dialect);
        var (june, files) = commune.Ordered(SmallCommune.June);
        SettleRun.Execute(commune.Book, null, "x", [SmallCommune.Report(SmallCommune.BankFile(files, "970436"), "S1"), SmallCommune.Report(SmallCommune.BankFile(files, "970405"), "S2"), SmallCommune.Cash(SmallCommune.CashFile(files), "paid")]);
        CloseRun.Execute(commune.Book, june.Id, "dong", withoutStatement: "ngân hàng chưa gửi");
        Assert.Contains("ngân hàng chưa gửi", ShowRun.Read(commune.Book, june.Id).Steps[^1].Reason, StringComparison.Ordinal);
    }

    [DialectFact]
    public void A_missing_statement_between_two_is_named()
    {
        using var commune = new SmallCommune(dialect);
        var (june, files) = commune.Ordered(SmallCommune.June);
        commune.Settle(files, "J", 10_000_000);
        SettleRun.Execute(commune.Book, null, "x", [BankStatementFile.Write("ST3", 4_000_000, [], day: "2026-06-05")]);
        var refused = Assert.Throws<PayrollRefusedException>(() => CloseRun.Execute(commune.Book, june.Id, "dong"));
        Assert.Contains(refused.Faults, fault => fault.Where == "ST3" && fault.En.Contains("missing before ST3", StringComparison.Ordinal));
        SettleRun.Execute(commune.Book, null, "x", [BankStatementFile.Write("ST2", 7_000_000, [new(-3_000_000, "")], day: "2026-06-04")]);
        Assert.Equal(RunState.Closed, CloseRun.Execute(commune.Book, june.Id, "dong").State);
    }

    [DialectFact]
    public void What_was_debited_and_came_back_ties_out_and_alone_settles_payments()
    {
        using var commune = new SmallCommune(dialect);
        var (june, files) = commune.Ordered(SmallCommune.June);
        var back = ShowRun.Read(commune.Book, june.Id).Payments.First(payment => payment.Bank == "970405");
        var result = SettleRun.Execute(commune.Book, june.Id, "x", [SmallCommune.Cash(SmallCommune.CashFile(files), "paid"), commune.Statement("ST1", 20_000_000, files, back)]);
        Assert.Equal((12, 1), (result.Settled, result.CameBack));
        Assert.Equal("AC04", Events(commune, back.Id).Last());
        CloseRun.Execute(commune.Book, june.Id, "dong");
        Assert.Equal(new Vnd(2_500_000), TieOut.Of(commune.Book, june.Id).OnStatements);
    }

    [DialectFact]
    public void An_order_booked_without_its_rejected_payments_is_matched_and_another_sum_is_refused_with_figures()
    {
        using var commune = new SmallCommune(dialect);
        var (june, files) = commune.Ordered(SmallCommune.June);
        var bank = SmallCommune.BankFile(files, "970436");
        var rejected = ShowRun.Read(commune.Book, june.Id).Payments.First(payment => payment.Bank == "970436");
        var message = SmallCommune.MessageOf(bank);
        var refused = Assert.Throws<PayrollRefusedException>(() => SettleRun.Execute(commune.Book, null, "x", [BankStatementFile.Write("ST1", 9_000_000, [BankStatementFile.Order(message, 999_999)])]));
        Assert.Contains("999.999", refused.Faults[0].En, StringComparison.Ordinal);
        Assert.Contains("1.500.000", refused.Faults[0].En, StringComparison.Ordinal);
        var result = SettleRun.Execute(commune.Book, null, "x", [BankStatementFile.Write("ST1", 9_000_000, [BankStatementFile.Order(message, 1_000_000)]), SmallCommune.Report(bank, "S1", rejected.Id)]);
        Assert.Equal((2, 1), (result.Settled, result.CameBack));
        Assert.Empty(result.Contradictions);
    }

    public static readonly TheoryData<string, Func<SmallCommune, Payment, OutcomeFile>> Bad = new()
    {
        { "closes at", (_, own) => BankStatementFile.Write("B1", 9_000_000, [BankStatementFile.Payment(own.Id, own.Amount.Amount)], closing: 1) },
        { "No payment is made from account 999", (_, own) => BankStatementFile.Write("B2", 9_000_000, [BankStatementFile.Payment(own.Id, own.Amount.Amount)], account: "999") },
        { "There is no payment", (_, _) => BankStatementFile.Write("B3", 9_000_000, [BankStatementFile.Payment(DerivedId.Payment("nobody"), 500_000)]) },
        { "the file says 499.999", (_, own) => BankStatementFile.Write("B4", 9_000_000, [BankStatementFile.Payment(own.Id, 499_999)]) },
        { "a second time", (_, own) => BankStatementFile.Write("B5", 9_000_000, [BankStatementFile.Payment(own.Id, own.Amount.Amount), BankStatementFile.Payment(own.Id, own.Amount.Amount)]) },
        { "There is no order", (_, _) => BankStatementFile.Write("B6", 9_000_000, [BankStatementFile.Order(DerivedId.Message("nobody"), 1)]) },
        { "cut off", (_, own) => Half(BankStatementFile.Write("B7", 9_000_000, [BankStatementFile.Payment(own.Id, own.Amount.Amount)])) },
        { "opening", (_, own) => Replace(BankStatementFile.Write("B8", 9_000_000, [BankStatementFile.Payment(own.Id, own.Amount.Amount)]), "OPBD", "ITBD") },
        { "expected VND", (_, own) => Replace(BankStatementFile.Write("B9", 9_000_000, [BankStatementFile.Payment(own.Id, own.Amount.Amount)]), "\"VND\"", "\"USD\"") },
        { "schema", (_, own) => Replace(BankStatementFile.Write("B10", 9_000_000, [BankStatementFile.Payment(own.Id, own.Amount.Amount)]), "<Sts>", "<Stt/><Sts>") },
        { "is read before with other content", (commune, own) => Again(commune, own) },
    };

    [DialectTheory]
    [MemberData(nameof(Bad))]
    public void A_statement_that_cannot_be_is_refused_beside_a_good_one_and_neither_is_taken(string expected, Func<SmallCommune, Payment, OutcomeFile> bad)
    {
        using var commune = new SmallCommune(dialect);
        var (june, files) = commune.Ordered(SmallCommune.June);
        var own = ShowRun.Read(commune.Book, june.Id).Payments.First(payment => payment.Bank == "970436");
        var file = bad(commune, own);
        var before = Books(commune);
        var refused = Assert.Throws<PayrollRefusedException>(() => SettleRun.Execute(commune.Book, june.Id, "x", [SmallCommune.Report(SmallCommune.BankFile(files, "970405"), "S2"), file]));
        Assert.Contains(refused.Faults, fault => fault.En.Contains(expected.Replace("is read", "was read", StringComparison.Ordinal), StringComparison.Ordinal) && fault.Where == file.Name && fault.Line > 0);
        Assert.All(refused.Faults, fault => Assert.NotEqual(fault.Vi, fault.En));
        Assert.Equal(before, Books(commune));
    }

    [DialectFact]
    public void A_statement_of_another_month_is_refused_when_one_month_is_settled()
    {
        using var commune = new SmallCommune(dialect);
        var (_, files) = commune.Ordered(SmallCommune.June);
        var july = commune.Ordered(SmallCommune.June.Next).Run;
        var refused = Assert.Throws<PayrollRefusedException>(() => SettleRun.Execute(commune.Book, july.Id, "x", [commune.Statement("ST1", 9_000_000, files)]));
        Assert.All(refused.Faults, fault => Assert.Contains("2026-06", fault.En, StringComparison.Ordinal));
    }

    [DialectFact]
    public void The_same_statement_twice_and_statements_out_of_order_change_nothing_more()
    {
        using var commune = new SmallCommune(dialect);
        var (june, files) = commune.Ordered(SmallCommune.June);
        var later = BankStatementFile.Write("ST2", 17_000_000, [new(-1_000, "")], day: "2026-06-04");
        var first = commune.Statement("ST1", 20_000_000, files);
        Assert.Equal(0, SettleRun.Execute(commune.Book, null, "x", [later]).Settled);
        Assert.Equal(6, SettleRun.Execute(commune.Book, null, "x", [first, first]).Settled);
        var before = Books(commune);
        var again = SettleRun.Execute(commune.Book, null, "x", [first, later]);
        Assert.Equal((0, 2), (again.Settled, again.ReadBefore.Count));
        Assert.Equal(before, Books(commune));
        SettleRun.Execute(commune.Book, null, "x", [SmallCommune.Cash(SmallCommune.CashFile(files), "paid")]);
        CloseRun.Execute(commune.Book, june.Id, "dong");
    }

    private static OutcomeFile Half(OutcomeFile file) => file with { Content = file.Content[..(file.Content.Length * 2 / 3)] };

    private static OutcomeFile Replace(OutcomeFile file, string old, string with) =>
        file with { Content = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(file.Content).Replace(old, with, StringComparison.Ordinal)) };

    private static OutcomeFile Again(SmallCommune commune, Payment own)
    {
        SettleRun.Execute(commune.Book, null, "x", [BankStatementFile.Write("B11", 9_000_000, [])]);
        return Replace(BankStatementFile.Write("B11", 9_000_000, [BankStatementFile.Payment(own.Id, own.Amount.Amount)]), "<MsgId>B11", "<MsgId>B11-2");
    }

    private static List<string> Events(SmallCommune commune, string payment)
    {
        using var connection = commune.Book.Connect();
        return [.. connection.Query<string>("select reason from payroll_payment_event where payment_id = @payment order by sequence", new { payment })];
    }

    private static string Books(SmallCommune commune)
    {
        using var connection = commune.Book.Connect();
        return string.Join(' ', new[] { "payroll_posting", "payroll_payment_event", "payroll_statement", "payroll_statement_entry", "payroll_bank_report", "payroll_step", "audit_event" }
            .Select(table => connection.ExecuteScalar<long>($"select count(*) from {table}")));
    }
}
