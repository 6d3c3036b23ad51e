using AnSinh.Feel;
using Xunit;
using static AnSinh.Dmn.Tests.TestModels;

namespace AnSinh.Dmn.Tests.Evaluate;

public class BoxedExpressionTests
{
    private const string People = "[{name: \"a\", age: 10}, {name: \"b\", age: 20}, {name: \"c\", age: 30}]";

    public static TheoryData<string, string> Expressions => new()
    {
        { Conditional("n > 1", "\"many\"", "\"one\""), "\"many\"" },
        { Conditional("null", "1", "2"), "2" },
        { Filter("people", Literal("age > 10 and item.age < 30")), "[{name: \"b\", age: 20}]" },
        { Filter("people", Literal("2")), "{name: \"b\", age: 20}" },
        { Filter("people", Literal("-1")), "{name: \"c\", age: 30}" },
        { Filter("people", Literal("n = 2 and age >= 20")), "[{name: \"b\", age: 20}, {name: \"c\", age: 30}]" },
        { Filter("people", Conditional("item.age > 10", "true", "false")), "[{name: \"b\", age: 20}, {name: \"c\", age: 30}]" },
        { Filter("null", Literal("true")), "[]" },
        { Loop("for", "people", "x", "return", Literal("x.age * n")), "[20, 40, 60]" },
        { Loop("for", "[1, 2, 3]", "x", "return", Literal("x + count(partial)")), "[1, 3, 5]" },
        { Loop("for", "[1, 2]", "x", "return", Loop("for", "[10, 20]", "y", "return", Literal("x * y"))), "[[10, 20], [20, 40]]" },
        { Loop("some", "people", "x", "satisfies", Literal("x.age > 25")), "true" },
        { Loop("some", "people", "x", "satisfies", Literal("x.age > 35")), "false" },
        { Loop("some", "[]", "x", "satisfies", Literal("true")), "false" },
        { Loop("every", "people", "x", "satisfies", Literal("x.age > 5")), "true" },
        { Loop("every", "people", "x", "satisfies", Literal("x.age > 15")), "false" },
        { Loop("every", "[]", "x", "satisfies", Literal("false")), "true" },
        { $"<list>{Literal("n")}<list>{Literal("1")}</list></list>", "[2, [1]]" },
        { $"<relation><column name=\"k\"/><column name=\"v\"/><row>{Literal("\"x\"")}{Literal("n")}</row><row>{Literal("\"y\"")}{Literal("n + 1")}</row></relation>", "[{k: \"x\", v: 2}, {k: \"y\", v: 3}]" },
        { $"<context>{Entry("a", Literal("n"))}{Entry("b", Literal("a + 1"))}</context>", "{a: 2, b: 3}" },
        { $"<context>{Entry("a", Literal("n"))}{Entry("b", Literal("a + 1"))}{Entry(null, Literal("a * b"))}</context>", "6" },
        { $"<context>{Entry("n", Literal("n * 10"))}{Entry(null, Literal("n"))}</context>", "20" },
        { $"<context>{Entry("f", Function("x", "x + n"))}{Entry(null, Literal("f(1) + f(x: 2)"))}</context>", "7" },
        { $"<context>{Entry("f", Function("x", "if x < 2 then 1 else x * f(x - 1)"))}{Entry(null, Literal("f(5)"))}</context>", "120" },
        { $"<context>{Entry("f", Function("x", "x * 2"))}{Entry(null, $"<invocation>{Literal("f")}<binding><parameter name=\"x\"/>{Literal("n")}</binding></invocation>")}</context>", "4" },
        { $"<context>{Entry("make", "<functionDefinition><formalParameter name=\"a\"/>" + Function("b", "a * b") + "</functionDefinition>")}{Entry(null, Literal("make(3)(4) + make(1)(1)"))}</context>", "13" },
        { Loop("for", "[1, 2, 3]", "x", "return", $"<context>{Entry("f", Function("y", "x * y"))}{Entry(null, Literal("f(10)"))}</context>"), "[10, 20, 30]" },
    };

    [Theory]
    [MemberData(nameof(Expressions))]
    public void A_boxed_expression_gives_what_its_feel_form_would(string logic, string expected)
    {
        DmnModelSet set = Load(Define(Decision("people", Literal(People)) + Decision("n", Literal("2")) + Decision("d", logic, "!people !n")));
        Assert.Empty(set.Diagnostics);
        Assert.Equal(Value(expected), Run(set, "d", "").Value);
    }

    [Fact]
    public void Functions_made_in_a_loop_keep_the_value_of_their_own_round()
    {
        DmnModelSet set = Load(Define(Decision("fs", Loop("for", "[1, 2, 3]", "x", "return", Function("y", "x * y"))) + Decision("d", Literal("for f in fs return f(10)"), "!fs")));
        Assert.Equal(Value("[10, 20, 30]"), Run(set, "d", "").Value);
    }

    [Fact]
    public void A_decision_service_takes_input_data_then_input_decisions_and_may_be_called_by_name()
    {
        DmnModelSet set = Load(Define(Input("i") + Decision("given", Literal("1 / 0"), "", "number") + Decision("inside", Literal("given * 100"), "!given", "number")
            + Decision("out", Literal("inside + i"), "!inside i", "number") + Decision("also", Literal("inside - i"), "!inside i", "number")
            + """<decisionService id="one" name="one"><variable name="one"/><outputDecision href="#out"/><encapsulatedDecision href="#inside"/><inputDecision href="#given"/><inputData href="#i"/></decisionService>"""
            + """<decisionService id="two" name="two"><variable name="two"/><outputDecision href="#out"/><outputDecision href="#also"/><inputDecision href="#given"/><inputData href="#i"/></decisionService>"""
            + Decision("d", Literal("[one(5, 3), one(given: 3, i: 5), two(5, 3).also]"), "()one ()two")));
        Assert.Empty(set.Diagnostics);
        Assert.Equal(Value("[305, 305, 295]"), Run(set, "d", "i = 0").Value);
        var session = new EvaluationSession(set);
        Assert.Equal(Value("{out: 203, also: 197}"), session.Invoke(set.Models[0].Invocable("two")!, Inputs("i = 3; given = 2")));
    }

    private static string Conditional(string condition, string then, string otherwise) =>
        $"<conditional><if>{Literal(condition)}</if><then>{Literal(then)}</then><else>{Literal(otherwise)}</else></conditional>";

    private static string Filter(string list, string match) => $"<filter><in>{Literal(list)}</in><match>{match}</match></filter>";

    private static string Loop(string kind, string list, string variable, string bodyName, string body) =>
        $"<{kind} iteratorVariable=\"{variable}\"><in>{Literal(list)}</in><{bodyName}>{body}</{bodyName}></{kind}>";

    private static string Entry(string? name, string value) => $"<contextEntry>{(name is null ? "" : $"<variable name=\"{name}\"/>")}{value}</contextEntry>";

    private static string Function(string parameter, string body) => $"<functionDefinition><formalParameter name=\"{parameter}\"/>{Literal(body)}</functionDefinition>";
}
