using AnSinh.Dmn.Compile;
using AnSinh.Dmn.Evaluate;

namespace AnSinh.Dmn;

public sealed partial class EvaluationSession
{
    /// <summary>For each node the results kept, where they are: in a strict session with trace, for a trace costs more than finding a result again.</summary>
    private readonly KeptResults?[] kept;

    /// <summary>Takes the value from the results kept for what the decision reads, or evaluates it and keeps the result.</summary>
    private void ComputeKept(CompiledDecisionNode decision, ReadValues reads, int node)
    {
        KeptResults results = kept[node] ??= new KeptResults();
        if (results.Last is { } last && reads.Matches(this, last.Read))
        {
            results.FoundLast();
            Take(last, node);
            return;
        }
        Scratch room = Rent(reads.Count);
        try
        {
            bool keep = results.InUse && reads.TryRead(this, room.Span);
            if (keep && results.Find(room.Span) is { } known)
            {
                Take(known, node);
                return;
            }
            tables[node] = null;
            values[node] = decision.Evaluate(this);
            stamps[node] = epoch;
            if (keep)
            {
                results.Keep(new Kept(room.Span.ToArray(), values[node], tables[node]));
            }
        }
        finally
        {
            room.Dispose();
        }
    }

    private void Take(Kept known, int node) => (values[node], stamps[node], tables[node]) = (known.Value, epoch, known.Tables);
}
