using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AnSinh.Benchmarks.Kernels;

/// <summary>The eight groups for 64 persons at once. All age limits are multiples of four months, so ages are compared in units of four months, a byte each.</summary>
public static unsafe class AnchorVectorKernel
{
    /// <summary>Fills the amounts; gives the total in VND.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static long Run(AnchorColumns columns)
    {
        var count = columns.Births.Length;
        if (count < 64)
        {
            return AnchorIfKernel.Run(columns);
        }

        fixed (short* births = columns.Births)
        fixed (byte* flags = columns.Flags, halves = columns.Halves)
        {
            unchecked
            {
                for (var person = 0; person <= count - 64; person += 64)
                {
                    Halves(births + person, flags + person).Store(halves + person);
                }

                // The last 64 once more: what was done already comes out the same.
                Halves(births + count - 64, flags + count - 64).Store(halves + count - 64);
            }
        }

        return AnchorAmounts.Write(columns);
    }

    /// <summary>The total in VND; no amount is written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static long Total(AnchorColumns columns)
    {
        // 51 halves of at most 5 fit a byte.
        const int Batch = 51 * 64;
        var (count, total) = (columns.Births.Length, 0L);
        fixed (short* births = columns.Births)
        fixed (byte* flags = columns.Flags)
        {
            unchecked
            {
                var person = 0;
                while (person <= count - 64)
                {
                    var bytes = Vector512<byte>.Zero;
                    for (var end = Math.Min(count - 63, person + Batch); person < end; person += 64)
                    {
                        bytes += Halves(births + person, flags + person);
                    }

                    var (low, high) = Vector512.Widen(bytes);
                    total += Vector512.Sum(low + high);
                }

                for (; person < count; person++)
                {
                    total += AnchorIfKernel.Halves(AnchorColumns.Month - births[person], flags[person], (flags[person] & AnchorColumns.Poor) != 0);
                }

                return total * AnchorColumns.HalfLevel;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Halves(short* births, byte* flags)
    {
        var month = Vector512.Create(AnchorColumns.Month);
        var age = Vector512.NarrowWithSaturation((month - Vector512.Load(births)).AsUInt16() >>> 2, (month - Vector512.Load(births + 32)).AsUInt16() >>> 2);
        var known = Vector512.Load(flags);
        var disability = known & Of(AnchorColumns.DisabilityMask);
        var under16 = Vector512.LessThan(age, Of(16 * 3));
        var from80 = Vector512.GreaterThanOrEqual(age, Of(80 * 3));
        var orphan = Vector512.ConditionalSelect(under16, Vector512.ConditionalSelect(Vector512.LessThan(age, Of(4 * 3)), Of(5), Of(3)), Of(0));
        var oldOrYoung = Vector512.LessThan(age, Of(3 * 3)) | Vector512.GreaterThanOrEqual(age, Of(60 * 3));
        var poor = Vector512.ConditionalSelect(oldOrYoung, Of(3), Vector512.ConditionalSelect(Has(known, AnchorColumns.SingleParent), Of(2), Of(0)));
        var highest = Vector512.ConditionalSelect(Has(known, AnchorColumns.Orphan), orphan, Of(0));
        highest = Vector512.Max(highest, Vector512.ConditionalSelect(Has(known, AnchorColumns.Poor), poor, Of(0)));
        highest = Vector512.Max(highest, Vector512.ConditionalSelect(from80, Of(4), Of(0)));
        highest = Vector512.Max(highest, Vector512.ConditionalSelect(Vector512.Equals(disability, Of(AnchorColumns.Severe)), Of(3), Of(0)));
        return Vector512.Max(highest, Vector512.ConditionalSelect(Vector512.Equals(disability, Of(AnchorColumns.ExtremelySevere)), Of(5), Of(0)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Has(Vector512<byte> flags, byte bit) => ~Vector512.Equals(flags & Of(bit), Vector512<byte>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Of(int value) => Vector512.Create((byte)value);
}
