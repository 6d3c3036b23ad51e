using AnSinh.Casework.Calendar;
using AnSinh.Law;

namespace AnSinh.Casework.Cases.Deadlines;

public enum DeadlineUnit
{
    WorkingDays,
    Days,

    /// <summary>A day of the month: the next one, today included.</summary>
    DayOfMonth,
}

/// <summary>How long something may take by the law of a day.</summary>
/// <param name="Parameter">The parameter of the law pack that says so.</param>
/// <param name="Grade">That of the number, or of its instrument in that month where this is weaker.</param>
public sealed record Deadline(string Parameter, int Length, DeadlineUnit Unit, LegalRef Ref, EvidenceGrade Grade)
{
    /// <summary>The last day, counted from the day after <paramref name="from"/>.</summary>
    public DateOnly Until(DateOnly from) => Unit switch
    {
        DeadlineUnit.WorkingDays => WorkingCalendar.VietNam.AfterWorkingDays(from, Length),
        DeadlineUnit.Days => EndOfTerm(from.AddDays(Length)),
        _ => from.Day <= Length ? new DateOnly(from.Year, from.Month, Length) : new DateOnly(from.Year, from.Month, Length).AddMonths(1),
    };

    public string Say(bool vietnamese) => Unit switch
    {
        DeadlineUnit.WorkingDays => vietnamese ? $"{Length} ngày làm việc" : $"{Length} working days",
        DeadlineUnit.Days => vietnamese ? $"{Length} ngày" : $"{Length} days",
        _ => vietnamese ? $"trước khi chốt danh sách ngày {Length}" : $"before the list closes on day {Length}",
    };

    /// <summary>A term of days that would end on a day off ends with the next working day (Bộ luật Dân sự 91/2015/QH13, Điều 148 khoản 5).</summary>
    private static DateOnly EndOfTerm(DateOnly day) => WorkingCalendar.VietNam.IsWorking(day) ? day : WorkingCalendar.VietNam.AfterWorkingDays(day, 1);
}

/// <summary>The deadlines of a law pack (<c>law/vn/parameters/deadlines.yaml</c>).</summary>
public sealed class DeadlineCatalog(LawPack pack)
{
    private const string Prefix = "thoi_han.";

    /// <summary>The deadline of a name, or of the longest part of it that has one; null where the law as far as read sets none.</summary>
    /// <param name="name">For example <c>tgxh.mai_tang</c>, <c>khieu_nai.giai_quyet.vung_sau</c>.</param>
    /// <param name="day">The law of this day.</param>
    public Deadline? Find(string name, DateOnly day)
    {
        var parts = name.Split('.');
        for (var count = parts.Length; count > 0; count--)
        {
            if (Exact(Prefix + string.Join('_', parts[..count]), day) is { } deadline)
            {
                return deadline;
            }
        }

        return null;
    }

    /// <summary>The deadline that one parameter sets on a day.</summary>
    public Deadline? Exact(string id, DateOnly day)
    {
        if (pack.Parameters.Find(id) is not { } parameter || parameter.At(BenefitMonth.Of(day), day, default) is not { } value)
        {
            return null;
        }

        var grade = EvidenceGrades.Weaker(value.Grade, pack.GradeOf(value.Ref, BenefitMonth.Of(day), day));
        var unit = parameter.Unit switch { "working days" => DeadlineUnit.WorkingDays, "days" => DeadlineUnit.Days, "day of month" => DeadlineUnit.DayOfMonth, _ => (DeadlineUnit?)null };
        return unit is { } known ? new Deadline(id, int.CreateChecked(value.Value), known, value.Ref, grade) : null;
    }

    /// <summary>The shortest deadline of the benefits on a day; of all monthly ones where none is named.</summary>
    public Deadline? OfBenefits(IReadOnlyCollection<BenefitId> benefits, DateOnly day) => (benefits.Count == 0
            ? pack.Benefits.All.Where(benefit => benefit.Per == BenefitPeriod.Month && benefit.ExistsIn(BenefitMonth.Of(day), day))
            : benefits.Select(pack.Benefits.Find).OfType<Benefit>())
        .Select(benefit => Find(benefit.Id.Value, day) ?? Find(benefit.Programme.Id, day)).OfType<Deadline>().MinBy(deadline => deadline.Until(day));
}
