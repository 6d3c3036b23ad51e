namespace AnSinh.Feel.Tests.Syntax;

public class GoodTests
{
    public static TheoryData<string, string> Operators => Run.Fixture("Syntax/good/operators.feel");
    public static TheoryData<string, string> Names => Run.Fixture("Syntax/good/names.feel");
    public static TheoryData<string, string> Ranges => Run.Fixture("Syntax/good/ranges.feel");
    public static TheoryData<string, string> Iteration => Run.Fixture("Syntax/good/iteration.feel");
    public static TheoryData<string, string> Literals => Run.Fixture("Syntax/good/literals.feel");

    [Theory]
    [MemberData(nameof(Operators))]
    [MemberData(nameof(Names))]
    [MemberData(nameof(Ranges))]
    [MemberData(nameof(Iteration))]
    [MemberData(nameof(Literals))]
    public void The_expression_gives_the_value(string text, string expected) => Assert.Equal(Run.Text(expected), Run.Text(text));

    [Theory]
    [InlineData("< 5", "4", "true")]
    [InlineData("< 5", "5", "false")]
    [InlineData("< 5, > 10", "11", "true")]
    [InlineData("not(< 5, > 10)", "7", "true")]
    [InlineData("not(\"a\", \"b\")", "\"a\"", "false")]
    [InlineData("-", "null", "true")]
    [InlineData("[1..5]", "5", "true")]
    [InlineData("\"a\", \"b\"", "\"b\"", "true")]
    [InlineData("null", "null", "true")]
    [InlineData("true", "true", "true")]
    [InlineData("false", "true", "false")]
    [InlineData("? > 3 and ? < 5", "4", "true")]
    [InlineData("contains(?, \"x\")", "\"axb\"", "true")]
    [InlineData("not(contains(?, \"x\"))", "\"axb\"", "false")]
    [InlineData("not(? = 1) or ? = 1", "1", "true")]
    [InlineData("[1, 2, 3]", "2", "true")]
    [InlineData("count(?) > 1", "[1, 2]", "true")]
    [InlineData("@\"2026-01-01\"", "@\"2026-01-01\"", "true")]
    [InlineData("< 5", "null", "null")]
    [InlineData("< 5", "\"a\"", "null")]
    [InlineData("-5", "-5", "true")]
    public void The_test_answers(string tests, string input, string answer) =>
        Assert.Equal(answer, Run.Test(tests, Run.Standard(input)).ToString());
}
