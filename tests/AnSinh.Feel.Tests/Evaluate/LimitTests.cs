using System.Text;

namespace AnSinh.Feel.Tests.Evaluate;

public class LimitTests
{
    public static TheoryData<string> DeepTexts => new()
    {
        new string('(', 10_000) + "1" + new string(')', 10_000),
        new string('[', 10_000) + new string(']', 10_000),
        new string('-', 10_000) + "1",
        string.Concat(Enumerable.Repeat("{a:", 10_000)) + "1" + new string('}', 10_000),
        string.Concat(Enumerable.Repeat("if true then ", 10_000)) + "1",
        string.Concat(Enumerable.Repeat("not(", 10_000)) + "true" + new string(')', 10_000),
        string.Join(" + ", Enumerable.Repeat("1", 10_000)),
        string.Join(" and ", Enumerable.Repeat("true", 10_000)),
        "x" + string.Concat(Enumerable.Repeat("[1]", 10_000)),
        "x" + string.Concat(Enumerable.Repeat(".a", 10_000)),
        "1 instance of " + string.Concat(Enumerable.Repeat("list<", 10_000)) + "number",
        string.Concat(Enumerable.Repeat("function(a) ", 10_000)) + "1",
        string.Concat(Enumerable.Repeat("for i in [1] return ", 10_000)) + "1",
        string.Concat(Enumerable.Repeat("1 in (", 10_000)) + "1",
        string.Concat(Enumerable.Repeat("]1..", 10_000)),
    };

    [Theory]
    [MemberData(nameof(DeepTexts))]
    public void Deep_nesting_ends_with_a_diagnostic(string text)
    {
        FeelDiagnostic fault = Assert.Single(FeelCompiler.CompileExpression(text, new FeelScope()).Diagnostics);
        Assert.Equal(FeelFault.Limit, fault.Fault);
        Assert.Equal(FeelFault.Limit, Assert.Single(FeelCompiler.CompileUnaryTests(text, new FeelScope(), FeelType.Any).Diagnostics).Fault);
    }

    [Theory]
    [InlineData("for i in 1..10**12 return i")]
    [InlineData("count(for i in 1..10**12 return 1)")]
    [InlineData("some i in 1..10**15 satisfies i < 0")]
    [InlineData("every i in 1..10**6, j in 1..10**6 satisfies true")]
    [InlineData("{f: function(n) f(n + 1), r: f(1)}.r")]
    [InlineData("{f: function(n) if n = 0 then 1 else f(n - 1) + f(n - 1), r: f(100)}.r")]
    [InlineData("count(for i in 1..30 return if i = 1 then [1, 1] else concatenate(partial[-1], partial[-1]))")]
    [InlineData("string length((for i in 1..40 return if i = 1 then \"ab\" else partial[-1] + partial[-1])[-1])")]
    [InlineData("matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"^(a+)+$\")")]
    [InlineData("replace(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"^(a|aa)+$\", \"x\")")]
    [InlineData("sort(for i in 1..1000000 return -i, function(a, b) (some x in [1, 2, 3, 4, 5, 6, 7, 8, 9] satisfies x > a + 100))")]
    [InlineData("count(string((for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]])[-1]))")]
    [InlineData("{x: (for i in 1..60 return if i = 1 then {a: 1} else {a: partial[-1], b: partial[-1]})[-1], r: x = x}.r")]
    [InlineData("(for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]])[-1] instance of list<list<Any>>")]
    [InlineData("string((for i in 1..60000 return if i = 1 then [1] else [partial[-1]])[-1])")]
    [InlineData("for i in 1..100000 return log(i)")]
    [InlineData("{s: string join(for i in 1..30000 return \"0123456789\", \"\"), r: for i in 1..100000 return contains(s, \"x\")}.r")]
    public void Endless_work_ends_with_a_limit(string text)
    {
        CompiledExpression compiled = FeelCompiler.CompileExpression(text, new FeelScope());
        Assert.Empty(compiled.Diagnostics);
        foreach (FeelMode mode in (FeelMode[])[FeelMode.Standard, FeelMode.Strict])
        {
            FeelEvaluation evaluation = new(mode, new FeelLimits { Steps = 1_000_000, ListItems = 100_000 });
            FeelLimitException stopped = Assert.Throws<FeelLimitException>(() => compiled.Evaluate(evaluation));
            Assert.NotEmpty(stopped.Reason.Text.Vi);
        }
    }

    [Fact]
    public void Deep_trees_and_values_do_not_overflow_a_small_stack()
    {
        string sum = string.Join(" + ", Enumerable.Repeat("1", 900));
        string deep = "{f: function(n) " + string.Concat(Enumerable.Repeat("1 + (", 150)) + "f(n)" + new string(')', 150) + ", r: f(1)}.r";
        List<string> outcomes = [];
        Thread small = new(() =>
        {
            foreach (string text in (string[])[sum, deep, string.Concat(Enumerable.Repeat("(", 190)) + "1" + new string(')', 190)])
            {
                CompiledExpression compiled = FeelCompiler.CompileExpression(text, new FeelScope());
                try
                {
                    outcomes.Add(compiled.IsValid ? compiled.Evaluate(new FeelEvaluation()).ToString() : compiled.Diagnostics[0].Fault.ToString());
                }
                catch (FeelLimitException)
                {
                    outcomes.Add("limit");
                }
            }
        }, 512 * 1024);
        small.Start();
        small.Join();
        Assert.Contains(outcomes[0], (string[])["900", "Limit", "limit"]);
        Assert.Contains(outcomes[1], (string[])["Limit", "limit"]);
        Assert.Contains(outcomes[2], (string[])["1", "Limit"]);
    }

    [Fact]
    public void Steps_are_counted_for_each_evaluation_anew()
    {
        CompiledExpression compiled = FeelCompiler.CompileExpression("count(for i in 1..600 return i)", new FeelScope());
        FeelEvaluation evaluation = new(limits: new FeelLimits { Steps = 2_000 });
        for (int i = 0; i < 10; i++) Assert.Equal(FeelValue.Of(600), compiled.Evaluate(evaluation));
        Assert.InRange(evaluation.Steps, 600, 2_000);
    }

    [Theory]
    [InlineData("9999 ** 9999")]
    [InlineData("10 ** 6144 * 10")]
    [InlineData("exp(99999999)")]
    [InlineData("0.5 ** 1e9 * 0 + 1 / 0")]
    [InlineData("decimal(1, 10**10)")]
    [InlineData("@\"P4000000000D\" * 10**30")]
    [InlineData("date(10**30, 1, 1)")]
    [InlineData("substring(\"a\", 10**20)")]
    [InlineData("[1][10**20]")]
    public void Huge_numbers_give_null_quickly(string text) => Assert.Equal("null", Run.Text(text));

    [Fact]
    public void A_long_text_is_refused()
    {
        string text = new StringBuilder("1").Append(' ', 1_000_001).ToString();
        Assert.Equal(FeelFault.Limit, Assert.Single(FeelCompiler.CompileExpression(text, new FeelScope()).Diagnostics).Fault);
    }

    [Fact]
    public void Messages_are_bounded()
    {
        CompiledExpression compiled = FeelCompiler.CompileExpression("for i in 1..1000 return i / 0", new FeelScope());
        FeelEvaluation evaluation = new(FeelMode.Standard);
        compiled.Evaluate(evaluation);
        Assert.Equal(FeelLimits.Default.Messages, evaluation.Messages.Count);
    }
}
