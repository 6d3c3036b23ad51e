using AnSinh.Law;
using AnSinh.Payroll.Arrears;
using AnSinh.Registry;

namespace AnSinh.Payroll.Runs;

/// <summary>
/// Computes a run from its input and the law: for everybody with an award the run's month, and the earlier months of those whose facts, awards or law changed.
/// It reads no clock and no database; the same input gives the same content.
/// </summary>
public sealed class RunBuilder
{
    private readonly RunInput _input;
    private readonly LawPack _pack;
    private readonly AwardedEntitlements _entitlements;
    private readonly ILookup<PersonId, AwardStretch> _awards;
    private readonly ILookup<(PersonId Person, BenefitMonth Month), BookedMonth> _books;
    private readonly ILookup<PersonId, BenefitMonth> _imported;
    private readonly Dictionary<string, Payees.PayeeMandate> _mandates;
    private readonly List<PayLine> _lines = [];
    private readonly List<Receivable> _receivables = [];
    private readonly List<ReceivableCancelled> _cancelled = [];
    private readonly List<Reclassification> _reclassifications = [];
    private readonly List<UnpaidAward> _unpaid = [];

    private RunBuilder(RunInput input, LawPack pack, AwardedEntitlements entitlements)
    {
        _input = input;
        _pack = pack;
        _entitlements = entitlements;
        _awards = input.AwardsByPerson();
        _mandates = input.Mandates.ToDictionary(one => one.Person.Value, StringComparer.Ordinal);
        _imported = input.Books.Where(booked => booked.Imported).ToLookup(booked => booked.Person, booked => booked.Month);
        _books = input.Books.ToLookup(booked => (booked.Person, booked.Month));
    }

    public static RunContent Build(RunInput input, LawPack pack) => Assemble(input, pack, [Part(input, pack, BucketRange.All)]);

    /// <summary>The months of the people in some buckets. It needs of the households those of these people; awards and books of everybody.</summary>
    public static RunPart Part(RunInput input, LawPack pack, BucketRange buckets) => new RunBuilder(input, pack, new AwardedEntitlements(pack, input)).Part(buckets);

    /// <summary>The run, once every bucket is in one of the parts; in the order of their buckets. Payments that came back and the bridge need all of them together.</summary>
    public static RunContent Assemble(RunInput input, LawPack pack, IReadOnlyList<RunPart> parts)
    {
        List<PayLine> lines = [.. parts.SelectMany(part => part.Lines)];
        List<Receivable> receivables = [.. parts.SelectMany(part => part.Receivables)];
        var (recovered, carried) = ReturnedPayments.Take(input, receivables);
        return new RunContent
        {
            Lines = lines,
            Receivables = receivables,
            Cancelled = [.. parts.SelectMany(part => part.Cancelled)],
            Recovered = recovered,
            Reclassifications = [.. parts.SelectMany(part => part.Reclassifications)],
            Carried = carried,
            Unpaid = [.. parts.SelectMany(part => part.Unpaid)],
            Bridge = MonthBridge.Of(input, pack, lines, carried),
        };
    }

    private RunPart Part(BucketRange buckets)
    {
        var people = _awards.Select(awards => awards.Key).Concat(_input.Books.Select(booked => booked.Person))
            .Where(buckets.Contains).Where(person => _input.Only?.Contains(person) ?? true).Distinct().OrderBy(person => (Bucket.Of(person), person))
            .SelectMany(person => MonthsOf(person).Select(month => (Person: person, Month: month))).ToList();
        _entitlements.Prepare(people);
        foreach (var (person, month) in people)
        {
            Settle(person, month);
        }

        return new RunPart(_lines, _receivables, _cancelled, _reclassifications, _unpaid);
    }

    /// <summary>The months computed for a person: those recomputed, from the takeover on, and the run's own.</summary>
    private IEnumerable<BenefitMonth> MonthsOf(PersonId person)
    {
        var first = _input.Month;
        if (_input.Recompute.TryGetValue(person, out var causes))
        {
            first = causes.Min(cause => cause.From);
            var earliest = _imported[person].Append(_input.Takeover.Earliest).Min();
            first = first < earliest ? earliest : first;
        }

        return first.To(_input.Month);
    }

