using AnSinh.Feel;
using Xunit;
using static AnSinh.Dmn.Tests.TestModels;

namespace AnSinh.Dmn.Tests.Compile;

public class DiagnosticTests
{
    [Theory]
    [InlineData("unknown-name", "ages + 1", "a")]
    [InlineData("feel-syntax", "a + )", "a")]
    [InlineData("feel-type", "a + \"x\"", "a")]
    public void An_expression_at_fault_is_shown_with_its_place(string code, string feel, string requires)
    {
        string model = "<?xml version=\"1.0\"?>\n" + Define(Input("a") + "\n  " + Decision("d", $"<literalExpression><text>\n    {feel}\n</text></literalExpression>", requires));
        DmnDiagnostic fault = Assert.Single(Load(model).Diagnostics);
        Assert.Equal((code, "m1.dmn", "decision 'd'", 4), (fault.Code, fault.File, fault.Element, fault.Place.Line));
        Assert.Contains("^", fault.Expression, StringComparison.Ordinal);
        Assert.NotEqual(fault.Vi, fault.En);
    }

    [Fact]
    public void The_column_counts_entities_as_they_are_written()
    {
        string model = Define(Input("a") + Decision("d", "<literalExpression><text>a &lt; 1 and nobody</text></literalExpression>", "a"));
        DmnDiagnostic fault = Assert.Single(Load(model).Diagnostics);
        Assert.Equal(model.IndexOf("nobody", StringComparison.Ordinal) + 1, fault.Place.Column);
    }

    [Theory]
    [InlineData("unknown-type", """<inputData id="x" name="x"><variable name="x" typeRef="tNone"/></inputData>""")]
    [InlineData("reference-missing", """<decision id="x" name="x"><informationRequirement><requiredInput href="#none"/></informationRequirement></decision>""")]
    [InlineData("duplicate-id", """<inputData id="x" name="x"/><inputData id="x" name="y"/>""")]
    [InlineData("duplicate-name", """<inputData id="x" name="x"/><inputData id="y" name="x"/>""")]
    [InlineData("missing-attribute", """<inputData id="x"/>""")]
    [InlineData("unknown-element", """<desicion id="x" name="x"/>""")]
    [InlineData("foreign-element", """<inputData id="x" name="x"><n xmlns="urn:other"/></inputData>""")]
    [InlineData("duplicate-type", """<itemDefinition name="t"><typeRef>string</typeRef></itemDefinition><itemDefinition name="t"><typeRef>number</typeRef></itemDefinition>""")]
    [InlineData("hit-policy", """<decision id="x" name="x"><decisionTable hitPolicy="LAST"><output/></decisionTable></decision>""")]
    [InlineData("rule-shape", """<decision id="x" name="x"><decisionTable><output/><rule><inputEntry><text>1</text></inputEntry><outputEntry><text>1</text></outputEntry></rule></decisionTable></decision>""")]
    [InlineData("expression-language", """<decision id="x" name="x"><literalExpression expressionLanguage="urn:groovy"><text>1</text></literalExpression></decision>""")]
    [InlineData("function-kind", """<decision id="x" name="x"><functionDefinition kind="Java"/></decision>""")]
    [InlineData("duplicate-entry", """<decision id="x" name="x"><context><contextEntry><variable name="a"/><literalExpression><text>1</text></literalExpression></contextEntry><contextEntry><variable name="a"/><literalExpression><text>1</text></literalExpression></contextEntry></context></decision>""")]
    [InlineData("no-output-values", """<decision id="x" name="x"><decisionTable hitPolicy="PRIORITY"><output/></decisionTable></decision>""")]
    public void A_model_at_fault_says_what_is_wrong_in_both_languages(string code, string elements)
    {
        DmnModelSet set = Load(Define(elements));
        DmnDiagnostic fault = set.Diagnostics.First(d => d.Code == code);
        Assert.Equal("m1.dmn", fault.File);
        Assert.True(fault.Place.Column > 1);
        Assert.NotEqual(fault.Vi, fault.En);
    }

    [Fact]
    public void All_faults_are_reported_at_once_and_sound_decisions_still_work()
    {
        DmnModelSet set = Load(Define(Input("a", "tNone") + Decision("bad", Literal("nobody"), "") + Decision("worse", Literal("1 +"), "") + Decision("good", Literal("a * 2"), "a")));
        Assert.Equal(["unknown-type", "unknown-name", "feel-syntax"], set.Diagnostics.Select(d => d.Code));
        Assert.Equal(Value("6"), Run(set, "good", "a = 3").Value);
        Assert.NotNull(Run(set, "bad", "a = 3").Stopped);
        Assert.True(Run(set, "worse", "a = 3", FeelMode.Standard).Value.IsNull);
    }

    [Fact]
    public void Versions_1_2_to_1_5_are_read_and_others_refused()
    {
        foreach (string space in new[] { "http://www.omg.org/spec/DMN/20180521/MODEL/", "https://www.omg.org/spec/DMN/20191111/MODEL/", "https://www.omg.org/spec/DMN/20211108/MODEL/", Space })
        {
            DmnModelSet set = Load(Define(Decision("d", Literal("1 + 1"))).Replace(Space, space, StringComparison.Ordinal));
            Assert.Empty(set.Diagnostics);
            Assert.Equal(Value("2"), Run(set, "d", "").Value);
        }
        Assert.Equal("not-dmn", Assert.Single(Load(Define("").Replace(Space, "http://www.omg.org/spec/DMN/20151101/dmn.xsd", StringComparison.Ordinal)).Diagnostics).Code);
    }
}
