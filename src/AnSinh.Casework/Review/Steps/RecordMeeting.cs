using AnSinh.Casework.Review.Rounds;
using AnSinh.Casework.Review.Store;
using AnSinh.Law;

namespace AnSinh.Casework.Review.Steps;

/// <summary>What a village meeting was, as its minutes say. <paramref name="Agreed"/> counts for every household that <paramref name="Votes"/> does not name.</summary>
public sealed record MeetingRecord(string Village, DateOnly HeldOn, string Chair, string Secretary, int Present, int? Agreed, IReadOnlyDictionary<HouseholdId, int> Votes, string Note = "");

/// <summary>What the meeting decided about: households agreed to, and those to be assessed again.</summary>
public sealed record MeetingResult(IReadOnlyList<ReviewAgreement> Agreements)
{
    public int Agreed => Agreements.Count(agreement => agreement.Enough);
    public int Again => Agreements.Count - Agreed;
}

/// <summary>
/// Records a village meeting. At least the share that the procedure sets (50 % in Quyết định 24/2021/QĐ-TTg, Điều 4) of those present must agree to a household's proposed status; otherwise it
/// is assessed again.
/// </summary>
public static class RecordMeeting
{
    /// <exception cref="ReviewRefusedException">The record contradicts itself or the round; every fault is listed.</exception>
    public static MeetingResult Execute(ReviewBook book, ReviewRound round, MeetingRecord meeting, string actor)
    {
        var step = book.Law.Procedure(round).Step("meeting")
            ?? throw new ReviewRefusedException("Thủ tục của đợt này không có bước họp thôn", "The procedure of this round has no village meeting");
        var percent = step.AgreementPercent
            ?? throw new ReviewRefusedException("Thủ tục không nêu tỷ lệ thống nhất cần có", "The procedure does not say what share must agree");
        var read = book.Database.Current();
        var cases = ReviewCases.Read(book, round);
        var waiting = cases.All.Where(one => one.Listed.Village == meeting.Village && one.State == CaseState.Classified).ToList();
        ReviewRefusedException.ThrowIfAny([.. Faults(book, cases, meeting, waiting)]);
        using var write = book.Begin(actor, "review.meeting", read);
        var agreements = waiting.Select(one =>
        {
            var agreed = meeting.Votes.TryGetValue(one.Listed.Household, out var votes) ? votes : meeting.Agreed!.Value;
            return new ReviewAgreement(one.Listed.Household, write.Number.Value, one.Proposal!.Status, agreed, meeting.Present, agreed * 100L >= (long)percent * meeting.Present);
        }).ToList();
        OutcomeStore.Write(
            write, round.Id, new ReviewMeeting(meeting.Village, write.Number.Value, meeting.HeldOn, meeting.Chair, meeting.Secretary, meeting.Present, meeting.Note), agreements);
        RoundStore.Step(write, round.Id, "meeting", meeting.Village, meeting.HeldOn, FormattableString.Invariant($"{agreements.Count(one => one.Enough)}/{agreements.Count} hộ được thống nhất"));
        write.Commit();
        return new(agreements);
    }

    private static IEnumerable<ReviewFault> Faults(ReviewBook book, ReviewCases cases, MeetingRecord meeting, List<ReviewCase> waiting)
    {
        if (!cases.Villages.Contains(meeting.Village))
        {
            yield return new($"không có thôn '{meeting.Village}' trong danh sách; có: {string.Join(", ", cases.Villages)}", $"there is no village '{meeting.Village}' on the list; there are: {string.Join(", ", cases.Villages)}");
            yield break;
        }

        if (waiting.Count == 0)
        {
            var states = string.Join(", ", cases.All.Where(one => one.Listed.Village == meeting.Village).GroupBy(one => one.State).Select(group => $"{group.Count()} {ReviewCase.Say(group.Key, vietnamese: true)}"));
            yield return new($"{meeting.Village}: không có hộ nào chờ họp ({states})", $"{meeting.Village}: no household waits for a meeting ({states})");
        }

        if (meeting.HeldOn > book.Today)
        {
            yield return new(FormattableString.Invariant($"ngày họp {meeting.HeldOn:dd/MM/yyyy} chưa đến"), FormattableString.Invariant($"the meeting's day {meeting.HeldOn:yyyy-MM-dd} has not come yet"));
        }

        foreach (var late in waiting.Where(one => one.Assessment!.AssessedOn > meeting.HeldOn))
        {
            yield return new(
                FormattableString.Invariant($"rà soát ngày {late.Assessment!.AssessedOn:dd/MM/yyyy}, sau ngày họp"), FormattableString.Invariant($"was assessed on {late.Assessment!.AssessedOn:yyyy-MM-dd}, after the meeting"), late.Listed.Household.Value);
        }

        if (meeting.Chair.Length == 0 || meeting.Secretary.Length == 0 || string.Equals(meeting.Chair, meeting.Secretary, StringComparison.OrdinalIgnoreCase))
        {
            yield return new("cần chủ trì và thư ký là hai người", "the chair and the secretary must be two people");
        }

        if (meeting.Present < 1)
        {
            yield return new($"{meeting.Present} người dự họp; cần ít nhất 1", $"{meeting.Present} present; expected at least 1");
        }

        foreach (var (household, agreed) in meeting.Votes.Select(vote => ((HouseholdId?)vote.Key, vote.Value)).Append((null, meeting.Agreed ?? 0)).Where(vote => vote.Item2 < 0 || vote.Item2 > meeting.Present))
        {
            yield return new($"{agreed} người đồng ý trong {meeting.Present} người dự họp", $"{agreed} agreed of {meeting.Present} present", household?.Value);
        }

        foreach (var unknown in meeting.Votes.Keys.Where(household => waiting.All(one => one.Listed.Household != household)))
        {
            yield return new($"không phải hộ của {meeting.Village} đang chờ họp", $"is not a household of {meeting.Village} that waits for the meeting", unknown.Value);
        }

        if (meeting.Agreed is null && waiting.FirstOrDefault(one => !meeting.Votes.ContainsKey(one.Listed.Household)) is { } silent)
        {
            yield return new("chưa ghi số người đồng ý; dùng --agreed cho mọi hộ hoặc --vote MÃ_HỘ=SỐ", "how many agreed is not said; use --agreed for all or --vote ID=COUNT", silent.Listed.Household.Value);
        }
    }
}
