using System.Runtime.CompilerServices;

namespace AnSinh.Feel;

/// <summary>list&lt;Element&gt;.</summary>
public sealed class ListType(FeelType element) : FeelType
{
    public FeelType Element { get; } = element;

    public override bool ConformsTo(FeelType other) => other.IsAny || (other is ListType list && Element.ConformsTo(list.Element));

    public override bool Accepts(FeelValue value)
    {
        if (value.Kind != FeelKind.List) return value.IsNull || value.IsUnknown;
        if (Element.IsAny) return true;
        foreach (ref readonly FeelValue item in value.AsList.Span)
        {
            if (!Element.Accepts(item)) return false;
        }
        return true;
    }

    public override bool Equals(FeelType? other) => other is ListType list && Element.Equals(list.Element);

    public override int GetHashCode() => HashCode.Combine("list", Element);

    public override string ToString() => $"list<{Element}>";
}

/// <summary>range&lt;Element&gt;.</summary>
public sealed class RangeType(FeelType element) : FeelType
{
    public FeelType Element { get; } = element;

    public override bool ConformsTo(FeelType other) => other.IsAny || (other is RangeType range && Element.ConformsTo(range.Element));

    public override bool Accepts(FeelValue value)
    {
        if (value.Kind != FeelKind.Range) return value.IsNull || value.IsUnknown;
        return Element.Accepts(value.AsRange.Start) && Element.Accepts(value.AsRange.End);
    }

    public override bool Equals(FeelType? other) => other is RangeType range && Element.Equals(range.Element);

    public override int GetHashCode() => HashCode.Combine("range", Element);

    public override string ToString() => $"range<{Element}>";
}

/// <summary>function&lt;Parameters&gt; -> Result.</summary>
public sealed class FunctionType(IReadOnlyList<FeelType> parameters, FeelType result) : FeelType
{
    public IReadOnlyList<FeelType> Parameters { get; } = parameters;
    public FeelType Result { get; } = result;

    /// <summary>Names of the parameters where they are known, for invocation by name.</summary>
    public IReadOnlyList<string>? ParameterNames { get; init; }

    public override bool ConformsTo(FeelType other)
    {
        if (other.IsAny || ReferenceEquals(other, AnyFunction)) return true;
        if (other is not FunctionType function || function.Parameters.Count != Parameters.Count || !Result.ConformsTo(function.Result)) return false;
        for (int i = 0; i < Parameters.Count; i++)
        {
            if (!function.Parameters[i].ConformsTo(Parameters[i])) return false;
        }
        return true;
    }

    public override bool Accepts(FeelValue value) =>
        value.IsNull || value.IsUnknown || (value.Kind == FeelKind.Function && Fits(value.AsFunction));

    /// <summary>A built-in function fits by any of its ways to be called.</summary>
    private bool Fits(FeelFunction function) => function is BuiltinFunction builtin
        ? builtin.Signatures.Any(signature => signature.Takes(Parameters.Count))
        : function.Type.ConformsTo(this);

    public override bool Equals(FeelType? other) =>
        other is FunctionType function && Result.Equals(function.Result) && Parameters.SequenceEqual(function.Parameters);

    public override int GetHashCode() => HashCode.Combine("function", Parameters.Count, Result);

    public override string ToString() => $"function<{string.Join(", ", Parameters)}> -> {Result}";
}

/// <summary>context&lt;name: type, ...&gt;. A context with more entries than named conforms too.</summary>
public sealed class ContextType : FeelType
{
    private readonly Dictionary<string, FeelType> _members = new(StringComparer.Ordinal);

    public ContextType(params IEnumerable<KeyValuePair<string, FeelType>> members)
    {
        foreach ((string name, FeelType type) in members) Add(name, type);
    }

    /// <summary>A context type from names and types.</summary>
    public static ContextType Of(params (string Name, FeelType Type)[] members) =>
        new(members.Select(member => KeyValuePair.Create(member.Name, member.Type)));

    /// <summary>Names in the order they were added.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>True when nothing is said about the entries.</summary>
    public bool IsOpen => _members.Count == 0;

