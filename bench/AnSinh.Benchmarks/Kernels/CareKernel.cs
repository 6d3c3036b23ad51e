using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AnSinh.Benchmarks.Kernels;

/// <summary>Care support of one person.</summary>
/// <param name="Person">Place of the person cared for in the columns.</param>
/// <param name="Payee">Row of the person who is paid, anywhere in the nation.</param>
/// <param name="Rows">The benefits owed, a bit each: <see cref="CareKernel.Tenths"/>.</param>
public record struct CareClaim(int Person, uint Payee, byte Rows);

/// <summary>Columns of <see cref="CareKernel"/>.</summary>
public readonly ref struct CareColumns
{
    /// <summary>Bits of <see cref="Flags"/> that hold <c>disability_level</c>: 0 none, 1 mild, 2 severe, 3 extremely severe.</summary>
    public const byte DisabilityMask = 3;
    public const byte SevereBit = 2;
    public const byte ExtremelySevere = 3;

    /// <summary>Bits of <see cref="Flags"/> that hold <c>carer_kind</c>.</summary>
    public const byte CarerMask = 12;
    public const byte OwnHousehold = 4;
    public const byte TakenIn = 8;

    /// <summary>Eligible, for sure, in group <c>tgxh.1</c> this month.</summary>
    public const byte UnderClause1 = 16;

    /// <summary>Eligible, for sure, for <c>tgxh.5.d</c> this month.</summary>
    public const byte UnderPoint5D = 32;
    public const byte Pregnant = 64;

    /// <summary>An award whose benefit begins with <c>cs.2.a.</c> in the month before.</summary>
    public const byte Awarded = 128;

    /// <summary>Per household, members.</summary>
    public ReadOnlySpan<byte> Sizes { get; init; }

    /// <summary>Per person, days from 1 January 1870.</summary>
    public ReadOnlySpan<ushort> Born { get; init; }
    public ReadOnlySpan<byte> Flags { get; init; }

    /// <summary>Per person, place in the household of <c>raised_by</c>; <see cref="RuleMonth.Nobody"/> also for who died before the month.</summary>
    public ReadOnlySpan<byte> RaisedBy { get; init; }

    /// <summary>Per person, id of <c>carer</c>, 0 for nobody.</summary>
    public ReadOnlySpan<uint> Carers { get; init; }

    /// <summary>Row of the first person of these columns among all.</summary>
    public uint FirstRow { get; init; }

    /// <summary>Per id, the person's row among all; the rows of the nation, not of these columns.</summary>
    public ReadOnlySpan<uint> RowOfId { get; init; }

    /// <summary>Room for as many claims as there are persons.</summary>
    public Span<CareClaim> Claims { get; init; }
}

/// <summary>
/// Care support (Nghị định 20/2021/NĐ-CP, Điều 20): owed to the person cared for, paid to the carer, who may live in another household and is found by id; benefits of point 2.a are
/// paid to the person. Without the bars.
/// </summary>
public static unsafe class CareKernel
{
    /// <summary>Coefficients in tenths of the bits of <see cref="CareClaim.Rows"/>: cs.1.a, cs.1.b.tre, cs.1.b.nct, cs.2.a.15, cs.2.a.20, cs.2.c, cs.2.d.nl, cs.2.d.te.</summary>
    public static ReadOnlySpan<byte> Tenths => [25, 15, 15, 15, 20, 10, 15, 25];

    /// <summary>The bits that are paid to the person himself.</summary>
    public const byte PaidToSelf = 8 | 16;

    private static readonly int[] SumOfTenths = [.. Enumerable.Range(0, 256).Select(rows => Enumerable.Range(0, 8).Sum(bit => (rows >> bit & 1) * Tenths[bit]))];

    private static readonly ushort Under4 = RuleMonth.Under(4, RuleMonth.Last);
    private static readonly ushort Under16 = RuleMonth.Under(16, RuleMonth.Last);
    private static readonly ushort Under3 = RuleMonth.Under(3, RuleMonth.First);
    private static readonly ushort Under3OfAwarded = RuleMonth.Under(3, RuleMonth.Before);
    private static readonly ushort LastDay = RuleMonth.DayOf(RuleMonth.Last);

