using AnSinh.Law;
using AnSinh.Payroll.Arrears;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Store;
using AnSinh.Registry;

namespace AnSinh.Payroll.Impact;

/// <summary>The law of each month; a reform may replace models from some month on.</summary>
public delegate LawPack LawOfMonth(BenefitMonth month);

/// <summary>What is compared: the awards decided in the areas, from the first month (default: each area's takeover) to the month to be paid, by what is known of the law on the day.</summary>
public sealed record ImpactRequest(IReadOnlyList<PlaceCode> Areas, BenefitMonth Month, DateOnly KnownAt, BenefitMonth? From = null);

/// <summary>
/// What another law pack would change for everybody who is paid by a decision: the month to be paid, and the months before it that would be computed again. Nothing is written; what the books say
/// was really paid is left aside, so that the difference is that of the law alone.
/// </summary>
public static class LawImpact
{
    /// <exception cref="PayrollRefusedException">An area has no takeover and no first month is given.</exception>
    public static ImpactResult Compare(PayrollBook book, LawOfMonth before, LawOfMonth after, ImpactRequest request, CancellationToken cancellation = default)
    {
        using var connection = book.Connect();
        var (people, benefits, funds) = (new List<PersonImpact>(), new ImpactTotals<BenefitId>(), new ImpactTotals<string>());
        var now = book.Database.Current();
        foreach (var area in request.Areas)
        {
            var takeover = request.From is { } from ? new Takeover(from, new Dictionary<BenefitId, BenefitMonth>()) : TakeoverStore.Read(connection, area) ?? new Takeover(request.Month, new Dictionary<BenefitId, BenefitMonth>());
            if (takeover.Earliest > request.Month)
            {
                throw new PayrollRefusedException(
                    $"Tháng {request.Month} nằm trước tháng đầu được tính của {area} ({takeover.Earliest})", $"{request.Month} lies before the first month computed for {area} ({takeover.Earliest})");
            }

            var run = new PayrollRun
            {
                Id = $"impact-{area}", Area = area, Month = request.Month, CutOff = request.KnownAt, LawPack = book.Pack.Hash, RegistryNumber = now, BooksNumber = now, Attempt = 1, Digest = "", State = RunState.Draft,
            };
            var input = new InputReader(book, connection, everything: true).Read(run, takeover);
            var (old, changed) = (new DueByMonth(before, input), new DueByMonth(after, input));
            var beneficiaries = input.Awards.Where(input.Covers).Select(award => award.Person).Distinct().Order().ToList();
            foreach (var month in takeover.Earliest.To(request.Month))
            {
                cancellation.ThrowIfCancellationRequested();
                old.Prepare(beneficiaries, month);
                changed.Prepare(beneficiaries, month);
            }

            foreach (var person in beneficiaries)
            {
                people.Add(Of(person, area, takeover, request.Month, old, changed, benefits, funds));
            }
        }

        return new ImpactResult(request, [.. people.Where(person => person.IsChanged)], people.Count, benefits.Rows, funds.Rows);
    }

    /// <summary>The month of the last run of any of the areas; null before the first.</summary>
    public static BenefitMonth? LastRunMonth(PayrollBook book, IReadOnlyList<PlaceCode> areas)
    {
        using var connection = book.Connect();
        return areas.Select(area => RunStore.Last(connection, area)?.Month).OfType<BenefitMonth>().Select(month => (BenefitMonth?)month).OrderBy(month => month!.Value.Index).LastOrDefault();
    }

    private static PersonImpact Of(
        PersonId person, PlaceCode area, Takeover takeover, BenefitMonth month, DueByMonth old, DueByMonth changed, ImpactTotals<BenefitId> benefits, ImpactTotals<string> funds)
    {
        var (arrears, overpaid, months) = (Vnd.Zero, Vnd.Zero, new List<BenefitMonth>());
        foreach (var past in takeover.Earliest.To(month.Previous))
        {
            var difference = changed.Total(person, past) - old.Total(person, past);
            if (difference != Vnd.Zero)
            {
                months.Add(past);
                (arrears, overpaid) = difference > Vnd.Zero ? (arrears + difference, overpaid) : (arrears, overpaid - difference);
            }
        }

        var (was, will) = (old.Of(person, month), changed.Of(person, month));
        benefits.Add([.. was.Paid.Select(paid => (paid.Benefit, paid.Amount))], [.. will.Paid.Select(paid => (paid.Benefit, paid.Amount))]);
        funds.Add([.. was.Paid.SelectMany(Parts)], [.. will.Paid.SelectMany(Parts)]);
        var lost = was.Paid.Select(paid => paid.Benefit).Except(will.Paid.Select(paid => paid.Benefit)).ToHashSet();
        return new PersonImpact
        {
            Person = person,
            Area = area,
            Before = was.Paid,
            After = will.Paid,
            Arrears = arrears,
            Overpaid = overpaid,
            RecomputedMonths = months,
            Why = [.. will.Unpaid.Where(unpaid => unpaid.Carried.Overlaps(lost)).Select(unpaid => unpaid.Detail).Distinct()],
        };
    }

    private static IEnumerable<(string Fund, Vnd Amount)> Parts(PaidBenefit paid) => paid.Parts.Parts.Select(part => (part.Fund, part.Amount));

    /// <summary>What awards come to, month by month, under the law of each month.</summary>
    private sealed class DueByMonth(LawOfMonth law, RunInput input)
    {
        private readonly Dictionary<string, AwardedEntitlements> _byPack = new(StringComparer.Ordinal);

        public void Prepare(IReadOnlyList<PersonId> people, BenefitMonth month) => Under(month).Prepare(people.Select(person => (person, month)));

        public Vnd Total(PersonId person, BenefitMonth month) => Vnd.Sum(Paid(person, month).Select(outcome => outcome.Entitlement!.Amount));

        public (IReadOnlyList<PaidBenefit> Paid, IReadOnlyList<AwardOutcome> Unpaid) Of(PersonId person, BenefitMonth month) => (
            [.. Paid(person, month).Select(outcome => new PaidBenefit(outcome.Entitlement!.Benefit, outcome.Entitlement.Amount, FundAmounts.Of(outcome.Entitlement.Parts))).OrderBy(paid => paid.Benefit)],
            [.. Under(month).Of(person, month).Where(outcome => outcome.Entitlement is null && input.Covers(outcome.Award))]);

        private IEnumerable<AwardOutcome> Paid(PersonId person, BenefitMonth month) =>
            Under(month).Of(person, month).Where(outcome => outcome.Entitlement is not null && input.Covers(outcome.Award));

        private AwardedEntitlements Under(BenefitMonth month)
        {
            var pack = law(month);
            return _byPack.TryGetValue(pack.Hash, out var known) ? known : _byPack[pack.Hash] = new AwardedEntitlements(pack, input);
        }
    }
}
