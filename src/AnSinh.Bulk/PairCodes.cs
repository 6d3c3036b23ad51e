using System.Numerics;

namespace AnSinh.Bulk;

/// <summary>
/// Gives each pair of numbers a number of its own, counted from 0, so that tuples of any length get one by chaining. Shared by all threads; each asks through a <see cref="Reader"/>, which
/// remembers what it has seen and needs no lock for it.
/// </summary>
public sealed class PairCodes
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, int> _codes = [];

    /// <summary>How many pairs have a number.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _codes.Count;
            }
        }
    }

    private int CodeOf(ulong pair)
    {
        lock (_gate)
        {
            if (!_codes.TryGetValue(pair, out var code))
            {
                _codes[pair] = code = _codes.Count;
            }

            return code;
        }
    }

    /// <summary>One thread's view: open addressing, at most half full.</summary>
    public sealed class Reader(PairCodes codes)
    {
        private ulong[] _pairs = new ulong[1_024];
        private int[] _found = new int[1_024];
        private int _count;

        public int CodeOf(int left, int right)
        {
            unchecked
            {
                // One more than the pair, so that an empty place is never taken for one.
                var pair = (((ulong)(uint)left << 32) | (uint)right) + 1;
                var mask = _pairs.Length - 1;
                for (var place = (int)((pair * 0x9E3779B97F4A7C15) >> (64 - BitOperations.Log2((uint)_pairs.Length))); ; place = (place + 1) & mask)
                {
                    if (_pairs[place] == pair)
                    {
                        return _found[place];
                    }

                    if (_pairs[place] == 0)
                    {
                        return Learn(pair, place);
                    }
                }
            }
        }

        private int Learn(ulong pair, int place)
        {
            var code = codes.CodeOf(pair);
            (_pairs[place], _found[place]) = (pair, code);
            if (++_count * 2 > _pairs.Length)
            {
                Grow();
            }

            return code;
        }

        private void Grow()
        {
            var (pairs, found) = (_pairs, _found);
            (_pairs, _found) = (new ulong[pairs.Length * 2], new int[pairs.Length * 2]);
            var (mask, shift) = (_pairs.Length - 1, 64 - BitOperations.Log2((uint)_pairs.Length));
            for (var old = 0; old < pairs.Length; old++)
            {
                if (pairs[old] != 0)
                {
                    var place = (int)(unchecked(pairs[old] * 0x9E3779B97F4A7C15) >> shift);
                    while (_pairs[place] != 0)
                    {
                        place = (place + 1) & mask;
                    }

                    (_pairs[place], _found[place]) = (pairs[old], found[old]);
                }
            }
        }
    }
}
