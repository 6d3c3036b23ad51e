using System.Globalization;

namespace AnSinh.Feel.Tests.Types;

public class BadTests
{
    private static readonly FeelScope Scope = MakeScope();

    public static TheoryData<string, string> Cases => Run.Fixture("Types/bad/types.feel");

    private static FeelScope MakeScope()
    {
        FeelScope scope = new();
        scope.Add("age", FeelType.Number);
        scope.Add("name", FeelType.String);
        scope.Add("born", FeelType.Date);
        scope.Add("people", FeelType.ListOf(ContextType.Of(("age", FeelType.Number), ("role", FeelType.String))));
        scope.Add("any", FeelType.Any);
        return scope;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_cannot_be_right_is_found_before_it_runs(string text, string expected)
    {
        FeelDiagnostic fault = FeelCompiler.CompileExpression(text, Scope).Diagnostics[0];
        Assert.Equal(expected, string.Create(CultureInfo.InvariantCulture, $"{fault.Line}:{fault.Column} {fault.Fault} {fault.Message.En}"));
        Assert.NotEqual(fault.Message.Vi, fault.Message.En);
    }

    [Theory]
    [InlineData("age + 1", "number")]
    [InlineData("born - born", "days and time duration")]
    [InlineData("born + @\"P1M\"", "date")]
    [InlineData("people.age", "list<number>")]
    [InlineData("people[1].age", "number")]
    [InlineData("people[age > 3]", "list<context<age: number, role: string>>")]
    [InlineData("sum(people[role = \"child\"].age)", "number")]
    [InlineData("for p in people return p.role", "list<string>")]
    [InlineData("if age > 3 then born else null", "date")]
    [InlineData("if age > 3 then born else 1", "Any")]
    [InlineData("{a: age, b: [name]}", "context<a: number, b: list<string>>")]
    [InlineData("function(x: number) x + 1", "function<number> -> number")]
    [InlineData("any.whatever + 1", "number")]
    [InlineData("age in [1..3]", "boolean")]
    [InlineData("max(people.age)", "number")]
    [InlineData("sort(people, function(a, b) a.age < b.age)[1].role", "string")]
    public void The_type_of_an_expression_is_inferred(string text, string type)
    {
        CompiledExpression compiled = FeelCompiler.CompileExpression(text, Scope);
        Assert.Empty(compiled.Diagnostics);
        Assert.Equal(type, compiled.Type.ToString());
    }

    [Fact]
    public void A_near_name_is_proposed() =>
        Assert.Equal("perhaps 'people'?", FeelCompiler.CompileExpression("peopel", Scope).Diagnostics[0].Expected.En);

    [Theory]
    [InlineData("people[age >= 80 and role = \"head\"].age", "people.age people.role")]
    [InlineData("some p in people satisfies p.age > age", "age people.age")]
    [InlineData("for p in people return (function(x) x + p.age)(1)", "people.age")]
    [InlineData("any.a.b + any.c", "any.a.b any.c")]
    [InlineData("count(people)", "people")]
    [InlineData("{a: born, b: a.year}", "born")]
    public void An_expression_tells_what_it_reads(string text, string paths) =>
        Assert.Equal(paths, string.Join(' ', FeelCompiler.CompileExpression(text, Scope).Reads));
}
