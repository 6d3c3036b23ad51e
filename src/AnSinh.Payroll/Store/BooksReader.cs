using System.Data.Common;
using AnSinh.Law;
using AnSinh.Payroll.Arrears;
using AnSinh.Payroll.Runs;
using AnSinh.Registry;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Payroll.Store;

/// <summary>
/// What stands in the books as known at a run's books number, for some people: lines, less receivables, moved by reclassifications, and what others paid before the takeover. Runs that
/// were cancelled by then do not count. A line belongs to the person of its award, so that it follows a merge.
/// </summary>
internal sealed class BooksReader(DbConnection connection, PayrollRun run, BookRows rows, Func<AwardId, PersonId?> owner, Func<BenefitId, string> familyOf)
{
    private readonly Dictionary<(PersonId Person, BenefitId Benefit, BenefitMonth Month), Entry> _entries = [];

    public IReadOnlyList<BookedMonth> Read()
    {
        ReadLines();
        ReadReceivables();
        ReadReclassifications();
        ReadPaidBefore();
        return
        [
            .. _entries.OrderBy(pair => pair.Key.Person).ThenBy(pair => pair.Key.Month).ThenBy(pair => pair.Key.Benefit).Select(pair => new BookedMonth
            {
                Person = pair.Key.Person,
                Benefit = pair.Key.Benefit,
                Month = pair.Key.Month,
                Family = pair.Value.Family,
                Amount = pair.Value.Amount,
                Lines = pair.Value.Lines,
                HasRegularLine = pair.Value.HasRegularLine,
                Area = pair.Value.Area,
                Award = pair.Value.Award,
                Payee = pair.Value.Payee,
                Receivables = [.. pair.Value.Receivables.Where(one => one.Open.Total > Vnd.Zero)],
                Imported = pair.Value.Imported,
                ClaimedByOneWhoKnowsMore = pair.Value.ClaimedByOneWhoKnowsMore,
            }),
        ];
    }

    private object N => new { n = run.BooksNumber.Value };

    private void ReadLines()
    {
        foreach (var (award, benefit, family, month, kind, parts, payee, area) in connection.Query<(string, string, string, string, string, string, string, string)>(
            $"""
            {rows.With} select l.award_id, l.benefit, l.family, l.month, l.kind, l.parts, l.payee, q.area
            from {rows.Lines} l join payroll_run q on q.run_id = l.run_id where {ReceivableStore.RunCounts("l")} order by q.month, q.known, l.line_id
            """, N))
        {
            if (At(award, benefit, month, family) is { } entry)
            {
                entry.Amount += FundAmounts.Parse(parts);
                entry.Lines[new AwardId(award)] = entry.Lines.GetValueOrDefault(new AwardId(award)) + 1;
                entry.HasRegularLine |= kind == "regular";
                (entry.Area, entry.Award, entry.Payee) = (PlaceCode.Parse(area), new AwardId(award), payee);
            }
        }
    }

    private void ReadReceivables()
    {
        var events = connection.Query<(string Receivable, string Kind, string Parts)>(
            $"""
            {rows.With} select e.receivable_id, e.kind, e.parts from {rows.Receivables} c join payroll_receivable_event e on e.receivable_id = c.receivable_id
            where e.known <= @n and (e.run_id is null or ({ReceivableStore.RunCounts("e")}))
            """, N).ToLookup(row => row.Receivable);
        foreach (var (id, award, benefit, family, month, parts, area, knew) in connection.Query<(string, string, string, string, string, string, string, long)>(
            $"""
            {rows.With} select c.receivable_id, c.award_id, c.benefit, c.family, c.month, c.parts, q.area, q.registry_number from {rows.Receivables} c join payroll_run q on q.run_id = c.run_id
            where {ReceivableStore.RunCounts("c")} order by c.month, c.receivable_id
            """, N))
        {
            if (At(award, benefit, month, family) is not { } entry)
            {
                continue;
            }

            var claimed = FundAmounts.Parse(parts);
            var cancelled = Sum(events[id].Where(one => one.Kind == "cancelled"));
            var recovered = Sum(events[id].Where(one => one.Kind == "recovered"));
            entry.Amount = entry.Amount - claimed + cancelled;
            entry.Receivables.Add(new OpenReceivable(id, claimed - cancelled - recovered));
            entry.ClaimedByOneWhoKnowsMore |= area != run.Area.Value && knew > run.RegistryNumber.Value;
        }

        static FundAmounts Sum(IEnumerable<(string Receivable, string Kind, string Parts)> events) =>
            events.Aggregate(FundAmounts.None, (sum, one) => sum + FundAmounts.Parse(one.Parts));
    }

    private void ReadReclassifications()
    {
        foreach (var (award, month, from, fromFund, to, toFund, family, amount) in connection.Query<(string, string, string, string, string, string, string, long)>(
            $"""
            {rows.With} select m.award_id, m.month, m.from_benefit, m.from_fund, m.to_benefit, m.to_fund, m.family, m.amount from {rows.Reclassifications} m
            where {ReceivableStore.RunCounts("m")} order by m.reclassification_id
            """, N))
        {
            if (At(award, from, month, family) is { } giver && At(award, to, month, family) is { } taker)
            {
                giver.Amount = giver.Amount.Plus(fromFund, new Vnd(-amount));
                taker.Amount = taker.Amount.Plus(toFund, new Vnd(amount));
                taker.HasRegularLine |= giver.HasRegularLine;
                (taker.Area, taker.Award, taker.Payee) = (giver.Area, giver.Award, giver.Payee);
            }
        }
    }

    private void ReadPaidBefore()
    {
        foreach (var (person, benefit, from, to, fund, amount) in connection.Query<(string, string, string, string, string, long)>(
            $"{rows.With} select b.person_id, b.benefit, b.month_from, b.month_to, b.fund, b.amount from {rows.PaidBefore} b where b.known <= @n order by b.person_id, b.benefit, b.month_from, b.fund", N))
        {
            foreach (var month in BenefitMonth.Parse(from).To(BenefitMonth.Parse(to)))
            {
                var key = (new PersonId(person), new BenefitId(benefit), month);
                if (!_entries.TryGetValue(key, out var entry))
                {
                    _entries.Add(key, entry = new Entry(familyOf(key.Item2)));
                }

                entry.Amount = entry.Amount.Plus(fund, new Vnd(amount));
                entry.Imported = true;
            }
        }
    }

    private Entry? At(string award, string benefit, string month, string family)
    {
        if (owner(new AwardId(award)) is not { } known)
        {
            return null;
        }

        var key = (known, new BenefitId(benefit), BenefitMonth.Parse(month));
        if (!_entries.TryGetValue(key, out var entry))
        {
            _entries.Add(key, entry = new Entry(family));
        }

        return entry;
    }

    private sealed class Entry(string family)
    {
        public string Family { get; } = family;
        public FundAmounts Amount { get; set; } = FundAmounts.None;
        public Dictionary<AwardId, int> Lines { get; } = [];
        public bool HasRegularLine { get; set; }
        public PlaceCode? Area { get; set; }
        public AwardId? Award { get; set; }
        public string Payee { get; set; } = "";
        public List<OpenReceivable> Receivables { get; } = [];
        public bool ClaimedByOneWhoKnowsMore { get; set; }
        public bool Imported { get; set; }
    }
}
