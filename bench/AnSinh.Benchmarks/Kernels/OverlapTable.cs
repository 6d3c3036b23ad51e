using System.Numerics;

namespace AnSinh.Benchmarks.Kernels;

public enum Meeting
{
    NoRule,
    Both,
    Highest,
    SecondBarsFirst,
}

/// <summary>
/// <c>law/vn/models/assistance/overlap.dmn</c> as a matrix over 16 groups, in the order of benefits.yaml: tgxh.1 to tgxh.8, htxh, coso, cs.1, cs.2.a, cs.2.c, cs.2.d, mai_tang, and the monthly
/// allowances of merit as one. A set of groups is a bit each.
/// </summary>
public static class OverlapTable
{
    public const int Groups = 16;

    /// <summary>Group cs.2.a, of which spouses get only the higher.</summary>
    public const ushort CareOfParent = 1 << 11;

    private const int Pension = 1 << 8;
    private const int Facility = 1 << 9;
    private const int Care = 0b1111 << 10;
    private const int Funeral = 1 << 14;
    private const int Merit = 1 << 15;

    private static readonly (int First, int Second, Meeting Meeting)[] Rows =
    [
        (Clauses(4), Clauses(5, 6, 8), Meeting.Both),
        (Clauses(1, 2, 3, 5, 6), Clauses(1, 2, 3, 5, 6, 8), Meeting.Highest),
        (Clauses(1, 2, 3), Clauses(4), Meeting.Highest),
        (Clauses(4, 5, 6, 8), Pension, Meeting.Highest),
        (Clauses(1, 2, 3, 4, 5, 6, 7, 8), Facility, Meeting.SecondBarsFirst),
        (Clauses(1, 2, 3, 4, 5, 6, 8) | Pension, Care, Meeting.Both),
        (Clauses(1, 2, 3, 4, 5, 6, 7, 8) | Pension | Facility | Care, Funeral, Meeting.Both),
        (Pension | Funeral, Merit, Meeting.Both),
        (Clauses(6), Merit, Meeting.SecondBarsFirst),
    ];

    private static readonly ushort[] NoRule = [.. Enumerable.Range(0, Groups).Select(group => Meets(group, Meeting.NoRule, Meeting.NoRule))];
    private static readonly ushort[] BarredBy = [.. Enumerable.Range(0, Groups).Select(group => Meets(group, Meeting.SecondBarsFirst, null))];
    private static readonly ushort[] Highest = [.. Enumerable.Range(0, Groups).Select(group => Meets(group, Meeting.Highest, Meeting.Highest))];

    /// <summary>Per set of groups, those that are left when pairs without a rule have stopped and bars have taken away.</summary>
    public static readonly ushort[] Alive = [.. Enumerable.Range(0, 1 << Groups).Select(set => AliveOf((ushort)set))];

    /// <summary>Per set of groups, those of the living of which only the highest may be paid.</summary>
    public static readonly ushort[] Conflict = [.. Enumerable.Range(0, 1 << Groups).Select(set => With(Alive[set], Highest))];

    /// <param name="first">The group that stands earlier.</param>
    public static Meeting Of(int first, int second)
    {
        foreach (var row in Rows)
        {
            if ((row.First >> first & 1) != 0 && (row.Second >> second & 1) != 0)
            {
                return row.Meeting;
            }
        }

        return Meeting.NoRule;
    }

    /// <summary>Of conflicting claims the compatible choice with the largest total; of equal totals that with the earliest group in which they differ.</summary>
    /// <param name="amounts">VND of each group of <paramref name="set"/>, in order.</param>
    public static ushort Best(ushort set, ushort conflict, ReadOnlySpan<int> amounts)
    {
        unchecked
        {
            if (BitOperations.PopCount(conflict) == 2)
            {
                var (early, late) = (conflict & -conflict, conflict & (conflict - 1));
                return (ushort)(amounts[BitOperations.PopCount((uint)(set & (early - 1)))] >= amounts[BitOperations.PopCount((uint)(set & (late - 1)))] ? early : late);
            }

            var (best, most) = (0, -1L);
            for (int choice = conflict; choice != 0; choice = (choice - 1) & conflict)
            {
                var total = 0L;
                for (var rest = choice; rest != 0 && total >= 0; rest &= rest - 1)
                {
                    var group = BitOperations.TrailingZeroCount(rest);
                    total = (Highest[group] & choice) != 0 ? -1 : total + amounts[BitOperations.PopCount((uint)(set & ((1 << group) - 1)))];
                }

                var difference = choice ^ best;
                if (total > most || (total == most && (choice & difference & -difference) != 0))
                {
                    (best, most) = (choice, total);
                }
            }

            return (ushort)best;
        }
    }

    private static ushort AliveOf(ushort set)
    {
        var alive = set & ~With(set, NoRule);

        // No group that bars another is barred itself, so one round is enough.
        return (ushort)(alive & ~With((ushort)alive, BarredBy));
    }

    /// <summary>Groups of the set that meet another of the set.</summary>
    private static ushort With(ushort set, ushort[] others) =>
        (ushort)Enumerable.Range(0, Groups).Where(group => (set >> group & 1) != 0 && (others[group] & set) != 0).Sum(group => 1 << group);

    /// <summary>The groups with which a group meets so: as the first of the pair, as the second.</summary>
    private static ushort Meets(int group, Meeting asFirst, Meeting? asSecond) => (ushort)Enumerable.Range(0, Groups)
        .Where(other => (other > group && Of(group, other) == asFirst) || (other < group && Of(other, group) == asSecond)).Sum(other => 1 << other);

    private static int Clauses(params int[] numbers) => numbers.Sum(number => 1 << (number - 1));
}
