using System.Text;
using AnSinh.Feel;
using Xunit;
using static AnSinh.Dmn.Tests.TestModels;

namespace AnSinh.Dmn.Tests.Hostile;

public class HostileModelTests
{
    private const string Bomb = """
        <!DOCTYPE definitions [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
        """;

    public static TheoryData<string, string> Documents => new()
    {
        { "document-type", Bomb + Define(Decision("d", "<literalExpression><text>&c;</text></literalExpression>")) },
        { "document-type", """<!DOCTYPE definitions SYSTEM "file:///etc/passwd">""" + Define("") },
        { "document-type", """<!DOCTYPE x [<!ENTITY f SYSTEM "http://127.0.0.1:1/x">]>""" + Define(Decision("d", "<literalExpression><text>&f;</text></literalExpression>")) },
        { "nested-too-deep", Nested(10_000) },
        { "nested-too-deep", Nested(100_000) },
        { "model-too-large", Define(Decision("d", Literal(new string('1', 10_000_000)))) },
        { "too-many-elements", Define(string.Concat(Enumerable.Repeat("<inputData/>", 450_000))) },
        { "not-xml", Nested(50)[..^20] },
        { "not-xml", "" },
        { "not-xml", "{ \"definitions\": 1 }" },
        { "not-dmn", "<definitions/>" },
        { "type-too-deep", Define(string.Concat(Enumerable.Range(1, 20_000).Select(i => $"<itemDefinition name=\"t{i}\"><itemComponent name=\"x\"><typeRef>{(i == 1 ? "number" : $"t{i - 1}")}</typeRef></itemComponent></itemDefinition>"))) },
        { "type-too-deep", Define(string.Concat(Enumerable.Range(1, 20_000).Reverse().Select(i => $"<itemDefinition name=\"t{i}\"><typeRef>{(i == 1 ? "number" : $"t{i - 1}")}</typeRef></itemDefinition>"))) },
        { "too-many-entries", Define(Decision("d", $"<context>{string.Concat(Enumerable.Range(1, 20_000).Select(i => $"<contextEntry><variable name=\"c{i}\"/>{Literal("1")}</contextEntry>"))}</context>")) },
        { "feel-limit", Define(Decision("d", Literal(new string('(', 100_000) + "1" + new string(')', 100_000)))) },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_hostile_document_ends_with_a_clear_message(string code, string xml)
    {
        DmnModelSet set = Load(xml);
        DmnDiagnostic fault = set.Diagnostics.First(d => d.Severity == DmnSeverity.Error && (code == d.Code || code == "feel-limit" && d.Code == "feel-syntax"));
        Assert.NotEqual(fault.Vi, fault.En);
        Assert.True(fault.En.Length < 400);
    }

    [Fact]
    public void A_cycle_of_requirements_is_refused_and_the_rest_works()
    {
        DmnModelSet set = Load(Define(Decision("a", Literal("b"), "!b") + Decision("b", Literal("c"), "!c") + Decision("c", Literal("a"), "!a")
            + Decision("user", Literal("a"), "!a") + Decision("self", Literal("self"), "!self") + Decision("sound", Literal("1"))));
        Assert.Equal(2, set.Diagnostics.Count(d => d.Code == "requirement-cycle"));
        Assert.Equal("requirement-cycle", Run(set, "a", "").Stopped!.Code);
        Assert.Equal("requirement-cycle", Run(set, "user", "").Stopped!.Code);
        Assert.Equal("requirement-cycle", Run(set, "self", "").Stopped!.Code);
        Assert.Equal(Value("1"), Run(set, "sound", "").Value);
    }

    [Fact]
    public void A_type_that_contains_itself_is_allowed_and_one_that_is_itself_ends()
    {
        DmnModelSet set = Load(Define("""
            <itemDefinition name="tTree"><itemComponent name="value"><typeRef>number</typeRef></itemComponent><itemComponent name="children" isCollection="true"><typeRef>tTree</typeRef></itemComponent></itemDefinition>
            <itemDefinition name="tA"><typeRef>tB</typeRef></itemDefinition><itemDefinition name="tB"><typeRef>tA</typeRef></itemDefinition>
            """ + Input("t", "tTree") + Input("x", "tA") + Decision("d", Literal("sum(t.children.value)"), "t x")));
        Assert.Equal(Value("5"), Run(set, "d", "t = {value: 1, children: [{value: 2, children: []}, {value: 3, children: []}]}; x = 1").Value);
    }

    [Fact]
    public void A_chain_of_ten_thousand_decisions_is_evaluated_without_deep_recursion()
    {
        var xml = new StringBuilder(Decision("d0", Literal("1")));
        for (int i = 1; i < 10_000; i++)
        {
            xml.Append(Decision($"d{i}", Literal($"d{i - 1} + 1"), $"!d{i - 1}"));
        }
        DmnModelSet set = Load(Define(xml.ToString()));
        Assert.Empty(set.Diagnostics);
        DecisionResult result = Run(set, "d9999", "");
        Assert.Equal(Value("10000"), result.Value);
        Assert.Equal(10_000, result.Trace!.All().Count());
    }

    [Fact]
    public void Imports_that_multiply_on_every_level_stay_bounded()
    {
        string[] models = Enumerable.Range(0, 30).Select(i => Define(
            i == 29 ? Decision("d", Literal("1")) : Decision("d", Literal("l.d + r.d"), $"!urn:m{i + 1}#d"),
            $"m{i}", i == 29 ? "" : Import("l", $"m{i + 1}") + Import("r", $"m{i + 1}"))).ToArray();
        Assert.Equal(30, Load(models).Models.Count);
    }

    [Theory]
    [InlineData("f(1)", "f(n + 1)")]
    [InlineData("count(for i in 1..10**12 return i)", "1")]
    [InlineData("string join(for i in 1..1000000 return \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\")", "1")]
    [InlineData("count([1..5][item > 0]) + f(1)", "f(n) + f(n)")]
    public void An_evaluation_without_end_stops_at_its_limits_in_either_mode(string feel, string body)
    {
        DmnModelSet set = Load(Define("""<businessKnowledgeModel id="f" name="f"><variable name="f"/><encapsulatedLogic><formalParameter name="n" typeRef="number"/>"""
            + Literal(body) + "</encapsulatedLogic></businessKnowledgeModel>" + Decision("d", Literal(feel), "()f")));
        foreach (FeelMode mode in new[] { FeelMode.Strict, FeelMode.Standard })
        {
            DecisionResult result = Run(set, "d", "", mode);
            Assert.NotNull(result.Stopped);
            Assert.Equal("feel", result.Stopped.Code);
        }
        Assert.NotNull(Run(set, "d", "").Stopped);
    }

    [Fact]
    public void A_session_is_whole_again_after_an_evaluation_that_stopped()
    {
        DmnModelSet set = Load(Define(Input("a", "Any") + """<businessKnowledgeModel id="f" name="f"><variable name="f"/><encapsulatedLogic><formalParameter name="n"/>"""
            + Literal("n + 1") + "</encapsulatedLogic></businessKnowledgeModel>" + Decision("d", Table("FIRST", "f(a) => r\n> 5 => a\n- => 0"), "a ()f")));
        var session = new EvaluationSession(set);
        CompiledDecision decision = set.Models[0].Decision("d")!;
        for (int i = 0; i < 50; i++)
        {
            session.SetInput("a", FeelValue.Of("x"));
            Assert.NotNull(session.Result(decision).Stopped);
            session.SetInput("a", FeelValue.Of(10));
            Assert.Equal(Value("10"), session.Evaluate(decision));
        }
    }

    private static string Nested(int depth) =>
        Define("<decision id=\"d\" name=\"d\">" + string.Concat(Enumerable.Repeat("<list>", depth)) + string.Concat(Enumerable.Repeat("</list>", depth)) + "</decision>");
}
