namespace AnSinh.Feel;

/// <summary>The facts a value would need to be known; sorted, without repetition.</summary>
public sealed class FeelUnknown
{
    private readonly string[] _facts;

    private FeelUnknown(string[] facts) => _facts = facts;

    /// <summary>Names of the missing facts in ordinal order.</summary>
    public IReadOnlyList<string> Facts => _facts;

    internal static FeelUnknown Of(string fact) => new([fact]);

    internal static FeelUnknown Of(IEnumerable<string> facts) => new([.. new SortedSet<string>(facts, StringComparer.Ordinal)]);

    internal FeelUnknown Union(FeelUnknown other)
    {
        if (ReferenceEquals(this, other)) return this;
        string[] merged = new string[_facts.Length + other._facts.Length];
        int count = 0, left = 0, right = 0;
        while (left < _facts.Length || right < other._facts.Length)
        {
            int order = left == _facts.Length ? 1 : right == other._facts.Length ? -1 : string.CompareOrdinal(_facts[left], other._facts[right]);
            merged[count++] = order <= 0 ? _facts[left] : other._facts[right];
            if (order <= 0) left++;
            if (order >= 0) right++;
        }
        return count == _facts.Length ? this : count == other._facts.Length ? other : new(merged.AsSpan(0, count).ToArray());
    }

    public override string ToString() => string.Join(", ", _facts);
}
