using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AnSinh.Benchmarks.Kernels;

/// <summary>Columns of <see cref="PovertyKernel"/>, one row a household.</summary>
public readonly ref struct PovertyColumns
{
    /// <summary>Bits of <see cref="Flags"/> that hold <c>poverty_method</c>: 0 income, 1 score, 2 both.</summary>
    public const byte MethodMask = 3;
    public const byte ByScore = 1;
    public const byte ByBoth = 2;
    public const byte Urban = 4;

    public ReadOnlySpan<byte> Flags { get; init; }

    /// <summary><c>income_per_person</c>, VND a month.</summary>
    public ReadOnlySpan<int> Incomes { get; init; }

    /// <summary><c>score_a</c>, points.</summary>
    public ReadOnlySpan<short> Scores { get; init; }

    /// <summary>The 12 indicators in which the household is known to be deprived, a bit each.</summary>
    public ReadOnlySpan<ushort> Deprived { get; init; }

    /// <summary>The 12 indicators that are not known, a bit each; none of them in <see cref="Deprived"/>.</summary>
    public ReadOnlySpan<ushort> Unknown { get; init; }

    /// <summary>A <see cref="PovertyCode"/> each.</summary>
    public Span<byte> Status { get; init; }
}

/// <summary>
/// Poor, near poor or of average standard, by income, by scores or by both, and from three of twelve deprived indicators on, some of which may not be known (Nghị định 07/2021/NĐ-CP,
/// Điều 3; Thông tư 07/2021/TT-BLĐTBXH; <c>poverty/classification-2022.dmn</c>). 64 households at once.
/// </summary>
public static unsafe class PovertyKernel
{
    public const int RuralIncome = 1_500_000;
    public const int UrbanIncome = 2_000_000;
    public const int RuralAverage = 2_250_000;
    public const int UrbanAverage = 3_000_000;
    public const short RuralScore = 140;
    public const short UrbanScore = 175;

    /// <summary>Deprived indicators from which a household is poor; also 30 points of score B at 10 each.</summary>
    public const int Indicators = 3;

    /// <summary>Fills the status; gives how many households are poor or near poor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static long Run(PovertyColumns columns)
    {
        var (household, poor) = (0, 0L);
        fixed (byte* flags = columns.Flags, status = columns.Status)
        fixed (int* incomes = columns.Incomes)
        fixed (short* scores = columns.Scores)
        fixed (ushort* deprived = columns.Deprived, unknown = columns.Unknown)
        {
            unchecked
            {
                for (; household <= columns.Flags.Length - 64; household += 64)
                {
                    var enough = ThreeOf(deprived + household, null);
                    var ifLow = Vector512.ConditionalSelect(enough, Of(PovertyCode.Poor), Vector512.ConditionalSelect(ThreeOf(deprived + household, unknown + household), Of(PovertyCode.Undecided), Of(PovertyCode.NearPoor)));
                    var result = Status(Vector512.Load(flags + household), IncomeBand(incomes + household), ScoreBand(scores + household), ifLow);
                    result.Store(status + household);
                    poor += BitOperations.PopCount((Vector512.Equals(result, Of(PovertyCode.Poor)) | Vector512.Equals(result, Of(PovertyCode.NearPoor))).ExtractMostSignificantBits());
                }

                for (; household < columns.Flags.Length; household++)
                {
                    status[household] = PlainRules.Poverty(columns, household);
                    poor += status[household] is PovertyCode.Poor or PovertyCode.NearPoor ? 1 : 0;
                }
            }
        }

        return poor;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Status(Vector512<byte> flags, Vector512<byte> income, Vector512<byte> score, Vector512<byte> ifLow)
    {
        var (urban, method) = (Vector512.Equals(flags & Of(PovertyColumns.Urban), Of(PovertyColumns.Urban)), flags & Of(PovertyColumns.MethodMask));

        // Limits passed, of rural income, urban income, rural average, urban average: so many, in this order.
        var below = Vector512.LessThan(income, Vector512.ConditionalSelect(urban, Of(2), Of(1)));
        var average = Vector512.LessThan(income, Vector512.ConditionalSelect(urban, Of(4), Of(3)));
        var low = Vector512.LessThan(score, Vector512.ConditionalSelect(urban, Of(2), Of(1)));
        var byIncome = Vector512.ConditionalSelect(below, ifLow, Vector512.ConditionalSelect(average, Of(PovertyCode.Average), Of(PovertyCode.None)));
        var byScore = Vector512.ConditionalSelect(low, ifLow, Of(PovertyCode.None));
        var contradicts = (below ^ low) & Vector512.Equals(method, Of(PovertyColumns.ByBoth));
        return Vector512.ConditionalSelect(Vector512.Equals(method, Of(PovertyColumns.ByScore)), byScore, Vector512.ConditionalSelect(contradicts, Of(PovertyCode.Undecided), byIncome));
    }

    /// <summary>Whether three or more of the bits are set: something is left when the lowest is taken away twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> ThreeOf(ushort* bits, ushort* more) => ~Vector512.Narrow(
        Vector512.Equals(Without2(Together(bits, more)), Vector512<ushort>.Zero), Vector512.Equals(Without2(Together(bits + 32, more == null ? null : more + 32)), Vector512<ushort>.Zero));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ushort> Together(ushort* bits, ushort* more) => more == null ? Vector512.Load(bits) : Vector512.Load(bits) | Vector512.Load(more);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ushort> Without2(Vector512<ushort> bits)
    {
        bits &= bits - Vector512<ushort>.One;
        return bits & (bits - Vector512<ushort>.One);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> IncomeBand(int* incomes) => Vector512.Narrow(
        Vector512.Narrow(IncomeLimits(incomes), IncomeLimits(incomes + 16)).AsUInt16(), Vector512.Narrow(IncomeLimits(incomes + 32), IncomeLimits(incomes + 48)).AsUInt16());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> IncomeLimits(int* incomes)
    {
        var income = Vector512.Load(incomes);
        return -(Vector512.GreaterThan(income, Vector512.Create(RuralIncome)) + Vector512.GreaterThan(income, Vector512.Create(UrbanIncome))
            + Vector512.GreaterThan(income, Vector512.Create(RuralAverage)) + Vector512.GreaterThan(income, Vector512.Create(UrbanAverage)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> ScoreBand(short* scores) => Vector512.Narrow(ScoreLimits(scores).AsUInt16(), ScoreLimits(scores + 32).AsUInt16());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> ScoreLimits(short* scores)
    {
        var score = Vector512.Load(scores);
        return -(Vector512.GreaterThan(score, Vector512.Create(RuralScore)) + Vector512.GreaterThan(score, Vector512.Create(UrbanScore)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Of(int value) => Vector512.Create((byte)value);
}
