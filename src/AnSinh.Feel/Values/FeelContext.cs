using System.Collections;
using System.Collections.Frozen;

namespace AnSinh.Feel;

/// <summary>The ordered names of contexts that are alike, so that many contexts share one look-up table.</summary>
public sealed class FeelShape
{
    private readonly string[] _names;
    private readonly FrozenDictionary<string, int>? _index;

    /// <summary>A shape of distinct names; an ArgumentException when one comes twice.</summary>
    public FeelShape(params string[] names)
    {
        _names = names;
        if (names.Length > 8) _index = names.Select((name, at) => (name, at)).ToFrozenDictionary(pair => pair.name, pair => pair.at, StringComparer.Ordinal);
        else if (names.Distinct(StringComparer.Ordinal).Count() != names.Length) throw new ArgumentException("a name comes twice", nameof(names));
    }

    public IReadOnlyList<string> Names => _names;

    /// <summary>The place of a name, or -1.</summary>
    public int IndexOf(string name)
    {
        if (_index is not null) return _index.TryGetValue(name, out int at) ? at : -1;
        for (int i = 0; i < _names.Length; i++)
        {
            if (ReferenceEquals(_names[i], name)) return i;
        }
        return Array.IndexOf(_names, name);
    }
}

/// <summary>An ordered map from names to values that does not change.</summary>
public sealed class FeelContext : IReadOnlyCollection<KeyValuePair<string, FeelValue>>
{
    private readonly FeelValue[] _values;
    private FeelUnknown? _unknown;

    /// <summary>A context of the shape; <paramref name="values"/> in the shape's order, not to be changed afterwards.</summary>
    public FeelContext(FeelShape shape, FeelValue[] values)
    {
        if (shape.Names.Count != values.Length) throw new ArgumentException("as many values as names are needed", nameof(values));
        Shape = shape;
        _values = values;
        (Weight, HasUnknown) = Measure(values);
    }

    public FeelContext(IEnumerable<KeyValuePair<string, FeelValue>> entries)
    {
        KeyValuePair<string, FeelValue>[] all = entries.ToArray();
        Shape = new FeelShape(Array.ConvertAll(all, entry => entry.Key));
        _values = Array.ConvertAll(all, entry => entry.Value);
        (Weight, HasUnknown) = Measure(_values);
    }

    /// <summary>A context of names and values in order.</summary>
    public static FeelContext Of(params (string Name, FeelValue Value)[] entries) =>
        new(new FeelShape(Array.ConvertAll(entries, entry => entry.Name)), Array.ConvertAll(entries, entry => entry.Value));

    public static FeelContext Empty { get; } = new(new FeelShape(), []);

    public FeelShape Shape { get; }

    public int Count => _values.Length;

    /// <summary>Values in the shape's order.</summary>
    public ReadOnlySpan<FeelValue> Values => _values;

    /// <summary>Values to be visited in going through the context and all within it; a value held twice counts twice.</summary>
    internal long Weight { get; }

    private static (long Weight, bool HasUnknown) Measure(FeelValue[] values)
    {
        long weight = 1;
        bool hasUnknown = false;
        foreach (ref readonly FeelValue value in values.AsSpan())
        {
            weight = Math.Min(FeelList.MaxWeight, weight + value.Weight);
            hasUnknown |= value.HasUnknown;
        }
        return (weight, hasUnknown);
    }

    /// <summary>True when some value is unknown or holds something unknown.</summary>
    internal bool HasUnknown { get; }

    /// <summary>The type that accepted the context last: a large context is passed on many times, and need not be gone through each time.</summary>
    internal ContextType? AcceptedBy { get; set; }

    /// <summary>What a host last found the context to satisfy, for hosts that check contexts against types of their own; says nothing about equality.</summary>
    public object? CheckedBy { get; set; }

    /// <summary>The facts that some value would need, joined when first asked for; null when all are known.</summary>
    internal FeelUnknown? Unknown => HasUnknown ? _unknown ??= FeelUnknown.Within(_values) : null;

    /// <summary>The value of a name; false when the context has no such entry.</summary>
    public bool TryGet(string name, out FeelValue value)
    {
        int at = Shape.IndexOf(name);
        value = at < 0 ? FeelValue.Null : _values[at];
        return at >= 0;
    }

    /// <summary>The value of a name, or null.</summary>
    public FeelValue this[string name] => TryGet(name, out FeelValue value) ? value : FeelValue.Null;

    public IEnumerator<KeyValuePair<string, FeelValue>> GetEnumerator()
    {
        for (int i = 0; i < _values.Length; i++) yield return new(Shape.Names[i], _values[i]);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
