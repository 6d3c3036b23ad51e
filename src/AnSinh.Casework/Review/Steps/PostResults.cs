using AnSinh.Casework.Calendar;
using AnSinh.Casework.Review.Rounds;
using AnSinh.Casework.Review.Store;
using AnSinh.Law;

namespace AnSinh.Casework.Review.Steps;

/// <summary>Posts the results that meetings agreed to, for the working days that the procedure sets. Objections can be raised from then on.</summary>
public static class PostResults
{
    /// <returns>How many households were posted, and the last day of the posting.</returns>
    /// <exception cref="ReviewRefusedException">Nothing to post, a day to come, or before the meeting.</exception>
    public static (int Households, DateOnly Until) Execute(ReviewBook book, ReviewRound round, string? village, DateOnly postedOn, string place, string actor)
    {
        var step = book.Law.Procedure(round).Step("posting");
        if (step?.To is not StepEnd.AfterDays posting)
        {
            throw new ReviewRefusedException("Thủ tục của đợt này không có bước niêm yết", "The procedure of this round has no posting");
        }

        var read = book.Database.Current();
        var ready = ReviewCases.Read(book, round).All.Where(one => one.State == CaseState.Agreed && (village is null || one.Listed.Village == village)).ToList();
        if (ready.Count == 0)
        {
            throw new ReviewRefusedException("không có hộ nào chờ niêm yết", "no household waits to be posted");
        }

        var met = ReviewRounds.Meetings(book, round).ToDictionary(meeting => meeting.Known, meeting => meeting.HeldOn);
        var faults = ready.Where(one => one.Agreement is { } agreement && met.GetValueOrDefault(agreement.Known) > postedOn)
            .Select(one => new ReviewFault("niêm yết trước ngày họp thôn", "posted before the village meeting", one.Listed.Household.Value)).ToList();
        if (postedOn > book.Today)
        {
            faults.Add(new(FormattableString.Invariant($"ngày {postedOn:dd/MM/yyyy} chưa đến"), FormattableString.Invariant($"{postedOn:yyyy-MM-dd} has not come yet")));
        }

        ReviewRefusedException.ThrowIfAny(faults);
        var until = posting.Working ? WorkingCalendar.VietNam.AfterWorkingDays(postedOn, posting.Days) : postedOn.AddDays(posting.Days);
        using var write = book.Begin(actor, "review.post", read);
        foreach (var one in ready)
        {
            OutcomeStore.Write(write, round.Id, new ReviewPosting(one.Listed.Household, write.Number.Value, one.Listed.Village, one.Proposal!.Status, postedOn, until, place));
        }

        foreach (var group in ready.GroupBy(one => one.Listed.Village))
        {
            RoundStore.Step(write, round.Id, "posting", group.Key, postedOn, FormattableString.Invariant($"{group.Count()} hộ, đến hết {until:dd/MM/yyyy}"));
        }

        write.Commit();
        return (ready.Count, until);
    }
}
