using FsCheck;
using FsCheck.Fluent;

namespace AnSinh.Feel.Tests.Evaluate;

/// <summary>u and v are unknown; an answer is known only where it holds whatever they are.</summary>
public class UnknownTests
{
    private static readonly (string, FeelValue)[] Names = [("u", FeelValue.Unknown("u")), ("v", FeelValue.Unknown("v"))];

    [Theory]
    [InlineData("u + 1", "unknown(u)")]
    [InlineData("u + v", "unknown(u, v)")]
    [InlineData("u = u", "unknown(u)")]
    [InlineData("u = null", "unknown(u)")]
    [InlineData("u and false", "false")]
    [InlineData("u and true", "unknown(u)")]
    [InlineData("u and null", "unknown(u)")]
    [InlineData("u or true", "true")]
    [InlineData("u or v", "unknown(u, v)")]
    [InlineData("not(u)", "unknown(u)")]
    [InlineData("if u then 1 else 1", "1")]
    [InlineData("if u then 1 else 2", "unknown(u)")]
    [InlineData("if u then v else 2", "unknown(u, v)")]
    [InlineData("if u then 1 else 1 / 0", "unknown(u)")]
    [InlineData("some x in [1, u] satisfies x = 1", "true")]
    [InlineData("some x in [2, u] satisfies x = 1", "unknown(u)")]
    [InlineData("every x in [u, 2] satisfies x = 1", "false")]
    [InlineData("every x in u satisfies x = 1", "unknown(u)")]
    [InlineData("list contains([1, u], 1)", "true")]
    [InlineData("list contains([2, u], 1)", "unknown(u)")]
    [InlineData("1 in [u, 1]", "true")]
    [InlineData("1 in [2, u]", "unknown(u)")]
    [InlineData("u in [1..5]", "unknown(u)")]
    [InlineData("9 in [u..5]", "false")]
    [InlineData("3 in [u..5]", "unknown(u)")]
    [InlineData("7 between u and 5", "false")]
    [InlineData("4 between u and 5", "unknown(u)")]
    [InlineData("3 between 5 and u", "false")]
    [InlineData("count([1, u])", "2")]
    [InlineData("count(u)", "unknown(u)")]
    [InlineData("sum([1, u])", "unknown(u)")]
    [InlineData("max([1, u, v])", "unknown(u, v)")]
    [InlineData("all([u, false])", "false")]
    [InlineData("any([u, true])", "true")]
    [InlineData("any([u, false])", "unknown(u)")]
    [InlineData("[1, 2, 3][item > u]", "unknown(u)")]
    [InlineData("[u, 2][2]", "2")]
    [InlineData("[1, 2][u]", "unknown(u)")]
    [InlineData("count([1, 2][item > u])", "unknown(u)")]
    [InlineData("append([1], u)", "[1, unknown(u)]")]
    [InlineData("[1, u] = [2, u]", "false")]
    [InlineData("[1, u] = [1, 2]", "unknown(u)")]
    [InlineData("{a: u}.a", "unknown(u)")]
    [InlineData("{a: u, b: 1}.b", "1")]
    [InlineData("u.year", "unknown(u)")]
    [InlineData("(function(x) x + 1)(u)", "unknown(u)")]
    [InlineData("for i in [1, u] return i * 2", "[2, unknown(u)]")]
    [InlineData("for i in 1..u return i", "unknown(u)")]
    [InlineData("string length(u)", "unknown(u)")]
    [InlineData("u instance of number", "unknown(u)")]
    [InlineData("substring(\"abc\", u)", "unknown(u)")]
    [InlineData("sort([2, u, 1], function(a, b) a < b)", "unknown(u)")]
    [InlineData("distinct values([1, 1, u])", "unknown(u)")]
    public void The_answer_is_known_only_where_it_holds_whatever_is_missing(string text, string expected)
    {
        Assert.Equal(expected, Run.Standard(text, Names).ToString());
        if (!expected.StartsWith("unknown", StringComparison.Ordinal) || !text.Contains("null", StringComparison.Ordinal))
            Assert.Equal(expected, Run.Strict(text, Names).ToString());
    }

    /// <summary>The example of the library's README.</summary>
    [Fact]
    public void A_rule_says_which_fact_it_hangs_on()
    {
        FeelScope scope = new();
        int age = scope.Add("age", FeelType.Number);
        int income = scope.Add("income", FeelType.Number);
        CompiledExpression rule = FeelCompiler.CompileExpression("if age >= 80 and income <= 1500000 then 2.0 * 500000 else 0", scope);
        Assert.Empty(rule.Diagnostics);
        FeelEvaluation evaluation = new(FeelMode.Strict) { Slots = new FeelValue[scope.SlotCount] };
        (evaluation.Slots[age], evaluation.Slots[income]) = (FeelValue.Of(85), FeelValue.Unknown("income"));
        Assert.Equal("unknown(income)", rule.Evaluate(evaluation).ToString());
        evaluation.Slots[income] = FeelValue.Of(0);
        Assert.Equal("1000000", rule.Evaluate(evaluation).ToString());
        (evaluation.Slots[age], evaluation.Slots[income]) = (FeelValue.Of(79), FeelValue.Unknown("income"));
        Assert.Equal("0", rule.Evaluate(evaluation).ToString());
    }

    /// <summary>Soundness: with the unknown replaced by any value the answer that was given without it still comes out.</summary>
    [Fact]
    public void A_known_answer_stays_when_the_fact_becomes_known()
    {
        string[] conditions = ["u > 2", "u = 1", "true", "false", "v < u", "u in [1..2]", "list contains([1, u], 2)", "count([v, u]) = 2", "v", "null"];
        Gen<string> leaf = Gen.Elements(conditions);
        Gen<string> Node(int depth) => depth == 0 ? leaf : Gen.OneOf(
            leaf,
            Node(depth - 1).Zip(Node(depth - 1), (a, b) => $"({a} and {b})"),
            Node(depth - 1).Zip(Node(depth - 1), (a, b) => $"({a} or {b})"),
            Node(depth - 1).Select(a => $"not({a})"),
            Node(depth - 1).Zip(Node(depth - 1)).Zip(Node(depth - 1), (a, b) => $"(if {a.Item1} then {a.Item2} else {b})"),
            Node(depth - 1).Select(a => $"(some x in [1, u] satisfies x = 1 and {a})"),
            Node(depth - 1).Select(a => $"(every x in [1, v] satisfies x = 1 or {a})"));
        FeelValue[] replacements = [FeelValue.Null, FeelValue.True, FeelValue.False, FeelValue.Of(1), FeelValue.Of(2), FeelValue.Of(3), FeelValue.Of("a")];
        Prop.ForAll(Node(3).ToArbitrary(), Gen.Elements(replacements).Zip(Gen.Elements(replacements)).ToArbitrary(), (text, known) =>
        {
            FeelValue before = Run.Standard(text, Names);
            return before.IsUnknown || before == Run.Standard(text, ("u", known.Item1), ("v", known.Item2));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }
}
