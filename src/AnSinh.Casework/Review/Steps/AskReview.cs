using AnSinh.Casework.Review.Rounds;
using AnSinh.Casework.Review.Store;
using AnSinh.Law;

namespace AnSinh.Casework.Review.Steps;

/// <summary>Households of one commune proposed: the round that took them up (null: they wait), and how many wait or are on its list already.</summary>
public sealed record ProposedHouseholds(PlaceCode Commune, ReviewRound? Round, int Added, int Already);

/// <summary>Takes a household's request (Mẫu số 01), or a proposal from the data: it goes on the list of the commune's open yearly round, else it waits for the next round.</summary>
public static class AskReview
{
    /// <summary>
    /// Proposes households found in the data, each commune by itself. Those that wait or are on the list already stay as they are, so that the same search can be made again; those that moved away since are left out.
    /// </summary>
    public static IReadOnlyList<ProposedHouseholds> Propose(ReviewBook book, IReadOnlySet<HouseholdId> households, DateOnly askedOn, string note, string actor)
    {
        var proposed = new List<ProposedHouseholds>();
        foreach (var commune in book.Register.Now().Dwellings(book.Scope, book.Today).Where(dwelling => households.Contains(dwelling.Household)).GroupBy(dwelling => dwelling.Commune).OrderBy(group => group.Key.Value, StringComparer.Ordinal))
        {
            HashSet<HouseholdId> asked;
            using (var connection = book.Database.Connect())
            {
                asked = [.. RoundStore.Waiting(connection, book.Scope, commune.Key).Select(request => request.Household)];
                if (OpenRoundOf(RoundStore.Rounds(connection, book.Scope), commune.Key, book.Today) is { } open)
                {
                    asked.UnionWith(RoundStore.Households(connection, book.Scope, open.Id).Select(household => household.Household));
                }
            }

            var added = commune.Select(dwelling => dwelling.Household).Where(household => !asked.Contains(household)).ToList();
            var round = added.Count == 0 ? null : Execute(book, added, ReviewReason.Proposed, askedOn, note, actor);
            proposed.Add(new(commune.Key, round, added.Count, commune.Count() - added.Count));
        }

        return proposed;
    }

    /// <returns>The round that took it up; null when it waits.</returns>
    /// <exception cref="ReviewRefusedException">No such household here, a day to come, or it is on a list already.</exception>
    public static ReviewRound? Execute(ReviewBook book, IReadOnlyList<HouseholdId> households, string reason, DateOnly askedOn, string note, string actor)
    {
        var today = book.Today;
        if (askedOn > today)
        {
            throw new ReviewRefusedException(FormattableString.Invariant($"ngày {askedOn:dd/MM/yyyy} chưa đến"), FormattableString.Invariant($"{askedOn:yyyy-MM-dd} has not come yet"));
        }

        var read = book.Database.Current();
        var dwellings = book.Register.Now().Dwellings(book.Scope, today).Where(dwelling => households.Contains(dwelling.Household)).ToDictionary(dwelling => dwelling.Household);
        var faults = households.Where(household => !dwellings.ContainsKey(household))
            .Select(household => new ReviewFault("không có hộ này trong phạm vi được giao", "there is no such household within the area", household.Value)).ToList();
        ReviewRefusedException.ThrowIfAny(faults);
        if (dwellings.Values.Select(dwelling => dwelling.Commune).Distinct().Count() != 1)
        {
            throw new ReviewRefusedException("các hộ phải thuộc cùng một xã", "the households must live in one commune");
        }

        var commune = dwellings.Values.First().Commune;
        using var write = book.Begin(actor, "review.request", read);
        var round = OpenRoundOf(RoundStore.Rounds(write.Connection, book.Scope), commune, today);
        HashSet<HouseholdId> listed = round is null ? [] : [.. RoundStore.Households(write.Connection, book.Scope, round.Id).Select(household => household.Household)];
        var waiting = RoundStore.Waiting(write.Connection, book.Scope, commune).Select(request => request.Household).ToHashSet();
        faults.AddRange(households.Where(listed.Contains).Select(household => new ReviewFault($"đã có trong danh sách {round!.Id}", $"is on the list of {round!.Id} already", household.Value)));
        faults.AddRange(households.Where(waiting.Contains).Select(household => new ReviewFault("đã có giấy đề nghị đang chờ", "a request is waiting already", household.Value)));
        ReviewRefusedException.ThrowIfAny(faults);
        var register = RoundRegister.With([.. dwellings.Values], book, commune, today);
        foreach (var household in households)
        {
            RoundStore.Write(write, commune, new ReviewRequest(household, reason, askedOn, note, write.Number.Value));
            if (round is not null)
            {
                var status = register.Value(household, ReviewLaw.StatusFact);
                RoundStore.Write(write, round.Id, new ReviewHousehold(household, dwellings[household].Village, reason, askedOn, status, note, write.Number.Value));
                RoundStore.Step(write, round.Id, "request", dwellings[household].Village, askedOn, household.Value);
            }
        }

        write.Commit();
        return round;
    }

    /// <summary>The yearly round of this year that takes up whoever asks.</summary>
    private static ReviewRound? OpenRoundOf(IEnumerable<ReviewRound> rounds, PlaceCode commune, DateOnly today) =>
        rounds.LastOrDefault(round => round.Commune == commune && round.Kind == ReviewRound.Yearly && round.Year == today.Year);
}
