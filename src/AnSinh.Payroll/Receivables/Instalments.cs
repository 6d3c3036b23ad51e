using System.Data.Common;
using AnSinh.Law;
using AnSinh.Payroll.Store;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Payroll.Receivables;

/// <summary>One instalment: due by the end of its month.</summary>
public sealed record Instalment(BenefitMonth Month, Vnd Due, Vnd Paid);

/// <summary>A plan by decision, with what came in since it was agreed laid against its instalments, the oldest first.</summary>
public sealed record InstalmentPlan(string Decision, Vnd Total, IReadOnlyList<Instalment> Instalments)
{
    /// <summary>What should have come in before a month begins and did not.</summary>
    public Vnd Overdue(BenefitMonth month) => Vnd.Sum(Instalments.Where(one => one.Month < month).Select(one => one.Due - one.Paid));
}

/// <summary>A receivable paid back in equal monthly parts by a decision; the last part takes the rest. A later plan takes the place of an earlier one, for what is open by then.</summary>
public static class Instalments
{
    private const int MaxMonths = 120;

    /// <exception cref="PayrollRefusedException">Not approved, nothing open, no decision, or a number of months that cannot be.</exception>
    public static InstalmentPlan Agree(PayrollBook book, string receivable, int months, BenefitMonth first, string actor, string decision)
    {
        using var write = book.Database.Begin(actor, "payroll.receivable");
        var open = ReceivableLife.Open(write.Connection, receivable).Total;
        if (open <= Vnd.Zero || months < 1 || months > MaxMonths || open.Amount < months || decision.Length == 0)
        {
            throw new PayrollRefusedException(
                $"Cần số quyết định và 1 đến {MaxMonths} tháng cho {open} đồng còn phải thu", $"A decision and 1 to {MaxMonths} months are needed for the {open} đồng that are open", receivable);
        }

        ReceivableStore.Action(write, receivable, "plan", open, decision, months: months, first: first);
        var plan = Of(write.Connection, receivable)!;
        write.Commit();
        return plan;
    }

    /// <summary>The plan in force; null when there is none.</summary>
    public static InstalmentPlan? Of(PayrollBook book, string receivable)
    {
        using var connection = book.Connect();
        return Of(connection, receivable);
    }

    private static InstalmentPlan? Of(DbConnection connection, string receivable)
    {
        if (ReceivableStore.Actions(connection, receivable).LastOrDefault(action => action.Kind == "plan") is not { First: { } first } plan)
        {
            return null;
        }

        var paid = Vnd.Sum(connection.Query<string>(
            "select e.parts from payroll_receivable_event e left join payroll_run r on r.run_id = e.run_id where e.receivable_id = @receivable and e.known > @since and coalesce(r.state, '') <> 'cancelled'",
            new { receivable, since = plan.Known.Value }).Select(parts => Arrears.FundAmounts.Parse(parts).Total));
        var each = new Vnd(plan.Amount.Amount / plan.Months);
        var (instalments, left) = (new List<Instalment>(), plan.Amount);
        foreach (var month in first.To(first.AddMonths(plan.Months - 1)))
        {
            var due = instalments.Count == plan.Months - 1 ? left : each;
            var covered = paid < due ? paid : due;
            instalments.Add(new Instalment(month, due, covered));
            (left, paid) = (left - due, paid - covered);
        }

        return new InstalmentPlan(plan.Reason, plan.Amount, instalments);
    }
}
