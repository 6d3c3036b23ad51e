using System.Data.Common;
using AnSinh.Law;
using AnSinh.Payroll.Arrears;
using AnSinh.Payroll.Store;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Payroll.Receivables;

/// <summary>Something done about a receivable that moves no money: its kind, what it speaks of, by whom, on which day.</summary>
public sealed record ReceivableAction(
    string Kind, Vnd Amount, int Months, BenefitMonth? First, string Payment, string Reason, string Actor, string Day, KnowledgeNumber Known);

/// <summary>One entry in the life of a receivable. <paramref name="Amount"/> is what it takes off (or, for the claim itself, puts on); null where no money moves.</summary>
public sealed record ReceivableEvent(string Kind, Vnd? Amount, string Reason, string Actor, string Day, KnowledgeNumber Known);

/// <summary>An approved receivable as it stands: what was claimed, what is open, what was done about it last.</summary>
public sealed record ReceivableStanding(string Id, string Person, string Benefit, BenefitMonth Month, string Debtor, Vnd Claimed, Vnd Open, string Reason, string LastStep);

/// <summary>The life of what was overpaid, from the claim to its end. Without a rule or a decision it stays open, and says so.</summary>
public static class ReceivableLife
{
    /// <summary>What is still owed of a receivable, by fund.</summary>
    /// <param name="booked">True: only what approved runs took back counts, as in the ledger. Otherwise what a draft would take back is spoken for as well.</param>
    /// <exception cref="PayrollRefusedException">There is no approved receivable with this id.</exception>
    internal static FundAmounts Open(DbConnection connection, string receivable, bool booked = false)
    {
        var counts = booked ? "(e.run_id is null or r.state not in ('draft', 'checked', 'cancelled'))" : "coalesce(r.state, '') <> 'cancelled'";
        var parts = connection.ExecuteScalar<string?>(
            "select c.parts from payroll_receivable c join payroll_run r on r.run_id = c.run_id where c.receivable_id = @receivable and r.state not in ('draft', 'checked', 'cancelled')", new { receivable })
            ?? throw new PayrollRefusedException($"Không có khoản phải thu {receivable} đã duyệt", $"There is no approved receivable {receivable}", receivable);
        return connection.Query<string>(
            $"select e.parts from payroll_receivable_event e left join payroll_run r on r.run_id = e.run_id where e.receivable_id = @receivable and {counts}", new { receivable })
            .Aggregate(FundAmounts.Parse(parts), (open, gone) => open - FundAmounts.Parse(gone));
    }

    /// <summary>The part of what is open that an amount takes, fund by fund.</summary>
    /// <exception cref="PayrollRefusedException">More than is open, or nothing.</exception>
    internal static FundAmounts Take(FundAmounts open, Vnd amount, string receivable)
    {
        if (amount <= Vnd.Zero || amount > open.Total || open.Parts.Any(part => part.Amount < Vnd.Zero))
        {
            throw new PayrollRefusedException($"Còn phải thu {open.Total} đồng, không ghi {amount} đồng được", $"{open.Total} đồng are open; {amount} cannot be recorded", receivable);
        }

        var (left, parts) = (amount, FundAmounts.None);
        foreach (var (fund, owed) in open.Parts)
        {
            var taken = owed < left ? owed : left;
            parts = parts.Plus(fund, taken);
            left -= taken;
        }

        return parts;
    }

    /// <summary>Approved receivables of an area by person and month; those that ended too when <paramref name="all"/>.</summary>
    public static IReadOnlyList<ReceivableStanding> Of(PayrollBook book, PlaceCode area, bool all = false)
    {
        using var connection = book.Connect();
        return
        [
            .. connection.Query<(string Id, string Person, string Benefit, string Month, string Debtor, long Amount, string Reason)>(
                """
                select c.receivable_id, c.person_id, c.benefit, c.month, c.debtor, c.amount, c.reason from payroll_receivable c join payroll_run r on r.run_id = c.run_id
                where r.area = @area and r.state not in ('draft', 'checked', 'cancelled') order by c.person_id, c.month, c.receivable_id
                """, new { area = area.Value }).ToList()
                .Select(row => new ReceivableStanding(
                    row.Id, row.Person, row.Benefit, BenefitMonth.Parse(row.Month), row.Debtor, new Vnd(row.Amount), Open(connection, row.Id).Total, row.Reason,
                    History(connection, row.Id)[^1].Kind))
                .Where(one => all || one.Open > Vnd.Zero),
        ];
    }

    /// <summary>Everything that happened to a receivable, in its order.</summary>
    public static IReadOnlyList<ReceivableEvent> History(PayrollBook book, string receivable)
    {
        using var connection = book.Connect();
        Open(connection, receivable);
        return History(connection, receivable);
    }

    private static List<ReceivableEvent> History(DbConnection connection, string receivable)
    {
        var claimed = connection.QuerySingle<(long Amount, string Reason, string Actor, string At, long Known)>(
            """
            select c.amount, c.reason, s.actor, s.recorded_at, s.known from payroll_receivable c join payroll_step s on s.run_id = c.run_id and s.step = 'approve' where c.receivable_id = @receivable
            """, new { receivable });
        var money = connection.Query<(string Kind, string Parts, string Reason, string Payment, string Actor, string Day, long Known)>(
            """
            select e.kind, e.parts, e.reason, e.payment, e.actor, e.recorded_on, e.known from payroll_receivable_event e left join payroll_run r on r.run_id = e.run_id
            where e.receivable_id = @receivable and coalesce(r.state, '') <> 'cancelled' order by e.sequence
            """, new { receivable });
        return
        [
            new ReceivableEvent("claimed", new Vnd(claimed.Amount), claimed.Reason, claimed.Actor, claimed.At[..10], new KnowledgeNumber(claimed.Known)),
            .. money.Select(row => new ReceivableEvent(
                    row.Kind, FundAmounts.Parse(row.Parts).Total, row.Payment.Length > 0 ? $"{row.Reason} ({row.Payment})" : row.Reason, row.Actor, row.Day, new KnowledgeNumber(row.Known)))
                .Concat(ReceivableStore.Actions(connection, receivable).Select(action => new ReceivableEvent(
                    action.Kind, null, action.Kind == "plan" ? PayrollBook.Text($"{action.Months} x từ {action.First}: {action.Reason}") : action.Reason, action.Actor, action.Day, action.Known)))
                .OrderBy(one => one.Known),
        ];
    }
}
