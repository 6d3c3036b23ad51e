using System.Text;
using AnSinh.Feel;

namespace AnSinh.Bulk;

/// <summary>How a case is built: which input is the person asked about, where the other members stand, and what names a member.</summary>
public sealed record CaseShape(string Subject = "person", string Members = "household.members", string Identity = "id");

/// <summary>
/// What decisions read of a case and how: for each value the tests that it meets, so that all values which the tests do not tell apart may share a code. Found from the typed form; where a
/// use is not understood the value counts as read exactly, so that a code never says less than the decisions ask.
/// </summary>
public sealed class CaseReading
{
    private readonly Dictionary<string, LeafReading> _leaves = new(StringComparer.Ordinal);
    private readonly List<MemberReading> _members = [];
    private readonly List<string> _outside = [];
    private readonly List<(FeelValue Left, FeelValue Right)> _moments = [];
    private readonly List<string> _strays = [];
    private readonly StringBuilder _shape = new();

    /// <summary>The values read, by path: <c>person.born</c>; of a member whom the person's spouse fact names <c>spouse->born</c>, of those whose fact names the person <c>^raised_by->born</c>.</summary>
    public IReadOnlyDictionary<string, LeafReading> Leaves => _leaves;

    /// <summary>How other members are reached.</summary>
    public IReadOnlyList<MemberReading> Members => _members;

    /// <summary>Why decisions are outside the bulk profile; empty where they are inside.</summary>
    public IReadOnlyList<string> Outside => _outside;

    /// <summary>Values that move with time and what they are compared with, where neither hangs on the case.</summary>
    public IReadOnlyList<(FeelValue Left, FeelValue Right)> Moments => _moments;

    /// <summary>Uses of values that move with time of which the cuts, functions and moments here do not tell the outcome; empty where these tell everything.</summary>
    public IReadOnlyList<string> Strays => _strays;

    /// <summary>Which test found which place, in the order of reading. Of two readings of the same decisions at different times that agree in it, tests at the same place are the same tests.</summary>
    public string Shape => _shape.ToString();

    /// <summary>The reading of a value, for a host that asks for it besides the decisions.</summary>
    public LeafReading Touch(string path) => Leaf(path);

    /// <summary>Whether another reading tells apart whatever this one does. False as well where that is not plain to see.</summary>
    public bool IsWithin(CaseReading other) =>
        _members.TrueForAll(other._members.Contains) && _leaves.Values.All(leaf => other._leaves.TryGetValue(leaf.Path, out var wider) && leaf.IsWithin(wider));

    internal LeafReading Leaf(string path)
    {
        if (!_leaves.TryGetValue(path, out var leaf))
        {
            _leaves[path] = leaf = new LeafReading(path);
        }

        return leaf;
    }

    internal void Reach(MemberReading reading)
    {
        if (!_members.Contains(reading))
        {
            _members.Add(reading);
        }
    }

    internal void StandsOutside(string why)
    {
        if (!_outside.Contains(why, StringComparer.Ordinal))
        {
            _outside.Add(why);
        }
    }

    internal void Strayed(string how)
    {
        if (!_strays.Contains(how, StringComparer.Ordinal))
        {
            _strays.Add(how);
        }
    }

    internal void Met(FeelValue left, FeelValue right) => _moments.Add((left, right));

    internal void Found(string path, int place) => _shape.Append(path).Append(' ').Append(place).Append('\n');
}

/// <summary>A way from the person asked about to other members: those whom the person's <paramref name="Link"/> names, or (not forward) those whose <paramref name="Link"/> names the person.</summary>
public sealed record MemberReading(string Link, bool Forward)
{
    /// <summary>Stands before the names of what is read of members reached in this way.</summary>
    public string Prefix => $"{(Forward ? "" : "^")}{Link}->";
}

/// <summary>How one value is read.</summary>
public sealed class LeafReading(string path)
{
    private readonly List<FeelValue> _cuts = [];
    private readonly List<DerivedReading> _derived = [];
    private readonly List<(DerivedReading? Left, DerivedReading? Right)> _relations = [];
    private readonly SortedSet<string> _jointly = new(StringComparer.Ordinal);

    public string Path { get; } = path;

    /// <summary>True when nothing less than the value itself will do.</summary>
    public bool IsExact { get; internal set; }

    /// <summary>Values it is compared with.</summary>
    public IReadOnlyList<FeelValue> Cuts => _cuts;

    /// <summary>Functions of it alone that are compared with values.</summary>
    public IReadOnlyList<DerivedReading> Derived => _derived;

    /// <summary>Pairs that are compared with each other; null stands for the value itself.</summary>
    public IReadOnlyList<(DerivedReading? Left, DerivedReading? Right)> Relations => _relations;

    /// <summary>Paths with which it is computed together: where such a one is neither null nor unknown, both are read exactly.</summary>
    public IReadOnlyCollection<string> Jointly => _jointly;

