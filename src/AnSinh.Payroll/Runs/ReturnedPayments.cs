using AnSinh.Law;
using AnSinh.Payroll.Arrears;
using AnSinh.Registry;

namespace AnSinh.Payroll.Runs;

/// <summary>
/// Payments that came back. What of them was not due after all settles the receivable for that benefit month at once (the money never left, or came
/// back: nobody owes it); the rest is sent again.
/// </summary>
internal static class ReturnedPayments
{
    public static (IReadOnlyList<ReceivableRecovered> Recovered, IReadOnlyList<CarriedPayment> Carried) Take(RunInput input, IReadOnlyList<Receivable> claimed)
    {
        var open = input.Books
            .SelectMany(booked => booked.Receivables.Select(one => (Key: (booked.Person, booked.Benefit, booked.Month), one.Id, one.Open)))
            .Concat(claimed.Select(one => (Key: (one.Person, one.Benefit, one.Month), one.Id, Open: one.Parts)))
            .ToList();
        var suspended = input.Awards.Where(award => award.State == AwardState.Suspended && award.From <= input.Month && (award.To is not { } to || input.Month <= to))
            .Select(award => award.Id).ToHashSet();
        var mandates = input.Mandates.ToDictionary(one => one.Person.Value, one => one.Payee.Value, StringComparer.Ordinal);
        var recovered = new List<ReceivableRecovered>();
        var carried = new List<CarriedPayment>();
        foreach (var payment in input.Returned.OrderBy(one => one.Payment, StringComparer.Ordinal))
        {
            var kept = Vnd.Zero;
            var items = new List<PaidItem>();
            foreach (var item in payment.Items)
            {
                var left = item.Parts;
                for (var index = 0; index < open.Count; index++)
                {
                    if (open[index].Key == (item.Person, item.Benefit, item.Month)
                        && Smaller(open[index].Open, left) is var parts && parts.Total > Vnd.Zero)
                    {
                        recovered.Add(new ReceivableRecovered(open[index].Id, payment.Payment, parts));
                        open[index] = open[index] with { Open = open[index].Open - parts };
                        left -= parts;
                        kept += parts.Total;
                    }
                }

                if (left.Total > Vnd.Zero)
                {
                    items.Add(new PaidItem(item.Line, left));
                }
            }

            // Money that nobody collected is not sent out again and again while its award is suspended: it stays owed, and is sent when the award is resumed.
            if (kept > Vnd.Zero || !payment.Items.All(item => suspended.Contains(item.Award)))
            {
                var payee = mandates.GetValueOrDefault(payment.Payee) ?? payment.Payee;
                carried.Add(new CarriedPayment(payment.Payment, payee, payment.Amount - kept, kept, items));
            }
        }

        return (recovered, carried);
    }

    private static FundAmounts Smaller(FundAmounts left, FundAmounts right) =>
        FundAmounts.Of(left.Parts.Select(part => (part.Fund, part.Amount < right[part.Fund] ? part.Amount : right[part.Fund])));
}
