using System.Data.Common;
using AnSinh.Law;
using AnSinh.Payroll.Arrears;
using AnSinh.Payroll.Ledger;
using AnSinh.Payroll.Runs;
using AnSinh.Registry;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Payroll.Limits;

/// <summary>What a fund may bear in an area in some months, by a decision; a negative amount takes back part of an earlier one.</summary>
public sealed record Budget(PlaceCode Area, string Fund, BenefitMonth From, BenefitMonth To, Vnd Amount, string Decision);

/// <summary>How a fund stands in an area and months: what its decisions allow, what runs have committed of it and not had back, and what a run wants of it.</summary>
public sealed record BudgetStanding(PlaceCode Area, string Fund, BenefitMonth From, BenefitMonth To, Vnd Amount, Vnd Committed, Vnd Wanted)
{
    public Vnd Left => Amount - Committed;
    public bool IsExhausted => Wanted > Vnd.Zero && Wanted > Left;

    public string Vi => $"Nguồn {Fund} từ {From} đến {To}: được giao {Amount} đồng, đã dùng {Committed} đồng, còn {Left} đồng, kỳ này cần {Wanted} đồng";
    public string En => $"Fund {Fund} from {From} to {To}: {Amount} đồng allotted, {Committed} committed, {Left} left, this run wants {Wanted}";
}

/// <summary>
/// Budgets by source of funds. A run counts for its own month, in its own area or, where the area has no budget for a fund, in the province's. What came back and was recovered is free again.
/// </summary>
public static class Budgets
{
    /// <exception cref="PayrollRefusedException">No such fund, months in the wrong order, nothing to record, or recorded before.</exception>
    public static void Record(PayrollBook book, Budget budget, string actor)
    {
        var faults = new List<PayrollFault>();
        void Fault(string vi, string en) => faults.Add(new PayrollFault(vi, en, budget.Fund));
        var funds = book.Pack.Benefits.Programmes.SelectMany(programme => programme.Funds).Select(fund => fund.Id).Distinct().Order(StringComparer.Ordinal).ToList();
        if (!funds.Contains(budget.Fund, StringComparer.Ordinal))
        {
            Fault($"Không có nguồn '{budget.Fund}'; bộ luật có {string.Join(", ", funds)}", $"There is no fund '{budget.Fund}'; the law pack has {string.Join(", ", funds)}");
        }

        if (budget.To < budget.From)
        {
            Fault($"Tháng cuối {budget.To} trước tháng đầu {budget.From}", $"The last month {budget.To} lies before the first, {budget.From}");
        }

        if (budget.Amount == Vnd.Zero || budget.Decision.Length == 0)
        {
            Fault("Cần số tiền khác 0 và số quyết định", "An amount other than 0 and a decision are needed");
        }

        using var write = book.Database.Begin(actor, "payroll.budget");
        var key = new { area = budget.Area.Value, budget.Fund, from = budget.From.ToString(), to = budget.To.ToString(), budget.Decision };
        if (write.Connection.ExecuteScalar<long>(
            "select count(*) from payroll_budget where area = @area and fund = @Fund and month_from = @from and month_to = @to and decision = @Decision", key) > 0)
        {
            Fault($"Quyết định {budget.Decision} đã được ghi cho nguồn và các tháng này", $"Decision {budget.Decision} is recorded for this fund and these months already");
        }

        if (faults.Count > 0)
        {
            throw new PayrollRefusedException(faults);
        }

        write.Into("payroll_budget", "area", "fund", "month_from", "month_to", "decision", "amount", "actor", "known")
            .Add(key.area).Add(budget.Fund).Add(key.from).Add(key.to).Add(budget.Decision).Add(budget.Amount.Amount).Add(actor).Add(write.Number.Value).Write();
        write.Audit("payroll.budget", budget.Area.Value, PayrollBook.Text($"{budget.Fund}|{budget.From}|{budget.To}|{budget.Amount.Amount}|{budget.Decision}"));
        write.Commit();
    }

    /// <summary>Every fund and period of an area, as it stands now.</summary>
    public static IReadOnlyList<BudgetStanding> Of(PayrollBook book, PlaceCode area)
    {
        using var connection = book.Connect();
        return [.. Read(connection, area).Select(budget => Standing(connection, budget, Vnd.Zero))];
    }

    /// <summary>The budgets a run draws on, with what it wants of each.</summary>
    internal static IReadOnlyList<BudgetStanding> Of(DbConnection connection, PayrollRun run, FundAmounts wanted) =>
    [
        .. wanted.Parts.SelectMany(part => Covering(connection, run, part.Fund).Select(budget => Standing(connection, budget, part.Amount))),
    ];

    /// <summary>Funds that a run draws on and for which no budget is recorded.</summary>
    internal static IReadOnlyList<string> Unrecorded(DbConnection connection, PayrollRun run, FundAmounts wanted) =>
        [.. wanted.Funds.Where(fund => Covering(connection, run, fund).Count == 0)];

    private static List<Budget> Covering(DbConnection connection, PayrollRun run, string fund)
    {
        PlaceCode[] places = run.Area.IsProvince ? [run.Area] : [run.Area, PlaceDirectory.VietNam.ProvinceOf(run.Area)];
        return places.Select(place => Read(connection, place).Where(budget => budget.Fund == fund && budget.From <= run.Month && run.Month <= budget.To).ToList())
            .FirstOrDefault(found => found.Count > 0) ?? [];
    }

    private static List<Budget> Read(DbConnection connection, PlaceCode area) =>
    [
        .. connection.Query<(string Fund, string From, string To, long Amount)>(
            "select fund, month_from, month_to, cast(sum(amount) as bigint) from payroll_budget where area = @area group by fund, month_from, month_to order by fund, month_from, month_to", new { area = area.Value })
            .Select(row => new Budget(area, row.Fund, BenefitMonth.Parse(row.From), BenefitMonth.Parse(row.To), new Vnd(row.Amount), "")),
    ];

    private static BudgetStanding Standing(DbConnection connection, Budget budget, Vnd wanted)
    {
        LedgerAccount[] accounts = [LedgerAccount.Payable, LedgerAccount.InTransit, LedgerAccount.Cash, LedgerAccount.Reclassification];
        var committed = connection.Query<(string Area, long Amount)>(
            $"""
            select r.area, cast(-sum(p.amount) as bigint) from payroll_posting p join payroll_run r on r.run_id = p.run_id
            where p.fund = @Fund and r.month >= @from and r.month <= @to and p.account in {SqlText.OneOf(accounts.Select(Postings.Code))} group by r.area
            """,
            new
            {
                budget.Fund,
                from = budget.From.ToString(),
                to = budget.To.ToString(),
            })
            .Where(row => PlaceCode.Parse(row.Area) is var area && (area == budget.Area || (!area.IsProvince && PlaceDirectory.VietNam.ProvinceOf(area) == budget.Area)));
        return new BudgetStanding(budget.Area, budget.Fund, budget.From, budget.To, budget.Amount, Vnd.Sum(committed.Select(row => new Vnd(row.Amount))), wanted);
    }
}