    /// <summary>Fills the claims from the first on, in the order of persons; gives the total in VND and how many claims there are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static long Run(CareColumns columns, out int claims)
    {
        var (candidates, kept, total) = (Candidates(columns), 0, 0L);
        fixed (byte* sizes = columns.Sizes, flags = columns.Flags, raisedBy = columns.RaisedBy)
        fixed (ushort* born = columns.Born)
        fixed (uint* carers = columns.Carers, rowOfId = columns.RowOfId)
        fixed (int* tenths = SumOfTenths)
        fixed (CareClaim* claim = columns.Claims)
        {
            unchecked
            {
                var (household, first, end) = (0, 0, 0);
                for (var index = 0; index < candidates; index++)
                {
                    var person = claim[index].Person;
                    while (person >= end)
                    {
                        first = end;
                        end += sizes[household++];
                    }

                    var rows = Rows(flags[person], born[person], born + first, raisedBy + first, end - first, person - first);
                    claim[kept] = new CareClaim(person, 0, rows);
                    kept += rows == 0 ? 0 : 1;
                }

                // The look-ups go far; apart from the rest, many of them are under way at once.
                for (var index = 0; index < kept; index++)
                {
                    claim[index].Payee = (claim[index].Rows & ~PaidToSelf) == 0 ? columns.FirstRow + (uint)claim[index].Person : rowOfId[carers[claim[index].Person]];
                    total += tenths[claim[index].Rows];
                }
            }
        }

        claims = kept;
        return total * RuleMonth.TenthOfLevel;
    }

    /// <summary>Whoever may have a claim, by flags alone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Candidates(CareColumns columns)
    {
        var (found, person) = (0, 0);
        var (severeOr5D, childTakenIn) = (Vector512.Create((byte)(CareColumns.SevereBit | CareColumns.UnderPoint5D)), Vector512.Create((byte)(CareColumns.UnderClause1 | CareColumns.TakenIn)));
        fixed (byte* flags = columns.Flags)
        fixed (CareClaim* claims = columns.Claims)
        {
            unchecked
            {
                for (; person <= columns.Flags.Length - 64; person += 64)
                {
                    var known = Vector512.Load(flags + person);
                    var may = ~Vector512.Equals(known & severeOr5D, Vector512<byte>.Zero) | Vector512.Equals(known & childTakenIn, childTakenIn);
                    for (var bits = may.ExtractMostSignificantBits(); bits != 0; bits &= bits - 1)
                    {
                        claims[found++].Person = person + BitOperations.TrailingZeroCount(bits);
                    }
                }

                for (; person < columns.Flags.Length; person++)
                {
                    claims[found++].Person = person;
                }
            }
        }

        return found;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte Rows(byte flags, ushort born, ushort* membersBorn, byte* raisedBy, int size, int place)
    {
        unchecked
        {
            var (rows, takenIn) = (0, (flags & CareColumns.CarerMask) == CareColumns.TakenIn);
            if (takenIn && (flags & CareColumns.UnderClause1) != 0)
            {
                rows |= born >= Under4 ? 1 : 2;
            }

            rows |= (flags & CareColumns.UnderPoint5D) != 0 ? 4 : 0;
            if ((flags & CareColumns.SevereBit) != 0)
            {
                var (children, from) = (0, (flags & CareColumns.Awarded) != 0 ? Under3OfAwarded : Under3);
                for (var member = 0; member < size; member++)
                {
                    children += raisedBy[member] == place & membersBorn[member] >= from & membersBorn[member] <= LastDay ? 1 : 0;
                }

                children += (flags & CareColumns.Pregnant) != 0 ? 1 : 0;
                rows |= children >= 2 ? 16 : children == 1 ? 8 : 0;
                if ((flags & CareColumns.DisabilityMask) == CareColumns.ExtremelySevere)
                {
                    rows |= takenIn ? born >= Under16 ? 128 : 64 : (flags & CareColumns.CarerMask) == CareColumns.OwnHousehold ? 32 : 0;
                }
            }

            return (byte)rows;
        }
    }
}
