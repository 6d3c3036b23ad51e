namespace AnSinh.Feel.Evaluate;

/// <summary>Collects the items of a new list within the limits; snapshots share the array, so that "partial" costs nothing.</summary>
internal sealed class ListBuilder(FeelEvaluation evaluation)
{
    private FeelValue[] _items = [];
    private bool _hasUnknown;
    private long _weight = 1;

    public int Count { get; private set; }

    public void Add(in FeelValue item)
    {
        if (Count == _items.Length)
        {
            evaluation.CheckListSize(Count + 1L);
            Array.Resize(ref _items, Math.Max(4, Count * 2));
        }
        _items[Count++] = item;
        _weight = Math.Min(FeelList.MaxWeight, _weight + item.Weight);
        _hasUnknown |= item.HasUnknown;
    }

    public FeelList Snapshot() => new(_items, Count, _weight, _hasUnknown);
}
