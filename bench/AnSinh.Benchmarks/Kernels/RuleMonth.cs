using AnSinh.Law;

namespace AnSinh.Benchmarks.Kernels;

/// <summary>November 2026, of which the hand-written rules speak: its days, its level, and limits of age as days of birth, by <c>law/vn/models/ages.dmn</c>.</summary>
public static class RuleMonth
{
    /// <summary>VND of a tenth of a coefficient: Nghị định 335/2026/NĐ-CP, Điều 4.</summary>
    public const int TenthOfLevel = 540_000 / 10;

    /// <summary>Place in the household that names nobody.</summary>
    public const byte Nobody = 255;

    public static readonly DateOnly First = new(2026, 11, 1);
    public static readonly DateOnly Last = new(2026, 11, 30);

    /// <summary>The last day of the month before.</summary>
    public static readonly DateOnly Before = new(2026, 10, 31);

    /// <summary>Days since <see cref="PeopleBlock.FirstDay"/>.</summary>
    public static ushort DayOf(DateOnly date) => (ushort)(date.DayNumber - PeopleBlock.FirstDay.DayNumber);

    public static DateOnly DateOf(ushort day) => PeopleBlock.FirstDay.AddDays(day);

    /// <summary>Years completed on a day; who was born on 29 February completes a year on the last day of February (Bộ luật 91/2015/QH13, Điều 148).</summary>
    public static int CompletedYears(DateOnly born, DateOnly on) =>
        on.Year - born.Year - (on.Month < born.Month || (on.Month == born.Month && on.Day < born.Day && on.AddDays(1).Month == on.Month) ? 1 : 0);

    /// <summary>The first day of birth of those who have not completed the years on the day.</summary>
    public static ushort Under(int years, DateOnly on)
    {
        var born = on.AddYears(-years).AddDays(-3);
        while (CompletedYears(born, on) >= years)
        {
            born = born.AddDays(1);
        }

        return DayOf(born);
    }
}

/// <summary>Poverty of a household as the kernels hold it; <see cref="Undecided"/> where the law asks for what is not known, or the two ways of assessing contradict each other.</summary>
public static class PovertyCode
{
    public const byte None = 0;
    public const byte Average = 1;
    public const byte NearPoor = 2;
    public const byte Poor = 3;
    public const byte Undecided = 4;
}
