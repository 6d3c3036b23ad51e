using AnSinh.Feel;
using AnSinh.Feel.Typed;

namespace AnSinh.Fuzz;

/// <summary>Reads a text as an expression and as unary tests and evaluates it in both modes, on known and unknown values.</summary>
internal static class ExpressionTrial
{
    internal static readonly FeelLimits Limits = new() { Steps = 20_000, ListItems = 5_000, StringLength = 20_000, RegexTime = TimeSpan.FromMilliseconds(50) };

    private static readonly FeelValue Context = FeelValue.Of(FeelContext.Of(("a", FeelValue.Of(1)), ("b", FeelValue.Of("text"))));

    public static FuzzOutcome Run(string text, Random random)
    {
        var scope = new FeelScope();
        scope.Add("x", FeelType.Number);
        scope.Add("y", FeelType.Any);
        scope.Add("c", FeelType.Any);
        scope.Add("k", FeelType.Number);
        var compiled = FeelCompiler.CompileExpression(text, scope);
        Check(compiled.Diagnostics, text);
        FeelValue[] slots = [FeelValue.Of(2), random.Next(3) == 0 ? FeelValue.Unknown("y") : FeelValue.Of(3), random.Next(4) == 0 ? FeelValue.Unknown("c") : Context, FeelValue.Of(7)];
        var results = new List<string>();
        foreach (var mode in (FeelMode[])[FeelMode.Standard, FeelMode.Strict])
        {
            results.Add(Evaluate(compiled, new FeelEvaluation(mode, Limits) { Slots = (FeelValue[])slots.Clone() }, mode));
        }

        var tests = FeelCompiler.CompileUnaryTests(text, scope, random.Next(2) == 0 ? FeelType.Any : FeelType.Number);
        Check(tests.Diagnostics, text);
        results.Add(Evaluate(tests, random.Next(4) == 0 ? FeelValue.Unknown("in") : FeelValue.Of(1), new FeelEvaluation(FeelMode.Standard, Limits) { Slots = slots }));
        return new FuzzOutcome(compiled.IsValid ? Nodes(compiled.Root) : Faults(compiled.Diagnostics), compiled.IsValid || tests.IsValid, results);
    }

    private static void Check(IReadOnlyList<FeelDiagnostic> diagnostics, string text)
    {
        foreach (var fault in diagnostics)
        {
            if (fault.Span.Start < 0 || fault.Span.Start > text.Length || fault.Render("vi").Length == 0 || fault.Render("en").Length == 0)
            {
                throw new BrokenPromiseException($"a diagnostic stands inside its text: {fault.Span} {fault.Message.En}");
            }
        }
    }

    private static string Evaluate(CompiledExpression compiled, FeelEvaluation evaluation, FeelMode mode)
    {
        FeelValue value;
        try
        {
            value = compiled.Evaluate(evaluation);
        }
        catch (FeelEvaluationException stopped)
        {
            return mode + Stem(stopped.Reason.Text.En);
        }

        if (!value.HasUnknown && evaluation.Steps < Limits.Steps / 2)
        {
            ReadBack(value);
        }

        return $"{mode} {value.Kind}";
    }

    /// <summary>A value written as FEEL gives the value again.</summary>
    private static void ReadBack(FeelValue value)
    {
        if (value.Kind is FeelKind.Function or FeelKind.Range or FeelKind.List or FeelKind.Context)
        {
            _ = value.ToString();
            return;
        }

        var text = FeelFormat.Expression(value);
        var again = FeelCompiler.CompileExpression(text, new FeelScope()).Evaluate(new FeelEvaluation(FeelMode.Standard));
        if (!again.Equals(value))
        {
            throw new BrokenPromiseException($"a value written as FEEL is the value again: {text} became {again}");
        }
    }

    private static string Evaluate(CompiledUnaryTests tests, FeelValue input, FeelEvaluation evaluation)
    {
        try
        {
            var answer = tests.Evaluate(input, evaluation);
            return answer.Kind is FeelKind.Boolean or FeelKind.Null or FeelKind.Unknown
                ? $"test {answer.Kind}"
                : throw new BrokenPromiseException($"unary tests are true, false, null or unknown: {answer}");
        }
        catch (FeelLimitException)
        {
            return "test limit";
        }
    }

    private static string Faults(IReadOnlyList<FeelDiagnostic> diagnostics) => string.Join('|', diagnostics.Select(fault => fault.Fault + Stem(fault.Message.En)).Distinct().Order(StringComparer.Ordinal));

    /// <summary>A message without the names and values it quotes.</summary>
    private static string Stem(string message) => message.Split('\'', '"', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9')[0];

    private static string Nodes(TypedNode root)
    {
        var kinds = new SortedSet<string>(StringComparer.Ordinal);
        var open = new Stack<TypedNode>([root]);
        while (open.TryPop(out var node))
        {
            kinds.Add(node.GetType().Name);
            foreach (var child in node.Children)
            {
                open.Push(child);
            }
        }

        return string.Join('|', kinds);
    }
}
