using AnSinh.Feel;
using Xunit;
using static AnSinh.Dmn.Tests.TestModels;

namespace AnSinh.Dmn.Tests.Evaluate;

public class StrictModeTests
{
    private const string Types = """
        <itemDefinition name="tSex"><typeRef>string</typeRef><allowedValues><text>"male", "female"</text></allowedValues></itemDefinition>
        <itemDefinition name="tPerson"><itemComponent name="sex"><typeRef>tSex</typeRef></itemComponent><itemComponent name="age"><typeRef>number</typeRef></itemComponent></itemDefinition>
        <itemDefinition name="tPeople" isCollection="true"><typeRef>tPerson</typeRef><typeConstraint><text>count(?) &lt; 3</text></typeConstraint></itemDefinition>
        """;

    [Theory]
    [InlineData("number", "a", "", "missing-input")]
    [InlineData("number", "a", "a = \"x\"", "type")]
    [InlineData("tSex", "a", "a = \"other\"", "allowed-values")]
    [InlineData("tPerson", "a.age", "a = {sex: \"x\", age: 1}", "allowed-values")]
    [InlineData("tPeople", "count(a)", "a = [{sex: \"male\", age: 1}, {sex: \"x\", age: 1}]", "allowed-values")]
    [InlineData("tPeople", "count(a)", "a = [{sex: \"male\", age: 1}, {sex: \"male\", age: 1}, {sex: \"male\", age: 1}]", "allowed-values")]
    [InlineData("Any", "a + 1", "a = \"x\"", "feel")]
    [InlineData("Any", "a < 1", "a = \"x\"", "feel")]
    [InlineData("Any", "a.b", "a = {c: 1}", "feel")]
    public void What_would_be_null_in_standard_mode_stops_in_strict_mode(string type, string feel, string inputs, string code)
    {
        DmnModelSet set = Load(Define(Types + Input("a", type) + Decision("d", Literal(feel), "a")));
        Assert.DoesNotContain(set.Diagnostics, d => d.Severity == DmnSeverity.Error);
        DecisionResult strict = Run(set, "d", inputs);
        Assert.Equal(code, strict.Stopped?.Code);
        Assert.True(strict.Stopped!.Place.Line > 0);
        Assert.Contains(Run(set, "d", inputs, FeelMode.Standard).Messages, m => m.Code == code);
    }

    [Theory]
    [InlineData("number", "[1]", "1")]
    [InlineData("tPeople", "{sex: \"male\", age: 1}", "[{sex: \"male\", age: 1}]")]
    public void Conversions_of_the_standard_lose_nothing_and_are_allowed(string type, string feel, string expected)
    {
        DmnModelSet set = Load(Define(Types + Decision("d", Literal(feel), "", type)));
        Assert.Equal(Value(expected), Run(set, "d", "").Value);
    }

    [Fact]
    public void Null_given_for_an_input_is_not_missing()
    {
        DmnModelSet set = Load(Define(Input("a") + Decision("d", Literal("a = null"), "a")));
        Assert.True(Run(set, "d", "a = null").Value.IsTrue);
    }

    [Fact]
    public void A_stop_names_the_decision_where_it_happened_and_not_the_one_asked_for()
    {
        DmnModelSet set = Load(Define(Input("a", "Any") + Decision("inner", Literal("a + 1"), "a") + Decision("d", Literal("inner"), "!inner")));
        Assert.Equal("decision 'inner'", Run(set, "d", "a = true").Stopped!.Element);
    }
}
