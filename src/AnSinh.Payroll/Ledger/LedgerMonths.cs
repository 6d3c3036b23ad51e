using System.Data.Common;
using AnSinh.Law;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Verify;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Payroll.Ledger;

/// <summary>An account in a month of the ledger, for a benefit and fund. Debit balances are positive: <c>Opening + Debit - Credit = Closing</c>.</summary>
public sealed record LedgerBalance(string Account, string Benefit, string Fund, Vnd Opening, Vnd Debit, Vnd Credit, Vnd Closing);

/// <summary>
/// Months of the ledger of an area. A step is posted into the month of its day, or into the first one after it that is not closed. A month is closed once, after those before it; its balances
/// are kept and open the next.
/// </summary>
public static class LedgerMonths
{
    /// <summary>The month into which a step of this day is posted.</summary>
    internal static BenefitMonth OpenAt(DbConnection connection, PlaceCode area, DateOnly day)
    {
        var month = BenefitMonth.Of(day);
        return LastClosed(connection, area) is { } closed && closed >= month ? closed.Next : month;
    }

    /// <summary>The last closed month; null while none is.</summary>
    public static BenefitMonth? LastClosed(PayrollBook book, PlaceCode area)
    {
        using var connection = book.Connect();
        return LastClosed(connection, area);
    }

    public static IReadOnlyList<LedgerBalance> Balances(PayrollBook book, PlaceCode area, BenefitMonth month)
    {
        using var connection = book.Connect();
        return Balances(connection, area, month);
    }

    /// <exception cref="PayrollRefusedException">Closed before, not begun, an earlier month is open, or the books do not tie out: every fault.</exception>
    public static IReadOnlyList<LedgerBalance> Close(PayrollBook book, PlaceCode area, BenefitMonth month, string actor)
    {
        // What does not tie out stays so whoever writes meanwhile; the transaction below looks at the rest again.
        var verified = VerifyPayroll.Execute(book, full: false);
        using var write = book.Database.Begin(actor, "payroll.ledger.close");
        var faults = verified.Faults.Select(fault => new PayrollFault($"Sổ sách chưa khớp: {fault.What}", $"The books do not tie out: {fault.What}", fault.Where)).ToList();
        void Fault(string vi, string en) => faults.Add(new PayrollFault(vi, en, area.Value));
        var closed = LastClosed(write.Connection, area);
        if (month <= closed)
        {
            Fault($"Tháng {month} đã khóa sổ", $"The ledger of {month} is closed already");
        }

        if (month > BenefitMonth.Of(write.RecordedOn))
        {
            Fault($"Tháng {month} chưa bắt đầu", $"{month} has not begun");
        }

        if (FirstOpen(write.Connection, area, closed) is { } first && first < month)
        {
            Fault($"Khóa sổ tháng {first} trước", $"Close {first} first");
        }

        if (faults.Count > 0)
        {
            throw new PayrollRefusedException(faults);
        }

        var balances = Balances(write.Connection, area, month);
        write.Into("payroll_ledger_month", "area", "month", "actor", "known").Add(area.Value).Add(month.ToString()).Add(actor).Add(write.Number.Value).Write();
        var content = new System.Text.StringBuilder();
        foreach (var one in balances)
        {
            write.Into("payroll_ledger_balance", "area", "month", "account", "benefit", "fund", "opening", "debit", "credit", "closing")
                .Add(area.Value).Add(month.ToString()).Add(one.Account).Add(one.Benefit).Add(one.Fund).Add(one.Opening.Amount).Add(one.Debit.Amount).Add(one.Credit.Amount).Add(one.Closing.Amount).Write();
            content.Append(PayrollBook.Text($"{one.Account}|{one.Benefit}|{one.Fund}|{one.Opening.Amount}|{one.Debit.Amount}|{one.Credit.Amount}|{one.Closing.Amount}\n"));
        }

        write.Audit("payroll.ledger.close", area.Value, $"{month}\n{content}");
        write.Commit();
        return balances;
    }

    /// <summary>Closed months whose kept balances are not what the postings give.</summary>
    internal static IEnumerable<VerifyFault> Faults(DbConnection connection)
    {
        foreach (var (area, month) in connection.Query<(string, string)>("select area, month from payroll_ledger_month order by area, month").ToList())
        {
            var kept = connection.Query<(string Account, string Benefit, string Fund, long Opening, long Debit, long Credit, long Closing)>(
                "select account, benefit, fund, opening, debit, credit, closing from payroll_ledger_balance where area = @area and month = @month order by account, benefit, fund", new { area, month })
                .Select(row => new LedgerBalance(row.Account, row.Benefit, row.Fund, new Vnd(row.Opening), new Vnd(row.Debit), new Vnd(row.Credit), new Vnd(row.Closing)));
            if (!kept.SequenceEqual(Balances(connection, PlaceCode.Parse(area), BenefitMonth.Parse(month))))
            {
                yield return new VerifyFault($"ledger {area} {month}", "the closed month's balances are not what the postings give");
            }
        }
    }

    internal static IReadOnlyList<LedgerBalance> Balances(DbConnection connection, PlaceCode area, BenefitMonth month) =>
    [
        .. connection.Query<(string Account, string Benefit, string Fund, long Opening, long Debit, long Credit)>(
            """
            select p.account, p.benefit, p.fund,
                cast(coalesce(sum(case when s.ledger_month < @month then p.amount else 0 end), 0) as bigint),
                cast(coalesce(sum(case when s.ledger_month = @month and p.amount > 0 then p.amount else 0 end), 0) as bigint),
                cast(coalesce(sum(case when s.ledger_month = @month and p.amount < 0 then -p.amount else 0 end), 0) as bigint)
            from payroll_posting p join payroll_step s on s.run_id = p.run_id and s.sequence = p.step join payroll_run r on r.run_id = p.run_id
            where r.area = @area and s.ledger_month <= @month group by p.account, p.benefit, p.fund
            """, new { area = area.Value, month = month.ToString() })
            .Select(row => new LedgerBalance(
                row.Account, row.Benefit, row.Fund, new Vnd(row.Opening), new Vnd(row.Debit), new Vnd(row.Credit), new Vnd(row.Opening) + new Vnd(row.Debit) - new Vnd(row.Credit)))
            .OrderBy(one => one.Account, StringComparer.Ordinal).ThenBy(one => one.Benefit, StringComparer.Ordinal).ThenBy(one => one.Fund, StringComparer.Ordinal),
    ];

    private static BenefitMonth? LastClosed(DbConnection connection, PlaceCode area) =>
        connection.ExecuteScalar<string?>("select max(month) from payroll_ledger_month where area = @area", new { area = area.Value }) is { } month ? BenefitMonth.Parse(month) : null;

    /// <summary>The first month after the last closed one into which something was posted.</summary>
    private static BenefitMonth? FirstOpen(DbConnection connection, PlaceCode area, BenefitMonth? closed) =>
        connection.ExecuteScalar<string?>(
            """
            select min(s.ledger_month) from payroll_posting p join payroll_step s on s.run_id = p.run_id and s.sequence = p.step join payroll_run r on r.run_id = p.run_id
            where r.area = @area and s.ledger_month > @closed
            """, new { area = area.Value, closed = closed?.ToString() ?? "" }) is { } month ? BenefitMonth.Parse(month) : null;
}
