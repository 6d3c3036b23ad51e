using AnSinh.Dmn;
using AnSinh.Dmn.Compile;
using AnSinh.Dmn.Evaluate;
using AnSinh.Dmn.Model;
using AnSinh.Feel;
using AnSinh.Feel.Typed;

namespace AnSinh.Bulk;

/// <summary>
/// Reads the typed form of decisions, and of everything they require or call, for what they ask of a case. It follows values from where they are read to where they are compared, through
/// decisions, conditions, tables and business knowledge models; a function whose arguments are one value of the case and otherwise fixed is not entered but kept as it is.
/// </summary>
public sealed class ReadingAnalyser
{
    /// <summary>Calls within calls; deeper ones are outside the profile.</summary>
    private const int Deepest = 24;

    /// <summary>Ways in which the sources of a call's arguments may combine; where there are more each is read exactly.</summary>
    private const int MostCombinations = 64;

    private readonly DmnModelSet _set;
    private readonly CaseShape _shape;
    private readonly IReadOnlyDictionary<string, IReadOnlyList<FeelValue>> _fixed;
    private readonly EvaluationSession _session;
    private readonly CaseReading _reading = new();
    private readonly Dictionary<int, AbstractValue> _nodes = [];
    private int _depth;

    private ReadingAnalyser(DmnModelSet set, CaseShape shape, IReadOnlyDictionary<string, IReadOnlyList<FeelValue>> inputs)
    {
        (_set, _shape, _fixed) = (set, shape, inputs);
        _session = new EvaluationSession(set, new EvaluationOptions { Mode = FeelMode.Strict });
    }

    /// <param name="inputs">Inputs that are the same for all cases, by name, with every value they take; all other inputs make the case.</param>
    /// <returns>What is read, and the room in which functions of values are to be evaluated (by one thread at a time).</returns>
    public static (CaseReading Reading, FeelEvaluation Evaluation) Read(
        DmnModelSet set, IEnumerable<CompiledDecision> decisions, IReadOnlyDictionary<string, IReadOnlyList<FeelValue>> inputs, CaseShape? shape = null)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(decisions);
        var reader = new ReadingAnalyser(set, shape ?? new CaseShape(), inputs);
        foreach (var decision in decisions)
        {
            reader.Use(reader.Node(decision.Index));
        }

