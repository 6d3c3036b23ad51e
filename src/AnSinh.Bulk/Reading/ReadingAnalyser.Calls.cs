using AnSinh.Dmn.Compile;
using AnSinh.Feel;
using AnSinh.Feel.Typed;

namespace AnSinh.Bulk;

/// <content>Calls of business knowledge models.</content>
public sealed partial class ReadingAnalyser
{
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
            FixedContext context => [.. context.Any.Select(value => new FixedSource(value, context.Moves))],
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
            var moves = combination.OfType<FixedSource>().Any(source => source.Moves);
            var leaves = combination.Index().Where(source => source.Item is LeafSource).ToList();
            switch (leaves.Count)
            {
                case 0:
                    if (moves)
                    {
                        Stray($"given to '{knowledge.Node.Name}' with nothing of the case");
                    }

                    results.Add(SettledSource.One);
                    break;
                case 1:
                    results.Add(Function(function, combination, leaves[0].Index));
                    break;
                case 2 when leaves.Select(leaf => ((LeafSource)leaf.Item).Leaf).Distinct().Count() == 2:
                    if (moves)
                    {
                        Stray($"given to '{knowledge.Node.Name}' with several values of the case");
                    }

                    Join(function, combination, leaves[0].Index, leaves[1].Index);
                    results.Add(SettledSource.One);
                    break;
                default:
                    return null;
            }
        }

        return new Scalar([.. results.Distinct()]);
    }

    private LeafSource Function(FeelFunction function, Source[] arguments, int place)
    {
        var leaf = (LeafSource)arguments[place];
        var derived = leaf.Leaf.Derive(function, [.. arguments.Select(argument => argument is FixedSource known ? known.Value : FeelValue.Null)], place, leaf.Derived);
        _reading.Found(leaf.Leaf.Path, leaf.Leaf.PlaceOf(derived));
        return leaf with { Derived = derived };
    }

    /// <summary>A function of two values: where one of them is not there the function is one of the other alone, else both are read exactly.</summary>
    private void Join(FeelFunction function, Source[] arguments, int first, int second)
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
}
