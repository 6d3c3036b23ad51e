using AnSinh.Feel;
using Xunit;
using static AnSinh.Dmn.Tests.TestModels;

namespace AnSinh.Dmn.Tests.Evaluate;

public class SessionTests
{
    [Fact]
    public void Decisions_share_what_they_require_and_a_changed_input_renews_only_what_depends_on_it()
    {
        DmnModelSet set = Load(Define(Input("a") + Input("b")
            + Decision("base", Table("FIRST", "a => r\n> 0 => a\n- => 0"), "a") + Decision("x", Literal("base + 1"), "!base") + Decision("y", Literal("base + b"), "!base b")));
        DmnModel model = set.Models[0];
        var session = new EvaluationSession(set, new EvaluationOptions { Trace = true });
        session.SetInput("a", FeelValue.Of(1));
        session.SetInput("b", FeelValue.Of(10));
        Assert.Equal(Value("2"), session.Evaluate(model.Decision("x")!));
        Assert.Equal(Value("11"), session.Evaluate(model.Decision("y")!));
        TableRun first = session.Trace(model.Decision("base")!).Table!;
        session.SetInput("b", FeelValue.Of(20));
        Assert.Equal(Value("21"), session.Evaluate(model.Decision("y")!));
        Assert.Same(first, session.Trace(model.Decision("base")!).Table);
        session.SetInput("a", FeelValue.Of(2));
        Assert.Equal(Value("22"), session.Evaluate(model.Decision("y")!));
        Assert.NotSame(first, session.Trace(model.Decision("base")!).Table);
    }

    [Fact]
    public void A_decision_that_reads_the_clock_is_evaluated_anew_for_each_case_though_no_input_changed()
    {
        DmnModelSet set = Load(Define(Input("a") + Decision("d", Literal("now() + duration(\"PT1S\") * a"), "a")));
        var clock = new Clock();
        var session = new EvaluationSession(set, new EvaluationOptions { Mode = FeelMode.Strict, Trace = true, TimeProvider = clock });
        (CompiledInput, FeelValue)[] inputs = [(set.Inputs[0], FeelValue.Of(1))];
        session.SetInputs(inputs);
        FeelValue first = session.Evaluate(set.Models[0].Decision("d")!);
        clock.Now = clock.Now.AddDays(1);
        session.SetInputs(inputs);
        Assert.NotEqual(first, session.Evaluate(set.Models[0].Decision("d")!));
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }

    [Fact]
    public void A_reset_forgets_inputs()
    {
        DmnModelSet set = Load(Define(Input("a") + Decision("d", Literal("a"), "a")));
        var session = new EvaluationSession(set);
        session.SetInput("a", FeelValue.Of(1));
        Assert.Equal(Value("1"), session.Evaluate(set.Models[0].Decision("d")!));
        session.Reset();
        Assert.Equal("missing-input", session.Result(set.Models[0].Decision("d")!).Stopped!.Code);
    }

    [Fact]
    public void A_trace_lists_each_required_decision_once_in_the_order_of_evaluation()
    {
        DmnModelSet set = Load(Define(Input("a") + Decision("b", Literal("a"), "a") + Decision("c", Literal("b"), "!b") + Decision("d", Literal("b + c"), "!b !c")));
        DecisionTrace trace = Run(set, "d", "a = 1").Trace!;
        Assert.Equal(["b", "c", "d"], trace.All().Select(t => t.Decision.Name));
        Assert.Equal([Value("1"), Value("1"), Value("2")], trace.All().Select(t => t.Value));
    }

    [Fact]
    public void Tables_inside_functions_are_traced_with_the_decision_that_called_them()
    {
        DmnModelSet set = Load(Define(Input("a")
            + """<businessKnowledgeModel id="f" name="f"><variable name="f"/><encapsulatedLogic><formalParameter name="x" typeRef="number"/>"""
            + Table("UNIQUE", "x => r\n< 10 => \"low\" # one\n>= 10 => \"high\" # two") + "</encapsulatedLogic></businessKnowledgeModel>"
            + Decision("d", Literal("f(a) + f(a * 10)"), "a ()f")));
        DecisionResult result = Run(set, "d", "a = 2");
        Assert.Equal(Value("\"lowhigh\""), result.Value);
        Assert.Equal(["one", "two"], result.Trace!.Tables.Select(t => t.Hits.Single().Annotation("ref")));
    }

