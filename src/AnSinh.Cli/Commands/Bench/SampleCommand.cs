using System.CommandLine;
using System.Text.Json;
using AnSinh.Feel;
using AnSinh.Fuzz;

namespace AnSinh.Cli;

/// <summary><c>ansinh bench sample</c>: random expressions with the values this engine gives them, one JSON object <c>{ text, value }</c> a line, for comparison with other implementations.</summary>
internal static class SampleCommand
{
    public static Command Create()
    {
        var inputs = new Option<int>("--inputs") { Description = "số biểu thức / number of expressions", DefaultValueFactory = _ => 20_000 };
        var seed = new Option<int>("--seed") { Description = "hạt giống / seed", DefaultValueFactory = _ => 1 };
        var command = new Command("sample", "Biểu thức ngẫu nhiên kèm giá trị, để so với cài đặt khác / random expressions with their values, to compare with other implementations") { inputs, seed };
        command.SetAction((parse, _) => Task.FromResult(Run(parse.GetValue(inputs), parse.GetValue(seed))));
        return command;
    }

    private static int Run(int inputs, int seed)
    {
        using var output = new StreamWriter(Console.OpenStandardOutput());
        var texts = new RandomExpressions(new Random(seed), portable: true);
        var scope = new FeelScope();
        for (var count = 0; count < inputs; count++)
        {
            var text = texts.Next();
            var value = FeelCompiler.CompileExpression(text, scope).Evaluate(new FeelEvaluation(FeelMode.Standard));
            output.WriteLine($"{{\"text\":{JsonSerializer.Serialize(text)},\"value\":{Json(value)}}}");
        }

        return CommandLine.Done;
    }

    private static string Json(FeelValue value) => value.Kind switch
    {
        FeelKind.Number or FeelKind.Boolean or FeelKind.Null => value.ToString(),
        FeelKind.String => JsonSerializer.Serialize(value.AsString),
        FeelKind.List => $"[{string.Join(',', value.AsList.Select(Json))}]",
        _ => JsonSerializer.Serialize(value.ToString()),
    };
}
