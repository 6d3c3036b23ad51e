using AnSinh.Feel;
using AnSinh.Feel.Typed;

namespace AnSinh.Bulk;

/// <content>Expressions: what each kind of node stands for.</content>
public sealed partial class ReadingAnalyser
{
    private AbstractValue Expression(TypedNode node, Names names)
    {
        switch (node)
        {
            case ConstantNode constant:
                return new Scalar([new FixedSource(constant.Value)]);
            case VariableNode variable:
                return Variable(variable, names);
            case LocalNode local:
                return names.Locals.GetValueOrDefault(local.Index, Scalar.Settled);
            case InputNode:
                return names.Input ?? Scalar.Settled;
            case MemberNode member:
                return Member(Expression(member.Source, names), member.Name, member.Type);
            case ItemMemberNode member:
                if (member.Otherwise is { } otherwise)
                {
                    Use(Expression(otherwise, names));
                }

                return Member(names.Locals.GetValueOrDefault(member.Item.Index, Scalar.Settled), member.Name, member.Type);
            case FilterNode filter:
                return Filter(filter, names);
            case QuantifiedNode quantified:
                return Quantified(quantified, names);
            case ComparisonNode comparison:
                Compare(Expression(comparison.Left, names), Expression(comparison.Right, names));
                return Scalar.Settled;
            case BetweenNode between:
                var value = Expression(between.Value, names);
                Compare(value, Expression(between.Low, names));
                Compare(value, Expression(between.High, names));
                return Scalar.Settled;
            case MembershipNode membership:
                var within = names.With(membership.Subject, Expression(membership.Value, names));
                foreach (var test in membership.Tests)
                {
                    Use(Expression(test, within));
                }

                return Scalar.Settled;
            case ValueTestNode { ReadsSubject: false } test:
                CompareWith(Expression(test.Subject, names), test.Candidate, names);
                return Scalar.Settled;
            case ValueTestNode condition:
                Use(Expression(condition.Candidate, names));
                return Scalar.Settled;
            case ConditionalNode conditional:
                return Conditional(conditional, names);
            case BuiltinCallNode call when call.Function.Name == "count" && call.Arguments is [{ } only]:
                var counted = Expression(only, names);
                if (counted is not MemberList { Filtered: not null })
                {
                    Use(counted);
                }

                return Scalar.Settled;
            case InvocationNode invocation:
                return Invocation(invocation, names);
            case FunctionNode:
                return Outside("a function inside an expression");
            case ErrorNode:
                return Outside("an expression with a fault");
            default:
                foreach (var child in node.Children)
                {
                    Use(Expression(child, names));
                }

                return Scalar.Settled;
        }
    }

    private AbstractValue Variable(VariableNode variable, Names names)
    {
        var slot = variable.Variable.Slot;
        if (names.Parameters.TryGetValue(slot, out var argument))
        {
            return argument;
        }

        var node = names.Filler.NodeAt(slot);
        return node >= 0 ? Node(node) : new ImportedNames(names.Filler, slot);
    }

    private AbstractValue Member(AbstractValue source, string name, FeelType type)
    {
        switch (source)
        {
            case ImportedNames imported:
                var node = imported.Filler.NodeAt(imported.Slot, name);
                return node >= 0 ? Node(node) : Outside($"the name '{name}' of an import");
            case ContextAt { Path: var path }:
                var full = $"{path}.{name}";
                return full == _shape.Members ? new MemberList(Filtered: null) : type is ContextType ? new ContextAt(full) : LeafAt(full);
            case FixedContext context:
                return Fixed([.. context.Any.Select(one => one.Kind == FeelKind.Context && one.AsContext.Shape.IndexOf(name) is >= 0 and var at ? one.AsContext.Values[at] : FeelValue.Null)], context.Moves);
            case MemberAt { Reading: var reading }:
                return type is ContextType ? Outside($"a context of a member, '{name}'") : LeafAt(reading.Prefix + name);
            case MemberList { Filtered: { } reading }:
                return LeafAt(reading.Prefix + name);
            default:
                Use(source);
                return Scalar.Settled;
        }
    }

    private AbstractValue Conditional(ConditionalNode conditional, Names names)
    {
        Use(Expression(conditional.Condition, names));
        var (then, otherwise) = (Expression(conditional.Then, names), Expression(conditional.Otherwise, names));
        if (then is Scalar one && otherwise is Scalar other)
        {
            return new Scalar([.. one.Any.Concat(other.Any).Distinct()]);
        }

        Use(then);
        Use(otherwise);
        return Scalar.Settled;
    }
}
