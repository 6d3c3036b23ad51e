using System.Data.Common;
using AnSinh.Law;
using AnSinh.Payroll.Arrears;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Store;
using AnSinh.Registry;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Payroll.Returns;

/// <summary>
/// An award whose money was not collected: the months that are still unpaid, how many of them in a row up to the last one paid out, and what the law says of it
/// (<paramref name="Suspends"/>; <paramref name="WhyVi"/> and <paramref name="WhyEn"/> in words).
/// </summary>
public sealed record UnclaimedAward(
    PersonId Person, AwardId Award, BenefitId Benefit, string Payee, Vnd Amount, IReadOnlyList<BenefitMonth> Months, int InARow, bool Suspends, string WhyVi, string WhyEn);

/// <summary>
/// The statement of unclaimed money of an area, and the suspension and resumption of awards whose money nobody collects. After how many months is asked of the suspension rule of the award's
/// programme; a programme without one is never suspended for it.
/// </summary>
public static class Unclaimed
{
    public const string Reason = "uncollected";

    /// <summary>Everything uncollected, for the list of <paramref name="month"/> as known on <paramref name="known"/>.</summary>
    public static IReadOnlyList<UnclaimedAward> Of(PayrollBook book, PlaceCode area, BenefitMonth month, DateOnly known)
    {
        using var connection = book.Connect();
        var stretches = book.Register.Now().Awards(AreaScope.Of(area)).ToLookup(award => award.Id);
        return book.Pack.Determiners.Use(determiner => (IReadOnlyList<UnclaimedAward>)
        [
            .. Lines(connection, area).GroupBy(line => line.Award).OrderBy(group => group.Key)
                .Select(group => Award(determiner, group.Key, [.. group], stretches[group.Key].FirstOrDefault(), month, known)).OfType<UnclaimedAward>(),
        ]);
    }

    /// <summary>Suspends an award from a month on, where its programme's rule says so. The money that was not collected stays owed.</summary>
    /// <param name="book">The payroll.</param>
    /// <param name="award">The award.</param>
    /// <param name="from">The first month not paid.</param>
    /// <param name="actor">Who records the decision.</param>
    /// <param name="decision">Its number; needed.</param>
    /// <exception cref="PayrollRefusedException">Nothing uncollected, the rule does not suspend it (yet), or no decision.</exception>
    public static void Suspend(PayrollBook book, AwardId award, BenefitMonth from, string actor, string decision)
    {
        var known = book.Database.Clock.TodayInVietNam();
        var place = Place(book, award);
        var found = Of(book, place, from, known).FirstOrDefault(one => one.Award == award)
            ?? throw new PayrollRefusedException("Không có khoản nào chưa nhận của quyết định này", "Nothing of this award is uncollected", award.Value);
        if (!found.Suspends)
        {
            throw new PayrollRefusedException($"Không tạm dừng được: {found.WhyVi}", $"It cannot be suspended: {found.WhyEn}", award.Value);
        }

        Decide(book, award, decision, actor, commit => commit.SuspendAward(award, from, $"{decision}: {found.WhyVi}"));
    }

    /// <summary>Pays again from a month on. Whether the suspended months are paid is the rule's to say; what was not collected before is sent again with the next run.</summary>
    /// <exception cref="PayrollRefusedException">The award is not suspended, or no decision.</exception>
    public static void Resume(PayrollBook book, AwardId award, BenefitMonth from, string actor, string decision)
    {
        if (!book.Register.Now().Award(AreaScope.All, award).Any(stretch => stretch.State == AwardState.Suspended && stretch.From <= from && (stretch.To is not { } to || from <= to.Next)))
        {
            throw new PayrollRefusedException("Quyết định này không bị tạm dừng", "This award is not suspended", award.Value);
        }

        Decide(book, award, decision, actor, commit => commit.ResumeAward(award, from, decision));
    }

    private static void Decide(PayrollBook book, AwardId award, string decision, string actor, Action<RegistryCommit> write)
    {
        if (decision.Length == 0)
        {
            throw new PayrollRefusedException("Cần số quyết định", "The number of the decision is needed", award.Value);
        }

        using var commit = book.Register.Begin(actor, "payroll.unclaimed");
        write(commit);
        commit.Commit();
    }

    private static PlaceCode Place(PayrollBook book, AwardId award) => book.Register.Now().Award(AreaScope.All, award) is [var first, ..]
        ? first.Place
        : throw new PayrollRefusedException($"Không có quyết định hưởng {award}", $"There is no award {award}", award.Value);

    private static UnclaimedAward? Award(Determiner determiner, AwardId award, IReadOnlyList<Line> lines, AwardStretch? stretch, BenefitMonth month, DateOnly known)
    {
        var missed = lines.Where(line => line.Missed).ToList();
        if (missed.Count == 0 || stretch is null)
        {
            return null;
        }

        // In a row: the months back from the last one of which anything is known.
        var byMonth = lines.GroupBy(line => line.Month).OrderByDescending(group => group.Key).ToList();
        var row = byMonth.TakeWhile(group => group.All(line => line.Missed)).Count();
        var (suspends, vi, en) = Ask(determiner, stretch.Benefit, row, month, known);
        return new UnclaimedAward(
            stretch.Person, award, stretch.Benefit, missed[0].Payee, Vnd.Sum(missed.Select(line => line.Amount)), [.. missed.Select(line => line.Month).Distinct().Order()], row, suspends, vi, en);
    }

    private static (bool Suspends, string Vi, string En) Ask(Determiner determiner, BenefitId benefit, int row, BenefitMonth month, DateOnly known)
    {
        try
        {
            var answer = determiner.Suspension(benefit, new AwardStanding(row, 0, ReviewRefused: false, 0), month, known);
            return answer.Reasons.Contains(Reason)
                ? (true, $"không nhận tiền {row} tháng liên tục", $"not collected for {row} months in a row")
                : (false, $"không nhận tiền {row} tháng liên tục, chưa đến mức tạm dừng", $"not collected for {row} months in a row, not yet as many as suspend");
        }
        catch (LawStopException stop)
        {
            return (false, stop.Reason.Vi, stop.Reason.En);
        }
    }

    private sealed record Line(AwardId Award, BenefitMonth Month, Vnd Amount, string Payee, bool Missed);

    /// <summary>The lines of an area that were ordered and of which something is known, each with its last payment: collected, or not.</summary>
    private static IEnumerable<Line> Lines(DbConnection connection, PlaceCode area) => connection
        .Query<(string Line, string Award, string Month, string Payee, string Parts, string State, string? Reason)>(
            """
            select l.line_id, l.award_id, l.month, p.payee, i.parts, p.state,
                (select e.reason from payroll_payment_event e where e.payment_id = p.payment_id and e.outcome = p.state order by e.sequence desc limit 1)
            from payroll_payment p join payroll_run r on r.run_id = p.run_id
            join payroll_payment_item i on i.payment_id = p.payment_id join payroll_line l on l.line_id = i.line_id
            where r.area = @area order by l.line_id, p.known
            """, new { area = area.Value })
        .GroupBy(row => row.Line, StringComparer.Ordinal).Select(group => group.Last())
        .Where(row => row.State is "settled" or "rejected" or "returned")
        .Select(row => new Line(
            new AwardId(row.Award), BenefitMonth.Parse(row.Month), FundAmounts.Parse(row.Parts).Total, row.Payee, row.State == "returned" && ReturnReasons.Of(row.Reason ?? "").Cure == ReturnCure.Collect));
}
