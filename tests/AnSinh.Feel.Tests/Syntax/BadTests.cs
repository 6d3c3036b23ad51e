using System.Globalization;

namespace AnSinh.Feel.Tests.Syntax;

public class BadTests
{
    public static TheoryData<string, string> Cases => Run.Fixture("Syntax/bad/syntax.feel");

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_fault_is_shown_with_its_place_and_what_would_be_right(string text, string expected)
    {
        CompiledExpression compiled = FeelCompiler.CompileExpression(text, new FeelScope());
        FeelDiagnostic fault = Assert.Single(compiled.Diagnostics);
        Assert.Equal(FeelFault.Syntax, fault.Fault);
        Assert.Equal(expected, string.Create(CultureInfo.InvariantCulture, $"{fault.Line}:{fault.Column} {fault.Message.En} | {fault.Expected.En}"));
        Assert.NotEmpty(fault.Message.Vi);
    }

    [Fact]
    public void The_place_is_marked_in_its_line()
    {
        CompiledExpression compiled = FeelCompiler.CompileExpression("1 +\n  2 +\n  ten", new FeelScope());
        FeelDiagnostic fault = Assert.Single(compiled.Diagnostics);
        Assert.Equal((3, 3), (fault.Line, fault.Column));
        Assert.Equal("  ten\n  ^^^", fault.Excerpt);
        Assert.StartsWith("dòng 3, cột 3: Không có tên nào là 'ten' ở đây.", fault.Render("vi"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_faulty_expression_is_null_in_standard_mode_and_stops_in_strict_mode()
    {
        CompiledExpression compiled = FeelCompiler.CompileExpression("1 +", new FeelScope());
        FeelEvaluation standard = new(FeelMode.Standard);
        Assert.True(compiled.Evaluate(standard).IsNull);
        Assert.Single(standard.Messages);
        Assert.Throws<FeelEvaluationException>(() => compiled.Evaluate(new FeelEvaluation()));
    }
}
