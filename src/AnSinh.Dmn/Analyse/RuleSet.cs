using System.Numerics;

namespace AnSinh.Dmn.Analyse;

/// <summary>A set of rules, by position from 0.</summary>
internal readonly struct RuleSet : IEquatable<RuleSet>
{
    private readonly ulong[] words;

    private RuleSet(ulong[] words) => this.words = words;

    public static RuleSet Where(int rules, Func<int, bool> holds)
    {
        var words = new ulong[(rules + 63) / 64];
        for (int r = 0; r < rules; r++)
        {
            words[r / 64] |= holds(r) ? 1UL << (r % 64) : 0;
        }
        return new RuleSet(words);
    }

    public static RuleSet All(int rules) => Where(rules, _ => true);

    public bool IsEmpty => !words.AsSpan().ContainsAnyExcept(0UL);

    public bool Has(int rule) => (words[rule / 64] >> (rule % 64) & 1) != 0;

    public RuleSet And(RuleSet other)
    {
        var result = new ulong[words.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = words[i] & other.words[i];
        }
        return new RuleSet(result);
    }

    /// <summary>The rules in order.</summary>
    public IEnumerable<int> Rules
    {
        get
        {
            for (int w = 0; w < words.Length; w++)
            {
                for (ulong rest = words[w]; rest != 0; rest &= rest - 1)
                {
                    yield return w * 64 + BitOperations.TrailingZeroCount(rest);
                }
            }
        }
    }

    public bool Equals(RuleSet other) => words.AsSpan().SequenceEqual(other.words);

    public override bool Equals(object? obj) => obj is RuleSet other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (ulong word in words)
        {
            hash.Add(word);
        }
        return hash.ToHashCode();
    }
}
