using System.Runtime.CompilerServices;

namespace AnSinh.Feel;

/// <summary>The facts a value would need to be known; sorted, without repetition.</summary>
public sealed class FeelUnknown
{
    private readonly string[] _facts;

    private FeelUnknown(string[] facts) => _facts = facts;

    /// <summary>Names of the missing facts in ordinal order.</summary>
    public IReadOnlyList<string> Facts => _facts;

    internal static FeelUnknown Of(string fact) => new([fact]);

    internal static FeelUnknown Of(IEnumerable<string> facts)
    {
        string[] sorted = facts.ToArray();
        Array.Sort(sorted, StringComparer.Ordinal);
        int count = Math.Min(1, sorted.Length);
        for (int i = 1; i < sorted.Length; i++)
        {
            if (!string.Equals(sorted[i], sorted[count - 1], StringComparison.Ordinal)) sorted[count++] = sorted[i];
        }
        return new(count == sorted.Length ? sorted : sorted[..count]);
    }

    /// <summary>The facts that any of the values would need, of which at least one needs some.</summary>
    internal static FeelUnknown Within(ReadOnlySpan<FeelValue> values)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        FeelUnknown? all = null;
        List<string>? facts = null;
        foreach (ref readonly FeelValue value in values)
        {
            if (value.UnknownFacts is not { } more || ReferenceEquals(more, all)) continue;
            if (all is null) all = more;
            else (facts ??= [.. all._facts]).AddRange(more._facts);
        }
        return facts is null ? all! : Of(facts);
    }

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

    internal bool HasSameFacts(FeelUnknown other) => _facts.AsSpan().SequenceEqual(other._facts);

    /// <summary>A hash that unknowns of the same facts share.</summary>
    internal int Hash => HashCode.Combine(_facts.Length, _facts[0].GetHashCode(StringComparison.Ordinal));

    public override string ToString() => string.Join(", ", _facts);
}
