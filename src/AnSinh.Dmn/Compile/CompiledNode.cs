using AnSinh.Dmn.Evaluate;
using AnSinh.Feel;

namespace AnSinh.Dmn.Compile;

/// <summary>An element of the requirements graph, ready to give its value in a session.</summary>
internal abstract class CompiledNode(Node node, FeelType type, Location location)
{
    public Node Node => node;

    /// <summary>The static type under which others see the value.</summary>
    public FeelType Type => type;

    public Location Location => location;

    /// <summary>Nodes whose values must be there first.</summary>
    public int[] Requires { get; init; } = [];

    /// <summary>Tables inside the element's logic.</summary>
    public IReadOnlyList<CompiledTable> Tables { get; init; } = [];

    /// <summary>True when the value never depends on inputs, as that of a function.</summary>
    public virtual bool Permanent => false;

    public abstract FeelValue Evaluate(EvaluationSession session);
}

internal sealed class CompiledInputNode(Node node, ItemType declared, Location location, CompiledInput handle) : CompiledNode(node, declared.Type, location)
{
    public CompiledInput Handle => handle;

    public ItemType Declared { get; } = declared;

    public override FeelValue Evaluate(EvaluationSession session)
    {
        if (session.TryGetInput(handle, out FeelValue value))
        {
            return session.CoerceOnce(value, Declared, Location);
        }
        return session.Fail(Location, "missing-input", $"Thiếu dữ liệu vào '{handle.Name}'.", $"The input data '{handle.Name}' is missing.");
    }
}

/// <summary>Puts the values of required elements into the slots of a frame.</summary>
internal sealed class FrameFiller(IReadOnlyList<(int Slot, int Node)> plain, IReadOnlyList<(int Slot, FeelShape Shape, int[] Nodes)> imported)
{
    public static FrameFiller Nothing { get; } = new([], []);

    private readonly (int Slot, int Node)[] plain = plain.ToArray();
    private readonly (int Slot, FeelShape Shape, int[] Nodes)[] imported = imported.ToArray();

    /// <summary>The required node whose value stands in a slot, or -1.</summary>
    public int NodeAt(int slot) => Array.FindIndex(plain, p => p.Slot == slot) is >= 0 and int at ? plain[at].Node : -1;

    /// <summary>The node behind a name of an import whose names stand in a slot, or -1.</summary>
    public int NodeAt(int slot, string name) =>
        Array.FindIndex(imported, i => i.Slot == slot) is >= 0 and int at && imported[at].Shape.IndexOf(name) is >= 0 and int member ? imported[at].Nodes[member] : -1;

    public void Fill(EvaluationSession session, FeelValue[] frame)
    {
        foreach ((int slot, int node) in plain)
        {
            frame[slot] = session.ValueOf(node);
        }
        foreach ((int slot, FeelShape shape, int[] nodes) in imported)
        {
            var values = new FeelValue[nodes.Length];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = session.ValueOf(nodes[i]);
            }
            frame[slot] = FeelValue.Of(new FeelContext(shape, values));
        }
    }
}

internal sealed class CompiledDecisionNode(
    Node node, Boxed logic, FeelType type, ItemType declared, FrameFiller filler, int frameSize, Location location, CompiledDecision handle)
    : CompiledNode(node, type, location)
{
    public CompiledDecision Handle => handle;
    public Boxed Logic => logic;

    /// <summary>Where the logic's names come from.</summary>
    public FrameFiller Filler => filler;

    public ItemType Declared { get; } = declared;

    /// <summary>What the logic reads, where results may be kept by it.</summary>
    public ReadValues? Reads { get; init; }

    public override FeelValue Evaluate(EvaluationSession session)
    {
        FeelValue[] outer = session.Feel.Slots;
        FeelValue[] frame = session.Frame(Node.Index, frameSize);
        filler.Fill(session, frame);
        session.Feel.Slots = frame;
        try
        {
            return session.Coerce(logic.Evaluate(session), Declared, Location);
        }
        finally
        {
            session.Feel.Slots = outer;
        }
    }
}

/// <summary>A business knowledge model: its value is a function.</summary>
internal sealed class CompiledKnowledgeNode(Node node, FunctionBoxed function, int selfSlot, FrameFiller filler, int frameSize, Location location)
    : CompiledNode(node, function.Type, location)
{
    public FunctionBoxed Function => function;

    /// <summary>Where the function's names come from, besides its parameters.</summary>
    public FrameFiller Filler => filler;

    public override bool Permanent => true;

    public override FeelValue Evaluate(EvaluationSession session)
    {
        var frame = new FeelValue[frameSize];
        filler.Fill(session, frame);
        var value = new BoxedFunction(function, session, frame);
        value.Bind(selfSlot);
        return FeelValue.Of(value);
    }
}

/// <summary>A decision service: its value is a function that evaluates the output decisions on the values given.</summary>
internal sealed class CompiledServiceNode(
    Node node, FeelParameter[] parameters, ItemType[] types, int[] parameterNodes, int[] outputs, FeelShape? shape, FunctionType type, ItemType declared, Location location)
    : CompiledNode(node, type, location)
{
    public FeelParameter[] Parameters => parameters;
    public FunctionType FunctionType => type;

    public override bool Permanent => true;

    public override FeelValue Evaluate(EvaluationSession session) => FeelValue.Of(new ServiceFunction(this, session));

    public FeelValue Invoke(EvaluationSession session, ReadOnlySpan<FeelValue> arguments)
    {
        EvaluationSession inner = session.Inner();
        for (int i = 0; i < parameterNodes.Length; i++)
        {
            inner.Override(parameterNodes[i], session.Coerce(arguments[i], types[i], Location));
        }
        FeelValue result = shape is null
            ? inner.Require(outputs[0])
            : FeelValue.Of(new FeelContext(shape, Array.ConvertAll(outputs, inner.Require)));
        session.TakeTables(inner);
        return session.Coerce(result, declared, Location);
    }
}

internal sealed class ServiceFunction(CompiledServiceNode service, EvaluationSession session) : FeelFunction(service.Parameters, service.FunctionType.Result)
{
    public override string? Name => service.Node.Name;

    public override FeelType Type => service.FunctionType;

    public override FeelValue Invoke(ReadOnlySpan<FeelValue> arguments, FeelEvaluation evaluation) => service.Invoke(session, arguments);
}

/// <summary>A knowledge source, or a function that takes part in a cycle: it has no value.</summary>
internal sealed class CompiledNoValueNode(Node node, Location location) : CompiledNode(node, FeelType.Any, location)
{
    public override FeelValue Evaluate(EvaluationSession session) => FeelValue.Null;
}
