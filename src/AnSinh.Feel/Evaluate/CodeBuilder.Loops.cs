using AnSinh.Feel.Typed;

namespace AnSinh.Feel.Evaluate;

internal sealed partial class CodeBuilder
{
    private Code BuildFor(ForNode node)
    {
        Iteration[] iterations = node.Iterators.Select(BuildIteration).ToArray();
        Code body = Build(node.Body);
        int partial = node.Partial;
        SourceSpan span = node.Span;
        FeelValue General(FeelValue from, FeelEvaluation e)
        {
            ListBuilder results = new(e);
            FeelValue stopped = FeelValue.True;
            LoopOver(from, iterations, 0, e, () =>
            {
                if (partial >= 0) e.Local(partial) = FeelValue.Of(results.Snapshot());
                e.At(source, span);
                results.Add(body(e));
                return true;
            }, ref stopped);
            return stopped.IsTrue ? FeelValue.Of(results.Snapshot()) : stopped;
        }

        Iteration first = iterations[0];
        bool plain = iterations is [{ To: null }] && partial < 0;
        return e =>
        {
            FeelValue from = first.Source(e);
            if (!plain || from.Kind != FeelKind.List) return General(from, e);
            FeelList list = from.AsList;
            e.Step(list.Count);
            FeelValue[] results = new FeelValue[list.Count];
            for (int i = 0; i < results.Length; i++)
            {
                e.Local(first.Local) = list[i];
                results[i] = body(e);
            }
            return FeelValue.Of(new FeelList(results));
        };
    }

    private Code BuildQuantified(QuantifiedNode node)
    {
        Iteration[] iterations = node.Iterators.Select(BuildIteration).ToArray();
        Code condition = Build(node.Condition);
        bool every = node.Every;
        SourceSpan span = node.Condition.Span;
        FeelValue Next(FeelValue answer, FeelEvaluation e)
        {
            FeelValue one = answer.IsUnknown ? Guarded(condition, e, answer) : condition(e);
            if (one.Kind is not (FeelKind.Boolean or FeelKind.Unknown)) one = e.Fail(Texts.NotBoolean(one), source, span);
            return every ? Logic.And(answer, one) : Logic.Or(answer, one);
        }

        FeelValue General(FeelValue from, FeelEvaluation e)
        {
            FeelValue answer = every;
            FeelValue stopped = FeelValue.True;
            LoopOver(from, iterations, 0, e, () =>
            {
                answer = Next(answer, e);
                return every ? !answer.IsFalse : !answer.IsTrue;
            }, ref stopped);
            if (stopped.IsTrue || answer.Kind == FeelKind.Boolean && answer.AsBoolean != every) return answer;
            return stopped.IsUnknown && answer.IsUnknown ? FeelValue.UnknownOf(stopped, answer) : stopped;
        }

        Iteration first = iterations[0];
        bool plain = iterations is [{ To: null }];
        return e =>
        {
            FeelValue from = first.Source(e);
            if (!plain || from.Kind != FeelKind.List) return General(from, e);
            FeelList list = from.AsList;
            FeelValue answer = every;
            for (int i = 0; i < list.Count && !(answer.Kind == FeelKind.Boolean && answer.AsBoolean != every); i++)
            {
                e.Step();
                e.Local(first.Local) = list[i];
                answer = Next(answer, e);
            }
            return answer;
        };
    }

    private sealed record Iteration(int Local, Code Source, Code? To, SourceSpan Span);

    private Iteration BuildIteration(TypedIterator iterator) =>
        new(iterator.Local, Build(iterator.Source), iterator.To is null ? null : Build(iterator.To), iterator.Source.Span);

    /// <summary>
    /// Runs the round for every combination, the last iterator fastest, until it says no. When a source cannot be run through,
    /// <paramref name="stopped"/> becomes null or unknown, the answer of the whole loop.
    /// </summary>
    private bool Loop(Iteration[] iterations, int level, FeelEvaluation e, Func<bool> round, ref FeelValue stopped) =>
        level == iterations.Length ? round() : LoopOver(iterations[level].Source(e), iterations, level, e, round, ref stopped);

    private bool LoopOver(FeelValue from, Iteration[] iterations, int level, FeelEvaluation e, Func<bool> round, ref FeelValue stopped)
    {
        Iteration iteration = iterations[level];
        if (from.IsUnknown)
        {
            stopped = from;
            return false;
        }
        if (iteration.To is not null)
        {
            FeelValue to = iteration.To(e);
            if (to.IsUnknown)
            {
                stopped = to;
                return false;
            }
            return Count(iterations, level, from, to, e, round, ref stopped);
        }
        switch (from.Kind)
        {
            case FeelKind.List:
                FeelList list = from.AsList;
                for (int i = 0; i < list.Count; i++)
                {
                    e.Step();
                    e.Local(iteration.Local) = list[i];
                    if (!Loop(iterations, level + 1, e, round, ref stopped)) return false;
                }
                return true;
            case FeelKind.Range:
                FeelRange range = from.AsRange;
                if (range.HasUnknownBound(out FeelValue unknown))
                {
                    stopped = unknown;
                    return false;
                }
                FeelValue first = range.StartIncluded ? range.Start : Moved(range.Start, 1);
                FeelValue last = range.EndIncluded ? range.End : Moved(range.End, -1);
                if (FeelComparison.TryOrder(first, last, out int order) && order > 0) return true;
                return Count(iterations, level, first, last, e, round, ref stopped);
            case FeelKind.Null:
                stopped = e.Fail(Texts.NotIterable(from), source, iteration.Span);
                return false;
            default:
                e.Local(iteration.Local) = from;
                return Loop(iterations, level + 1, e, round, ref stopped);
        }
    }

    private bool Count(Iteration[] iterations, int level, FeelValue from, FeelValue to, FeelEvaluation e, Func<bool> round, ref FeelValue stopped)
    {
        if (!TryMove(from, 1, out _) || !FeelComparison.TryOrder(from, to, out int direction) || from.Kind != to.Kind)
        {
            stopped = e.Fail(Texts.NotBounds(from, to), source, iterations[level].Span);
            return false;
        }
        int step = direction > 0 ? -1 : 1;
        FeelValue at = from;
        while (true)
        {
            e.At(source, iterations[level].Span);
            e.Step();
            e.Local(iterations[level].Local) = at;
            if (!Loop(iterations, level + 1, e, round, ref stopped)) return false;
            if (!TryMove(at, step, out FeelValue next)) return true;
            at = next;
            if (!FeelComparison.TryOrder(at, to, out int order) || Math.Sign(order) == step) return true;
        }
    }

    private static FeelValue Moved(in FeelValue value, int step) => TryMove(value, step, out FeelValue moved) ? moved : FeelValue.Null;

    private static bool TryMove(FeelValue value, int step, out FeelValue moved)
    {
        moved = FeelValue.Null;
        switch (value.Kind)
        {
            case FeelKind.Number:
                if (!FeelNumber.TryAdd(value.AsNumber, step, out FeelNumber number)) return false;
                moved = number;
                return true;
            case FeelKind.Date:
                if (!FeelDate.TryFromDayNumber(value.AsDate.DayNumber + step, out FeelDate date)) return false;
                moved = FeelValue.Of(date);
                return true;
            default:
                return false;
        }
    }
}
