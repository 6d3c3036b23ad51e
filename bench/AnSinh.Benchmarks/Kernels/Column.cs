using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AnSinh.Benchmarks.Kernels;

/// <summary>A column of numbers outside the managed heap, aligned to cache lines, so that 400 MB of amounts cost the collector nothing. All zero at first.</summary>
public sealed unsafe class Column<T> : IDisposable
    where T : unmanaged
{
    private T* _first;

    public Column(int count)
    {
        Count = count;
        _first = (T*)NativeMemory.AlignedAlloc((nuint)Bytes + 64, 64);
        NativeMemory.Clear(_first, (nuint)Bytes + 64);
    }

    ~Column() => Free();

    public int Count { get; }
    public long Bytes => (long)Count * Unsafe.SizeOf<T>();
    public Span<T> All => new(_first, Count);

    public ref T this[int index] => ref All[index];

    public Span<T> Part(int from, int to) => All[from..to];

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(_first);
        _first = null;
    }
}
