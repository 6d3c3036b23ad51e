using AnSinh.Feel;

namespace AnSinh.Dmn;

/// <summary>How the value of a decision came about.</summary>
public sealed class DecisionTrace
{
    internal DecisionTrace(CompiledDecision decision, FeelValue value, IReadOnlyList<TableRun> tables, IReadOnlyList<DecisionTrace> required)
    {
        Decision = decision;
        Value = value;
        Tables = tables;
        Required = required;
    }

    public CompiledDecision Decision { get; }

    public FeelValue Value { get; }

    /// <summary>Every evaluation of a decision table on the way to the value, those of called business knowledge models included, in order.</summary>
    public IReadOnlyList<TableRun> Tables { get; }

    /// <summary>The run of the decision's own table, when its logic is a table.</summary>
    public TableRun? Table => Decision.Table is { } own ? Tables.FirstOrDefault(t => t.Table == own) : null;

    /// <summary>Traces of the decisions that this one requires.</summary>
    public IReadOnlyList<DecisionTrace> Required { get; }

    /// <summary>This trace and all below it, each decision once, in the order of evaluation.</summary>
    public IEnumerable<DecisionTrace> All()
    {
        var seen = new HashSet<CompiledDecision>();
        var all = new List<DecisionTrace>();
        var stack = new Stack<(DecisionTrace Trace, bool Entered)>([(this, false)]);
        while (stack.TryPop(out (DecisionTrace Trace, bool Entered) next))
        {
            if (next.Entered)
            {
                all.Add(next.Trace);
            }
            else if (seen.Add(next.Trace.Decision))
            {
                stack.Push((next.Trace, true));
                for (int i = next.Trace.Required.Count - 1; i >= 0; i--)
                {
                    stack.Push((next.Trace.Required[i], false));
                }
            }
        }
        return all;
    }
}
