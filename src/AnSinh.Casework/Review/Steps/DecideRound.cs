using AnSinh.Casework.Review.Rounds;
using AnSinh.Casework.Review.Store;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;

namespace AnSinh.Casework.Review.Steps;

/// <summary>
/// The commune chair decides: another person than whoever prepared. The status becomes an attested fact of the register for the days that the law gives (<see cref="StatusPeriod"/>), and
/// what was attested before ends the day before.
/// </summary>
public static class DecideRound
{
    private const string Source = "poverty_list";

    /// <param name="book">The reviews.</param>
    /// <param name="round">The round.</param>
    /// <param name="village">One village; null for all.</param>
    /// <param name="number">Number of the decision.</param>
    /// <param name="decidedOn">The day it is signed.</param>
    /// <param name="readyOnly">Decide those that are ready and leave the others; otherwise one that is not ready stops all.</param>
    /// <param name="chair">Who signs.</param>
    /// <returns>The decisions written.</returns>
    /// <exception cref="ReviewRefusedException">Own work, a number used before, a day that does not fit, or households not ready; every fault is listed.</exception>
    public static IReadOnlyList<ReviewDecision> Execute(ReviewBook book, ReviewRound round, string? village, string number, DateOnly decidedOn, bool readyOnly, string chair)
    {
        var read = book.Database.Current();
        var cases = ReviewCases.Read(book, round);
        var wanted = cases.All.Where(one => (village is null || one.Listed.Village == village) && one.Decision is null).ToList();
        var ready = wanted.Where(one => one.State == CaseState.Ready).ToList();
        var register = RoundRegister.Read(book, round.Commune, book.Today);
        ReviewRefusedException.ThrowIfAny(
        [
            .. Refusals(book, round, cases, number, decidedOn, chair), .. wanted.Where(one => !readyOnly && one.State != CaseState.Ready).Select(NotReady),
            .. ready.SelectMany(one => Misfits(one, register, decidedOn)),
        ]);
        if (ready.Count == 0)
        {
            throw new ReviewRefusedException("không có hộ nào chờ quyết định", "no household is ready to be decided");
        }

        var period = new DecidedPeriod(book.Law.Pack).SignedOn(decidedOn);
        var managed = book.Law.Form(round.Form).Managed;
        var next = cases.All.Count(one => one.Decision is { Certificate.Length: > 0 });
        using var write = book.Begin(chair, "review.decide", read);
        using var commit = Register.Join(write);
        var facts = new AssessedFacts(book, round, commit);
        var decisions = new List<ReviewDecision>();
        foreach (var one in ready)
        {
            var status = one.Proposal!.Status;
            var certificate = managed.Contains(status) ? FormattableString.Invariant($"{++next:0000}/{period.From.Year}/GCN-{round.Commune}") : "";
            var decision = new ReviewDecision(
                one.Listed.Household, write.Number.Value, number, decidedOn, chair, status, OutcomeOf(one, status, managed), certificate, new DateRange(period.From, period.To));
            OutcomeStore.Write(write, round.Id, decision);
            Attest(commit, book, one.Listed.Household, decision);
            facts.RecordDecided(one.Assessment!, period.From);
            decisions.Add(decision);
        }

        RoundStore.Step(write, round.Id, "decision", village ?? "", decidedOn, FormattableString.Invariant($"{number}: {decisions.Count} hộ"));
        write.Commit();
        return decisions;
    }

    /// <summary>What the decision means to the household.</summary>
    private static string OutcomeOf(ReviewCase one, string status, IReadOnlyList<string> managed) => (managed.Contains(one.Listed.StatusBefore), managed.Contains(status)) switch
    {
        (true, true) => one.Listed.StatusBefore == status ? "kept" : "changed",
        (false, true) => "recognised",
        (true, false) => "left",
        _ => one.Listed.Reason == ReviewReason.Request ? "refused" : "unchanged",
    };

    private static IEnumerable<ReviewFault> Refusals(ReviewBook book, ReviewRound round, ReviewCases cases, string number, DateOnly decidedOn, string chair)
    {
        var prepared = ReviewRounds.Steps(book, round).Where(step => step.Step != "decision" && string.Equals(step.Actor, chair, StringComparison.OrdinalIgnoreCase)).Select(step => step.Step).Distinct().ToList();
        if (prepared.Count > 0)
        {
            yield return new($"{chair} đã làm bước {string.Join(", ", prepared)} của đợt này: người khác phải quyết định", $"{chair} did {string.Join(", ", prepared)} of this round: somebody else must decide");
        }

        if (number.Trim().Length == 0)
        {
            yield return new("cần số quyết định", "expected the decision's number");
        }
        else if (cases.All.FirstOrDefault(one => one.Decision?.Number == number) is { } used)
        {
            yield return new($"số {number} đã dùng cho hộ {used.Listed.Household}", $"number {number} was used for household {used.Listed.Household}");
        }

        if (decidedOn > book.Today)
        {
            yield return new(FormattableString.Invariant($"ngày {decidedOn:dd/MM/yyyy} chưa đến"), FormattableString.Invariant($"{decidedOn:yyyy-MM-dd} has not come yet"));
        }
    }

    private static ReviewFault NotReady(ReviewCase one) => new(
        $"chưa quyết định được: {ReviewCase.Say(one.State, vietnamese: true)}{(one.State == CaseState.Posted ? FormattableString.Invariant($" đến hết {one.Posting!.Until:dd/MM/yyyy}") : "")}",
        $"cannot be decided yet: {ReviewCase.Say(one.State, vietnamese: false)}{(one.State == CaseState.Posted ? FormattableString.Invariant($" until {one.Posting!.Until:yyyy-MM-dd}") : "")}", one.Listed.Household.Value);

    private static IEnumerable<ReviewFault> Misfits(ReviewCase one, RoundRegister register, DateOnly decidedOn)
    {
        if (register.Find(one.Listed.Household) is null)
        {
            yield return new("hộ không còn ở xã này theo sổ", "the household no longer lives in this commune", one.Listed.Household.Value);
        }

        if (one.Posting is { } posting && decidedOn <= posting.Until)
        {
            yield return new(
                FormattableString.Invariant($"niêm yết đến hết {posting.Until:dd/MM/yyyy}; quyết định phải sau ngày đó"), FormattableString.Invariant($"is posted until {posting.Until:yyyy-MM-dd}; the decision must be later"), one.Listed.Household.Value);
        }
        else if (one.Assessment!.AssessedOn > decidedOn)
        {
            yield return new("rà soát sau ngày quyết định", "was assessed after the day of the decision", one.Listed.Household.Value);
        }
    }

    private static void Attest(RegistryCommit commit, ReviewBook book, HouseholdId household, ReviewDecision decision)
    {
        var from = decision.Valid.From!.Value;
        foreach (var old in book.Register.Now().Facts(book.Scope, household).Where(record => record.Fact.Code == ReviewLaw.StatusFact && (record.Fact.Valid.To ?? DateOnly.MaxValue) >= from))
        {
            commit.SupersedeFact(household, old.Key, $"Quyết định {decision.Number}");
            if ((old.Fact.Valid.From ?? DateOnly.MinValue) < from)
            {
                commit.RecordFact(household, old.Fact with { Valid = new DateRange(old.Fact.Valid.From, from.AddDays(-1)) });
            }
        }

        commit.RecordFact(household, new FactEntry(ReviewLaw.StatusFact, decision.Status, decision.Valid, Source, $"Quyết định {decision.Number} ngày {Database.Iso(decision.DecidedOn)}"));
    }
}
