using AnSinh.Databases;
using System.Text;
using System.Text.Json;
using AnSinh.Law;
using AnSinh.Payroll.Ledger;
using AnSinh.Payroll.Steps;
using AnSinh.Payroll.Tests.Steps;
using AnSinh.Payroll.Verify;
using Dapper;
using Xunit;

namespace AnSinh.Payroll.Tests.Ledger;

public sealed class SqliteLedgerMonthsTests() : LedgerMonthsTests(Dialect.Sqlite);

public sealed class PostgresLedgerMonthsTests() : LedgerMonthsTests(Dialect.Postgres);

public abstract class LedgerMonthsTests(Dialect dialect)
{
    private static readonly BenefitMonth May = new(2026, 5);

    [DialectFact]
    public void Each_month_opens_with_what_the_month_before_closed_with()
    {
        using var commune = new SmallCommune(dialect);
        var (_, files) = commune.Ordered(SmallCommune.June);
        commune.World.Today = new DateOnly(2026, 6, 3);
        commune.Settle(files, "J");
        var may = LedgerMonths.Balances(commune.Book, SmallCommune.Area, May);
        var june = LedgerMonths.Balances(commune.Book, SmallCommune.Area, SmallCommune.June);
        Assert.Equal([("expense", 6_000_000L), ("in_transit", -6_000_000L), ("payable", 0L)], may.Select(one => (one.Account, one.Closing.Amount)));
        Assert.Equal([("cash", 0L, -6_000_000L), ("expense", 6_000_000L, 6_000_000L), ("in_transit", -6_000_000L, 0L), ("payable", 0L, 0L)], june.Select(one => (one.Account, one.Opening.Amount, one.Closing.Amount)));
        Assert.Equal(Vnd.Zero, Vnd.Sum(june.Select(one => one.Closing)));
    }

    [DialectFact]
    public void A_closed_month_takes_no_posting_and_later_steps_go_into_the_next()
    {
        using var commune = new SmallCommune(dialect);
        commune.World.Today = new DateOnly(2026, 5, 24);
        var (_, files) = commune.Ordered(SmallCommune.June);
        var closed = LedgerMonths.Close(commune.Book, SmallCommune.Area, May, "ke-toan");
        commune.Settle(files, "J");
        Assert.Equal(closed, LedgerMonths.Balances(commune.Book, SmallCommune.Area, May));
        Assert.Contains(LedgerMonths.Balances(commune.Book, SmallCommune.Area, SmallCommune.June), one => one.Account == "cash" && one.Credit == new Vnd(6_000_000));
        Assert.Empty(VerifyPayroll.Execute(commune.Book, full: false).Faults);
        using var connection = commune.Book.Connect();
        foreach (var sql in new[]
        {
            "update payroll_ledger_balance set closing = 0, debit = 0, opening = 0, credit = 0", "delete from payroll_ledger_month",
            "insert into payroll_step select run_id, 99, step, actor, recorded_at, reason, digest, known, '2026-05' from payroll_step where sequence = 1",
        })
        {
            Assert.ThrowsAny<System.Data.Common.DbException>(() => connection.Execute(sql));
        }
    }

    [DialectFact]
    public void Months_close_once_and_in_their_order_and_not_before_they_begin()
    {
        using var commune = new SmallCommune(dialect);
        commune.Approved(SmallCommune.June);
        commune.World.Today = new DateOnly(2026, 6, 3);
        Refused("has not begun", () => LedgerMonths.Close(commune.Book, SmallCommune.Area, new BenefitMonth(2026, 7), "ke-toan"));
        Refused("Close 2026-05 first", () => LedgerMonths.Close(commune.Book, SmallCommune.Area, SmallCommune.June, "ke-toan"));
        LedgerMonths.Close(commune.Book, SmallCommune.Area, May, "ke-toan");
        Refused("closed already", () => LedgerMonths.Close(commune.Book, SmallCommune.Area, May, "ke-toan"));
        LedgerMonths.Close(commune.Book, SmallCommune.Area, SmallCommune.June, "ke-toan");
        Assert.Equal(SmallCommune.June, LedgerMonths.LastClosed(commune.Book, SmallCommune.Area));
    }

    [DialectFact]
    public void Books_that_do_not_tie_out_are_not_closed()
    {
        using var commune = new SmallCommune(dialect);
        var run = commune.Approved(SmallCommune.June);
        using (var connection = commune.Book.Connect())
        {
            connection.Execute("insert into payroll_posting (run_id, step, bucket, account, benefit, fund, amount) values (@Id, 3, 0, 'cash', 'x', 'y', 5)", new { run.Id });
        }

        Refused("adds up to 5", () => LedgerMonths.Close(commune.Book, SmallCommune.Area, May, "ke-toan"));
    }

    [DialectFact]
    public void The_export_holds_every_posting_and_its_sums()
    {
        using var commune = new SmallCommune(dialect);
        commune.Ordered(SmallCommune.June);
        var export = LedgerExport.Of(commune.Book, SmallCommune.Area, May);
        var rows = Encoding.UTF8.GetString(export.Csv()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(row => row.Split(',')).ToList();
        Assert.Equal(export.Entries.Count, rows.Count);
        Assert.Equal(rows.Sum(row => long.Parse(row[12], System.Globalization.CultureInfo.InvariantCulture)), rows.Sum(row => long.Parse(row[13], System.Globalization.CultureInfo.InvariantCulture)));
        using var json = JsonDocument.Parse(export.Json());
        Assert.Equal(rows.Count, json.RootElement.GetProperty("postings").GetArrayLength());
        Assert.Equal(0, json.RootElement.GetProperty("balances").EnumerateArray().Sum(one => one.GetProperty("closing").GetInt64()));
        Assert.True(rows.Select(row => row[8]).Distinct().Count() > 1, "postings are kept by bucket");
        Assert.Equal(export.Csv(), LedgerExport.Of(commune.Book, SmallCommune.Area, May).Csv());
    }

    private static void Refused(string expected, Action step) => Assert.Contains(expected, Assert.Throws<PayrollRefusedException>(step).Message, StringComparison.Ordinal);
}
