using System.Data.Common;
using AnSinh.Law;
using AnSinh.Payroll.Arrears;
using AnSinh.Payroll.Payees;
using AnSinh.Payroll.Runs;
using AnSinh.Registry;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Payroll.Store;

/// <summary>
/// Gathers what a run is computed from: the register at the run's number, the books at theirs, and whom to compute again. With <paramref name="everything"/> every month from the takeover
/// on is computed for everybody, for the full check; otherwise only what changed since the run before.
/// </summary>
internal sealed class InputReader(PayrollBook book, DbConnection connection, bool everything = false)
{
    private const int PeopleAtOnce = 4_000;

    public RunInput Read(PayrollRun run, Takeover takeover) => WithHouseholds(run, Frame(run, takeover), BucketRange.All);

    /// <summary>Everything but households and who receives in somebody's stead: what all parts of a run share.</summary>
    /// <param name="run">The run.</param>
    /// <param name="takeover">Of its area.</param>
    /// <param name="only">Some of the people with an award of the area; null for all.</param>
    /// <param name="gone">Beside these, people of whom only what the month before paid is wanted.</param>
    public RunInput Frame(PayrollRun run, Takeover takeover, IReadOnlySet<PersonId>? only = null, IReadOnlySet<PersonId>? gone = null)
    {
        var snapshot = book.RegisterAt(run.RegistryNumber);
        var decidedHere = only ?? snapshot.Awards(AreaScope.Of(run.Area)).Select(award => award.Person).ToHashSet();
        var awards = snapshot.Awards(AreaScope.All, among: decidedHere);
        var owners = awards.GroupBy(award => award.Id).ToDictionary(group => group.Key, group => group.First().Person);
        (Bucket, AwardId)[] ids = [.. awards.Select(award => (award.Bucket, award.Id)).Distinct()];
        var rows = new BookRows(ids, decidedHere);
        HashSet<PersonId> paid = [.. decidedHere, .. gone ?? new HashSet<PersonId>()];
        var books = new BooksReader(
            connection, run, rows, award => owners.TryGetValue(award, out var person) ? person : null, benefit => book.Pack.Benefits.Find(benefit)?.Programme.Id ?? benefit.Value).Read();
        var recompute = Recompute(run, takeover, decidedHere, awards);
        return new RunInput
        {
            RunId = run.Id,
            Area = run.Area,
            Month = run.Month,
            CutOff = run.CutOff,
            LawPack = run.LawPack,
            Form = run.Form,
            Takeover = takeover,
            Awards = awards,
            Recompute = recompute,
            Households = new Dictionary<BenefitMonth, IReadOnlyList<CaseHousehold>>(),
            Books = [.. books.Where(booked => decidedHere.Contains(booked.Person))],
            Mandates = [],
            Previous = PreviousLines(run, gone is { Count: > 0 } ? new BookRows(ids, paid) : rows, paid, award => owners.TryGetValue(award, out var person) ? person : null, all: only is null),
            Returned = only is null ? new ReturnedReader(connection, run.BooksNumber).Read(run.Area, award => owners.TryGetValue(award, out var person) ? person : null) : [],
            Only = only,
        };
    }

    /// <summary>What some people are computed from: their frame, their households, and the awards of those who live with them.</summary>
    public RunInput Read(PayrollRun run, Takeover takeover, IReadOnlySet<PersonId> only, IReadOnlySet<PersonId> gone)
    {
        var frame = Frame(run, takeover, only, gone);
        var input = WithHouseholds(run, frame, BucketRange.All);
        var snapshot = book.RegisterAt(run.RegistryNumber);
        var beside = input.Households.Values.SelectMany(month => month).SelectMany(household => household.People).Select(person => person.Id).Where(person => !only.Contains(person)).Distinct();
        List<AwardStretch> theirs = [.. beside.Chunk(PeopleAtOnce).SelectMany(some =>
        {
            var here = snapshot.Awards(AreaScope.Of(run.Area), among: some.ToHashSet()).Select(award => award.Person).ToHashSet();
            return snapshot.Awards(AreaScope.All, among: here);
        })];
        return theirs.Count == 0 ? input : input with { Awards = [.. input.Awards.Concat(theirs).OrderBy(award => award.Bucket).ThenBy(award => award.Id).ThenBy(award => award.From)] };
    }

    /// <summary>What payments that came back are sent again by: these, and the awards, books and mandates of their people.</summary>
    public RunInput OfReturned(PayrollRun run, Takeover takeover)
    {
        var snapshot = book.RegisterAt(run.RegistryNumber);
        var reader = new ReturnedReader(connection, run.BooksNumber);
        var people = reader.Read(run.Area, _ => null).SelectMany(payment => payment.Items).Select(item => snapshot.Canonical(item.Person)).ToHashSet();
        var awarded = snapshot.Awards(AreaScope.Of(run.Area), among: people).Select(award => award.Person).ToHashSet();
        var frame = Frame(run, takeover, awarded);
        var owners = frame.Awards.GroupBy(award => award.Id).ToDictionary(group => group.Key, group => group.First().Person);
        return WithMandates(run, frame with { Returned = reader.Read(run.Area, award => owners.TryGetValue(award, out var person) ? person : null) });
    }

