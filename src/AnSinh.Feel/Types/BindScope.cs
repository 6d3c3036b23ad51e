using AnSinh.Feel.Typed;

namespace AnSinh.Feel.Types;

/// <summary>The frame of an expression or function under construction: it numbers the locals and collects what a function captures.</summary>
internal sealed class BindFrame(BindFrame? parent)
{
    private readonly Dictionary<Binding, int> _captured = [];

    public BindFrame? Parent { get; } = parent;

    public int Size { get; private set; }

    public List<TypedCapture> Captures { get; } = [];

    public int NewLocal() => Size++;

    /// <summary>The frame place of a value of an outer frame, captured on first use.</summary>
    public int Capture(Binding binding, Func<TypedNode> outer)
    {
        if (!_captured.TryGetValue(binding, out int local))
        {
            local = NewLocal();
            _captured.Add(binding, local);
            Captures.Add(new(outer(), local));
        }
        return local;
    }
}

/// <summary>What a name stands for.</summary>
internal abstract class Binding(BindFrame frame, FeelType type)
{
    public BindFrame Frame { get; } = frame;
    public FeelType Type { get; } = type;

    /// <summary>The node that reads the name in the binding's own frame.</summary>
    public abstract TypedNode Read(SourceSpan span);

    /// <summary>The node that reads it in a frame, captured where that is another.</summary>
    public TypedNode ReadFrom(BindFrame frame, string name, SourceSpan span)
    {
        if (ReferenceEquals(frame, Frame)) return Read(span);
        int local = frame.Capture(this, () => ReadFrom(frame.Parent!, name, span));
        return new LocalNode(local, name, Type, span);
    }
}

internal sealed class HostBinding(BindFrame frame, FeelVariable variable) : Binding(frame, variable.Type)
{
    public override TypedNode Read(SourceSpan span) => new VariableNode(variable, span);
}

internal sealed class InputBinding(BindFrame frame, FeelType type) : Binding(frame, type)
{
    public override TypedNode Read(SourceSpan span) => new InputNode(Type, span);
}

internal sealed class LocalBinding(BindFrame frame, int index, string name, FeelType type, TypedNode? itemOf = null) : Binding(frame, type)
{
    public int Index { get; } = index;

    /// <summary>Set when the name is read.</summary>
    public bool IsRead { get; set; }

    public override TypedNode Read(SourceSpan span)
    {
        IsRead = true;
        return new LocalNode(Index, name, Type, span) { ItemOf = itemOf };
    }
}

/// <summary>A name in a filter that may be an entry of the item, found only when the item is seen.</summary>
internal sealed class ItemMemberBinding(LocalBinding item, string name, Binding? otherwise) : Binding(item.Frame, FeelType.Any)
{
    public override TypedNode Read(SourceSpan span) =>
        new ItemMemberNode((LocalNode)item.Read(span), name, otherwise?.ReadFrom(Frame, name, span), span);
}

/// <summary>A member of a filter's item whose type is known.</summary>
internal sealed class MemberBinding(LocalBinding item, string name, FeelType type) : Binding(item.Frame, type)
{
    public override TypedNode Read(SourceSpan span) => new MemberNode(item.Read(span), name, Type, span);
}

/// <summary>Names bound inside an expression, innermost first.</summary>
internal sealed class BindScope(BindScope? parent)
{
    private readonly Dictionary<string, Binding> _names = new(StringComparer.Ordinal);

    /// <summary>The item of a filter whose entries may be read as names; null in other scopes.</summary>
    public LocalBinding? Item { get; init; }

    public void Add(string name, Binding binding) => _names[name] = binding;

    public Binding? Find(string name)
    {
        if (_names.TryGetValue(name, out Binding? binding)) return binding;
        Binding? outer = parent?.Find(name);
        if (Item is null) return outer;
        if (Item.Type is ContextType { IsOpen: false } context)
        {
            if (!context.TryGetMember(name, out FeelType type)) return outer;
            MemberBinding member = new(Item, name, type);
            _names.Add(name, member);
            return member;
        }
        if (!Item.Type.IsAny && Item.Type is not ContextType) return outer;
        if (outer is null && BuiltinFunction.TryFind(name, out _)) return null;
        ItemMemberBinding dynamic = new(Item, name, outer);
        _names.Add(name, dynamic);
        return dynamic;
    }
}
