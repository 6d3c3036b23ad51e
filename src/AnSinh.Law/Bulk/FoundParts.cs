using System.Collections.Concurrent;

namespace AnSinh.Law;

/// <summary>What each programme says of a cell, by number; shared by all threads.</summary>
internal sealed class FoundParts
{
    private readonly ConcurrentDictionary<int, int[]> _ofCells = [];
    private readonly ConcurrentDictionary<int, int[]> _ofAll = [];

    /// <param name="joined">One number for all of <paramref name="found"/>.</param>
    public void Keep(int cell, int joined, ReadOnlySpan<int> found)
    {
        if (!_ofAll.TryGetValue(joined, out var kept))
        {
            kept = _ofAll.GetOrAdd(joined, found.ToArray());
        }

        _ofCells[cell] = kept;
    }

    public bool TryGet(int cell, Span<int> found)
    {
        if (!_ofCells.TryGetValue(cell, out var kept))
        {
            return false;
        }

        kept.CopyTo(found);
        return true;
    }
}
