using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AnSinh.Benchmarks.Kernels;

/// <summary>Columns of <see cref="SingleParentKernel"/>.</summary>
public readonly ref struct SingleParentColumns
{
    /// <summary>Bits of <see cref="Flags"/> that hold <c>marital_status</c>: 0 never married, 1 spouse dead, 2 spouse missing, 3 divorced, 4 married, 7 not known.</summary>
    public const byte MaritalMask = 7;
    public const byte SpouseMissing = 2;
    public const byte Studying = 8;

    /// <summary>An award of <c>tgxh.4</c> in the month before.</summary>
    public const byte Awarded = 16;

    /// <summary>Per household, members.</summary>
    public ReadOnlySpan<byte> Sizes { get; init; }

    /// <summary>Per household, a <see cref="PovertyCode"/>.</summary>
    public ReadOnlySpan<byte> Poverty { get; init; }

    /// <summary>Per person, days from 1 January 1870.</summary>
    public ReadOnlySpan<ushort> Born { get; init; }
    public ReadOnlySpan<byte> Flags { get; init; }

    /// <summary>Per person, place in the household of <c>raised_by</c>; <see cref="RuleMonth.Nobody"/> also for who died before the month.</summary>
    public ReadOnlySpan<byte> RaisedBy { get; init; }

    /// <summary>Per person, children for whom <c>tgxh.4</c> is owed.</summary>
    public Span<byte> Units { get; init; }
}

/// <summary>
/// The poor or near-poor single parent, paid for each child raised: under 16, or under 22 and studying (Nghị định 20/2021/NĐ-CP, Điều 5 khoản 4; coefficient 1.0 for each child, Điều 6).
/// Without the bars, which are another rule.
/// </summary>
public static unsafe class SingleParentKernel
{
    private static readonly ushort Under16 = RuleMonth.Under(16, RuleMonth.First);
    private static readonly ushort Under16OfAwarded = RuleMonth.Under(16, RuleMonth.Before);
    private static readonly ushort Under22 = RuleMonth.Under(22, RuleMonth.First);
    private static readonly ushort Under22OfAwarded = RuleMonth.Under(22, RuleMonth.Before);
    private static readonly ushort LastDay = RuleMonth.DayOf(RuleMonth.Last);

    /// <summary>Fills the units; gives the total in VND.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static long Run(SingleParentColumns columns)
    {
        columns.Units.Clear();
        Span<int> firsts = stackalloc int[PoorHouseholds.Group];
        var (person, total) = (0, 0L);
        fixed (byte* sizes = columns.Sizes, poverty = columns.Poverty, flags = columns.Flags, raisedBy = columns.RaisedBy, units = columns.Units)
        fixed (ushort* born = columns.Born)
        fixed (int* first = firsts)
        {
            unchecked
            {
                for (var group = 0; group < columns.Sizes.Length; group += PoorHouseholds.Group)
                {
                    var count = Math.Min(PoorHouseholds.Group, columns.Sizes.Length - group);
                    var poor = PoorHouseholds.Find(sizes + group, poverty + group, count, PovertyCode.NearPoor, first, ref person);
                    for (; poor != 0; poor &= poor - 1)
                    {
                        var household = BitOperations.TrailingZeroCount(poor);
                        var (at, size) = (first[household], sizes[group + household]);
                        total += size <= PoorHouseholds.Lanes && at + PoorHouseholds.Lanes <= columns.Born.Length
                            ? Household(born + at, flags + at, raisedBy + at, units + at, size)
                            : PlainRules.SingleParent(columns, at, size);
                    }
                }

                return total * 10 * RuleMonth.TenthOfLevel;
            }
        }
    }

    /// <summary>Children of one household of at most 16; what lies behind its members is read, and masked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Household(ushort* born, byte* flags, byte* raisedBy, byte* units, int size)
    {
        unchecked
        {
            var raiser = Vector128.Load(raisedBy);
            var members = (1u << size) - 1;
            var raised = ~Vector128.Equals(raiser, Vector128.Create(RuleMonth.Nobody)).ExtractMostSignificantBits() & members;
            if (raised == 0)
            {
                return 0;
            }

            var day = Vector256.Load(born);
            var studying = (~Vector128.Equals(Vector128.Load(flags) & Vector128.Create(SingleParentColumns.Studying), Vector128<byte>.Zero)).ExtractMostSignificantBits();
            raised &= ~From(day, (ushort)(LastDay + 1));
            var fresh = raised & (From(day, Under16) | (From(day, Under22) & studying));

            // Who counts on the first of the month also counted on the day before: completed years never fall.
            var awarded = raised & (From(day, Under16OfAwarded) | (From(day, Under22OfAwarded) & studying));
            var total = 0;
            for (var children = awarded; children != 0;)
            {
                var parent = raisedBy[BitOperations.TrailingZeroCount(children)];
                var same = Vector128.Equals(raiser, Vector128.Create(parent)).ExtractMostSignificantBits();
                children &= ~same;
                if (parent < size && (flags[parent] & SingleParentColumns.MaritalMask) <= SingleParentColumns.SpouseMissing)
                {
                    var count = BitOperations.PopCount(same & ((flags[parent] & SingleParentColumns.Awarded) != 0 ? awarded : fresh));
                    units[parent] = (byte)count;
                    total += count;
                }
            }

            return total;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint From(Vector256<ushort> born, ushort day) => Vector256.GreaterThanOrEqual(born, Vector256.Create(day)).ExtractMostSignificantBits();
}
