using AnSinh.Casework.Cases;
using AnSinh.Casework.Cases.Store;
using AnSinh.Law;
using AnSinh.Payroll;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Steps;
using AnSinh.Registry;
using AnSinh.Web.Access;
using AnSinh.Web.Payroll;

namespace AnSinh.Web.Overseer;

/// <summary>How long decisions take in a commune. Null figures are hidden: too few cases.</summary>
/// <param name="Opened">Cases that came in.</param>
/// <param name="Ended">Decided, not taken up or withdrawn.</param>
/// <param name="MedianDays">Calendar days from receipt to end, of those that ended.</param>
/// <param name="SlowDays">Nine of ten took no longer.</param>
/// <param name="Overdue">Open after their deadline.</param>
public sealed record DecisionTimes(PlaceCode Commune, int? Opened, int? Ended, int? MedianDays, int? SlowDays, int? Overdue);

/// <summary>Complaints of one kind.</summary>
public sealed record ComplaintCounts(CaseKind Kind, int Opened, int Open, int Overdue, int Decided, int NotTakenUp, int Withdrawn);

/// <summary>The steps of a month of an area: when it was cut off, approved, ordered and settled.</summary>
/// <param name="DaysToOrder">From approval to the order.</param>
/// <param name="Returned">Payments that came back.</param>
public sealed record MonthTimes(PayrollRun Run, DateOnly? Approved, DateOnly? Ordered, DateOnly? Settled, int? DaysToOrder, int Payments, int Returned);

/// <summary>The delivery chain in figures, from the events of cases and the steps of months.</summary>
public static class ChainTimes
{
    /// <summary>Communes with fewer cases are not shown one by one.</summary>
    public const int Fewest = 5;

    private const int MonthsShown = 12;

    private static readonly CaseKind[] Complaints = [CaseKind.Grievance, CaseKind.Objection, CaseKind.Appeal];

    /// <summary>Applications and other cases about rights, by commune, of those received from a day on.</summary>
    public static IReadOnlyList<DecisionTimes> Decisions(IReadOnlyList<CaseLine> cases, DateOnly since, DateOnly today) =>
    [
        .. cases.Where(line => !Complaints.Contains(line.Header.Kind) && line.Header.OpenedOn >= since).GroupBy(line => line.Header.Commune).OrderBy(group => group.Key).Select(group =>
        {
            var days = group.Where(line => !line.Stage.IsOpen()).Select(line => line.LastDay.DayNumber - line.Header.OpenedOn.DayNumber).Order().ToList();
            return group.Count() < Fewest ? new DecisionTimes(group.Key, null, null, null, null, null) : new DecisionTimes(
                group.Key, group.Count(), days.Count, days.Count < Fewest ? null : days[days.Count / 2], days.Count < Fewest ? null : days[(days.Count * 9 - 1) / 10], group.Count(line => IsOverdue(line, today)));
        }),
    ];

    public static IReadOnlyList<ComplaintCounts> Of(IReadOnlyList<CaseLine> cases, DateOnly since, DateOnly today) =>
    [
        .. Complaints.Select(kind => (kind, lines: cases.Where(line => line.Header.Kind == kind && line.Header.OpenedOn >= since).ToList())).Select(pair => new ComplaintCounts(
            pair.kind, pair.lines.Count, pair.lines.Count(line => line.Stage.IsOpen()), pair.lines.Count(line => IsOverdue(line, today)), pair.lines.Count(line => line.Stage == CaseStage.Decided),
            pair.lines.Count(line => line.Stage == CaseStage.Rejected), pair.lines.Count(line => line.Stage == CaseStage.Withdrawn))),
    ];

    /// <summary>The last months of the area, newest first.</summary>
    public static IReadOnlyList<MonthTimes> Months(PayrollBook book, AreaScope scope) =>
    [
        .. ShowRun.All(book).Where(run => run.State.IsFrozen() && RunWords.InScope(scope, run.Area)).OrderByDescending(run => run.Month.Index).ThenBy(run => run.Area).Take(MonthsShown).Select(run =>
        {
            var (_, steps, payments) = ShowRun.Read(book, run.Id);
            DateOnly? Day(string step) => steps.LastOrDefault(one => one.Step == step) is { } taken ? DateOnly.FromDateTime(AccountBook.ParseInstant(taken.RecordedAt).ToOffset(Storage.VietNamClock.Offset).DateTime) : null;
            var (approved, ordered) = (Day("approve"), Day("order"));
            return new MonthTimes(run, approved, ordered, Day("settle"), approved is { } from && ordered is { } to ? to.DayNumber - from.DayNumber : null, payments.Count, payments.Count(payment => payment.CameBack));
        }),
    ];

    private static bool IsOverdue(CaseLine line, DateOnly today) => line.Stage.IsOpen() && line.Clock is { } clock && clock.Due < today;
}
