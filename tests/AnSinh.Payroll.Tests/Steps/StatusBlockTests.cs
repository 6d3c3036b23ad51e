using AnSinh.Databases;
using AnSinh.Payroll.Steps;
using AnSinh.Payroll.Verify;
using Dapper;
using Xunit;

namespace AnSinh.Payroll.Tests.Steps;

public sealed class SqliteStatusBlockTests() : StatusBlockTests(Dialect.Sqlite);

public sealed class PostgresStatusBlockTests() : StatusBlockTests(Dialect.Postgres);

/// <summary>What is too much for one commit is taken in block by block: here blocks of very few statements.</summary>
public abstract class StatusBlockTests(Dialect dialect)
{
    [DialectTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void By_blocks_the_books_come_to_what_one_commit_makes_of_them(int block)
    {
        using var whole = new SmallCommune(dialect);
        using var cut = new SmallCommune(dialect);
        var files = Ordered(whole);
        Assert.Equal(files.Select(file => Convert.ToHexString(file.Content)), Ordered(cut).Select(file => Convert.ToHexString(file.Content)));
        var expected = SettleRun.Execute(whole.Book, null, "doi-soat", files);
        var commits = 0;
        var result = SettleRun.Execute(cut.Book, null, "doi-soat", files, _ =>
        {
            // Nothing holds others up between two blocks.
            using var other = cut.World.Database.Begin("somebody", "test.else");
            other.Commit();
            commits++;
        }, statementsAtOnce: block);
        Assert.True(commits > 1, $"{commits} blocks");
        Assert.Equal((expected.Settled, expected.CameBack, expected.Accepted, expected.Unchanged), (result.Settled, result.CameBack, result.Accepted, result.Unchanged));
        Assert.Equal(expected.Contradictions.Select(one => one.Where).Order(), result.Contradictions.Select(one => one.Where).Order());
        Assert.Equal(Books(whole), Books(cut));
        Assert.Empty(VerifyPayroll.Execute(cut.Book, full: false).Faults);
        Assert.Equal(files.Count, SettleRun.Execute(cut.Book, null, "doi-soat", files, statementsAtOnce: block).ReadBefore.Count);
    }

    [DialectFact]
    public void Stopped_between_blocks_it_goes_on_and_nothing_is_heard_twice()
    {
        using var whole = new SmallCommune(dialect);
        using var cut = new SmallCommune(dialect);
        var files = Ordered(whole);
        Ordered(cut);
        SettleRun.Execute(whole.Book, null, "doi-soat", files);
        for (var attempts = 0; ; attempts++)
        {
            Assert.True(attempts < 20);
            using var stop = new CancellationTokenSource();
            try
            {
                SettleRun.Execute(cut.Book, null, "doi-soat", files, _ => stop.Cancel(), statementsAtOnce: 1, stop.Token);
                break;
            }
            catch (PayrollRefusedException stopped)
            {
                Assert.Contains("give the same files again", stopped.Message, StringComparison.Ordinal);
                Assert.Empty(VerifyPayroll.Execute(cut.Book, full: false).Faults);
            }
        }

        Assert.Equal(Books(whole), Books(cut));
        Assert.Empty(VerifyPayroll.Execute(cut.Book, full: false).Faults);
    }

    [DialectFact]
    public void Stopped_between_blocks_a_file_sent_alone_goes_on_and_nothing_is_heard_twice()
    {
        using var whole = new SmallCommune(dialect);
        using var cut = new SmallCommune(dialect);
        var files = Ordered(whole);
        Ordered(cut);
        SettleRun.Execute(whole.Book, null, "doi-soat", files);
        using var stop = new CancellationTokenSource();
        var heard = 0;
        Assert.Throws<PayrollRefusedException>(() => SettleRun.Execute(
            cut.Book, null, "doi-soat", files,
            _ =>
            {
                if (++heard == 3)
                {
                    stop.Cancel();
                }
            }, statementsAtOnce: 1, stop.Token));
        foreach (var file in files)
        {
            SettleRun.Execute(cut.Book, null, "doi-soat", [file]);
        }

        Assert.Equal(Books(whole), Books(cut));
        Assert.Empty(VerifyPayroll.Execute(cut.Book, full: false).Faults);
    }

    [DialectFact]
    public void One_fault_in_the_last_file_and_no_block_is_taken_in()
    {
        using var commune = new SmallCommune(dialect);
        var files = Ordered(commune);
        var before = Books(commune);
        var bad = SmallCommune.Status("BAD", "AM-KHONG-CO", "<GrpSts>ACSC</GrpSts>", "");
        var refused = Assert.Throws<PayrollRefusedException>(() => SettleRun.Execute(commune.Book, null, "doi-soat", [.. files, bad], statementsAtOnce: 1));
        Assert.Equal("BAD.xml", Assert.Single(refused.Faults).Where);
        Assert.Equal(before, Books(commune));
    }

    [DialectFact]
    public void A_file_begun_is_not_gone_on_with_by_another_of_the_same_number()
    {
        using var commune = new SmallCommune(dialect);
        var file = Ordered(commune)[0];
        using var stop = new CancellationTokenSource();
        Assert.Throws<PayrollRefusedException>(() => SettleRun.Execute(commune.Book, null, "doi-soat", [file], _ => stop.Cancel(), statementsAtOnce: 1, stop.Token));
        var other = file with { Content = [.. file.Content, (byte)'\n'] };
        var refused = Assert.Throws<PayrollRefusedException>(() => SettleRun.Execute(commune.Book, null, "doi-soat", [other], statementsAtOnce: 1));
        Assert.Contains("other content", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Answers of two banks, one of which rejects a payment and one of which speaks of a payment twice, and the statement of the account.</summary>
    private static List<OutcomeFile> Ordered(SmallCommune commune)
    {
        var (run, files) = commune.Ordered(SmallCommune.June);
        var payments = ShowRun.Read(commune.Book, run.Id).Payments;
        var (one, two) = (payments.First(payment => payment.Bank == "970436"), payments.First(payment => payment.Bank == "970405"));
        var twice = SmallCommune.Status(
            "S2", two.MessageId, "",
            $"<OrgnlPmtInfAndSts><OrgnlPmtInfId>x</OrgnlPmtInfId>{string.Concat(new[] { "ACSP", "ACSC", "RJCT", "ACSP" }.Select(status => $"<TxInfAndSts><OrgnlEndToEndId>{two.Id}</OrgnlEndToEndId><TxSts>{status}</TxSts></TxInfAndSts>"))}</OrgnlPmtInfAndSts>");
        var left = payments.Where(payment => payment.Bank == "970436" && payment.Id != one.Id).Select(payment => BankStatementFile.Payment(payment.Id, payment.Amount.Amount)).ToList();
        return [SmallCommune.Report(SmallCommune.BankFile(files, "970436"), "S1", one.Id), twice, BankStatementFile.Write("ST1", 90_000_000, left)];
    }

    private static string Books(SmallCommune commune)
    {
        using var connection = commune.Book.Connect();
        return string.Join('\n', new[]
        {
            "select payment_id || ' ' || state from payroll_payment order by 1",
            "select payment_id || ' ' || sequence || ' ' || outcome || ' ' || source || ' ' || reason || text from payroll_payment_event order by payment_id, sequence",
            "select p.account || ' ' || p.benefit || ' ' || p.fund || ' ' || p.bucket || ' ' || sum(p.amount) from payroll_posting p group by p.account, p.benefit, p.fund, p.bucket having sum(p.amount) <> 0 order by 1",
            "select account || ' ' || statement_id || ' ' || item || ' ' || amount || ' ' || payment_id from payroll_statement_entry order by 1",
            "select state from payroll_run order by run_id",
        }.SelectMany(sql => connection.Query<string>(sql)));
    }
}
