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
        if (ReferenceEquals(this, other) || other._facts.All(fact => Array.BinarySearch(_facts, fact, StringComparer.Ordinal) >= 0)) return this;
        SortedSet<string> all = new(_facts, StringComparer.Ordinal);
        all.UnionWith(other._facts);
        return new([.. all]);
    }

    public override string ToString() => string.Join(", ", _facts);
}
