namespace AnSinh.Feel.Tests.Evaluate;

public class StrictTests
{
    [Theory]
    [InlineData("1 + x")]
    [InlineData("x < 1")]
    [InlineData("1 / 0")]
    [InlineData("x.age")]
    [InlineData("{a: 1}.b")]
    [InlineData("if x then 1 else 2")]
    [InlineData("upper case(x)")]
    [InlineData("upper case(1)")]
    [InlineData("sum([1, null])")]
    [InlineData("date(\"2026-02-30\")")]
    [InlineData("[1, 2][\"a\"]")]
    [InlineData("some i in [1, \"a\"] satisfies i > 1")]
    [InlineData("for i in x return i")]
    [InlineData("nothing + 1")]
    [InlineData("1 = \"1\"")]
    [InlineData("(function(a: number) a)(\"x\")")]
    [InlineData("true and 5")]
    public void What_gives_null_in_standard_mode_stops_in_strict_mode(string text)
    {
        (string, FeelValue)[] names = [("x", FeelValue.Null)];
        Run.Standard(text, names);
        FeelEvaluationException stopped = Assert.ThrowsAny<FeelEvaluationException>(() => Run.Strict(text, names));
        Assert.NotEmpty(stopped.Reason.Text.Vi);
        Assert.True(stopped.Reason.Span.Length > 0);
    }

    [Theory]
    [InlineData("x = null", "true")]
    [InlineData("x != null", "false")]
    [InlineData("x = null or x > 5", "true")]
    [InlineData("x != null and x > 5", "false")]
    [InlineData("list contains([1, null], x)", "true")]
    [InlineData("[1, x]", "[1, null]")]
    [InlineData("false and 1 / 0 = 1", "false")]
    public void Null_is_a_value_where_it_is_asked_for(string text, string expected) =>
        Assert.Equal(expected, Run.Strict(text, ("x", FeelValue.Null)).ToString());

    [Theory]
    [InlineData("list[at]", "20")]
    [InlineData("list[at - 1]", "10")]
    [InlineData("list[at + 5]", "null")]
    [InlineData("[{a: 1}, {a: 2}][a = at]", "[{a: 2}]")]
    public void A_number_in_a_filter_over_a_list_of_unknown_type_is_a_position(string text, string expected)
    {
        (string, FeelValue)[] names = [("list", FeelValue.Of(new FeelList([FeelValue.Of(10), FeelValue.Of(20)]))), ("at", FeelValue.Of(2))];
        Assert.Equal(expected, Run.Strict(text, names).ToString());
        Assert.Equal(expected, Run.Standard(text, names).ToString());
    }

    [Fact]
    public void Messages_name_the_place_and_are_forgotten_on_reset()
    {
        CompiledExpression compiled = FeelCompiler.CompileExpression("1 +\n (2 / 0)", new FeelScope());
        FeelEvaluation evaluation = new(FeelMode.Standard);
        Assert.True(compiled.Evaluate(evaluation).IsNull);
        Assert.Contains("line 2, column 2", evaluation.Messages[0].ToString(), StringComparison.Ordinal);
        evaluation.Reset();
        Assert.Empty(evaluation.Messages);
    }

    [Fact]
    public void An_evaluation_can_go_on_after_it_was_stopped()
    {
        FeelScope scope = new();
        scope.Add("x", FeelType.Number);
        CompiledExpression compiled = FeelCompiler.CompileExpression("sum(for i in [1, 2] return (function(a) a / x)(i))", scope);
        FeelEvaluation evaluation = new() { Slots = [FeelValue.Of(0)] };
        Assert.Throws<FeelEvaluationException>(() => compiled.Evaluate(evaluation));
        evaluation.Slots[0] = FeelValue.Of(2);
        Assert.Equal(FeelValue.Of(1.5m), compiled.Evaluate(evaluation));
    }

    [Fact]
    public void Today_and_now_come_from_the_clock_given()
    {
        Assert.Equal("@\"2026-11-22\"", Run.Strict("today()").ToString());
        Assert.Equal("@\"2026-11-22T10:04:05+07:00\"", Run.Strict("now()").ToString());
    }

    [Fact]
    public void Functions_keep_the_values_of_the_place_where_they_were_made()
    {
        FeelScope scope = new();
        scope.Add("x", FeelType.Number);
        CompiledExpression make = FeelCompiler.CompileExpression("function(a: number) a + x", scope);
        FeelEvaluation evaluation = new() { Slots = [FeelValue.Of(10)] };
        FeelFunction add = make.Evaluate(evaluation).AsFunction;
        evaluation.Slots = [FeelValue.Of(99)];
        Assert.Equal(FeelValue.Of(11), evaluation.Call(add, FeelValue.Of(1)));
        Assert.Throws<FeelEvaluationException>(() => evaluation.Call(add, FeelValue.Of("a")));
    }

    [Fact]
    public void Nothing_is_allocated_where_types_are_known()
    {
        FeelScope scope = new();
        scope.Add("age", FeelType.Number);
        scope.Add("income", FeelType.Number);
        CompiledExpression compiled = FeelCompiler.CompileExpression("if age >= 80 and income <= 1500000 then 2.0 * 500000 else max(age, income)", scope);
        FeelEvaluation evaluation = new() { Slots = [FeelValue.Of(85), FeelValue.Of(0)] };
        for (int i = 0; i < 100; i++) compiled.Evaluate(evaluation);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
        {
            evaluation.Slots[0] = FeelValue.Of(79 + i % 2);
            compiled.Evaluate(evaluation);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
