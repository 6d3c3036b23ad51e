using AnSinh.Dmn.Compile;
using AnSinh.Feel;

namespace AnSinh.Dmn;

public sealed partial class EvaluationSession
{
    /// <summary>A session for trying other inputs, without trace.</summary>
    internal EvaluationSession Trial() => new(set, Options with { Trace = false }, null);

    /// <summary>Takes the inputs of another session, each changed by a function.</summary>
    internal void SetInputsLike(EvaluationSession other, Func<FeelValue, FeelValue> change)
    {
        Reset();
        context = change(FeelValue.Of(other.context)).AsContext;
        other.given.CopyTo(given, 0);
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = given[i] ? change(other.inputs[i]) : default;
        }
    }

    /// <summary>The table runs behind a decision, where the session keeps them.</summary>
    internal IEnumerable<TableRun> TraceOrEmpty(CompiledDecision decision) =>
        Tracing && stamps[decision.Index] >= epoch ? Trace(decision).All().SelectMany(t => t.Tables) : [];

    /// <summary>The declared type at the place of the inputs that is unknown for just this fact; null when there is none or several that differ.</summary>
    internal ItemType? TypeOfFact(string fact)
    {
        var found = new HashSet<ItemType>();
        foreach (CompiledInputNode node in set.Compiled.OfType<CompiledInputNode>())
        {
            if (TryGetInput(node.Handle, out FeelValue value))
            {
                FindFact(value, node.Declared, fact, found);
            }
        }
        return found.Select(f => f.Type).Distinct().Count() == 1 ? found.First() : null;
    }

    private static void FindFact(FeelValue value, ItemType declared, string fact, HashSet<ItemType> found)
    {
        if (value.UnknownFacts is not { } unknown || !unknown.Facts.Contains(fact))
        {
            return;
        }
        switch (value.Kind)
        {
            case FeelKind.Unknown when unknown.Facts.Count == 1:
                found.Add(declared);
                break;
            case FeelKind.List when declared.Element is { } element:
                foreach (FeelValue item in value.AsList)
                {
                    FindFact(item, element, fact, found);
                }
                break;
            case FeelKind.Context:
                foreach ((string name, ItemType member) in declared.Members)
                {
                    FindFact(value.AsContext[name], member, fact, found);
                }
                break;
        }
    }
}