    internal bool IsWithin(LeafReading other) => other.IsExact
        || (!IsExact && Contains(other._cuts, _cuts) && _derived.TrueForAll(derived => other._derived.Exists(derived.IsWithin)) && _jointly.IsSubsetOf(other._jointly)
            && _relations.TrueForAll(relation => other._relations.Exists(wider => Same(relation.Left, wider.Left) && Same(relation.Right, wider.Right))));

    /// <summary>Whether two readings of one leaf ask the same of it.</summary>
    public bool IsSameAs(LeafReading other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return IsExact == other.IsExact && AsksNoMoreThan(other) && other.AsksNoMoreThan(this);
    }

    /// <summary>Whether the other reading asks everything that this one asks, even where it reads the value itself as well.</summary>
    private bool AsksNoMoreThan(LeafReading other) => Contains(other._cuts, _cuts) && _jointly.IsSubsetOf(other._jointly)
        && _derived.TrueForAll(derived => other._derived.Exists(known => known.IsWithin(derived) && derived.IsWithin(known)))
        && _relations.TrueForAll(relation => other._relations.Exists(wider => Same(relation.Left, wider.Left) && Same(relation.Right, wider.Right)));

    private static bool Same(DerivedReading? one, DerivedReading? other) => one is null ? other is null : other is not null && one.IsSameAs(other);

    internal static bool Contains(List<FeelValue> values, List<FeelValue> some) => some.TrueForAll(value => values.Exists(known => known.IsIdenticalTo(value)));

    internal int Cut(FeelValue value) => Add(_cuts, value);

    internal int PlaceOf(DerivedReading derived) => _derived.IndexOf(derived);

    internal DerivedReading Derive(FeelFunction function, FeelValue[] arguments, int place, DerivedReading? inner)
    {
        var known = _derived.Find(other => other.Is(function, arguments, place, inner));
        if (known is null)
        {
            _derived.Add(known = new DerivedReading(function, arguments, place, inner));
        }

        return known;
    }

    internal int Relate(DerivedReading? left, DerivedReading? right)
    {
        var place = _relations.IndexOf((left, right));
        if (place < 0)
        {
            place = _relations.Count;
            _relations.Add((left, right));
        }

        return place;
    }

    internal void ReadWith(string other) => _jointly.Add(other);

    /// <returns>The place of the value.</returns>
    internal static int Add(List<FeelValue> values, FeelValue value)
    {
        var place = values.FindIndex(known => known.IsIdenticalTo(value));
        if (place < 0)
        {
            place = values.Count;
            values.Add(value);
        }

        return place;
    }
}

/// <summary>A function of one value of the case; its other arguments are the same for all cases.</summary>
public sealed class DerivedReading
{
    private readonly FeelFunction _function;
    private readonly FeelValue[] _arguments;
    private readonly int _place;
    private readonly DerivedReading? _inner;
    private readonly List<FeelValue> _cuts = [];

    internal DerivedReading(FeelFunction function, FeelValue[] arguments, int place, DerivedReading? inner) => (_function, _arguments, _place, _inner) = (function, arguments, place, inner);

    /// <summary>Values it is compared with.</summary>
    public IReadOnlyList<FeelValue> Cuts => _cuts;

    /// <summary>True when it is used in a way that asks for the result itself.</summary>
    public bool IsExact { get; internal set; }

    internal int Cut(FeelValue value) => LeafReading.Add(_cuts, value);

    internal bool Is(FeelFunction function, FeelValue[] arguments, int place, DerivedReading? inner) =>
        _function.IsSameAs(function) && _place == place && ReferenceEquals(_inner, inner) && _arguments.Length == arguments.Length
        && Enumerable.Range(0, arguments.Length).All(index => index == place || _arguments[index].IsIdenticalTo(arguments[index]));

    /// <summary>Whether another reading of the same function tells apart whatever this one does.</summary>
    internal bool IsWithin(DerivedReading other) => IsSameAs(other) && (other.IsExact || (!IsExact && LeafReading.Contains(other._cuts, _cuts)));

    /// <summary>Whether both are the same function of their values.</summary>
    internal bool IsSameAs(DerivedReading other) => (_inner is null ? other._inner is null : other._inner is not null && _inner.IsSameAs(other._inner)) && Is(other._function, other._arguments, other._place, _inner);

    /// <summary>The result for a value; null where it errs.</summary>
    internal FeelValue? Of(FeelValue value, FeelEvaluation evaluation)
    {
        if (_inner is not null)
        {
            if (_inner.Of(value, evaluation) is not { } within)
            {
                return null;
            }

            value = within;
        }

        var arguments = (FeelValue[])_arguments.Clone();
        arguments[_place] = value;
        try
        {
            return evaluation.Call(_function, arguments);
        }
        catch (Exception error) when (error is Dmn.DmnEvaluationException or FeelEvaluationException)
        {
            return null;
        }
    }
}
