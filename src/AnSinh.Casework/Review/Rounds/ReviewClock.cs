using AnSinh.Casework.Calendar;
using AnSinh.Law;

namespace AnSinh.Casework.Review.Rounds;

/// <summary>Where a step stands in time.</summary>
/// <param name="Done">The day it was finished; null while it is not.</param>
/// <param name="WorkingDaysLeft">Working days from today to the last day; negative when overdue; null without deadline.</param>
public sealed record StepTime(ProcedureStep Step, DateOnly? First, DateOnly? Last, DateOnly? Done, int? WorkingDaysLeft)
{
    public bool IsOverdue(DateOnly today) => Last is { } last && (Done ?? today) > last;
}

/// <summary>The days of a procedure's steps, counted from what has happened (docs/law-pack.md, "procedures/*.yaml").</summary>
public sealed class ReviewClock(Procedure procedure, string kind, int year, int month, IReadOnlyDictionary<ProcedureEvent, DateOnly> happened)
{
    public IReadOnlyList<StepTime> Steps(DateOnly today) =>
    [
        .. procedure.StepsOn(today).Select(step =>
        {
            var (first, last) = Days(step);
            DateOnly? done = happened.TryGetValue(new ProcedureEvent(step.Id, Begun: false), out var day) ? day : null;
            return new StepTime(step, first, last, done, done is null && last is { } to ? WorkingCalendar.VietNam.WorkingDaysBetween(today, to) : null);
        }),
    ];

    /// <summary>The first and last day of a step, as far as they can be told yet.</summary>
    public (DateOnly? First, DateOnly? Last) Days(ProcedureStep step)
    {
        DateOnly? first = step.From switch
        {
            StepStart.OnYearDay on => on.Day.In(year),
            StepStart.OnEvent on => Of(on.Event),
            // An ad hoc review belongs to a month: its day there, whenever requests came before.
            StepStart.OnMonthDay on when kind == ReviewRound.AdHoc => new DateOnly(year, month, on.Day),
            StepStart.OnMonthDay on => Of(on.After) is { } after ? NextDay(after, on.Day) : null,
            _ => null,
        };
        DateOnly? last = step.To switch
        {
            StepEnd.OnYearDay on => on.Day.In(year),
            StepEnd.OnMonthDay on => kind == ReviewRound.AdHoc ? NextReport(on) : null,
            StepEnd.AfterDays after => Of(after.After) is { } from ? after.Working ? WorkingCalendar.VietNam.AfterWorkingDays(from, after.Days) : from.AddDays(after.Days) : null,
            _ => null,
        };
        return (first, last);
    }

    private DateOnly? Of(ProcedureEvent one) => happened.TryGetValue(one, out var day) ? day : null;

    private static DateOnly NextDay(DateOnly after, int day) => after.Day <= day ? new DateOnly(after.Year, after.Month, day) : new DateOnly(after.Year, after.Month, day).AddMonths(1);

    /// <summary>The report of a month's review is due on that day of the month after, where it is one of the months named.</summary>
    private DateOnly? NextReport(StepEnd.OnMonthDay on)
    {
        var due = new DateOnly(year, month, 1).AddMonths(1);
        return on.Months.Contains(due.Month) ? new DateOnly(due.Year, due.Month, on.Day) : null;
    }
}
