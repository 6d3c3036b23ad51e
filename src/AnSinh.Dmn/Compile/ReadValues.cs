using AnSinh.Dmn.Evaluate;
using AnSinh.Feel;
using AnSinh.Feel.Typed;

namespace AnSinh.Dmn.Compile;

/// <summary>
/// The values that a decision's own expressions read of what it requires: <c>person.born</c> of an input, a decision's value. Where they are the same, so is the
/// decision's value, save where functions read more than their arguments (see <see cref="DmnModelSet.KeepsResults"/>).
/// </summary>
internal sealed class ReadValues
{
    private readonly Path[] paths;

    private ReadValues(Path[] paths) => this.paths = paths;

    public int Count => paths.Length;

    /// <summary>What the logic reads; null where that cannot be told, as inside boxed contexts and loops.</summary>
    public static ReadValues? Of(Boxed logic, FrameFiller filler, Func<int, bool> isFunction)
    {
        var found = new Dictionary<string, Path>(StringComparer.Ordinal);
        foreach (TypedNode? root in Roots(logic))
        {
            if (root is null || !Collect(root, filler, isFunction, found))
            {
                return null;
            }
        }
        return new ReadValues(found.Values.ToArray());
    }

    /// <summary>Reads the values; false when one is too large to compare.</summary>
    public bool TryRead(EvaluationSession session, Span<FeelValue> into)
    {
        for (int i = 0; i < paths.Length; i++)
        {
            if (!paths[i].TryRead(session.ValueOf(paths[i].Node), out into[i]))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>True when the values that would be read are these, without reading them into a room of their own.</summary>
    public bool Matches(EvaluationSession session, FeelValue[] known)
    {
        for (int i = 0; i < paths.Length; i++)
        {
            ref readonly FeelValue value = ref paths[i].Read(in session.ValueOf(paths[i].Node));
            if (!value.IsIdenticalTo(in known[i]))
            {
                return false;
            }
        }
        return true;
    }

    private static IEnumerable<TypedNode?> Roots(Boxed? logic)
    {
        switch (logic)
        {
            case null:
                return [];
            case CoercedBoxed coerced:
                return Roots(coerced.Inner);
            case LiteralBoxed literal:
                return [literal.Expression.Root];
            case TableBoxed { Table: var table }:
                return table.Columns.SelectMany(c => Roots(c.Value)).Concat(table.Columns.SelectMany(c => Roots(c.Allowed)))
                    .Concat(table.Tests.SelectMany(t => t.Tests is null ? [null] : Roots(t.Tests)))
                    .Concat(table.OutputColumns.SelectMany(o => Roots(o.Otherwise).Concat(Roots(o.Allowed))))
                    .Concat(table.RuleRows.SelectMany(r => r.Outputs).SelectMany(Roots));
            default:
                return [null];
        }
    }

    private static IEnumerable<TypedNode?> Roots(CompiledUnaryTests? tests) => tests?.Tests ?? [];

    private static bool Collect(TypedNode node, FrameFiller filler, Func<int, bool> isFunction, Dictionary<string, Path> found)
    {
        var members = new Stack<string>();
        TypedNode start = node;
        while (start is MemberNode member)
        {
            members.Push(member.Name);
            start = member.Source;
        }
        if (start is not VariableNode variable)
        {
            return node.Children.All(child => Collect(child, filler, isFunction, found));
        }
        int required = filler.NodeAt(variable.Variable.Slot);
        if (required < 0)
        {
            required = members.TryPop(out string? name) ? filler.NodeAt(variable.Variable.Slot, name) : -1;
        }
        if (required < 0)
        {
            return false;
        }
        if (!isFunction(required))
        {
            found.TryAdd($"{required}.{string.Join('\n', members)}", new Path(required, members.ToArray()));
        }
        return true;
    }

    private sealed class Path(int node, string[] members)
    {
        /// <summary>Stands for a member that a context does not have; ranges are not compared, so that no result is kept for it.</summary>
        private static readonly FeelValue[] NoSuchMember = [FeelValue.Of(new FeelRange(FeelValue.Null, false, FeelValue.Null, false))];

        /// <summary>Where each member stood in the context seen last; contexts of one input share their shape.</summary>
        private readonly FoundAt?[] places = new FoundAt?[members.Length];

        public int Node => node;

        /// <summary>False when the value is one that is not compared.</summary>
        public bool TryRead(in FeelValue value, out FeelValue read)
        {
            read = Read(in value);
            return read.Kind is not (FeelKind.Function or FeelKind.Range) && !(read.Kind == FeelKind.List && Large(read.AsList));
        }

        /// <summary>The value at the end of the path; of what has no such member a range, for which no result is kept.</summary>
        public ref readonly FeelValue Read(in FeelValue value)
        {
            ref readonly FeelValue at = ref value;
            for (int i = 0; i < members.Length && at.Kind == FeelKind.Context; i++)
            {
                FeelContext context = at.AsContext;
                int place = IndexOf(context.Shape, i);
                if (place < 0)
                {
                    return ref NoSuchMember[0];
                }
                at = ref context.Values[place];
            }
            return ref at;
        }

        private int IndexOf(FeelShape shape, int step)
        {
            FoundAt? found = places[step];
            if (found is null || !ReferenceEquals(found.Shape, shape))
            {
                places[step] = found = new FoundAt(shape, shape.IndexOf(members[step]));
            }
            return found.Index;
        }

        /// <summary>Lists of people are not compared.</summary>
        private static bool Large(FeelList list)
        {
            foreach (ref readonly FeelValue item in list.Span)
            {
                if (item.Kind is FeelKind.List or FeelKind.Context)
                {
                    return true;
                }
            }
            return false;
        }
    }

    private sealed record FoundAt(FeelShape Shape, int Index);
}
