using AnSinh.Dmn.Compile;
using AnSinh.Feel;

namespace AnSinh.Dmn.Evaluate;

/// <summary>A compiled boxed expression. Values of names stand in the slots of the session's evaluation.</summary>
internal abstract class Boxed(FeelType type)
{
    /// <summary>The static type of the value.</summary>
    public FeelType Type => type;

    public abstract FeelValue Evaluate(EvaluationSession session);
}

internal sealed class LiteralBoxed(CompiledExpression expression) : Boxed(expression.Type)
{
    public CompiledExpression Expression => expression;

    public override FeelValue Evaluate(EvaluationSession session) => expression.Evaluate(session.Feel);
}

/// <summary>Stands for logic that is absent or faulty.</summary>
internal sealed class MissingBoxed(string element) : Boxed(FeelType.Any)
{
    public override FeelValue Evaluate(EvaluationSession session) => session.Fail(new Location("", element, default), "no-logic",
        "Không có biểu thức để tính, hoặc biểu thức có lỗi khi nạp.", "There is no expression to evaluate, or it was found faulty when loaded.");
}

/// <summary>Stands for the logic of a decision that takes part in, or depends on, a cycle of requirements.</summary>
internal sealed class CyclicBoxed(Location location) : Boxed(FeelType.Any)
{
    public override FeelValue Evaluate(EvaluationSession session) => session.Fail(location, "requirement-cycle",
        "Các yêu cầu tạo thành vòng, nên không tính được.", "The requirements form a cycle, so there is no value.");
}

/// <summary>Checks a value against a declared type and its allowed values.</summary>
internal sealed class CoercedBoxed(Boxed inner, ItemType declared, Location location) : Boxed(declared.Type.IsAny ? inner.Type : declared.Type)
{
    public Boxed Inner => inner;

    public override FeelValue Evaluate(EvaluationSession session) => session.Coerce(inner.Evaluate(session), declared, location);
}

internal sealed class ContextBoxed(FeelShape shape, (int Slot, Boxed Value, bool IsFunction)[] entries, Boxed? final)
    : Boxed(final?.Type ?? new ContextType(entries.Select((e, i) => KeyValuePair.Create(shape.Names[i], e.Value.Type))))
{
    /// <summary>The entries in order; each may read those before it in their slots.</summary>
    public IReadOnlyList<(int Slot, Boxed Value, bool IsFunction)> Entries => entries;

    public Boxed? Final => final;

    public override FeelValue Evaluate(EvaluationSession session)
    {
        FeelValue[] slots = session.Feel.Slots;
        foreach ((int slot, Boxed value, bool isFunction) in entries)
        {
            FeelValue result = value.Evaluate(session);
            if (isFunction && result.Kind == FeelKind.Function && result.AsFunction is BoxedFunction function)
            {
                function.Bind(slot);
            }
            slots[slot] = result;
        }
        if (final is not null)
        {
            return final.Evaluate(session);
        }
        var values = new FeelValue[entries.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = slots[entries[i].Slot];
        }
        return FeelValue.Of(new FeelContext(shape, values));
    }
}

internal sealed class ListBoxed(Boxed[] items) : Boxed(FeelType.ListOf(FeelType.Join(items.Select(i => i.Type))))
{
    public override FeelValue Evaluate(EvaluationSession session) => FeelValue.Of(new FeelList(Array.ConvertAll(items, i => i.Evaluate(session))));
}

/// <summary>One row of a relation.</summary>
internal sealed class RowBoxed(FeelShape shape, Boxed[] cells)
    : Boxed(new ContextType(cells.Select((c, i) => KeyValuePair.Create(shape.Names[i], c.Type))))
{
    public override FeelValue Evaluate(EvaluationSession session) => FeelValue.Of(new FeelContext(shape, Array.ConvertAll(cells, c => c.Evaluate(session))));
}

/// <summary>If, then, else; a null condition takes the else branch, one that is no boolean is an error, and one that is unknown takes both.</summary>
internal sealed class ConditionalBoxed(Boxed condition, Boxed then, Boxed otherwise, Location location) : Boxed(FeelType.Join(then.Type, otherwise.Type))
{
    public override FeelValue Evaluate(EvaluationSession session)
    {
        FeelValue met = condition.Evaluate(session);
        if (met.Kind is FeelKind.Boolean or FeelKind.Null)
        {
            return met.IsTrue ? then.Evaluate(session) : otherwise.Evaluate(session);
        }
        if (!met.IsUnknown)
        {
            return session.Fail(location, "not-a-boolean", $"Điều kiện 'if' phải đúng hoặc sai, nhưng là {met}.", $"The 'if' condition must be true or false but is {met}.");
        }
        FeelValue first = then.Evaluate(session);
        FeelValue second = otherwise.Evaluate(session);
        return first == second ? first : Unknowns.Of([met, first, second]);
    }
}