    /// <summary>The same with the households of the people in some buckets, and the mandates for these.</summary>
    public RunInput WithHouseholds(PayrollRun run, RunInput frame, BucketRange buckets)
    {
        var snapshot = book.RegisterAt(run.RegistryNumber);
        var people = frame.Awards.Where(frame.Covers).Select(award => award.Person).Where(buckets.Contains).ToHashSet();
        var mine = buckets == BucketRange.All ? frame : frame with { Books = [.. frame.Books.Where(booked => buckets.Contains(booked.Person))] };
        var input = mine with { Households = Households(mine, snapshot, people) };
        return input with { Mandates = Mandates(run, snapshot, input) };
    }

    /// <summary>The same without households: mandates only for those whose payment came back.</summary>
    public RunInput WithMandates(PayrollRun run, RunInput frame) => frame with { Mandates = Mandates(run, book.RegisterAt(run.RegistryNumber), frame) };

    /// <summary>Mandates for who may be paid here: the people of the run, whom their facts name, and whose payment came back. Ids follow merges, as those of the people do.</summary>
    private List<PayeeMandate> Mandates(PayrollRun run, RegistrySnapshot snapshot, RunInput input)
    {
        var mandates = PayeeMandates.At(connection, run.RegistryNumber, run.Month.First);
        if (mandates.Count == 0)
        {
            return [];
        }

        var payees = input.Returned.Select(payment => payment.Payee).ToHashSet(StringComparer.Ordinal);
        foreach (var person in input.Households.Values.SelectMany(month => month).SelectMany(household => household.People))
        {
            payees.Add(person.Id.Value);
            payees.UnionWith(person.Facts.Select(fact => fact.Value).OfType<string>());
        }

        return
        [
            .. mandates.Select(one => one with { Person = snapshot.Canonical(one.Person), Payee = snapshot.Canonical(one.Payee) })
                .Where(one => one.Person != one.Payee && payees.Contains(one.Person.Value)).DistinctBy(one => one.Person),
        ];
    }

    /// <summary>Regular lines of the month before: all of the area's own run, and what other areas had paid the same people by then.</summary>
    private List<PreviousLine> PreviousLines(PayrollRun run, BookRows rows, IReadOnlySet<PersonId> people, Func<AwardId, PersonId?> owner, bool all)
    {
        const string Columns = "l.line_id, l.award_id, l.person_id, q.area, l.family, l.amount";
        var counts = $"l.kind = 'regular' and l.month = @month and q.month = @month and {ReceivableStore.RunCounts("l")}";
        var lines = !rows.IsFew ? $"select {Columns} from payroll_line l join payroll_run q on q.run_id = l.run_id where {counts}"
            : $"""
            {rows.With} select {Columns} from {rows.Lines} l join payroll_run q on q.run_id = l.run_id where {counts}
            union select {Columns} from of_person w join payroll_line l on l.bucket = w.bucket and l.person_id = w.id join payroll_run q on q.run_id = l.run_id where {counts}
            {(all ? $"union select {Columns} from payroll_run q join payroll_line l on l.run_id = q.run_id where q.area = @area and {counts}" : "")}
            """;
        return
        [
            .. connection.Query<(string Id, string Award, string Person, string Area, string Family, long Amount)>(
                $"{lines} order by 2, 4, 1", new { n = run.BooksNumber.Value, month = run.Month.Previous.ToString(), area = run.Area.Value })
                .Select(row => new PreviousLine(
                    new AwardId(row.Award), owner(new AwardId(row.Award)) ?? new PersonId(row.Person), PlaceCode.Parse(row.Area), row.Family, new Vnd(row.Amount)))
                .Where(line => (all && line.Area == run.Area) || people.Contains(line.Person)),
        ];
    }

