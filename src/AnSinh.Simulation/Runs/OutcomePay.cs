using AnSinh.Law;

namespace AnSinh.Simulation.Runs;

/// <summary>What an outcome pays, in VND: a sum each month, and benefits that are due in some months only.</summary>
internal sealed record OutcomePay(long Monthly, IReadOnlyList<(Benefit Benefit, Entitlement Entitlement)> Sometimes)
{
    public const string Dong = "VND";

    public static OutcomePay Of(LawPack law, PersonOutcome outcome)
    {
        var (monthly, sometimes) = (0L, new List<(Benefit, Entitlement)>());
        foreach (var entitlement in outcome.Entitlements.Where(entitlement => entitlement.Unit == Dong))
        {
            if (entitlement.Per == BenefitPeriod.Month)
            {
                monthly += entitlement.Amount.Amount;
            }
            else
            {
                sometimes.Add((law.Benefits.Find(entitlement.Benefit)!, entitlement));
            }
        }

        return new OutcomePay(monthly, sometimes);
    }

    public bool Has(BenefitId benefit) => Sometimes.Any(due => due.Benefit.Id == benefit);

    /// <summary>
    /// How often the entitlement is paid in the month: by days where it is a day's amount, else once or not at all. An award is taken to begin in the first month in which somebody is entitled.
    /// </summary>
    public static int Times(Benefit benefit, BenefitMonth month, bool isNew) => benefit.Per == BenefitPeriod.Day
        ? month.Last.Day
        : benefit.IsDue(month, isNew ? month : month.Previous) ? 1 : 0;
}

/// <summary>One thread's memory of what outcomes pay, by their numbers.</summary>
internal sealed class OutcomePays(BulkDeterminer determiner)
{
    private IReadOnlyList<PersonOutcome> _outcomes = [];
    private OutcomePay?[] _known = [];

    public OutcomePay this[int outcome]
    {
        get
        {
            if (outcome >= _outcomes.Count)
            {
                _outcomes = determiner.Outcomes.All;
                Array.Resize(ref _known, _outcomes.Count);
            }

            return _known[outcome] ??= OutcomePay.Of(determiner.Pack, _outcomes[outcome]);
        }
    }
}