        return (reader._reading, reader._session.Feel);
    }

    private AbstractValue Node(int index)
    {
        if (_nodes.TryGetValue(index, out var known))
        {
            return known;
        }

        return _nodes[index] = _set.Compiled[index] switch
        {
            CompiledInputNode input => Input(input),
            CompiledDecisionNode decision => Logic(decision.Logic, new Names(decision.Filler)),
            CompiledKnowledgeNode knowledge => new KnowledgeFunction(knowledge),
            var other => Outside($"{other.Node.Name}: a decision service or a knowledge source"),
        };
    }

    private AbstractValue Input(CompiledInputNode input) =>
        _fixed.TryGetValue(input.Handle.Name, out var values) ? Fixed(values)
        : input.Type is ContextType ? new ContextAt(input.Handle.Name)
        : LeafAt(input.Handle.Name);

    private static AbstractValue Fixed(IReadOnlyList<FeelValue> values) =>
        values.Any(value => value.Kind == FeelKind.Context) ? new FixedContext(values) : new Scalar([.. values.Select(value => new FixedSource(value))]);

    private Scalar LeafAt(string path) => new([new LeafSource(_reading.Leaf(path), null)]);

    private Scalar Outside(string why)
    {
        _reading.StandsOutside(why);
        return Scalar.Settled;
    }

    private AbstractValue Logic(Boxed logic, Names names) => logic switch
    {
        CoercedBoxed coerced => Logic(coerced.Inner, names),
        LiteralBoxed literal => Expression(literal.Expression.Root, names),
        TableBoxed table => Table(table.Table, names),
        ContextBoxed context => Context(context, names),
        _ => Outside($"boxed expression of kind {logic.GetType().Name.Replace("Boxed", "", StringComparison.Ordinal).ToLowerInvariant()}"),
    };

    /// <summary>Later entries read earlier ones; the context as a whole hangs on the case only through them.</summary>
    private AbstractValue Context(ContextBoxed context, Names names)
    {
        foreach (var (slot, value, _) in context.Entries)
        {
            var entry = Logic(value, names);
            names = names with { Parameters = new Dictionary<int, AbstractValue>(names.Parameters) { [slot] = entry } };
            if (context.Final is null)
            {
                Use(entry);
            }
        }

        return context.Final is { } final ? Logic(final, names) : Scalar.Settled;
    }

    private Scalar Table(CompiledTable table, Names names)
    {
        var columns = table.Columns.Select(column => Logic(column.Value, names)).ToArray();
        foreach (var (index, column) in table.Columns.Index())
        {
            Tests(column.Allowed, columns[index], names);
        }

        foreach (var test in table.Tests)
        {
            Tests(test.Tests, columns[test.Column], names);
        }

        var outputs = table.OutputColumns.Index().Select(output => table.RuleRows.Select(row => Logic(row.Outputs[output.Index], names))
            .Concat(output.Item.Otherwise is { } otherwise ? [Logic(otherwise, names)] : []).ToList()).ToList();
        if (outputs.Count == 1 && table.Source.HitPolicy is not (HitPolicy.Collect or HitPolicy.RuleOrder or HitPolicy.OutputOrder) && outputs[0].All(value => value is Scalar))
        {
            return new Scalar([.. outputs[0].Cast<Scalar>().SelectMany(value => value.Any).Distinct()]);
        }

        foreach (var value in outputs.SelectMany(output => output))
        {
            Use(value);
        }

        return Scalar.Settled;
    }

    private void Tests(CompiledUnaryTests? tests, AbstractValue input, Names names)
    {
        foreach (var test in tests?.Tests ?? [])
        {
            Use(Expression(test, names with { Input = input }));
        }
    }

    /// <summary>Takes note that a value is used in a way that its cuts do not cover.</summary>
    private void Use(AbstractValue value)
    {
        switch (value)
        {
            case Scalar scalar:
                foreach (var source in scalar.Any.OfType<LeafSource>())
                {
                    UseExactly(source);
                }

                break;
            case ContextAt { Path: var path }:
                Outside($"'{path}' is used as a whole");
                break;
            case MemberList or MemberAt:
                Outside($"'{_shape.Members}' or one of them is used as a whole");
                break;
        }
    }

    private static void UseExactly(LeafSource source)
    {
        if (source.Derived is { } derived)
        {
            derived.IsExact = true;
        }
        else
        {
            source.Leaf.IsExact = true;
        }
    }

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
                return Fixed([.. context.Any.Select(one => one.Kind == FeelKind.Context && one.AsContext.Shape.IndexOf(name) is >= 0 and var at ? one.AsContext.Values[at] : FeelValue.Null)]);
            case MemberAt { Reading: var reading }:
                return type is ContextType ? Outside($"a context of a member, '{name}'") : LeafAt(reading.Prefix + name);
            case MemberList { Filtered: { } reading }:
                return LeafAt(reading.Prefix + name);
            default:
                Use(source);
                return Scalar.Settled;
        }
    }

    private AbstractValue Filter(FilterNode filter, Names names)
    {
        var source = Expression(filter.Source, names);
        if (source is MemberList)
        {
            return new MemberList(ReachMembers(filter.Condition, filter.Item, names));
        }

        Use(source);
        Use(Expression(filter.Condition, names));
        return Scalar.Settled;
    }

    private Scalar Quantified(QuantifiedNode quantified, Names names)
    {
        var sources = quantified.Iterators.Select(iterator => (iterator.Local, Source: iterator.To is null ? Expression(iterator.Source, names) : Outside("a range to run through"))).ToList();
        if (sources is [(var item, MemberList)])
        {
            ReachMembers(quantified.Condition, item, names);
            return Scalar.Settled;
        }

        foreach (var (_, source) in sources)
        {
            Use(source);
        }

        Use(Expression(quantified.Condition, names));
        return Scalar.Settled;
    }

    /// <summary>A condition on members is inside the profile when a link says which members it is about.</summary>
    private MemberReading? ReachMembers(TypedNode condition, int item, Names names)
    {
        // Which members are meant is told from their identity or link alone.
        var within = names.With(item, new ContextAt(_shape.Members));
        var link = Conjuncts(condition).Select(part => (Part: part, Link: LinkOf(part, within))).FirstOrDefault(part => part.Link is not null);
        if (link.Link is null)
        {
            Outside($"'{_shape.Members}' without a link that says which members are meant");
            return null;
        }

        _reading.Reach(link.Link);
        within = names.With(item, new MemberAt(link.Link));
        foreach (var part in Conjuncts(condition).Where(part => part != link.Part))
        {
            Use(Expression(part, within));
        }

        return link.Link;
    }

    private static IEnumerable<TypedNode> Conjuncts(TypedNode node) => node is LogicNode { IsAnd: true } both ? Conjuncts(both.Left).Concat(Conjuncts(both.Right)) : [node];

    private MemberReading? LinkOf(TypedNode part, Names names) =>
        part is ComparisonNode { Operation: ComparisonOperator.Equal } equal && LeafPath(equal.Left, names) is { } left && LeafPath(equal.Right, names) is { } right
            ? LinkOf(left, right) ?? LinkOf(right, left)
            : null;

    private MemberReading? LinkOf(string identity, string reference)
    {
        string Name(string path, string of) => path.StartsWith(of + ".", StringComparison.Ordinal) ? path[(of.Length + 1)..] : "";
        return identity == $"{_shape.Members}.{_shape.Identity}" && Name(reference, _shape.Subject) is { Length: > 0 } forward ? new MemberReading(forward, Forward: true)
            : identity == $"{_shape.Subject}.{_shape.Identity}" && Name(reference, _shape.Members) is { Length: > 0 } backward ? new MemberReading(backward, Forward: false)
            : null;
    }

    /// <summary>The path of a part that is nothing but a value of the case, without taking note of it.</summary>
    private string? LeafPath(TypedNode node, Names names) => node switch
    {
        MemberNode { Source: VariableNode variable, Name: var name } => Variable(variable, names) is ContextAt at ? $"{at.Path}.{name}" : null,
        MemberNode { Source: LocalNode local, Name: var name } => names.Locals.GetValueOrDefault(local.Index) is ContextAt at ? $"{at.Path}.{name}" : null,
        ItemMemberNode { Otherwise: null } member => names.Locals.GetValueOrDefault(member.Item.Index) is ContextAt at ? $"{at.Path}.{member.Name}" : null,
        _ => null,
    };

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

    private void Compare(AbstractValue left, AbstractValue right)
    {
        if (left is not Scalar one || right is not Scalar other)
        {
            Use(left);
            Use(right);
            return;
        }

        foreach (var first in one.Any)
        {
            foreach (var second in other.Any)
            {
                Compare(first, second);
            }
        }
    }

    private static void Compare(Source left, Source right)
    {
        switch (left, right)
        {
            case (LeafSource one, FixedSource { Value: var value }):
                Cut(one, value);
                break;
            case (FixedSource { Value: var value }, LeafSource one):
                Cut(one, value);
                break;
            case (LeafSource one, LeafSource other) when ReferenceEquals(one.Leaf, other.Leaf):
                one.Leaf.Relate(one.Derived, other.Derived);
                break;
            default:
                foreach (var source in new[] { left, right }.OfType<LeafSource>())
                {
                    UseExactly(source);
                }

                break;
        }
    }

    private static void Cut(LeafSource source, FeelValue value)
    {
        if (source.Derived is { } derived)
        {
            derived.Cut(value);
        }
        else
        {
            source.Leaf.Cut(value);
        }
    }

    /// <summary>A test that is a value, a range or a list of either.</summary>
    private void CompareWith(AbstractValue subject, TypedNode candidate, Names names)
    {
        switch (candidate)
        {
            case RangeNode range:
                foreach (var bound in new[] { range.Start, range.End }.OfType<TypedNode>())
                {
                    Compare(subject, Expression(bound, names));
                }

                break;
            case ListNode list:
                foreach (var item in list.Items)
                {
                    CompareWith(subject, item, names);
                }

                break;
            case ConstantNode { Value: { Kind: FeelKind.Range } range }:
                Compare(subject, new Scalar([new FixedSource(range.AsRange.Start), new FixedSource(range.AsRange.End)]));
                break;
            case ConstantNode { Value: { Kind: FeelKind.List } list }:
                foreach (var item in list.AsList.Span)
                {
                    CompareWith(subject, new ConstantNode(item, FeelType.Any, candidate.Span), names);
                }

                break;
            default:
                Compare(subject, Expression(candidate, names));
                break;
        }
    }

    private AbstractValue Invocation(InvocationNode invocation, Names names)
    {
        var called = Expression(invocation.Function, names);
        var given = invocation.Arguments.Select(argument => Expression(argument, names)).ToArray();
        if (called is not KnowledgeFunction { Node: var knowledge })
        {
            return Outside("a call of something that is no business knowledge model");
        }

        var parameters = knowledge.Function.Parameters;
        var arguments = invocation.Names is { } byName
            ? [.. parameters.Select(parameter => given[byName.ToList().IndexOf(parameter.Parameter.Name)])]
            : given;
        return Combine(knowledge, arguments) ?? Enter(knowledge, arguments);
    }

    /// <summary>The call as functions of one value each; null where an argument hangs on the case in another way.</summary>
    private Scalar? Combine(CompiledKnowledgeNode knowledge, AbstractValue[] arguments)
    {
        var sources = arguments.Select(argument => argument switch
        {
            Scalar scalar => scalar.Any,
            FixedContext context => [.. context.Any.Select(value => new FixedSource(value))],
            _ => [SettledSource.One],
        }).ToArray();
        if (sources.Any(any => any.OfType<SettledSource>().Any()) || sources.Aggregate(1L, (product, any) => product * any.Count) > MostCombinations)
        {
            return null;
        }

        var function = _session.Require(knowledge.Node.Index).AsFunction;
        var results = new List<Source>();
        foreach (var combination in Combinations(sources))
        {
            var leaves = combination.Index().Where(source => source.Item is LeafSource).ToList();
            switch (leaves.Count)
            {
                case 0:
                    results.Add(SettledSource.One);
                    break;
                case 1:
                    results.Add(Function(function, combination, leaves[0].Index));
                    break;
                case 2 when leaves.Select(leaf => ((LeafSource)leaf.Item).Leaf).Distinct().Count() == 2:
                    Join(function, combination, leaves[0].Index, leaves[1].Index);
                    results.Add(SettledSource.One);
                    break;
                default:
                    return null;
            }
        }

        return new Scalar([.. results.Distinct()]);
    }

    private static LeafSource Function(FeelFunction function, Source[] arguments, int place)
    {
        var leaf = (LeafSource)arguments[place];
        return leaf with { Derived = leaf.Leaf.Derive(function, [.. arguments.Select(argument => argument is FixedSource known ? known.Value : FeelValue.Null)], place, leaf.Derived) };
    }

    /// <summary>A function of two values: where one of them is not there the function is one of the other alone, else both are read exactly.</summary>
    private static void Join(FeelFunction function, Source[] arguments, int first, int second)
    {
        foreach (var (one, other) in new[] { (first, second), (second, first) })
        {
            var (leaf, beside) = ((LeafSource)arguments[one], (LeafSource)arguments[other]);
            leaf.Leaf.ReadWith(beside.Leaf.Path);
            var without = (Source[])arguments.Clone();
            without[other] = new FixedSource(FeelValue.Null);
            Function(function, without, one).Derived!.IsExact = true;
        }
    }

    private static IEnumerable<Source[]> Combinations(IReadOnlyList<Source>[] sources) =>
        sources.Aggregate((IEnumerable<Source[]>)[[]], (begun, any) => begun.SelectMany(_ => any, (before, source) => (Source[])[.. before, source]));

    private AbstractValue Enter(CompiledKnowledgeNode knowledge, AbstractValue[] arguments)
    {
        if (_depth >= Deepest)
        {
            return Outside($"'{knowledge.Node.Name}' calls itself, or calls go deeper than {Deepest}");
        }

        _depth++;
        var first = knowledge.Function.FirstSlot;
        var result = Logic(knowledge.Function.Body, new Names(knowledge.Filler) { Parameters = arguments.Index().ToDictionary(argument => first + argument.Index, argument => argument.Item) });
        _depth--;
        return result;
    }

    /// <summary>What names stand for in the element that is read.</summary>
    private sealed record Names(FrameFiller Filler)
    {
        public IReadOnlyDictionary<int, AbstractValue> Parameters { get; init; } = new Dictionary<int, AbstractValue>();
        public IReadOnlyDictionary<int, AbstractValue> Locals { get; init; } = new Dictionary<int, AbstractValue>();
        public AbstractValue? Input { get; init; }

        public Names With(int local, AbstractValue value) => this with { Locals = new Dictionary<int, AbstractValue>(Locals) { [local] = value } };
    }
}
