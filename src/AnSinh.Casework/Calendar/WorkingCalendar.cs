using System.Globalization;

namespace AnSinh.Casework.Calendar;

/// <summary>
/// Working days of public offices in Viet Nam: Monday to Friday, without public holidays, with the days that were exchanged. Known for the years that the data cover.
/// </summary>
public sealed class WorkingCalendar
{
    private static readonly Lazy<WorkingCalendar> Loaded = new(() => new WorkingCalendar());

    private readonly HashSet<DateOnly> _off = [];
    private readonly HashSet<DateOnly> _worked = [];

    private WorkingCalendar()
    {
        foreach (var row in Rows("public_holidays.csv"))
        {
            _off.Add(Day(row[0]));
        }

        foreach (var row in Rows("public_sector_swaps.csv"))
        {
            (row[1] == "working" ? _worked : _off).Add(Day(row[0]));
        }

        First = new DateOnly(_off.Min().Year, 1, 1);
        Last = new DateOnly(_off.Max().Year, 12, 31);
    }

    public static WorkingCalendar VietNam => Loaded.Value;

    /// <summary>The first and last day for which holidays are known.</summary>
    public DateOnly First { get; }
    public DateOnly Last { get; }

    /// <exception cref="ArgumentOutOfRangeException">The holidays of that year are not known.</exception>
    public bool IsWorking(DateOnly day)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(day, First);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(day, Last);
        return _worked.Contains(day) || (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !_off.Contains(day));
    }

    /// <summary>The last of so many working days, the first being the next working day after <paramref name="day"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The holidays of that year are not known.</exception>
    public DateOnly AfterWorkingDays(DateOnly day, int days)
    {
        while (days > 0)
        {
            day = day.AddDays(1);
            days -= IsWorking(day) ? 1 : 0;
        }

        return day;
    }

    /// <summary>Working days after <paramref name="from"/> up to and including <paramref name="to"/>; negative when it has passed.</summary>
    public int WorkingDaysBetween(DateOnly from, DateOnly to) => from <= to
        ? Enumerable.Range(1, to.DayNumber - from.DayNumber).Count(days => IsWorking(from.AddDays(days)))
        : -WorkingDaysBetween(to, from);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The rows below the heading; only the first columns are read, which are never quoted.</summary>
    private static IEnumerable<string[]> Rows(string file)
    {
        using var reader = new StreamReader(typeof(WorkingCalendar).Assembly.GetManifestResourceStream($"Calendar/{file}")!);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            yield return line.Split(',', 3);
        }
    }
}
