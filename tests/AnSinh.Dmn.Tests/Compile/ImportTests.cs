using AnSinh.Feel;
using Xunit;
using static AnSinh.Dmn.Tests.TestModels;

namespace AnSinh.Dmn.Tests.Compile;

public class ImportTests
{
    private static readonly string People = Define(
        """<itemDefinition name="tPerson"><itemComponent name="name"><typeRef>string</typeRef></itemComponent></itemDefinition>"""
        + Input("who", "string") + Decision("greeting", Literal("\"hello \" + who"), "who", "string")
        + """<businessKnowledgeModel id="shout" name="shout"><variable name="shout"/><encapsulatedLogic><formalParameter name="text" typeRef="string"/>"""
        + Literal("upper case(text)") + "</encapsulatedLogic></businessKnowledgeModel>", "people");

    [Fact]
    public void Imported_types_decisions_and_functions_are_read_under_the_name_of_the_import()
    {
        string main = Define(Input("p", "people.tPerson") + Decision("d", Literal("people.shout(p.name) + \", \" + people.greeting"), "p !urn:people#greeting ()urn:people#shout", "string"), "main", Import("people", "people"));
        DmnModelSet set = Load(main, People);
        Assert.Empty(set.Diagnostics);
        Assert.Equal(Value("\"ANN, hello bob\""), Run(set, "d", "p = {name: \"ann\"}; who = \"bob\"").Value);
    }

    [Fact]
    public void An_import_without_a_name_brings_its_names_in_directly()
    {
        string main = Define(Input("p", "tPerson") + Decision("d", Literal("shout(p.name) + \", \" + greeting"), "p !urn:people#greeting ()urn:people#shout"), "main", Import("", "people"));
        DmnModelSet set = Load(main, People);
        Assert.Empty(set.Diagnostics);
        Assert.Equal(Value("\"ANN, hello bob\""), Run(set, "d", "p = {name: \"ann\"}; who = \"bob\"").Value);
    }

    [Theory]
    [InlineData(false, "\"hello bob, hello eve\"")]
    [InlineData(true, "\"hello eve, hello eve\"")]
    public void A_model_imported_twice_has_its_own_input_data_on_each_path_unless_imports_are_shared(bool shared, string expected)
    {
        string left = Define(Decision("l", Literal("p.greeting"), "!urn:people#greeting"), "left", Import("p", "people"));
        string main = Define(Decision("d", Literal("left.l + \", \" + p.greeting"), "!urn:left#l !urn:people#greeting"), "main", Import("left", "left") + Import("p", "people"));
        DmnModelSet set = Load(new DmnLoadOptions { SharedImports = shared }, main, left, People);
        Assert.Empty(set.Diagnostics);
        Assert.Equal(Value(expected), Run(set, "d", "left = {p: {who: \"bob\"}}; who = \"eve\"").Value);
    }

    [Fact]
    public void The_caller_is_asked_for_models_that_were_not_given()
    {
        string main = Define(Decision("d", Literal("people.greeting"), "!urn:people#greeting"), "main", Import("people", "people"));
        var asked = new List<ImportRequest>();
        DmnModelSet set = Load(new DmnLoadOptions { Resolver = r => { asked.Add(r); return new DmnSource("people.dmn", People); } }, main);
        Assert.Empty(set.Diagnostics);
        Assert.Equal([new ImportRequest("urn:people", null, "m1.dmn")], asked);
        Assert.Equal(["m1.dmn", "people.dmn"], set.Models.Select(m => m.File));
    }

    [Fact]
    public void A_missing_import_is_a_fault_and_the_rest_works()
    {
        DmnModelSet set = Load(Define(Decision("d", Literal("1")), "main", Import("people", "people")));
        DmnDiagnostic fault = Assert.Single(set.Diagnostics);
        Assert.Equal("import-missing", fault.Code);
        Assert.Equal(Value("1"), Run(set, "d", "").Value);
    }

    [Fact]
    public void Models_that_import_each_other_are_refused()
    {
        DmnModelSet set = Load(Define("", "a", Import("b", "b")), Define("", "b", Import("a", "a")));
        Assert.Equal("import-cycle", Assert.Single(set.Diagnostics).Code);
        Assert.Empty(set.Models);
    }
}
