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
public sealed partial class ReadingAnalyser
{
    /// <summary>Calls within calls; deeper ones are outside the profile.</summary>
    private const int Deepest = 24;

    /// <summary>Ways in which the sources of a call's arguments may combine; where there are more each is read exactly.</summary>
    private const int MostCombinations = 64;

    private readonly DmnModelSet _set;
    private readonly CaseShape _shape;
    private readonly IReadOnlyDictionary<string, IReadOnlyList<FeelValue>> _fixed;
    private readonly string? _moving;
    private readonly EvaluationSession _session;
    private readonly CaseReading _reading = new();
    private readonly Dictionary<int, AbstractValue> _nodes = [];
    private int _depth;

    private ReadingAnalyser(DmnModelSet set, CaseShape shape, IReadOnlyDictionary<string, IReadOnlyList<FeelValue>> inputs, string? moving)
    {
        (_set, _shape, _fixed, _moving) = (set, shape, inputs, moving);
        _session = new EvaluationSession(set, new EvaluationOptions { Mode = FeelMode.Strict });
    }

    /// <param name="inputs">Inputs that are the same for all cases, by name, with every value they take; all other inputs make the case.</param>
    /// <param name="moving">Which of these inputs is another one at another time: it is followed to where it is compared.</param>
    /// <returns>What is read, and the room in which functions of values are to be evaluated (by one thread at a time).</returns>
    public static (CaseReading Reading, FeelEvaluation Evaluation) Read(
        DmnModelSet set, IEnumerable<CompiledDecision> decisions, IReadOnlyDictionary<string, IReadOnlyList<FeelValue>> inputs, CaseShape? shape = null, string? moving = null)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(decisions);
        var reader = new ReadingAnalyser(set, shape ?? new CaseShape(), inputs, moving);
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
        _fixed.TryGetValue(input.Handle.Name, out var values) ? Fixed(values, input.Handle.Name == _moving)
        : input.Type is ContextType ? new ContextAt(input.Handle.Name)
        : LeafAt(input.Handle.Name);

    private static AbstractValue Fixed(IReadOnlyList<FeelValue> values, bool moves) =>
        values.Any(value => value.Kind == FeelKind.Context) ? new FixedContext(values, moves) : new Scalar([.. values.Select(value => new FixedSource(value, moves))]);

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

                if (scalar.Any.OfType<FixedSource>().Any(source => source.Moves))
                {
                    Stray("used for itself");
                }

                break;
            case FixedContext { Moves: true }:
                Stray("used as a whole");
                break;
            case ContextAt { Path: var path }:
                Outside($"'{path}' is used as a whole");
                break;
            case MemberList or MemberAt:
                Outside($"'{_shape.Members}' or one of them is used as a whole");
                break;
        }
    }

    private void Stray(string how) => _reading.Strayed($"'{_moving}' {how}");

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

    /// <summary>What names stand for in the element that is read.</summary>
    private sealed record Names(FrameFiller Filler)
    {
        public IReadOnlyDictionary<int, AbstractValue> Parameters { get; init; } = new Dictionary<int, AbstractValue>();
        public IReadOnlyDictionary<int, AbstractValue> Locals { get; init; } = new Dictionary<int, AbstractValue>();
        public AbstractValue? Input { get; init; }

        public Names With(int local, AbstractValue value) => this with { Locals = new Dictionary<int, AbstractValue>(Locals) { [local] = value } };
    }
}
