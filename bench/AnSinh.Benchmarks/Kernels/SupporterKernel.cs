using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AnSinh.Benchmarks.Kernels;

/// <summary>Columns of <see cref="SupporterKernel"/>.</summary>
public readonly ref struct SupporterColumns
{
    /// <summary>Bits of <see cref="Flags"/> that hold <c>supporter_status</c>: 0 not known, 1 none, 2 receives an allowance, 3 able.</summary>
    public const byte StatusMask = 3;
    public const byte NoSupporter = 1;
    public const byte SupporterReceives = 2;

    /// <summary>An award whose benefit begins with <c>tgxh.</c> in the month before.</summary>
    public const byte HasAllowance = 4;

    /// <summary>Per household, members.</summary>
    public ReadOnlySpan<byte> Sizes { get; init; }

    /// <summary>Per household, a <see cref="PovertyCode"/>.</summary>
    public ReadOnlySpan<byte> Poverty { get; init; }

    /// <summary>Per person, days from 1 January 1870.</summary>
    public ReadOnlySpan<ushort> Born { get; init; }
    public ReadOnlySpan<byte> Flags { get; init; }

    /// <summary>Per person, place in the household of <c>supporter</c>, or <see cref="RuleMonth.Nobody"/>.</summary>
    public ReadOnlySpan<byte> Supporter { get; init; }

    /// <summary>Per person, coefficient of <c>tgxh.5.a</c> in tenths, 0 for none.</summary>
    public Span<byte> Tenths { get; init; }
}

/// <summary>
/// The poor of 60 and more with nobody to support them, or with a supporter who receives an allowance himself: 1.5, from 80 years 2.0 (Nghị định 20/2021/NĐ-CP, Điều 5 khoản 5 điểm a;
/// Điều 6 khoản 1 điểm đ). The supporter's award is read of the member named. Without the bars.
/// </summary>
public static unsafe class SupporterKernel
{
    private static readonly ushort Under60 = RuleMonth.Under(60, RuleMonth.Last);
    private static readonly ushort Under80 = RuleMonth.Under(80, RuleMonth.Last);

    /// <summary>Fills the coefficients; gives the total in VND.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static long Run(SupporterColumns columns)
    {
        columns.Tenths.Clear();
        Span<int> firsts = stackalloc int[PoorHouseholds.Group];
        var (person, total) = (0, 0L);
        fixed (byte* sizes = columns.Sizes, poverty = columns.Poverty, flags = columns.Flags, supporter = columns.Supporter, tenths = columns.Tenths)
        fixed (ushort* born = columns.Born)
        fixed (int* first = firsts)
        {
            unchecked
            {
                for (var group = 0; group < columns.Sizes.Length; group += PoorHouseholds.Group)
                {
                    var count = Math.Min(PoorHouseholds.Group, columns.Sizes.Length - group);
                    var poor = PoorHouseholds.Find(sizes + group, poverty + group, count, PovertyCode.Poor, first, ref person);
                    for (; poor != 0; poor &= poor - 1)
                    {
                        var household = BitOperations.TrailingZeroCount(poor);
                        var (at, size) = (first[household], sizes[group + household]);
                        total += size <= PoorHouseholds.Lanes && at + PoorHouseholds.Lanes <= columns.Born.Length
                            ? Household(born + at, flags + at, supporter + at, tenths + at, size)
                            : PlainRules.Supporter(columns, at, size);
                    }
                }

                return total * RuleMonth.TenthOfLevel;
            }
        }
    }

    /// <summary>Tenths of one household of at most 16. Zeros are written behind it, before the next household's turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Household(ushort* born, byte* flags, byte* supporter, byte* tenths, int size)
    {
        unchecked
        {
            var known = Vector128.Load(flags);
            var status = known & Vector128.Create(SupporterColumns.StatusMask);

            // Nobody is beyond the sixteen lanes, where a shuffle finds 0.
            var supporterHas = Vector128.Shuffle(known, Vector128.Load(supporter)) & Vector128.Create(SupporterColumns.HasAllowance);
            var alone = Vector128.Equals(status, Vector128.Create(SupporterColumns.NoSupporter)) | Vector128.Equals(status, Vector128.Create(SupporterColumns.SupporterReceives))
                | Vector128.Equals(supporterHas, Vector128.Create(SupporterColumns.HasAllowance));
            var day = Vector256.Load(born);
            var owed = alone & Before(day, Under60) & Vector128.LessThan(Vector128<byte>.Indices, Vector128.Create((byte)size));
            var from80 = owed & Before(day, Under80);
            ((owed & Vector128.Create((byte)15)) + (from80 & Vector128.Create((byte)5))).Store(tenths);
            return (BitOperations.PopCount(owed.ExtractMostSignificantBits()) * 15) + (BitOperations.PopCount(from80.ExtractMostSignificantBits()) * 5);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Before(Vector256<ushort> born, ushort day)
    {
        var before = Vector256.LessThan(born, Vector256.Create(day));
        return Vector128.Narrow(before.GetLower(), before.GetUpper());
    }
}
