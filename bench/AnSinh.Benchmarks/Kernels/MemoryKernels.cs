using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AnSinh.Benchmarks.Kernels;

/// <summary>What the memory alone allows.</summary>
public static unsafe class MemoryKernels
{
    /// <summary>Reads every byte once. What is given, less than 65,536, has no meaning, but depends on each of them.</summary>
    public static long Read<T>(ReadOnlySpan<T> column)
        where T : unmanaged => Sum(MemoryMarshal.AsBytes(column));

    /// <summary>a = b + scale * c: two columns read, one written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Triad(Span<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> c, double scale)
    {
        var factor = Vector512.Create(scale);
        fixed (double* to = a, left = b, right = c)
        {
            unchecked
            {
                for (var index = 0; index <= a.Length - 8; index += 8)
                {
                    (Vector512.Load(left + index) + (factor * Vector512.Load(right + index))).Store(to + index);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long Sum(ReadOnlySpan<byte> bytes)
    {
        var (first, second, third, fourth) = (Vector512<long>.Zero, Vector512<long>.Zero, Vector512<long>.Zero, Vector512<long>.Zero);
        fixed (byte* from = bytes)
        {
            unchecked
            {
                var index = 0;
                for (; index <= bytes.Length - 256; index += 256)
                {
                    first += Vector512.Load(from + index).AsInt64();
                    second += Vector512.Load(from + index + 64).AsInt64();
                    third += Vector512.Load(from + index + 128).AsInt64();
                    fourth += Vector512.Load(from + index + 192).AsInt64();
                }

                var sum = Vector512.Sum(first + second + third + fourth);
                for (; index < bytes.Length; index++)
                {
                    sum += from[index];
                }

                return sum & 0xFFFF;
            }
        }
    }
}