    private void Settle(PersonId person, BenefitMonth month)
    {
        var outcomes = _entitlements.Of(person, month);
        var booked = _books[(person, month)].Where(one => Answers(one.Benefit, month, one.Imported)).ToList();
        var due = outcomes.Where(outcome => outcome.Entitlement is { } found
            && Answers(found.Benefit, month, booked.Any(one => one.Benefit == found.Benefit && one.Imported))).ToList();
        if (month == _input.Month || booked.Count > 0)
        {
            _unpaid.AddRange(outcomes.Where(outcome => outcome.Entitlement is null && _input.Covers(outcome.Award)).Select(outcome => new UnpaidAward(
                outcome.Award.Bucket, person, outcome.Award.Id, outcome.Award.Benefit, month, outcome.Why, outcome.Detail)));
        }

        // An area at a slower pace may hold for due what another has claimed back, knowing more. It looks at the month again when it knows as much.
        var left = booked.Where(one => one.ClaimedByOneWhoKnowsMore).Select(one => one.Family).ToHashSet(StringComparer.Ordinal);
        booked.RemoveAll(one => left.Contains(one.Family));
        due.RemoveAll(one => left.Contains(one.Family));

        // Where the law cannot answer or a fact is not known, what was paid stands until somebody decides.
        var undecided = outcomes.Where(outcome => outcome.Why is UnpaidWhy.Missing or UnpaidWhy.Stopped && outcome.Entitlement is null)
            .SelectMany(outcome => outcome.Carried).ToHashSet();
        booked.RemoveAll(one => undecided.Contains(one.Benefit) && due.All(outcome => outcome.Entitlement!.Benefit != one.Benefit));

        var settlement = MonthSettlement.Settle(
            due.Select(outcome => new DueBenefit(outcome.Entitlement!.Benefit, outcome.Family, FundAmounts.Of(outcome.Entitlement.Parts))),
            booked.Select(one => new BookedBenefit(one.Benefit, one.Family, one.Amount, Vnd.Sum(one.Receivables.Select(open => open.Open.Total)))));
        foreach (var (benefit, amount) in settlement.Pay)
        {
            var outcome = due.First(one => one.Entitlement!.Benefit == benefit);
            if (_input.Covers(outcome.Award))
            {
                _lines.Add(Line(outcome, month, amount, booked.Find(one => one.Benefit == benefit)));
            }
        }

        foreach (var (benefit, amount) in settlement.Overpaid)
        {
            var paid = booked.First(one => one.Benefit == benefit);
            if (paid.Area == _input.Area)
            {
                _receivables.Add(Claim(paid, amount, outcomes));
            }
        }

        var moves = settlement.Reclassifications.ToList();
        foreach (var (benefit, amount) in settlement.CancelReceivables)
        {
            moves.AddRange(TakeBack(booked.First(one => one.Benefit == benefit), amount));
        }

        foreach (var move in moves)
        {
            var from = booked.First(one => one.Benefit == move.From);
            if (from.Award is { } award && from.Area == _input.Area)
            {
                var id = DerivedId.Reclassification(_input.RunId, award.Value, month.ToString(), move.From.Value, move.FromFund, move.To.Value, move.ToFund);
                _reclassifications.Add(new Reclassification(id, BucketOf(person, award), person, award, month, from.Family, move));
            }
        }
    }

    private Bucket BucketOf(PersonId person, AwardId award) => _awards[person].First(stretch => stretch.Id == award).Bucket;

    private bool Answers(BenefitId benefit, BenefitMonth month, bool imported) => imported || month >= _input.Takeover.Of(benefit);