    private Dictionary<PersonId, IReadOnlyList<RecomputeCause>> Recompute(PayrollRun run, Takeover takeover, IReadOnlySet<PersonId> people, IReadOnlyList<AwardStretch> awards)
    {
        var previous = run.PreviousRun is { } id ? RunStore.Find(connection, id) : null;
        if (everything || previous is null || previous.LawPack != run.LawPack)
        {
            var cause = new RecomputeCause(previous is null ? "takeover" : everything ? "verify" : "pack", takeover.Earliest);
            return people.ToDictionary(person => person, _ => (IReadOnlyList<RecomputeCause>)[cause]);
        }

        var causes = people.ToDictionary(person => person, _ => new List<RecomputeCause>());
        foreach (var (person, month) in book.ChangedBetween(previous.RegistryNumber, run.RegistryNumber))
        {
            if (month < run.Month && causes.TryGetValue(person, out var own))
            {
                own.Add(new RecomputeCause("register", month));
            }
        }

        // Resuming an award changes what its suspended months come to, although they themselves did not change.
        foreach (var resumed in awards.Where(award => award.State == AwardState.Resumed && award.KnownFrom > previous.RegistryNumber))
        {
            foreach (var suspended in awards.Where(award => award.Id == resumed.Id && award.State == AwardState.Suspended && award.From < run.Month))
            {
                causes[resumed.Person].Add(new RecomputeCause("register", suspended.From));
            }
        }

        foreach (var (person, month) in PaidElsewhere(run, previous, people, awards).Where(paid => paid.Month < run.Month))
        {
            causes[person].Add(new RecomputeCause("books", month));
        }

        foreach (var change in LawChanges.Between(book.Pack, previous.CutOff, run.CutOff, run.Area).Where(change => change.From < run.Month))
        {
            foreach (var own in causes.Values)
            {
                own.Add(change);
            }
        }

        return causes.Where(pair => pair.Value.Count > 0).ToDictionary(pair => pair.Key, pair => (IReadOnlyList<RecomputeCause>)pair.Value);
    }

    /// <summary>
    /// Months of people with awards of several areas, into which another area's run has written since the books of the run before (two areas that settle one month side by side do not see each other), or
    /// wrote knowing more than the run before, which left them alone.
    /// </summary>
    private IEnumerable<(PersonId Person, BenefitMonth Month)> PaidElsewhere(PayrollRun run, PayrollRun previous, IReadOnlySet<PersonId> people, IReadOnlyList<AwardStretch> awards)
    {
        var shared = awards.GroupBy(award => award.Person).Where(mine => people.Contains(mine.Key) && mine.Any(award => award.Place != run.Area && award.Province != run.Area)).SelectMany(mine => mine).ToList();
        if (shared.Count == 0)
        {
            return [];
        }

        var owners = shared.DistinctBy(award => award.Id).ToDictionary(award => award.Id.Value, award => award.Person, StringComparer.Ordinal);
        var rows = new BookRows([.. shared.Select(award => (award.Bucket, award.Id)).Distinct()], [.. shared.Select(award => award.Person).Distinct()]);
        const string Written = "q.area <> @area and (s.known > @after or q.registry_number > @knew) and s.known <= @until";
        return connection.Query<(string Award, string Month)>(
            $"""
            {rows.With}
            select l.award_id, l.month from {rows.Lines} l join payroll_run q on q.run_id = l.run_id join payroll_step s on s.run_id = l.run_id and s.step = 'approve' where {Written}
            union
            select c.award_id, c.month from {rows.Receivables} c join payroll_run q on q.run_id = c.run_id join payroll_step s on s.run_id = c.run_id and s.step = 'approve' where {Written}
            union
            select c.award_id, c.month from {rows.Receivables} c join payroll_receivable_event e on e.receivable_id = c.receivable_id
            join payroll_run q on q.run_id = e.run_id join payroll_step s on s.run_id = e.run_id and s.step = 'approve' where {Written}
            union
            select m.award_id, m.month from {rows.Reclassifications} m join payroll_run q on q.run_id = m.run_id join payroll_step s on s.run_id = m.run_id and s.step = 'approve' where {Written}
            """, new { area = run.Area.Value, after = previous.BooksNumber.Value, knew = previous.RegistryNumber.Value, until = run.BooksNumber.Value })
            .Where(row => owners.ContainsKey(row.Award)).Select(row => (owners[row.Award], BenefitMonth.Parse(row.Month)));
    }

    /// <summary>Month by month the households of the people computed for it, also of those who live elsewhere by now (or did then).</summary>
    private static IReadOnlyDictionary<BenefitMonth, IReadOnlyList<CaseHousehold>> Households(RunInput input, RegistrySnapshot snapshot, HashSet<PersonId> people)
    {
        var first = input.Recompute.Values.SelectMany(causes => causes).Select(cause => cause.From).Append(input.Month).Min();
        var floor = input.Books.Where(booked => booked.Imported).Select(booked => booked.Month).Append(input.Takeover.Earliest).Min();
        var earliest = people.Where(input.Recompute.ContainsKey).ToDictionary(person => person, person => input.Recompute[person].Min(cause => cause.From));
        return snapshot.Households(AreaScope.All, (first < floor ? floor : first).To(input.Month).ToDictionary(
            month => month,
            month => (IReadOnlySet<PersonId>)(month == input.Month ? people : people.Where(person => earliest.TryGetValue(person, out var from) && from <= month).ToHashSet())));
    }
}
