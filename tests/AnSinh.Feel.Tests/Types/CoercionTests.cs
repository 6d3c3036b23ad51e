namespace AnSinh.Feel.Tests.Types;

public class CoercionTests
{
    private static readonly FeelType Person = ContextType.Of(("age", FeelType.Number));

    public static TheoryData<string, FeelType, string?> Cases => new()
    {
        { "1", FeelType.Number, "1" },
        { "1", FeelType.String, null },
        { "[1]", FeelType.Number, "1" },
        { "[1, 2]", FeelType.Number, null },
        { "1", FeelType.ListOf(FeelType.Number), "[1]" },
        { "\"a\"", FeelType.ListOf(FeelType.Number), null },
        { "null", FeelType.Number, "null" },
        { "@\"2026-01-01\"", FeelType.DateTime, "@\"2026-01-01T00:00:00Z\"" },
        { "{age: 1, more: 2}", Person, "{age: 1, more: 2}" },
        { "{age: \"1\"}", Person, null },
        { "{}", Person, null },
        { "[{age: 1}]", Person, "{age: 1}" },
        { "[1..2]", FeelType.RangeOf(FeelType.Number), "[1..2]" },
        { "[1..2]", FeelType.RangeOf(FeelType.Date), null },
        { "[1, \"a\"]", FeelType.ListOf(FeelType.Any), "[1, \"a\"]" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_value_meets_a_type(string text, FeelType type, string? expected)
    {
        bool fits = FeelCoercion.TryCoerce(Run.Standard(text), type, out FeelValue coerced);
        Assert.Equal(expected is not null, fits);
        Assert.Equal(expected ?? "null", coerced.ToString());
    }

    [Fact]
    public void Unknown_values_are_of_every_type()
    {
        Assert.True(FeelCoercion.TryCoerce(FeelValue.Unknown("age"), FeelType.Number, out FeelValue coerced));
        Assert.True(coerced.IsUnknown);
    }

    private static ContextType MakeTree(FeelType leaf)
    {
        ContextType tree = new();
        tree.Add("value", leaf);
        tree.Add("children", FeelType.ListOf(tree));
        return tree;
    }

    [Fact]
    public void A_type_may_contain_itself()
    {
        ContextType numbers = MakeTree(FeelType.Number);
        Assert.True(numbers.ConformsTo(MakeTree(FeelType.Number)));
        Assert.False(numbers.ConformsTo(MakeTree(FeelType.String)));
        Assert.Equal(numbers, (FeelType)MakeTree(FeelType.Number));
        Assert.True(numbers.Accepts(Run.Standard("{value: 1, children: [{value: 2, children: []}]}")));
        Assert.False(numbers.Accepts(Run.Standard("{value: 1, children: [{value: \"x\", children: []}]}")));
        Assert.StartsWith("context<value: number", numbers.ToString(), StringComparison.Ordinal);
        FeelScope scope = new();
        scope.Add("tree", numbers);
        Assert.Equal(FeelType.Number, FeelCompiler.CompileExpression("sum(tree.children.value)", scope).Type);
        Assert.Equal("list<list<number>>", FeelCompiler.CompileExpression("tree.children.children.value", scope).Type.ToString());
        Assert.Empty(FeelCompiler.CompileExpression("tree.children[value > 1] = [tree]", scope).Diagnostics);
    }
}
