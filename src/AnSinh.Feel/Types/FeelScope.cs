namespace AnSinh.Feel;

/// <summary>A name that expressions may read, and the slot of <see cref="FeelEvaluation.Slots"/> that holds its value.</summary>
public sealed record FeelVariable(string Name, FeelType Type, int Slot);

/// <summary>
/// The names an expression may use. A nested scope continues its parent's slots and hides its names.
/// A scope must be complete before it is nested or compiled against.
/// </summary>
public sealed class FeelScope
{
    private readonly Dictionary<string, FeelVariable> _variables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FeelType> _types = new(StringComparer.Ordinal);
    private readonly int _firstSlot;
    private bool _nested;

    public FeelScope(FeelScope? parent = null)
    {
        Parent = parent;
        if (parent is null) return;
        parent._nested = true;
        _firstSlot = parent.SlotCount;
    }

    public FeelScope? Parent { get; }

    /// <summary>How many slots an evaluation against this scope needs.</summary>
    public int SlotCount => _firstSlot + _variables.Count;

    /// <summary>The names of this scope, without its parents'.</summary>
    public IReadOnlyCollection<FeelVariable> Variables => _variables.Values;

    /// <summary>Adds a name and gives its slot; an ArgumentException when it is there already, an InvalidOperationException once nested.</summary>
    public int Add(string name, FeelType type)
    {
        if (_nested) throw new InvalidOperationException("a scope that has nested scopes takes no more names");
        int slot = SlotCount;
        _variables.Add(name, new FeelVariable(name, type, slot));
        return slot;
    }

    /// <summary>Declares a type name (an item definition) for "instance of" and parameter types.</summary>
    public void AddType(string name, FeelType type) => _types[name] = type;

    public bool TryFind(string name, out FeelVariable? variable)
    {
        for (FeelScope? scope = this; scope is not null; scope = scope.Parent)
        {
            if (scope._variables.TryGetValue(name, out variable)) return true;
        }
        variable = null;
        return false;
    }

    public bool TryFindType(string name, out FeelType type)
    {
        for (FeelScope? scope = this; scope is not null; scope = scope.Parent)
        {
            if (scope._types.TryGetValue(name, out type!)) return true;
        }
        return FeelType.TryFind(name, out type);
    }

    internal IEnumerable<FeelVariable> AllVariables
    {
        get
        {
            for (FeelScope? scope = this; scope is not null; scope = scope.Parent)
            {
                foreach (FeelVariable variable in scope._variables.Values) yield return variable;
            }
        }
    }

    internal IEnumerable<string> AllTypeNames
    {
        get
        {
            for (FeelScope? scope = this; scope is not null; scope = scope.Parent)
            {
                foreach (string name in scope._types.Keys) yield return name;
            }
        }
    }
}
