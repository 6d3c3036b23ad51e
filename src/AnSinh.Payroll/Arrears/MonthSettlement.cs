using AnSinh.Law;

namespace AnSinh.Payroll.Arrears;

/// <summary>
/// What is due for a benefit month, as known now. Benefits of one <paramref name="Family"/> stand for one another in a month: paid under one of them is paid
/// under the other (a benefit and its continuation, two points of one programme).
/// </summary>
public sealed record DueBenefit(BenefitId Benefit, string Family, FundAmounts Amount);

/// <summary>
/// What stands in the books for a benefit month: everything paid, less receivables, moved by reclassifications. <paramref name="Cancellable"/> is the part of the
/// receivables that the person still holds: neither recovered nor cancelled before.
/// </summary>
public sealed record BookedBenefit(BenefitId Benefit, string Family, FundAmounts Amount, Vnd Cancellable);

/// <summary>An amount moved in the books from one benefit or fund to another, without a payment.</summary>
public sealed record Reclassified(BenefitId From, string FromFund, BenefitId To, string ToFund, Vnd Amount);

/// <summary>
/// What brings the books to what is due. For each benefit and fund: booked + <see cref="Pay"/> - <see cref="Overpaid"/> + <see cref="CancelReceivables"/> and the
/// reclassifications = due. Every amount is above zero.
/// </summary>
public sealed record Settlement(
    IReadOnlyList<(BenefitId Benefit, FundAmounts Amount)> Pay,
    IReadOnlyList<(BenefitId Benefit, FundAmounts Amount)> Overpaid,
    IReadOnlyList<(BenefitId Benefit, FundAmounts Amount)> CancelReceivables,
    IReadOnlyList<Reclassified> Reclassifications)
{
    public bool IsEmpty => Pay.Count + Overpaid.Count + CancelReceivables.Count + Reclassifications.Count == 0;
}

/// <summary>
/// The arithmetic of a person's month: due as known now, less what stands in the books. Surplus covers shortage first within the same benefit (another fund bears
/// it now: a reclassification), then within the family (another point of law now carries it), and only the rest moves money: a shortage takes back an
/// open receivable for the same benefit month before it is paid, a surplus becomes a receivable. Nothing is ever set off against another month or another
/// person here.
/// </summary>
public static class MonthSettlement
{
    public static Settlement Settle(IEnumerable<DueBenefit> due, IEnumerable<BookedBenefit> booked)
    {
        var balances = Balances(due, booked);
        var moves = new List<Reclassified>();
        Cover(balances, moves, (surplus, shortage) => surplus.Benefit == shortage.Benefit);
        Cover(balances, moves, (surplus, shortage) => surplus.Family == shortage.Family);

        var pay = new List<(BenefitId, FundAmounts)>();
        var overpaid = new List<(BenefitId, FundAmounts)>();
        var cancel = new List<(BenefitId, FundAmounts)>();
        foreach (var benefit in balances.GroupBy(balance => balance.Benefit))
        {
            var (payable, surplus, taken) = (FundAmounts.None, FundAmounts.None, FundAmounts.None);
            var cancellable = benefit.First().Cancellable;
            foreach (var balance in benefit)
            {
                if (balance.Missing < Vnd.Zero)
                {
                    surplus = surplus.Plus(balance.Fund, -balance.Missing);
                    continue;
                }

                var back = balance.Missing < cancellable ? balance.Missing : cancellable;
                cancellable -= back;
                taken = taken.Plus(balance.Fund, back);
                payable = payable.Plus(balance.Fund, balance.Missing - back);
            }

            Keep(pay, benefit.Key, payable);
            Keep(overpaid, benefit.Key, surplus);
            Keep(cancel, benefit.Key, taken);
        }

        return new Settlement(pay, overpaid, cancel, moves);
    }

    private static List<Balance> Balances(IEnumerable<DueBenefit> due, IEnumerable<BookedBenefit> booked)
    {
        var byBenefit = new SortedDictionary<BenefitId, (string Family, FundAmounts Missing, Vnd Cancellable)>();
        foreach (var one in due)
        {
            var known = byBenefit.GetValueOrDefault(one.Benefit, (one.Family, Missing: FundAmounts.None, Cancellable: Vnd.Zero));
            byBenefit[one.Benefit] = (one.Family, known.Missing + one.Amount, known.Cancellable);
        }

        foreach (var one in booked)
        {
            var known = byBenefit.GetValueOrDefault(one.Benefit, (one.Family, Missing: FundAmounts.None, Cancellable: Vnd.Zero));
            byBenefit[one.Benefit] = (known.Family, known.Missing - one.Amount, known.Cancellable + one.Cancellable);
        }

        return [.. byBenefit.SelectMany(pair => pair.Value.Missing.Parts.Select(part =>
            new Balance(pair.Key, pair.Value.Family, part.Fund, pair.Value.Cancellable) { Missing = part.Amount }))];
    }

    private static void Cover(List<Balance> balances, List<Reclassified> moves, Func<Balance, Balance, bool> standsFor)
    {
        foreach (var surplus in balances)
        {
            foreach (var shortage in balances)
            {
                if (surplus.Missing < Vnd.Zero && shortage.Missing > Vnd.Zero && standsFor(surplus, shortage))
                {
                    var amount = -surplus.Missing < shortage.Missing ? -surplus.Missing : shortage.Missing;
                    moves.Add(new Reclassified(surplus.Benefit, surplus.Fund, shortage.Benefit, shortage.Fund, amount));
                    surplus.Missing += amount;
                    shortage.Missing -= amount;
                }
            }
        }
    }

    private static void Keep(List<(BenefitId, FundAmounts)> list, BenefitId benefit, FundAmounts amount)
    {
        if (amount.Total > Vnd.Zero)
        {
            list.Add((benefit, amount));
        }
    }

    /// <summary>What is missing (negative: too much) for a benefit in a fund.</summary>
    private sealed record Balance(BenefitId Benefit, string Family, string Fund, Vnd Cancellable)
    {
        public Vnd Missing { get; set; }
    }
}
