using System.Runtime.CompilerServices;

namespace AnSinh.Benchmarks.Kernels;

/// <summary>The eight groups, person by person: what a good programmer writes first, and the measure of right for the others.</summary>
public static class AnchorIfKernel
{
    /// <summary>Fills the amounts; gives the total in VND.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static long Run(AnchorColumns columns)
    {
        var (total, person) = (0L, 0);
        unchecked
        {
            for (var household = 0; household < columns.Sizes.Length; household++)
            {
                var (sum, poor) = (0, columns.Poverty[household] >= 1);
                for (var end = person + columns.Sizes[household]; person < end; person++)
                {
                    var amount = Halves(AnchorColumns.Month - columns.Births[person], columns.Flags[person], poor) * AnchorColumns.HalfLevel;
                    columns.Amounts[person] = amount;
                    sum += amount;
                }

                columns.HouseholdAmounts[household] = sum;
                total += sum;
            }
        }

        return total;
    }

    /// <summary>The highest coefficient of the groups a person is in, times two.</summary>
    /// <param name="months">Age in months.</param>
    internal static int Halves(int months, byte flags, bool poor)
    {
        var (orphan, disability) = ((flags & AnchorColumns.Orphan) != 0, flags & AnchorColumns.DisabilityMask);
        if ((orphan && months < 4 * 12) || disability == AnchorColumns.ExtremelySevere)
        {
            return 5;
        }

        if (months >= 80 * 12)
        {
            return 4;
        }

        if ((orphan && months < 16 * 12) || disability == AnchorColumns.Severe || (poor && (months < 3 * 12 || months >= 60 * 12)))
        {
            return 3;
        }

        return poor && (flags & AnchorColumns.SingleParent) != 0 ? 2 : 0;
    }
}

/// <summary>The same by one table over age and flags, made once: what fits any rule over few values.</summary>
public static class AnchorTableKernel
{
    private const int Combinations = 32;

    private static readonly byte[] Table = [.. Enumerable.Range(0, AnchorColumns.Month + 1).SelectMany(months =>
        Enumerable.Range(0, Combinations).Select(flags => (byte)AnchorIfKernel.Halves(months, (byte)flags, (flags & AnchorColumns.Poor) != 0)))];

    /// <summary>Fills the amounts; gives the total in VND.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe long Run(AnchorColumns columns)
    {
        fixed (byte* table = Table, flags = columns.Flags, halves = columns.Halves)
        fixed (short* births = columns.Births)
        {
            unchecked
            {
                for (var person = 0; person < columns.Births.Length; person++)
                {
                    halves[person] = table[(AnchorColumns.Month - births[person]) * Combinations + flags[person]];
                }
            }
        }

        return AnchorAmounts.Write(columns);
    }
}
