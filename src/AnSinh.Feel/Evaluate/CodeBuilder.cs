using System.Runtime.CompilerServices;
using AnSinh.Feel.Typed;

namespace AnSinh.Feel.Evaluate;

/// <summary>A compiled node.</summary>
internal delegate FeelValue Code(FeelEvaluation evaluation);

/// <summary>Compiles the typed form to closures.</summary>
internal sealed partial class CodeBuilder(string source)
{
    private const int GuardEvery = 32;
    private int _height;

    /// <summary>The code of a node. In a deep tree every so many levels look whether the thread's stack still suffices.</summary>
    public Code Build(TypedNode node)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        int height = ++_height;
        Code code = BuildKind(node);
        _height--;
        if (height % GuardEvery != 0) return code;
        return e =>
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            return code(e);
        };
    }

    private Code BuildKind(TypedNode node)
    {
        switch (node)
        {
            case ConstantNode constant:
                FeelValue value = constant.Value;
                return _ => value;
            case VariableNode variable:
                int slot = variable.Variable.Slot;
                return e => e.Slots[slot];
            case LocalNode local:
                int index = local.Index;
                return e => e.Local(index);
            case InputNode:
                return e => e.Input;
            case MemberNode member:
                return BuildMember(member);
            case ItemMemberNode member:
                return BuildItemMember(member);
            case FilterNode filter:
                return BuildFilter(filter);
            case NegationNode negation:
                return BuildNegation(negation);
            case ArithmeticNode arithmetic:
                return BuildArithmetic(arithmetic);
            case ComparisonNode comparison:
                return BuildComparison(comparison);
            case LogicNode logic:
                return BuildLogic(logic);
            case BetweenNode between:
                return BuildBetween(between);
            case MembershipNode membership:
                return BuildMembership(membership);
            case ValueTestNode test:
                return BuildValueTest(test);
            case ConditionalNode conditional:
                return BuildConditional(conditional);
            case ForNode loop:
                return BuildFor(loop);
            case QuantifiedNode quantified:
                return BuildQuantified(quantified);
            case InstanceOfNode instanceOf:
                return BuildInstanceOf(instanceOf);
            case RangeNode range:
                return BuildRange(range);
            case ListNode list:
                return BuildList(list);
            case ContextNode context:
                return BuildContext(context);
            case FunctionNode function:
                return BuildFunction(function);
            case BuiltinCallNode call:
                return BuildBuiltinCall(call);
            case InvocationNode invocation:
                return BuildInvocation(invocation);
            case ErrorNode error:
                return e => e.Fail(error.Text, source, error.Span);
            default:
                throw new InvalidOperationException($"no code for {node.GetType().Name}");
        }
    }

    private Code[] BuildAll(IReadOnlyList<TypedNode> nodes) => nodes.Select(Build).ToArray();

    private Code BuildLogic(LogicNode node)
    {
        Code left = Build(node.Left);
        Code right = Build(node.Right);
        bool stops = !node.IsAnd;
        return e =>
        {
            FeelValue first = left(e);
            if (first.Kind == FeelKind.Boolean && first.AsBoolean == stops) return first;
            if (first.Kind is not (FeelKind.Boolean or FeelKind.Null or FeelKind.Unknown)) e.Fail(Texts.NotBoolean(first), source, node.Left.Span);
            FeelValue second = first.IsUnknown ? Guarded(right, e, first) : right(e);
            if (second.Kind is not (FeelKind.Boolean or FeelKind.Null or FeelKind.Unknown)) e.Fail(Texts.NotBoolean(second), source, node.Right.Span);
            return stops ? Logic.Or(first, second) : Logic.And(first, second);
        };
    }

    /// <summary>Evaluates what may not be needed: an error there leaves the result unknown instead of stopping.</summary>
    private static FeelValue Guarded(Code code, FeelEvaluation e, in FeelValue unknown)
    {
        if (e.Mode == FeelMode.Standard) return code(e);
        FeelEvaluation.Mark mark = e.Save();
        try
        {
            return code(e);
        }
        catch (FeelEvaluationException stopped) when (stopped is not FeelLimitException)
        {
            e.Leave(mark);
            return unknown;
        }
    }

    private Code BuildConditional(ConditionalNode node)
    {
        Code condition = Build(node.Condition);
        Code then = Build(node.Then);
        Code otherwise = Build(node.Otherwise);
        return e =>
        {
            FeelValue chosen = condition(e);
            if (chosen.Kind == FeelKind.Boolean) return chosen.AsBoolean ? then(e) : otherwise(e);
            if (!chosen.IsUnknown)
            {
                e.Fail(Texts.NotBoolean(chosen), source, node.Condition.Span);
                return otherwise(e);
            }
            FeelValue first = Guarded(then, e, chosen);
            FeelValue second = Guarded(otherwise, e, chosen);
            e.Step(Math.Min(first.Weight, second.Weight));
            if (!first.HasUnknown && first.Equals(second)) return first;
            FeelValue all = FeelValue.UnknownOf(chosen, chosen);
            if (first.HasUnknown) all = FeelValue.UnknownOf(all, first);
            return second.HasUnknown ? FeelValue.UnknownOf(all, second) : all;
        };
    }

    private Code BuildInstanceOf(InstanceOfNode node)
    {
        Code value = Build(node.Value);
        FeelType tested = node.Tested;
        return e =>
        {
            FeelValue item = value(e);
            if (item.HasUnknown) return FeelValue.UnknownOf(item, item);
            e.Step(item.Weight);
            if (item.IsNull) return ReferenceEquals(tested, FeelType.Null);
            return tested.Accepts(item);
        };
    }

    private Code BuildRange(RangeNode node)
    {
        Code? start = node.Start is null ? null : Build(node.Start);
        Code? end = node.End is null ? null : Build(node.End);
        return e =>
        {
            FeelValue low = start is null ? FeelValue.Null : start(e);
            FeelValue high = end is null ? FeelValue.Null : end(e);
            if ((start is not null && !IsBound(low)) || (end is not null && !IsBound(high)))
                return e.Fail(Texts.NotBounds(low, high), source, node.Span);
            if (start is not null && end is not null && !low.IsUnknown && !high.IsUnknown && !FeelComparison.TryOrder(low, high, out _))
                return e.Fail(Texts.NotBounds(low, high), source, node.Span);
            return FeelValue.Of(new FeelRange(low, node.StartIncluded, high, node.EndIncluded));
        };
    }

    private static bool IsBound(in FeelValue value) =>
        value.Kind is FeelKind.Number or FeelKind.String or FeelKind.Date or FeelKind.Time or FeelKind.DateTime
            or FeelKind.DaysTimeDuration or FeelKind.YearsMonthsDuration or FeelKind.Unknown;

    private Code BuildList(ListNode node)
    {
        Code[] items = BuildAll(node.Items);
        return e =>
        {
            FeelValue[] values = new FeelValue[items.Length];
            for (int i = 0; i < values.Length; i++) values[i] = items[i](e);
            return FeelValue.Of(new FeelList(values));
        };
    }

    private Code BuildContext(ContextNode node)
    {
        Code[] entries = BuildAll(node.Entries.Select(entry => entry.Value).ToArray());
        int[] locals = node.Entries.Select(entry => entry.Local).ToArray();
        FeelShape shape = node.Shape;
        return e =>
        {
            FeelValue[] values = new FeelValue[entries.Length];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = entries[i](e);
                if (locals[i] >= 0) e.Local(locals[i]) = values[i];
            }
            return FeelValue.Of(new FeelContext(shape, values));
        };
    }

    private Code BuildFunction(FunctionNode node)
    {
        Code body = Build(node.Body);
        Code[] captures = BuildAll(node.Captures.Select(capture => capture.Source).ToArray());
        return e =>
        {
            FeelValue[] captured = captures.Length == 0 ? [] : new FeelValue[captures.Length];
            for (int i = 0; i < captured.Length; i++) captured[i] = captures[i](e);
            return FeelValue.Of(new ClosureFunction(node, body, captured));
        };
    }

    private Code BuildBuiltinCall(BuiltinCallNode node)
    {
        Code[] arguments = BuildAll(node.Arguments);
        BuiltinFunction function = node.Function;
        BuiltinSignature signature = node.Signature;
        bool decided = node.IsDecided;
        SourceSpan span = node.Span;
        return e =>
        {
            int mark = e.Push(arguments.Length);
            for (int i = 0; i < arguments.Length; i++)
            {
                FeelValue argument = arguments[i](e);
                e.SetPushed(mark + i, argument);
            }
            e.At(source, span);
            Span<FeelValue> room = e.Pushed(mark, arguments.Length);
            FeelValue result = BuiltinCall.InvokeInPlace(function, decided ? signature : BuiltinCall.Choose(function, room), room, e);
            e.Pop(mark);
            return result;
        };
    }

    private Code BuildInvocation(InvocationNode node)
    {
        Code function = Build(node.Function);
        Code[] arguments = BuildAll(node.Arguments);
        string[]? names = node.Names?.ToArray();
        return e =>
        {
            FeelValue callee = function(e);
            int mark = e.Push(arguments.Length);
            for (int i = 0; i < arguments.Length; i++)
            {
                FeelValue argument = arguments[i](e);
                e.SetPushed(mark + i, argument);
            }
            e.At(source, node.Span);
            FeelValue result = Apply(callee, e.Pushed(mark, arguments.Length), names, e);
            e.Pop(mark);
            return result;
        };
    }

    private static FeelValue Apply(in FeelValue callee, ReadOnlySpan<FeelValue> arguments, string[]? names, FeelEvaluation e)
    {
        if (callee.IsUnknown) return callee;
        if (callee.Kind != FeelKind.Function) return e.Fail(Texts.NotFunction(callee));
        FeelFunction function = callee.AsFunction;
        if (names is null) return e.Call(function, arguments);
        if (function is BuiltinFunction builtin) return BuiltinCall.InvokeByName(builtin, names, arguments, e);
        if (names.Length != function.Parameters.Count) return e.Fail(Texts.WrongNames(function));
        FeelValue[] ordered = new FeelValue[names.Length];
        for (int i = 0; i < ordered.Length; i++)
        {
            int at = Array.IndexOf(names, function.Parameters[i].Name);
            if (at < 0) return e.Fail(Texts.WrongNames(function));
            ordered[i] = arguments[at];
        }
        return e.Call(function, ordered);
    }
}
