using AnSinh.Dmn.Compile;

namespace AnSinh.Dmn;

public sealed partial class EvaluationSession
{
    /// <summary>How a decision evaluated in this session came to its value; needs <see cref="EvaluationOptions.Trace"/>.</summary>
    /// <exception cref="InvalidOperationException">The session keeps no trace, or the decision was not evaluated.</exception>
    public DecisionTrace Trace(CompiledDecision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        if (!Tracing)
        {
            throw new InvalidOperationException("The session was made without Trace.");
        }
        return stamps[decision.Index] >= epoch
            ? TraceOf((CompiledDecisionNode)set.Compiled[decision.Index], [])
            : throw new InvalidOperationException($"The decision '{decision.Name}' was not evaluated.");
    }

    /// <summary>The run of a decision's own table when it was evaluated last; null when its logic is no table. Needs <see cref="EvaluationOptions.Trace"/>.</summary>
    public TableRun? TableRunOf(CompiledDecision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        if (Tracing && stamps[decision.Index] >= epoch && tables[decision.Index] is { } runs)
        {
            foreach (TableRun run in runs)
            {
                if (run.Table == decision.Table)
                {
                    return run;
                }
            }
        }
        return null;
    }

    /// <summary>
    /// Every evaluation of a table behind a decision's value, its own last and each once, in the order of evaluation: the tables of <see cref="Trace"/> without the rest. Needs
    /// <see cref="EvaluationOptions.Trace"/>.
    /// </summary>
    public IReadOnlyList<TableRun> TableRunsBehind(CompiledDecision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        List<TableRun>? runs = null;
        if (Tracing && stamps[decision.Index] >= epoch)
        {
            visit++;
            CollectRuns(decision.Index, ref runs);
        }
        return runs ?? (IReadOnlyList<TableRun>)[];
    }

    private void CollectRuns(int node, ref List<TableRun>? runs)
    {
        // Required decisions are visited without recursion, each once; a node is left on the way back, when those it requires are done.
        int bottom = pending.Count;
        pending.Add(node);
        while (pending.Count > bottom)
        {
            int top = pending[^1];
            if (top < 0)
            {
                pending.RemoveAt(pending.Count - 1);
                if (tables[~top] is { } own)
                {
                    (runs ??= []).AddRange(own);
                }
                continue;
            }
            pending[^1] = ~top;
            if (visited[top] == visit)
            {
                pending.RemoveAt(pending.Count - 1);
                continue;
            }
            visited[top] = visit;
            int[] required = set.Compiled[top].Requires;
            for (int i = required.Length - 1; i >= 0; i--)
            {
                if (stamps[required[i]] >= epoch && visited[required[i]] != visit && set.Compiled[required[i]] is CompiledDecisionNode)
                {
                    pending.Add(required[i]);
                }
            }
        }
    }

    internal void Record(TableRun run)
    {
        if (current >= 0)
        {
            (tables[current] ??= []).Add(run);
        }
    }

    private DecisionTrace TraceOf(CompiledDecisionNode node, Dictionary<int, DecisionTrace> known)
    {
        // Required decisions are visited without recursion, each once.
        var stack = new Stack<CompiledDecisionNode>([node]);
        while (stack.TryPeek(out CompiledDecisionNode? next))
        {
            CompiledDecisionNode[] required = next.Requires.Where(r => stamps[r] >= epoch).Select(r => set.Compiled[r]).OfType<CompiledDecisionNode>().ToArray();
            if (required.FirstOrDefault(r => !known.ContainsKey(r.Node.Index)) is { } missing)
            {
                stack.Push(missing);
                continue;
            }
            stack.Pop();
            int at = next.Node.Index;
            known[at] = new DecisionTrace(next.Handle, values[at], tables[at]?.ToArray() ?? [], required.Select(r => known[r.Node.Index]).ToArray());
        }
        return known[node.Node.Index];
    }
}
