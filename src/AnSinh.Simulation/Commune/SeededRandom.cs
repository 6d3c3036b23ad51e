namespace AnSinh.Simulation.Commune;

/// <summary>SplitMix64 (Steele, Lea, Flood 2014): the same seed gives the same sequence on every machine and runtime version.</summary>
public sealed class SeededRandom(long seed)
{
    private ulong _state = unchecked((ulong)seed);

    /// <summary>A number from 0 to <paramref name="bound"/> - 1.</summary>
    public int Next(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        return (int)((NextBits() >> 33) % (ulong)bound);
    }

    public int Between(int first, int last) => first + Next(last - first + 1);

    /// <summary>True in <paramref name="perThousand"/> of a thousand cases.</summary>
    public bool Chance(int perThousand) => Next(1000) < perThousand;

    public T Pick<T>(IReadOnlyList<T> items) => items[Next(items.Count)];

    /// <summary>One item, each with a chance in proportion to its weight (whole numbers, not all zero).</summary>
    public T PickWeighted<T>(IReadOnlyList<T> items, Func<T, int> weight)
    {
        var left = Next(items.Sum(weight));
        foreach (var item in items)
        {
            left -= weight(item);
            if (left < 0)
            {
                return item;
            }
        }

        return items[^1];
    }

    public void Shuffle<T>(IList<T> items)
    {
        for (var last = items.Count - 1; last > 0; last--)
        {
            var other = Next(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    private ulong NextBits()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            var bits = _state;
            bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
            bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
            return bits ^ (bits >> 31);
        }
    }
}
