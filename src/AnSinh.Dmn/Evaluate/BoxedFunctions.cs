using AnSinh.Dmn.Compile;
using AnSinh.Feel;

namespace AnSinh.Dmn.Evaluate;

/// <summary>A boxed function; evaluating it gives a function value that keeps the names around it.</summary>
internal sealed class FunctionBoxed(
    string name, (FeelParameter Parameter, ItemType Type)[] parameters, int firstSlot, Boxed body, Location location)
    : Boxed(new FunctionType(parameters.Select(p => p.Parameter.Type).ToArray(), body.Type) { ParameterNames = parameters.Select(p => p.Parameter.Name).ToArray() })
{
    public string Name => name;
    public (FeelParameter Parameter, ItemType Type)[] Parameters => parameters;
    public Boxed Body => body;

    /// <summary>The slot of the first parameter; the others follow.</summary>
    public int FirstSlot => firstSlot;

    public override FeelValue Evaluate(EvaluationSession session) => FeelValue.Of(new BoxedFunction(this, session, session.Feel.Slots));

    /// <summary>Applies the function in a fresh frame above the captured names.</summary>
    public FeelValue Invoke(EvaluationSession session, FeelValue[] captured, ReadOnlySpan<FeelValue> arguments)
    {
        FeelValue[] outer = session.Feel.Slots;
        FeelValue[] frame = session.EnterCall(captured.Length);
        Array.Copy(captured, frame, firstSlot);
        try
        {
            for (int i = 0; i < parameters.Length; i++)
            {
                FeelValue argument = arguments[i];
                frame[firstSlot + i] = parameters[i].Type.Constrained ? session.CoerceOnce(argument, parameters[i].Type, location) : argument;
            }
            session.Feel.Slots = frame;
            return body.Evaluate(session);
        }
        finally
        {
            session.Feel.Slots = outer;
            session.LeaveCall(captured.Length);
        }
    }
}

/// <summary>A function value made from a boxed function or a business knowledge model; it keeps the values that names had where it was made.</summary>
internal sealed class BoxedFunction(FunctionBoxed definition, EvaluationSession session, FeelValue[] frame)
    : FeelFunction(definition.Parameters.Select(p => p.Parameter).ToArray(), definition.Body.Type)
{
    private readonly FeelValue[] captured = (FeelValue[])frame.Clone();

    public override string? Name => definition.Name;

    public override FeelType Type => definition.Type;

    public override bool IsSameAs(FeelFunction other) => ReferenceEquals(this, other)
        || (other is BoxedFunction boxed && ReferenceEquals(definition, boxed.Definition) && captured.Zip(boxed.captured).All(pair => IsSame(pair.First, pair.Second, boxed)));

    private FunctionBoxed Definition => definition;

    private bool IsSame(FeelValue mine, FeelValue theirs, BoxedFunction other) => mine.Kind != FeelKind.Function || theirs.Kind != FeelKind.Function ? mine.IsIdenticalTo(theirs)
        : ReferenceEquals(mine.AsFunction, this) ? ReferenceEquals(theirs.AsFunction, other)
        : mine.AsFunction.IsSameAs(theirs.AsFunction);

    /// <summary>Lets the function read itself under its own name.</summary>
    public void Bind(int slot) => captured[slot] = FeelValue.Of(this);

    public override FeelValue Invoke(ReadOnlySpan<FeelValue> arguments, FeelEvaluation evaluation) => definition.Invoke(session, captured, arguments);
}

/// <summary>A call of a boxed function with arguments by name.</summary>
internal sealed class InvocationBoxed(Boxed function, (string Name, Boxed Value)[] arguments, Location location)
    : Boxed(function.Type is FunctionType known ? known.Result : FeelType.Any)
{
    public override FeelValue Evaluate(EvaluationSession session)
    {
        FeelValue called = function.Evaluate(session);
        if (called.IsUnknown)
        {
            return called;
        }
        if (called.Kind != FeelKind.Function)
        {
            return session.Fail(location, "not-a-function", "Thứ được gọi không phải là hàm.", "What is called is not a function.");
        }
        FeelFunction target = called.AsFunction;
        var values = new FeelValue[target.Parameters.Count];
        if (arguments.Length != values.Length)
        {
            return session.Fail(location, "arguments", $"Hàm cần {values.Length} tham số, nhận {arguments.Length}.", $"The function needs {values.Length} arguments; it was given {arguments.Length}.");
        }
        foreach ((string name, Boxed value) in arguments)
        {
            int at = IndexOf(target.Parameters, name);
            if (at < 0)
            {
                return session.Fail(location, "unknown-parameter", $"Hàm không có tham số '{name}'.", $"The function has no parameter '{name}'.");
            }
            values[at] = value.Evaluate(session);
        }
        return session.Feel.Call(target, values);
    }

    private static int IndexOf(IReadOnlyList<FeelParameter> parameters, string name)
    {
        for (int i = 0; i < parameters.Count; i++)
        {
            if (parameters[i].Name == name)
            {
                return i;
            }
        }
        return -1;
    }
}