    private PayLine Line(AwardOutcome outcome, BenefitMonth month, FundAmounts parts, BookedMonth? booked)
    {
        var entitlement = outcome.Entitlement!;
        var kind = month == _input.Month && booked is not { HasRegularLine: true } ? LineKind.Regular : LineKind.Arrears;
        var payee = _mandates.TryGetValue(entitlement.Payee.Id, out var mandate) ? new Payee(mandate.Payee.Value, mandate.Role) : entitlement.Payee;
        var sequence = (booked?.Lines.GetValueOrDefault(outcome.Award.Id) ?? 0) + 1;
        return new PayLine
        {
            Id = DerivedId.Line(_input.RunId, outcome.Award.Id.Value, entitlement.Benefit.Value, month.ToString(), sequence.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            Bucket = outcome.Award.Bucket,
            Person = outcome.Award.Person,
            Award = outcome.Award.Id,
            Benefit = entitlement.Benefit,
            Family = outcome.Family,
            Month = month,
            Kind = kind,
            Sequence = sequence,
            Parts = parts,
            Due = entitlement.Amount,
            Payee = payee.Id,
            PayeeRole = payee.Role,
            Grade = entitlement.Grade,
            Calculation = entitlement.Calculation,
            Refs = string.Join("; ", entitlement.Because.Select(reason => reason.Ref).Distinct()),
            Parameters = string.Join(' ', entitlement.Parameters.Select(parameter => $"{parameter.Id}={parameter.Value.Vi}@{parameter.Grade.Code()}")),
            Explanation = outcome.Explanation ?? AwardedEntitlements.Digest(entitlement, _input),
            Reason = kind == LineKind.Regular ? "" : Reason(outcome.Award.Person, month, entitlement),
            UnchangedUntil = kind == LineKind.Regular ? outcome.UnchangedUntil : null,
        };
    }

    private Receivable Claim(BookedMonth paid, FundAmounts parts, IReadOnlyList<AwardOutcome> outcomes)
    {
        var outcome = outcomes.FirstOrDefault(one => one.Award.Id == paid.Award);
        var reason = outcome is null ? "không còn quyết định hưởng cho tháng này" : outcome.Entitlement is { } now ? $"mức đúng là {now.Amount} đồng" : outcome.Detail;
        return new Receivable
        {
            Id = DerivedId.Receivable(_input.RunId, paid.Award!.Value.Value, paid.Benefit.Value, paid.Month.ToString()),
            Bucket = BucketOf(paid.Person, paid.Award!.Value),
            Person = paid.Person,
            Award = paid.Award!.Value,
            Benefit = paid.Benefit,
            Family = paid.Family,
            Month = paid.Month,
            Parts = parts,
            Debtor = paid.Payee,
            Reason = reason,
        };
    }

    /// <summary>
    /// Takes back receivables, oldest first, each in its own funds. Where another fund bears the month by now, the difference is moved to it.
    /// </summary>
    private IReadOnlyList<Reclassified> TakeBack(BookedMonth booked, FundAmounts amount)
    {
        var (left, taken) = (amount.Total, FundAmounts.None);
        foreach (var open in booked.Receivables)
        {
            var parts = FundAmounts.None;
            foreach (var (fund, owed) in open.Open.Parts)
            {
                var part = owed < left ? owed : left;
                parts = parts.Plus(fund, part);
                left -= part;
            }

            if (parts.Total > Vnd.Zero)
            {
                _cancelled.Add(new ReceivableCancelled(open.Id, parts));
                taken += parts;
            }
        }

        return MonthSettlement.Settle(
            [new DueBenefit(booked.Benefit, booked.Family, amount)], [new BookedBenefit(booked.Benefit, booked.Family, taken, Vnd.Zero)]).Reclassifications;
    }

    private string Reason(PersonId person, BenefitMonth month, Entitlement entitlement)
    {
        if (!_input.Recompute.TryGetValue(person, out var causes))
        {
            return "register";
        }

        var reached = causes.Where(cause => cause.From <= month).ToList();
        var applying = reached.Where(cause => !cause.Code.StartsWith("law: ", StringComparison.Ordinal)
            || entitlement.Parameters.Any(parameter => cause.Code.EndsWith(parameter.Ref, StringComparison.Ordinal))).ToList();
        return string.Join(", ", (applying.Count > 0 ? applying : reached).Select(cause => cause.Code).Distinct());
    }
}
