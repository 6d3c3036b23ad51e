using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AnSinh.Benchmarks.Kernels;

/// <summary>From half coefficients, a byte for each person, to amounts of persons, households and the nation.</summary>
internal static unsafe class AnchorAmounts
{
    /// <summary>Members whose halves are added in one machine word.</summary>
    private const int Word = 8;

    /// <summary>Fills both columns of amounts; gives the total in VND.</summary>
    public static long Write(AnchorColumns columns)
    {
        WritePersons(columns);
        return WriteHouseholds(columns);
    }

    /// <summary>Amounts are not read again here, so they go past the caches: a line that is overwritten whole need not be fetched first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WritePersons(AnchorColumns columns)
    {
        var (count, level) = (columns.Births.Length, Vector512.Create(AnchorColumns.HalfLevel));
        fixed (byte* halves = columns.Halves)
        fixed (int* amounts = columns.Amounts)
        {
            unchecked
            {
                var person = 0;
                for (; person < count && ((nuint)(amounts + person) & 63) != 0; person++)
                {
                    amounts[person] = halves[person] * AnchorColumns.HalfLevel;
                }

                for (; person <= count - 16; person += 16)
                {
                    var wide = Vector512.WidenLower(Vector512.WidenLower(Vector128.Load(halves + person).ToVector256Unsafe().ToVector512Unsafe()));
                    (wide.AsInt32() * level).StoreAlignedNonTemporal(amounts + person);
                }

                for (; person < count; person++)
                {
                    amounts[person] = halves[person] * AnchorColumns.HalfLevel;
                }
            }
        }
    }

    /// <summary>Adds a household's halves by one multiplication: no loop whose end a processor must guess.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long WriteHouseholds(AnchorColumns columns)
    {
        var total = 0L;
        fixed (byte* halves = columns.Halves, sizes = columns.Sizes)
        fixed (int* amounts = columns.HouseholdAmounts)
        {
            unchecked
            {
                var first = halves;
                for (var household = 0; household < columns.Sizes.Length; household++)
                {
                    int size = sizes[household], sum;
                    if ((uint)(size - 1) < Word)
                    {
                        sum = (int)(((*(ulong*)first << (64 - (size * 8))) * 0x0101010101010101) >> 56);
                    }
                    else
                    {
                        sum = 0;
                        for (var member = 0; member < size; member++)
                        {
                            sum += first[member];
                        }
                    }

                    amounts[household] = sum * AnchorColumns.HalfLevel;
                    total += sum;
                    first += size;
                }

                return total * AnchorColumns.HalfLevel;
            }
        }
    }
}
