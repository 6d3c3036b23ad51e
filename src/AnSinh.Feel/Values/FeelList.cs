using System.Collections;

namespace AnSinh.Feel;

/// <summary>A list that does not change. Positions count from 0 here and from 1 in FEEL.</summary>
public sealed class FeelList : IReadOnlyList<FeelValue>
{
    private readonly FeelValue[] _items;

    private FeelUnknown? _unknown;

    internal FeelList(FeelValue[] items, int count, long weight, bool hasUnknown)
    {
        _items = items;
        Count = count;
        Weight = weight;
        HasUnknown = hasUnknown;
    }

    /// <summary>The list over the given array, which must not be changed afterwards.</summary>
    public FeelList(FeelValue[] items)
    {
        _items = items;
        Count = items.Length;
        Weight = 1;
        foreach (ref readonly FeelValue item in items.AsSpan())
        {
            Weight = Math.Min(MaxWeight, Weight + item.Weight);
            HasUnknown |= item.HasUnknown;
        }
    }

    public FeelList(IEnumerable<FeelValue> items)
        : this(items.ToArray())
    {
    }

    internal const long MaxWeight = long.MaxValue / 4;

    public static FeelList Empty { get; } = new([]);

    /// <summary>True when some item is unknown or holds something unknown.</summary>
    internal bool HasUnknown { get; }

    /// <summary>The facts that some item would need, joined when first asked for; null when all are known.</summary>
    internal FeelUnknown? Unknown => HasUnknown ? _unknown ??= FeelUnknown.Within(Span) : null;

    /// <summary>Values to be visited in going through the list and all within it; an item held twice counts twice.</summary>
    internal long Weight { get; }

    public int Count { get; }

    public FeelValue this[int index] => index < Count ? _items[index] : throw new ArgumentOutOfRangeException(nameof(index));

    public ReadOnlySpan<FeelValue> Span => _items.AsSpan(0, Count);

    public IEnumerator<FeelValue> GetEnumerator()
    {
        for (int i = 0; i < Count; i++) yield return _items[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
