using AnSinh.Feel;

namespace AnSinh.Bulk;

/// <summary>A column of 16-bit numbers behind a number of the model: the model's number is <paramref name="Origin"/> less the column's, as an age is a month less the month of birth.</summary>
/// <param name="Input">Name of the input data.</param>
/// <param name="Lowest">Smallest number of the model that may come.</param>
/// <param name="Highest">Largest number of the model that may come.</param>
public sealed record NumberColumn(string Input, short Origin, int Lowest, int Highest);

/// <summary>Some bits of a column of bytes behind an input of the model.</summary>
/// <param name="Values">The value behind each number that the bits may have; a power of two of them.</param>
public sealed record BitField(string Input, int Shift, IReadOnlyList<FeelValue> Values)
{
    public int Mask => Values.Count - 1;
}

/// <summary>Whole households: what is known of each person, and what comes out. All spans of a kind have the same length.</summary>
public readonly ref struct KernelColumns
{
    /// <summary>Per household, members.</summary>
    public ReadOnlySpan<byte> Sizes { get; init; }

    /// <summary>Per person, the column of <see cref="NumberColumn"/>.</summary>
    public ReadOnlySpan<short> Numbers { get; init; }

    /// <summary>Per person, the column of all <see cref="BitField"/>s.</summary>
    public ReadOnlySpan<byte> Bits { get; init; }

    /// <summary>Per person, the decision's value.</summary>
    public Span<int> Values { get; init; }

    /// <summary>Per household, the sum of its members' values.</summary>
    public Span<int> HouseholdValues { get; init; }

    /// <summary>Room for one thread, at least <see cref="RoomBeyond"/> more than there are persons.</summary>
    public Span<byte> Room { get; init; }

    public const int RoomBeyond = 64;
}

/// <summary>A decision cannot become a kernel; the reason says what stands in the way.</summary>
public sealed class KernelRefusedException(string reason) : Exception(reason);