    [Fact]
    public void A_knowledge_model_may_call_itself()
    {
        DmnModelSet set = Load(Define(
            """<businessKnowledgeModel id="f" name="f"><variable name="f" typeRef="number"/><encapsulatedLogic><formalParameter name="n" typeRef="number"/>"""
            + Literal("if n < 2 then 1 else n * f(n - 1)") + "</encapsulatedLogic></businessKnowledgeModel>" + Decision("d", Literal("f(10)"), "()f")));
        Assert.Empty(set.Diagnostics);
        Assert.Equal(Value("3628800"), Run(set, "d", "").Value);
    }

    [Fact]
    public void Threads_may_share_a_model_set()
    {
        DmnModelSet set = Load(Define(Input("a") + Decision("d", Table("FIRST", "a => r\n> 50 => a * 2\n- => a"), "a")));
        CompiledDecision decision = set.Models[0].Decision("d")!;
        Parallel.For(0, 2000, i => Assert.Equal(FeelValue.Of(i % 100 > 50 ? i % 100 * 2 : i % 100), decision.Evaluate(FeelContext.Of(("a", FeelValue.Of(i % 100)))).Value));
    }

    [Fact]
    public void Evaluating_a_table_without_trace_allocates_nothing()
    {
        DmnModelSet set = Load(Define(Input("a") + Decision("d", Table("FIRST", "a => r or 0\n> 50 => 2\n< 40 => 1"), "a", "number")));
        CompiledDecision decision = set.Models[0].Decision("d")!;
        var session = new EvaluationSession(set);
        CompiledInput input = set.Inputs[0];
        void Once(int i)
        {
            session.SetInput(input, FeelValue.Of(i));
            session.Evaluate(decision);
        }
        Once(1);
        Once(60);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            Once(i);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_result_found_again_has_the_value_and_the_run_of_the_first_time()
    {
        DmnModelSet set = Load(Define(Input("a") + Decision("d", Table("FIRST", "a => r or 0\n> 50 => 2\n< 40 => 1"), "a", "number")));
        CompiledDecision decision = set.Models[0].Decision("d")!;
        var session = new EvaluationSession(set, new EvaluationOptions { Trace = true });
        var runs = new List<TableRun>();
        foreach (int a in new[] { 60, 10, 45, 60, 10, 45 })
        {
            session.SetInput("a", FeelValue.Of(a));
            FeelValue expected = FeelValue.Of(a > 50 ? 2 : a < 40 ? 1 : 0);
            Assert.Equal(expected, session.Evaluate(decision));
            runs.Add(session.TableRunOf(decision)!);
            Assert.Equal(FeelValue.Of(a), runs[^1].Inputs[0]);
        }
        Assert.Equal(runs[..3], runs[3..]);
    }

    [Theory]
    [InlineData("if a > 1 then today() else today()")]
    [InlineData("sort([today()], function(x, y) x < y)[1]")]
    [InlineData("for f in [today] return f()")]
    public void What_reads_the_clock_is_asked_again(string text)
    {
        DmnModelSet set = Load(Define(Input("a") + Decision("d", Literal(text), "a")));
        var clock = new SteppingClock();
        var session = new EvaluationSession(set, new EvaluationOptions { Trace = true, TimeProvider = clock });
        CompiledDecision decision = set.Models[0].Decision("d")!;
        session.SetInput("a", FeelValue.Of(2));
        FeelValue first = session.Evaluate(decision);
        session.SetInput("a", FeelValue.Of(2));
        Assert.NotEqual(first, session.Evaluate(decision));
    }

    [Fact]
    public void What_reads_people_is_asked_again_when_they_change()
    {
        DmnModelSet set = Load(Define(Input("people", "Any") + Decision("d", Literal("count(people[age > 10])"), "people")));
        var session = new EvaluationSession(set, new EvaluationOptions { Trace = true });
        CompiledDecision decision = set.Models[0].Decision("d")!;
        foreach (int age in new[] { 5, 20, 5 })
        {
            session.SetInput("people", FeelValue.ListOf(FeelValue.Of(FeelContext.Of(("age", FeelValue.Of(age))))));
            Assert.Equal(FeelValue.Of(age > 10 ? 1 : 0), session.Evaluate(decision));
        }
    }

    private sealed class SteppingClock : TimeProvider
    {
        private int day;

        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(day++);
    }
}
