using System.Runtime.CompilerServices;

namespace AnSinh.Benchmarks.Kernels;

/// <summary>Finds the households of persons who are asked about in their order, few among many: eight households are passed over at a time.</summary>
/// <param name="sizes">Members of each household.</param>
internal unsafe ref struct HouseholdWalk(byte* sizes, int households)
{
    private const ulong Even = 0x00FF00FF00FF00FF;

    private int _next;

    /// <summary>The first member of the household last found.</summary>
    public int First { get; private set; }

    /// <summary>The place after its last member.</summary>
    public int End { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void To(int person)
    {
        unchecked
        {
            if (person < End)
            {
                return;
            }

            for (; _next + 8 <= households; _next += 8)
            {
                var eight = *(ulong*)(sizes + _next);
                var end = End + (int)((((eight & Even) + (eight >> 8 & Even)) * 0x0001000100010001) >> 48);
                if (end > person)
                {
                    break;
                }

                End = end;
            }

            while (person >= End)
            {
                First = End;
                End += sizes[_next++];
            }
        }
    }
}
