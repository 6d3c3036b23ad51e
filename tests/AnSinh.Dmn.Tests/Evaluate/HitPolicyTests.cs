using AnSinh.Feel;
using Xunit;
using static AnSinh.Dmn.Tests.TestModels;

namespace AnSinh.Dmn.Tests.Evaluate;

public class HitPolicyTests
{
    private const string Rows = """
        a | b => r: "high", "middle", "low"
        > 0 | - => "low"
        > 5 | - => "middle"
        - | > 5 => "high"
        """;

    [Theory]
    [InlineData("FIRST", "a = 9; b = 9", "\"low\"")]
    [InlineData("FIRST", "a = 0; b = 9", "\"high\"")]
    [InlineData("PRIORITY", "a = 9; b = 0", "\"middle\"")]
    [InlineData("PRIORITY", "a = 9; b = 9", "\"high\"")]
    [InlineData("RULE ORDER", "a = 9; b = 9", """["low", "middle", "high"]""")]
    [InlineData("OUTPUT ORDER", "a = 9; b = 9", """["high", "middle", "low"]""")]
    [InlineData("COLLECT", "a = 9; b = 0", """["low", "middle"]""")]
    [InlineData("COLLECT", "a = 0; b = 0", "[]")]
    [InlineData("UNIQUE", "a = 1; b = 0", "\"low\"")]
    [InlineData("COLLECT+COUNT", "a = 9; b = 9", "3")]
    [InlineData("COLLECT+COUNT", "a = 0; b = 0", "0")]
    [InlineData("COLLECT+MIN", "a = 9; b = 9", "\"high\"")]
    [InlineData("COLLECT+MAX", "a = 9; b = 9", "\"middle\"")]
    public void A_table_joins_its_hits_by_policy(string policy, string inputs, string expected)
    {
        DmnModelSet set = Load(Define(Input("a") + Input("b") + Decision("d", Table(policy, Rows), "a b")));
        Assert.Empty(set.Diagnostics);
        Assert.Equal(Value(expected), Run(set, "d", inputs).Value);
    }

    [Theory]
    [InlineData("SUM", "a = 3", "6")]
    [InlineData("SUM", "a = 1", "1")]
    [InlineData("MIN", "a = 3", "1")]
    [InlineData("MAX", "a = 3", "3")]
    public void Aggregation_works_on_the_outputs_of_all_hits(string aggregation, string inputs, string expected)
    {
        DmnModelSet set = Load(Define(Input("a") + Decision("d", Table("COLLECT+" + aggregation, "a => r\n>= 1 => 1\n>= 2 => 2\n>= 3 => a"), "a")));
        Assert.Equal(Value(expected), Run(set, "d", inputs).Value);
    }

    [Fact]
    public void Several_outputs_make_a_context_and_defaults_fill_in_when_no_rule_hits()
    {
        DmnModelSet set = Load(Define(Input("a") + Decision("d", Table("UNIQUE", "a => x or 0 | y or \"none\"\n1 => 10 | \"one\""), "a")));
        Assert.Equal(Value("{x: 10, y: \"one\"}"), Run(set, "d", "a = 1").Value);
        Assert.Equal(Value("{x: 0, y: \"none\"}"), Run(set, "d", "a = 2").Value);
    }

    [Theory]
    [InlineData("UNIQUE", "a => r\n> 0 => 1\n> 1 => 1", "a = 2", "overlap", "Rules 1 and 2")]
    [InlineData("ANY", "a => r\n> 0 => 1\n> 1 => 2", "a = 2", "any-differs", "different outputs: 1, 2")]
    [InlineData("UNIQUE", "a => r\n> 0 => 1", "a = 0", "no-hit", "no default")]
    [InlineData("FIRST", "a => r\n> 0 => 1", "a = 0", "no-hit", "no default")]
    [InlineData("COLLECT+SUM", "a => r\n> 0 => 1", "a = 0", "no-hit", "no default")]
    [InlineData("UNIQUE", "a in [0..9] => r\n> 0 => 1", "a = 10", "allowed-values", "[0..9]")]
    [InlineData("UNIQUE", "a => r: \"x\", \"y\"\n> 0 => \"z\"", "a = 1", "allowed-values", "\"x\", \"y\"")]
    public void Strict_mode_stops_with_place_and_reason_where_standard_mode_gives_null(string policy, string table, string inputs, string code, string says)
    {
        DmnModelSet set = Load(Define(Input("a") + Decision("d", Table(policy, table), "a")));
        DecisionResult strict = Run(set, "d", inputs);
        Assert.Equal(code, strict.Stopped!.Code);
        Assert.Contains(says, strict.Stopped.En, StringComparison.Ordinal);
        Assert.NotEqual(strict.Stopped.En, strict.Stopped.Vi);
        Assert.Equal("m1.dmn", strict.Stopped.File);
        Assert.Equal(1, strict.Stopped.Place.Line);
        Assert.Throws<DmnEvaluationException>(() => strict.Value);
        if (!table.Contains("\"z\"", StringComparison.Ordinal))
        {
            DecisionResult standard = Run(set, "d", inputs, FeelMode.Standard);
            Assert.True(standard.Value.IsNull);
            Assert.Contains(standard.Messages, m => m.Code == code);
        }
    }
}