    /// <summary>A name for messages (that of the item definition), where there is one.</summary>
    public string? Name { get; init; }

    private readonly List<string> _names = [];

    /// <summary>Adds a member while the type is being built, which lets a type contain itself.</summary>
    public void Add(string name, FeelType type)
    {
        if (!_members.ContainsKey(name)) _names.Add(name);
        _members[name] = type;
    }

    public bool TryGetMember(string name, out FeelType type)
    {
        bool found = _members.TryGetValue(name, out FeelType? member);
        type = member ?? Any;
        return found;
    }

    internal static ContextType Common(ContextType left, ContextType right)
    {
        ContextType common = new();
        foreach (string name in left._names)
        {
            if (right._members.TryGetValue(name, out FeelType? other)) common.Add(name, Join(left._members[name], other));
        }
        return common;
    }

    public override bool ConformsTo(FeelType other)
    {
        if (ReferenceEquals(this, other) || other.IsAny) return true;
        if (other is not ContextType context) return false;
        comparing ??= new(PairByReference.Instance);
        if (!comparing.Add((this, context))) return true;
        try
        {
            foreach (string name in context._names)
            {
                if (!_members.TryGetValue(name, out FeelType? own) || !own.ConformsTo(context._members[name])) return false;
            }
            return true;
        }
        finally
        {
            comparing.Remove((this, context));
        }
    }

    /// <summary>Pairs whose comparison is under way, for types that contain themselves.</summary>
    [ThreadStatic]
    private static HashSet<(ContextType, ContextType)>? comparing;

    /// <summary>How deep a type is being written, for types that contain themselves.</summary>
    [ThreadStatic]
    private static int writing;

    public override bool Accepts(FeelValue value)
    {
        if (value.Kind != FeelKind.Context) return value.IsNull || value.IsUnknown;
        FeelContext context = value.AsContext;
        if (ReferenceEquals(context.AcceptedBy, this)) return true;
        Members members = MembersOf(context.Shape);
        if (!members.Complete) return false;
        ReadOnlySpan<FeelValue> values = context.Values;
        foreach ((int at, FeelType type) in members.All)
        {
            if (!type.Accepts(values[at])) return false;
        }
        context.AcceptedBy = this;
        return true;
    }

    private Members? _last;

    /// <summary>Where the members stand in contexts of a shape; contexts of one kind share their shape, so that the last one is kept.</summary>
    private Members MembersOf(FeelShape shape)
    {
        Members? known = _last;
        if (known is null || !ReferenceEquals(known.Shape, shape) || known.All.Length != _names.Count)
            _last = known = new Members(shape, _names.Select(name => (shape.IndexOf(name), _members[name])).ToArray());
        return known;
    }

    private sealed record Members(FeelShape Shape, (int At, FeelType Type)[] All)
    {
        public bool Complete { get; } = Array.TrueForAll(All, member => member.At >= 0);
    }

    public override bool Equals(FeelType? other) =>
        ReferenceEquals(this, other) || (other is ContextType context && context._names.Count == _names.Count && ConformsTo(context) && context.ConformsTo(this));

    public override int GetHashCode() => HashCode.Combine("context", _names.Count);

    public override string ToString()
    {
        if (Name is not null) return Name;
        if (IsOpen || writing > 3) return "context";
        writing++;
        string members = string.Join(", ", _names.Select(name => $"{name}: {_members[name]}"));
        writing--;
        return $"context<{members}>";
    }
}

/// <summary>Compares pairs of types as objects, not by structure.</summary>
internal sealed class PairByReference : IEqualityComparer<(ContextType Left, ContextType Right)>
{
    public static readonly PairByReference Instance = new();

    public bool Equals((ContextType Left, ContextType Right) x, (ContextType Left, ContextType Right) y) =>
        ReferenceEquals(x.Left, y.Left) && ReferenceEquals(x.Right, y.Right);

    public int GetHashCode((ContextType Left, ContextType Right) pair) =>
        HashCode.Combine(RuntimeHelpers.GetHashCode(pair.Left), RuntimeHelpers.GetHashCode(pair.Right));
}
