using AnSinh.Feel.Typed;

namespace AnSinh.Feel.Evaluate;

internal sealed partial class CodeBuilder
{
    /// <summary>Where a name was last found, by shape: contexts of one shape are common.</summary>
    private sealed record FoundAt(FeelShape Shape, int Index);

    private Code BuildMember(MemberNode node)
    {
        Code owner = Build(node.Source);
        string name = node.Name;
        SourceSpan span = node.Span;
        FoundAt? cache = null;
        return e =>
        {
            FeelValue value = owner(e);
            if (value.Kind == FeelKind.Context)
            {
                FeelContext context = value.AsContext;
                FoundAt? found = cache;
                if (found is null || !ReferenceEquals(found.Shape, context.Shape)) cache = found = new(context.Shape, context.Shape.IndexOf(name));
                if (found.Index >= 0) return context.Values[found.Index];
            }
            return MemberOf(value, name, span, e);
        };
    }

    private FeelValue MemberOf(in FeelValue value, string name, SourceSpan span, FeelEvaluation e)
    {
        switch (value.Kind)
        {
            case FeelKind.Unknown:
                return value;
            case FeelKind.Context when value.AsContext.TryGet(name, out FeelValue entry):
                return entry;
            case FeelKind.List:
                FeelList list = value.AsList;
                e.Step(list.Count);
                FeelValue[] members = new FeelValue[list.Count];
                for (int i = 0; i < members.Length; i++) members[i] = MemberOf(list[i], name, span, e);
                return FeelValue.Of(new FeelList(members));
            default:
                return TemporalMembers.TryGet(value, name, out FeelValue member) ? member : e.Fail(Texts.NoMember(value, name), source, span);
        }
    }

    private Code BuildItemMember(ItemMemberNode node)
    {
        Code item = Build(node.Item);
        Code? otherwise = node.Otherwise is null ? null : Build(node.Otherwise);
        string name = node.Name;
        return e =>
        {
            FeelValue value = item(e);
            if (value.Kind == FeelKind.Context && value.AsContext.TryGet(name, out FeelValue entry)) return entry;
            if (value.IsUnknown) return value;
            return otherwise is null ? e.Fail(Texts.NoMember(value, name), source, node.Span) : otherwise(e);
        };
    }

    private Code BuildFilter(FilterNode node)
    {
        Code list = Build(node.Source);
        Code condition = Build(node.Condition);
        int local = node.Item;
        SourceSpan span = node.Condition.Span;
        if (node.MayBePosition)
        {
            return e =>
            {
                FeelValue items = list(e);
                FeelValue chosen = condition(e);
                if (items.IsUnknown) return chosen.IsUnknown ? FeelValue.UnknownOf(items, chosen) : items;
                return chosen.Kind switch
                {
                    FeelKind.Number => AtPosition(AsItems(items), chosen.AsNumber),
                    FeelKind.Boolean => chosen.AsBoolean ? FeelValue.Of(AsItems(items)) : FeelValue.Of(FeelList.Empty),
                    FeelKind.Unknown => chosen,
                    FeelKind.Null when e.Mode == FeelMode.Standard => FeelValue.Of(FeelList.Empty),
                    _ => e.Fail(Texts.NotPosition(chosen), source, span),
                };
            };
        }
        return e =>
        {
            FeelValue items = list(e);
            if (items.IsUnknown) return items;
            FeelList all = AsItems(items);
            e.Step(all.Count);
            FeelValue[]? kept = null;
            int count = 0;
            FeelValue unknown = FeelValue.Null;
            for (int i = 0; i < all.Count; i++)
            {
                e.Local(local) = all[i];
                FeelValue holds = unknown.IsUnknown ? Guarded(condition, e, unknown) : condition(e);
                if (holds.IsUnknown) unknown = unknown.IsUnknown ? FeelValue.UnknownOf(unknown, holds) : holds;
                else if (holds.Kind is not (FeelKind.Boolean or FeelKind.Null)) e.Fail(Texts.NotBoolean(holds), source, span);
                else if (holds.IsTrue) (kept ??= new FeelValue[all.Count])[count++] = all[i];
            }
            if (unknown.IsUnknown) return unknown;
            if (kept is null) return FeelValue.Of(FeelList.Empty);
            return FeelValue.Of(count == all.Count ? all : new FeelList(kept.AsSpan(0, count).ToArray()));
        };
    }

    private static FeelValue AtPosition(FeelList items, FeelNumber position)
    {
        if (!position.TryToInt32(out int at)) return FeelValue.Null;
        if (at > 0 && at <= items.Count) return items[at - 1];
        return at < 0 && at >= -items.Count ? items[items.Count + at] : FeelValue.Null;
    }

    private static FeelList AsItems(in FeelValue value) => value.Kind switch
    {
        FeelKind.List => value.AsList,
        FeelKind.Null => FeelList.Empty,
        _ => new FeelList([value]),
    };

    private Code BuildFor(ForNode node)
    {
        Iteration[] iterations = node.Iterators.Select(BuildIteration).ToArray();
        Code body = Build(node.Body);
        int partial = node.Partial;
        SourceSpan span = node.Span;
        return e =>
        {
            ListBuilder results = new(e);
            FeelValue stopped = FeelValue.True;
            Loop(iterations, 0, e, () =>
            {
                if (partial >= 0) e.Local(partial) = FeelValue.Of(results.Snapshot());
                e.At(source, span);
                results.Add(body(e));
                return true;
            }, ref stopped);
            return stopped.IsTrue ? FeelValue.Of(results.Snapshot()) : stopped;
        };
    }

    private Code BuildQuantified(QuantifiedNode node)
    {
        Iteration[] iterations = node.Iterators.Select(BuildIteration).ToArray();
        Code condition = Build(node.Condition);
        bool every = node.Every;
        SourceSpan span = node.Condition.Span;
        return e =>
        {
            FeelValue answer = every;
            FeelValue stopped = FeelValue.True;
            Loop(iterations, 0, e, () =>
            {
                FeelValue one = answer.IsUnknown ? Guarded(condition, e, answer) : condition(e);
                if (one.Kind is not (FeelKind.Boolean or FeelKind.Unknown)) one = e.Fail(Texts.NotBoolean(one), source, span);
                answer = every ? Logic.And(answer, one) : Logic.Or(answer, one);
                return every ? !answer.IsFalse : !answer.IsTrue;
            }, ref stopped);
            if (stopped.IsTrue || answer.Kind == FeelKind.Boolean && answer.AsBoolean != every) return answer;
            return stopped.IsUnknown && answer.IsUnknown ? FeelValue.UnknownOf(stopped, answer) : stopped;
        };
    }

    private sealed record Iteration(int Local, Code Source, Code? To, SourceSpan Span);

    private Iteration BuildIteration(TypedIterator iterator) =>
        new(iterator.Local, Build(iterator.Source), iterator.To is null ? null : Build(iterator.To), iterator.Source.Span);

    /// <summary>
    /// Runs the round for every combination, the last iterator fastest, until it says no. When a source cannot be run through,
    /// <paramref name="stopped"/> becomes null or unknown, the answer of the whole loop.
    /// </summary>
    private bool Loop(Iteration[] iterations, int level, FeelEvaluation e, Func<bool> round, ref FeelValue stopped)
    {
        if (level == iterations.Length) return round();
        Iteration iteration = iterations[level];
        FeelValue from = iteration.Source(e);
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
