using AnSinh.Feel.Evaluate;
using AnSinh.Feel.Syntax;
using AnSinh.Feel.Typed;
using AnSinh.Feel.Types;

namespace AnSinh.Feel;

/// <summary>An expression ready to be evaluated any number of times, by several threads with an evaluation each.</summary>
public sealed class CompiledExpression
{
    private readonly Code _code;
    private readonly int _frameSize;

    internal CompiledExpression(string text, TypedNode root, int frameSize, IReadOnlyList<FeelDiagnostic> diagnostics)
    {
        Text = text;
        Root = root;
        Diagnostics = diagnostics;
        Reads = ReadPaths.Of([root]);
        ReadsClock = ClockReads.In(root);
        _frameSize = frameSize;
        _code = new CodeBuilder(text).Build(root);
    }

    public string Text { get; }

    /// <summary>The typed form, for analysis and other executors.</summary>
    public TypedNode Root { get; }

    public FeelType Type => Root.Type;

    /// <summary>Every fault found before evaluation; empty when all is well.</summary>
    public IReadOnlyList<FeelDiagnostic> Diagnostics { get; }

    /// <summary>False when there are diagnostics. Such an expression still evaluates: the faulty part is null in standard mode and stops in strict mode.</summary>
    public bool IsValid => Diagnostics.Count == 0;

    /// <summary>The scope's names that the expression reads, with the members it takes of them: "age", "person.disability_level".</summary>
    public IReadOnlyList<string> Reads { get; }

    /// <summary>True when the value may differ from one moment to the next: today(), now().</summary>
    public bool ReadsClock { get; }

    /// <summary>The value with the evaluation's slots. In strict mode a <see cref="FeelEvaluationException"/> where it errs.</summary>
    public FeelValue Evaluate(FeelEvaluation evaluation)
    {
        FeelEvaluation.Mark mark = evaluation.Enter(_frameSize);
        try
        {
            return _code(evaluation);
        }
        catch (InsufficientExecutionStackException)
        {
            throw evaluation.TooDeep(Text);
        }
        finally
        {
            evaluation.Leave(mark);
        }
    }
}

/// <summary>The unary tests of a decision table's cell (or of allowed values), ready to be evaluated.</summary>
public sealed class CompiledUnaryTests
{
    private readonly Code[] _tests;
    private readonly int _frameSize;

    internal CompiledUnaryTests(string text, bool negated, IReadOnlyList<TypedNode> tests, int frameSize, IReadOnlyList<FeelDiagnostic> diagnostics)
    {
        Text = text;
        IsNegated = negated;
        Tests = tests;
        Diagnostics = diagnostics;
        Reads = ReadPaths.Of(tests);
        ReadsClock = tests.Any(ClockReads.In);
        _frameSize = frameSize;
        CodeBuilder builder = new(text);
        _tests = tests.Select(builder.Build).ToArray();
    }

    public string Text { get; }

    /// <summary>True for not(...).</summary>
    public bool IsNegated { get; }

    /// <summary>True for "-", which any value passes.</summary>
    public bool IsAny => Tests.Count == 0;

    /// <summary>The typed form: one of the tests must hold (none of them when negated); "?" is an <see cref="InputNode"/>.</summary>
    public IReadOnlyList<TypedNode> Tests { get; }

    /// <summary>Every fault found before evaluation; empty when all is well.</summary>
    public IReadOnlyList<FeelDiagnostic> Diagnostics { get; }

    public bool IsValid => Diagnostics.Count == 0;

    /// <summary>The scope's names that the tests read, beside the value under test.</summary>
    public IReadOnlyList<string> Reads { get; }

    /// <summary>True when the outcome may differ from one moment to the next: today(), now().</summary>
    public bool ReadsClock { get; }

    /// <summary>
    /// True or false, unknown when it depends on what is not known, null when a test could not be decided (standard mode only).
    /// </summary>
    public FeelValue Evaluate(FeelValue input, FeelEvaluation evaluation)
    {
        if (_tests.Length == 0) return FeelValue.True;
        FeelEvaluation.Mark mark = evaluation.Enter(_frameSize);
        try
        {
            evaluation.Input = input;
            FeelValue any = FeelValue.False;
            foreach (Code test in _tests)
            {
                any = Logic.Or(any, test(evaluation));
                if (any.IsTrue) break;
            }
            return IsNegated ? Logic.Not(any) : any;
        }
        catch (InsufficientExecutionStackException)
        {
            throw evaluation.TooDeep(Text);
        }
        finally
        {
            evaluation.Leave(mark);
        }
    }

    public override string ToString() => Text;
}

/// <summary>Text to compiled expressions: parse, bind and type, compile.</summary>
public static class FeelCompiler
{
    /// <summary>Compiles an expression over the names of a scope; <paramref name="input"/> is the type of "?" where it may be used. Never throws for a bad text: see <see cref="CompiledExpression.Diagnostics"/>.</summary>
    public static CompiledExpression CompileExpression(string text, FeelScope scope, FeelType? input = null)
    {
        List<FeelDiagnostic> diagnostics = [];
        SyntaxNode? syntax = Parser.ParseExpression(text, scope, out FeelDiagnostic? fault);
        if (syntax is null) return new(text, Broken(fault!), 0, [fault!]);
        try
        {
            (TypedNode root, int frameSize) = Binder.Bind(text, scope, syntax, input, diagnostics);
            return new(text, root, frameSize, diagnostics);
        }
        catch (InsufficientExecutionStackException)
        {
            fault = Parser.DeepNesting(text, syntax.Span);
        }
        return new(text, Broken(fault), 0, [fault]);
    }

    /// <summary>Compiles the unary tests of a cell for an input of a type. Never throws for a bad text.</summary>
    public static CompiledUnaryTests CompileUnaryTests(string text, FeelScope scope, FeelType input)
    {
        List<FeelDiagnostic> diagnostics = [];
        UnaryTestsSyntax? syntax = Parser.ParseUnaryTests(text, scope, out FeelDiagnostic? fault);
        if (syntax is null) return new(text, false, [Broken(fault!)], 0, [fault!]);
        try
        {
            (IReadOnlyList<TypedNode> tests, int frameSize) = Binder.BindTests(text, scope, syntax, input, diagnostics);
            return new(text, syntax.Negated, tests, frameSize, diagnostics);
        }
        catch (InsufficientExecutionStackException)
        {
            fault = Parser.DeepNesting(text, syntax.Span);
        }
        return new(text, false, [Broken(fault)], 0, [fault]);
    }

    private static ErrorNode Broken(FeelDiagnostic fault) => new(fault.Message, [], fault.Span);
}
