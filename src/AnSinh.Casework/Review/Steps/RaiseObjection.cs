using AnSinh.Casework.Review.Rounds;
using AnSinh.Casework.Review.Store;
using AnSinh.Law;

namespace AnSinh.Casework.Review.Steps;

/// <summary>Takes an objection to what was posted: the household is examined again (phúc tra) before anything is decided.</summary>
public static class RaiseObjection
{
    /// <param name="book">The reviews.</param>
    /// <param name="round">The round.</param>
    /// <param name="household">About whom.</param>
    /// <param name="receivedOn">When it came in.</param>
    /// <param name="from">Who objects; empty where no name was given.</param>
    /// <param name="reason">Why.</param>
    /// <param name="actor">Who takes it.</param>
    /// <exception cref="ReviewRefusedException">Not posted, decided already, without a reason, or on a day that does not fit.</exception>
    public static void Execute(ReviewBook book, ReviewRound round, HouseholdId household, DateOnly receivedOn, string from, string reason, string actor)
    {
        var read = book.Database.Current();
        var one = ReviewCases.Read(book, round).Find(household)
            ?? throw new ReviewRefusedException("hộ không có trong danh sách của đợt", "the household is not on the round's list", household.Value);
        var faults = new List<ReviewFault>();
        if (one.Posting is null || one.State is not (CaseState.Posted or CaseState.Ready or CaseState.Objected))
        {
            faults.Add(new($"hộ đang ở bước '{ReviewCase.Say(one.State, vietnamese: true)}', chưa niêm yết hoặc đã quyết định", $"the household is at '{ReviewCase.Say(one.State, vietnamese: false)}', not posted or decided already", household.Value));
        }
        else if (receivedOn < one.Posting.PostedOn || receivedOn > book.Today)
        {
            faults.Add(new(
                FormattableString.Invariant($"ngày {receivedOn:dd/MM/yyyy}; cần từ ngày niêm yết {one.Posting.PostedOn:dd/MM/yyyy} đến hôm nay"),
                FormattableString.Invariant($"{receivedOn:yyyy-MM-dd}; expected from the posting, {one.Posting.PostedOn:yyyy-MM-dd}, to today"), household.Value));
        }

        if (reason.Trim().Length == 0)
        {
            faults.Add(new("cần nội dung khiếu nại", "expected what the objection says", household.Value));
        }

        ReviewRefusedException.ThrowIfAny(faults);
        using var write = book.Begin(actor, "review.object", read);
        OutcomeStore.Write(write, round.Id, new ReviewObjection(household, write.Number.Value, receivedOn, from.Trim(), reason.Trim()));
        RoundStore.Step(write, round.Id, "objection", one.Listed.Village, receivedOn, household.Value);
        write.Commit();
    }
}
