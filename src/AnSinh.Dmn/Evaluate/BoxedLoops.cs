using AnSinh.Dmn.Compile;
using AnSinh.Dmn.Model;
using AnSinh.Feel;

namespace AnSinh.Dmn.Evaluate;

/// <summary>A boxed filter whose condition is FEEL text, compiled as a FEEL filter over a hidden variable.</summary>
internal sealed class FeelFilterBoxed(Boxed list, int slot, CompiledExpression filter) : Boxed(filter.Type)
{
    public override FeelValue Evaluate(EvaluationSession session)
    {
        FeelValue value = list.Evaluate(session);
        session.Feel.Slots[slot] = value;
        return filter.Evaluate(session.Feel);
    }
}

/// <summary>A boxed filter whose condition is itself boxed; the condition reads <c>item</c>.</summary>
internal sealed class FilterBoxed(Boxed list, int slot, Boxed match) : Boxed(list.Type is ListType ? list.Type : FeelType.ListOf(list.Type))
{
    public override FeelValue Evaluate(EvaluationSession session)
    {
        FeelValue source = list.Evaluate(session);
        if (source.IsUnknown)
        {
            return source;
        }
        var kept = new List<FeelValue>();
        var unknown = new List<FeelValue>();
        foreach (FeelValue item in Loops.Items(source))
        {
            session.Feel.Slots[slot] = item;
            FeelValue met = match.Evaluate(session);
            if (met.IsTrue)
            {
                kept.Add(item);
            }
            else if (met.IsUnknown)
            {
                unknown.Add(met);
            }
        }
        return unknown.Count > 0 ? Unknowns.Of(unknown) : FeelValue.Of(new FeelList(kept));
    }
}

/// <summary>Boxed for, some and every.</summary>
internal sealed class IteratorBoxed(IteratorKind kind, Boxed list, int slot, int partialSlot, Boxed body, Location location)
    : Boxed(kind == IteratorKind.For ? FeelType.ListOf(body.Type) : FeelType.Boolean)
{
    public override FeelValue Evaluate(EvaluationSession session)
    {
        FeelValue source = list.Evaluate(session);
        if (source.IsUnknown)
        {
            return source;
        }
        if (source.IsNull)
        {
            return session.Fail(location, "not-a-list", "Biểu thức 'in' không cho danh sách.", "The 'in' expression gives no list.");
        }
        return kind == IteratorKind.For ? For(session, source) : Quantified(session, source, kind == IteratorKind.Every);
    }

    private FeelValue For(EvaluationSession session, FeelValue source)
    {
        var results = new List<FeelValue>();
        FeelValue[] slots = session.Feel.Slots;
        foreach (FeelValue item in Loops.Items(source))
        {
            slots[slot] = item;
            slots[partialSlot] = FeelValue.Of(new FeelList(results));
            results.Add(body.Evaluate(session));
        }
        return FeelValue.Of(new FeelList(results));
    }

    /// <summary>Three-valued, with a body that is no boolean counting as null; an unknown body keeps the result unknown unless another decides it.</summary>
    private FeelValue Quantified(EvaluationSession session, FeelValue source, bool every)
    {
        bool sawNull = false;
        var unknown = new List<FeelValue>();
        foreach (FeelValue item in Loops.Items(source))
        {
            session.Feel.Slots[slot] = item;
            FeelValue met = body.Evaluate(session);
            if (every ? met.IsFalse : met.IsTrue)
            {
                return met;
            }
            if (met.IsUnknown)
            {
                unknown.Add(met);
            }
            sawNull |= !met.IsUnknown && met.Kind != FeelKind.Boolean;
        }
        if (unknown.Count > 0)
        {
            return Unknowns.Of(unknown);
        }
        return sawNull
            ? session.Fail(location, "not-a-boolean", "Biểu thức 'satisfies' không cho đúng hoặc sai.", "The 'satisfies' expression gives no boolean.")
            : FeelValue.Of(every);
    }
}

internal static class Loops
{
    /// <summary>The items of a list; a single value counts as a list of one.</summary>
    public static IEnumerable<FeelValue> Items(FeelValue source) => source.Kind switch
    {
        FeelKind.List => source.AsList,
        FeelKind.Null => [],
        _ => [source],
    };
}
