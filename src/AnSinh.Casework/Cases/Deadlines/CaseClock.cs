using AnSinh.Casework.Calendar;
using AnSinh.Law;

namespace AnSinh.Casework.Cases.Deadlines;

/// <summary>Who has to know that a case is late.</summary>
public enum Escalation
{
    None,

    /// <summary>It is overdue: the commune chair.</summary>
    Chair,

    /// <summary>It is overdue by as much again as the law gave: the province.</summary>
    Province,
}

/// <summary>A clock seen from a day. <paramref name="WorkingDaysLeft"/> is negative once it has run out.</summary>
public sealed record ClockReading(RunningClock Clock, Deadline? Deadline, int WorkingDaysLeft, Escalation Escalation);

/// <summary>Which clock runs after an event: by the law of the day on which it begins.</summary>
public sealed class CaseClock(LawPack pack)
{
    /// <summary>Suspensions, ends and deaths have to reach the list of the next month.</summary>
    private const string ListDay = "tgxh.chi_tra.ngay_chot";

    private readonly DeadlineCatalog _deadlines = new(pack);

    /// <summary>The clock after an event of a day; null where none runs: papers are waited for, it is ended, or the law as far as read sets no deadline.</summary>
    /// <param name="before">The clock that ran until now.</param>
    public RunningClock? After(CaseKind kind, CaseRequest request, BenefitId? benefit, CaseStage stage, CaseEvent happened, DateOnly day, RunningClock? before)
    {
        if (!stage.IsOpen() || stage == CaseStage.Waiting)
        {
            return null;
        }

        var deadline = happened switch
        {
            Opened => AtFirst(kind, request, benefit, day),
            PapersReceived => kind.IsTakenUp() ? Resolving(kind, new TakenUp(false, false), day) : AtFirst(kind, request, benefit, day),
            TakenUp taken => Resolving(kind, taken, day),
            _ => null,
        };
        return happened is Opened or PapersReceived or TakenUp ? deadline is null ? null : new RunningClock(deadline.Parameter, day, deadline.Until(day)) : before;
    }

    /// <summary>How a clock stands on a day.</summary>
    public ClockReading Read(RunningClock clock, DateOnly today)
    {
        var deadline = _deadlines.Exact(clock.Parameter, clock.From);
        var escalation = today <= clock.Due ? Escalation.None : deadline is not null && today > deadline.Until(clock.Due) ? Escalation.Province : Escalation.Chair;
        return new ClockReading(clock, deadline, WorkingCalendar.VietNam.WorkingDaysBetween(today, clock.Due), escalation);
    }

    /// <summary>Until when the result on a benefit is posted from a day on; null where the law of the day asks for no posting, or the name of the benefit would say what nobody may learn.</summary>
    public (Deadline Deadline, DateOnly Until)? Posting(BenefitId benefit, DateOnly day) =>
        !pack.IsDiscreet(benefit) && _deadlines.Exact($"thoi_han.niem_yet_{pack.Benefits.Find(benefit)?.Programme.Id}", day) is { } deadline ? (deadline, deadline.Until(day)) : null;

    /// <summary>The last day on which a decision received on a day can be objected to (or an objection's decision appealed against).</summary>
    public (Deadline Deadline, DateOnly Until)? TimeToComplain(CaseKind kind, bool remote, DateOnly received) =>
        _deadlines.Find(Name(kind) + ".nop" + (remote ? ".vung_sau" : ""), received) is { } deadline ? (deadline, deadline.Until(received)) : null;

    private Deadline? AtFirst(CaseKind kind, CaseRequest request, BenefitId? benefit, DateOnly day) => kind switch
    {
        CaseKind.Application => _deadlines.OfBenefits(((BenefitsAsked)request).Benefits, day),
        CaseKind.Reassessment => benefit is { } one ? _deadlines.OfBenefits([one], day) : null,
        CaseKind.Suspension or CaseKind.Resumption or CaseKind.Withdrawal or CaseKind.Death => _deadlines.Exact(ListDay, day),
        CaseKind.Move => _deadlines.Find("di_chuyen", day),
        CaseKind.Change => _deadlines.Find("du_lieu.chinh_sua", day),
        CaseKind.Objection or CaseKind.Appeal => _deadlines.Find(Name(kind) + ".thu_ly", day),
        CaseKind.Grievance => _deadlines.Find("phan_anh", day),
        CaseKind.Erasure => _deadlines.Find("du_lieu.xoa", day),
        CaseKind.Access => _deadlines.Find("du_lieu.cung_cap", day),
        _ => null,
    };

    private Deadline? Resolving(CaseKind kind, TakenUp taken, DateOnly day) =>
        _deadlines.Find(Name(kind) + ".giai_quyet" + (taken.Remote ? ".vung_sau" : "") + (taken.Complicated ? ".phuc_tap" : ""), day);

    private static string Name(CaseKind kind) => kind == CaseKind.Objection ? "khieu_nai" : "khieu_nai_2";
}
