using AnSinh.Casework.Review.Rounds;
using AnSinh.Casework.Review.Store;
using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Casework.Review.Steps;

/// <summary>A round, whether it was there already, and what deserves a look.</summary>
public sealed record OpenedRound(ReviewRound Round, bool Existed, int Households, IReadOnlyList<ReviewFault> Notes);

/// <summary>Opens a review of a commune and draws up its list: households under management (yearly) and those that asked or were proposed.</summary>
public static class OpenRound
{
    /// <param name="book">The reviews.</param>
    /// <param name="kind"><see cref="ReviewRound.Yearly"/> or <see cref="ReviewRound.AdHoc"/>.</param>
    /// <param name="year">The calendar year.</param>
    /// <param name="month">The month of an ad hoc review; 0 for a yearly one.</param>
    /// <param name="commune">The commune reviewed.</param>
    /// <param name="actor">Who opens it.</param>
    /// <exception cref="ReviewRefusedException">Too early, outside the area, or nobody to review.</exception>
    public static OpenedRound Execute(ReviewBook book, string kind, int year, int month, PlaceCode commune, string actor)
    {
        RequireCommune(book, commune);
        var id = ReviewRound.IdOf(kind, year, month, commune);
        using (var connection = book.Database.Connect())
        {
            if (RoundStore.Find(connection, book.Scope, id) is { } existing)
            {
                return new(existing, true, RoundStore.Households(connection, book.Scope, id).Count, []);
            }
        }

        var today = book.Today;
        var procedure = book.Law.Procedures.Find(ReviewLaw.Status, kind, today)
            ?? throw new ReviewRefusedException("Bộ luật không có thủ tục rà soát này cho hôm nay", "The law pack has no such review procedure for today");
        var notes = RequireTime(procedure, kind, year, month, today);
        var read = book.Database.Current();
        var register = RoundRegister.Read(book, commune, today);
        var form = book.Law.FormFor(new DecidedPeriod(book.Law.Pack).FirstDay(today));
        using var write = book.Begin(actor, "review.open", read);
        var round = new ReviewRound(id, kind, year, month, commune, PlaceDirectory.VietNam.ProvinceOf(commune), form.Key, procedure.Id, today, actor, write.Number.Value);
        var listed = List(book, round, register, RoundStore.Waiting(write.Connection, book.Scope, commune), notes);
        if (listed.Count == 0)
        {
            throw new ReviewRefusedException("Không có hộ nào để rà soát: xã không có hộ đang quản lý và chưa có giấy đề nghị", "There is no household to review: none under management and no request");
        }

        RoundStore.Write(write, round);
        foreach (var household in listed)
        {
            RoundStore.Write(write, id, household);
        }

        RoundStore.Step(write, id, "list", "", today, FormattableString.Invariant($"{listed.Count} hộ"));
        write.Commit();
        return new(round, false, listed.Count, notes);
    }

    private static void RequireCommune(ReviewBook book, PlaceCode commune)
    {
        if (!commune.IsCommune || PlaceDirectory.VietNam.Find(commune) is not { } place || !book.Scope.Allows(commune, place.Province))
        {
            throw new ReviewRefusedException($"{commune} không phải mã một xã trong phạm vi được giao", $"{commune} is not the code of a commune within the area", commune.Value);
        }
    }

    private static List<ReviewFault> RequireTime(Procedure procedure, string kind, int year, int month, DateOnly today)
    {
        var clock = new ReviewClock(procedure, kind, year, month, new Dictionary<ProcedureEvent, DateOnly>());
        var (first, last) = clock.Days(procedure.Step("review")!);
        if (first is { } from && today < from)
        {
            throw new ReviewRefusedException(
                FormattableString.Invariant($"Đợt này bắt đầu từ {from:dd/MM/yyyy} ({procedure.Step("review")!.Ref}); hôm nay là {today:dd/MM/yyyy}"),
                FormattableString.Invariant($"This review begins on {from:yyyy-MM-dd} ({procedure.Step("review")!.Ref}); today is {today:yyyy-MM-dd}"));
        }

        return last is { } to && today > to
            ? [new ReviewFault(FormattableString.Invariant($"Mở sau hạn của đợt ({to:dd/MM/yyyy})"), FormattableString.Invariant($"Opened after the last day of the review ({to:yyyy-MM-dd})"))]
            : [];
    }

    private static List<ReviewHousehold> List(ReviewBook book, ReviewRound round, RoundRegister register, List<ReviewRequest> waiting, List<ReviewFault> notes)
    {
        var requests = waiting.GroupBy(request => request.Household).ToDictionary(group => group.Key, group => group.Last());
        var listed = new List<ReviewHousehold>();
        foreach (var dwelling in register.Dwellings)
        {
            var status = register.Value(dwelling.Household, ReviewLaw.StatusFact);
            if (register.Contradiction(dwelling.Household, ReviewLaw.StatusFact) is { Count: > 0 } values)
            {
                var (vi, en) = (string.Join(", ", values.Select(value => book.Law.StatusDefinition.Say(value, vietnamese: true))), string.Join(", ", values));
                notes.Add(new ReviewFault($"sổ ghi mâu thuẫn: {vi}; tính theo thông tin ghi sau cùng", $"the register contradicts itself: {en}; the last recorded counts", dwelling.Household.Value));
            }

            var request = requests.GetValueOrDefault(dwelling.Household);
            var managed = round.Kind == ReviewRound.Yearly && book.Law.Form(round.Form).Managed.Contains(status);
            if (managed || request is not null)
            {
                listed.Add(new(
                    dwelling.Household, dwelling.Village, managed ? ReviewReason.Managed : request!.Reason, request?.AskedOn, status, request?.Note ?? "", round.Known));
            }
        }

        return listed;
    }
}
