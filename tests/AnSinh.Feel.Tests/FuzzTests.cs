namespace AnSinh.Feel.Tests;

/// <summary>Mutated and random expressions: whatever the text, only FEEL's own diagnostics and exceptions come out, and soon.</summary>
public class FuzzTests
{
    private const int Inputs = 20_000;

    private static readonly string[] Fragments =
    [
        "1", "0.5", "-2", "10**40", "\"a\"", "\"\"", "true", "false", "null", "@\"2026-01-31\"", "@\"10:00:00Z\"", "@\"P1M\"", "@\"PT1H\"", "x", "y", "item", "?", "partial",
        "[", "]", "(", ")", "{", "}", ",", ":", ".", "..", "+", "-", "*", "/", "**", "=", "!=", "<", "<=", ">", ">=",
        " and ", " or ", " in ", " between ", " instance of ", " if ", " then ", " else ", " for ", " return ", " some ", " every ", " satisfies ", "function(a) ",
        "list<number>", "sum(", "count(", "sort(", "matches(", "replace(", "substring(", "date(", "range(", "string(", "context put(", "before(", "flatten(", "median(",
        "a: ", "a", ".year", ".start", "[item > 1]", "[-1]", "//", "/*", "\\", "\u0000", "🐎", "ừ", "\n",
    ];

    private static readonly string[] Seeds =
    [
        "if x > 1 and y <= 5 then \"a\" else [1, 2, 3][item > 1]",
        "for i in 1..3, j in [x, y] return {a: i, b: j + sum(partial)}",
        "some p in [{age: 1}, {age: 2}] satisfies p.age between 1 and 3",
        "sort([3, 1, 2], function(a, b) a < b)[1] instance of number",
        "{f: function(n) if n < 2 then 1 else n * f(n - 1), r: f(5)}.r",
        "date and time(\"2026-01-01T10:00:00@Asia/Ho_Chi_Minh\") + duration(\"P1DT2H\")",
        "replace(\"abracadabra\", \"a(.)\", \"$1[x]\", \"i\") in (\"a\", [\"b\"..\"c\"])",
        "context put({a: {b: 1}}, [\"a\", \"b\"], 2).a.b ** 3 / 7",
    ];

    private static string Make(Random random)
    {
        if (random.Next(2) == 0)
        {
            string[] parts = new string[random.Next(1, 14)];
            for (int i = 0; i < parts.Length; i++) parts[i] = Fragments[random.Next(Fragments.Length)];
            return string.Concat(parts);
        }
        string text = Seeds[random.Next(Seeds.Length)];
        for (int changes = random.Next(1, 6); changes > 0; changes--)
        {
            int at = random.Next(text.Length);
            int length = Math.Min(random.Next(5), text.Length - at);
            text = random.Next(3) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, Fragments[random.Next(Fragments.Length)]),
                _ => text.Insert(random.Next(text.Length), text.Substring(at, length)),
            };
            if (text.Length == 0) return "1";
        }
        return text;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20261122)]
    public void No_text_brings_it_down(int seed)
    {
        Random random = new(seed);
        FeelScope scope = new();
        scope.Add("x", FeelType.Number);
        scope.Add("y", FeelType.Any);
        FeelLimits limits = new() { Steps = 20_000, ListItems = 5_000, StringLength = 20_000, RegexTime = TimeSpan.FromMilliseconds(50) };
        HashSet<string> outcomes = [];
        int valid = 0;
        for (int i = 0; i < Inputs; i++)
        {
            string text = Make(random);
            CompiledExpression compiled = FeelCompiler.CompileExpression(text, scope);
            foreach (FeelDiagnostic fault in compiled.Diagnostics)
            {
                Assert.InRange(fault.Span.Start, 0, text.Length);
                outcomes.Add(fault.Message.En.Split('\'')[0]);
                Assert.NotEmpty(fault.Render("vi"));
            }
            if (compiled.IsValid) valid++;
            foreach (FeelMode mode in (FeelMode[])[FeelMode.Standard, FeelMode.Strict])
            {
                FeelEvaluation evaluation = new(mode, limits, Run.Clock) { Slots = [FeelValue.Of(2), i % 3 == 0 ? FeelValue.Unknown("y") : FeelValue.Of(3)] };
                try
                {
                    outcomes.Add(compiled.Evaluate(evaluation).Kind.ToString());
                }
                catch (FeelEvaluationException stopped)
                {
                    outcomes.Add(stopped.GetType().Name);
                }
            }
            FeelValue answer = TryTests(FeelCompiler.CompileUnaryTests(text, scope, FeelType.Any), limits);
            Assert.True(answer.Kind is FeelKind.Boolean or FeelKind.Null or FeelKind.Unknown, text);
        }
        Assert.True(valid > Inputs / 50, $"only {valid} texts were valid");
        Assert.True(outcomes.Count > 30, $"only {outcomes.Count} outcomes were seen");
    }

    private static FeelValue TryTests(CompiledUnaryTests tests, FeelLimits limits)
    {
        try
        {
            return tests.Evaluate(FeelValue.Of(1), new FeelEvaluation(FeelMode.Standard, limits, Run.Clock) { Slots = [FeelValue.Of(2), FeelValue.Of(3)] });
        }
        catch (FeelLimitException)
        {
            return FeelValue.Null;
        }
    }
}
