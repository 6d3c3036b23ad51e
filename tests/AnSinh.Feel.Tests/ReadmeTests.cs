using System.Runtime.CompilerServices;

namespace AnSinh.Feel.Tests;

/// <summary>The example of the package's README is the code of a test, line by line.</summary>
public class ReadmeTests
{
    [Fact]
    public void The_example_gives_what_it_says()
    {
        using StringWriter output = new() { NewLine = "\n" };
        TextWriter Console = output;
        // begin
        FeelScope scope = new();
        int age = scope.Add("age", FeelType.Number);
        int income = scope.Add("income", FeelType.Number);
        CompiledExpression rule = FeelCompiler.CompileExpression("if age >= 80 and income <= 1500000 then 2.0 * 500000 else 0", scope);
        foreach (FeelDiagnostic fault in rule.Diagnostics) Console.WriteLine(fault.Render("vi"));   // none here
        FeelEvaluation evaluation = new(FeelMode.Strict) { Slots = new FeelValue[scope.SlotCount] };
        (evaluation.Slots[age], evaluation.Slots[income]) = (FeelValue.Of(85), FeelValue.Unknown("income"));
        Console.WriteLine(rule.Evaluate(evaluation));   // unknown(income): the answer hangs on the income
        evaluation.Slots[income] = FeelValue.Of(0);
        Console.WriteLine(rule.Evaluate(evaluation));   // 1000000
        // end
        Assert.Equal("unknown(income)\n1000000\n", output.ToString());
    }

    [Fact]
    public void The_example_of_the_README_is_the_code_above()
    {
        string[] here = [.. File.ReadLines(ThisFile()).Select(line => line.Trim()).SkipWhile(line => line != "// begin").Skip(1).TakeWhile(line => line != "// end")];
        string readme = Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "src", "AnSinh.Feel", "README.md");
        string[] there = [.. File.ReadLines(readme).SkipWhile(line => line != "```csharp").Skip(1).TakeWhile(line => line != "```").Where(line => line.Length > 0 && line != "using AnSinh.Feel;")];
        Assert.NotEmpty(there);
        Assert.Equal(there, here);
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
