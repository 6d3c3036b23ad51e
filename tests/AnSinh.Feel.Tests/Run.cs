using System.Globalization;

namespace AnSinh.Feel.Tests;

/// <summary>Evaluates expressions in tests.</summary>
internal static class Run
{
    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 22, 3, 4, 5, TimeSpan.Zero);

        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.CreateCustomTimeZone("UTC+7", TimeSpan.FromHours(7), "UTC+7", "UTC+7");
    }

    public static readonly TimeProvider Clock = new StoppedClock();

    public static FeelValue Standard(string text, params (string Name, FeelValue Value)[] names) => In(FeelMode.Standard, text, names);

    public static FeelValue Strict(string text, params (string Name, FeelValue Value)[] names) => In(FeelMode.Strict, text, names);

    /// <summary>The value as FEEL text.</summary>
    public static string Text(string text, params (string Name, FeelValue Value)[] names) => Standard(text, names).ToString();

    public static FeelValue In(FeelMode mode, string text, params (string Name, FeelValue Value)[] names)
    {
        FeelScope scope = new();
        foreach ((string name, FeelValue value) in names) scope.Add(name, FeelType.Any);
        CompiledExpression compiled = FeelCompiler.CompileExpression(text, scope);
        FeelEvaluation evaluation = new(mode, time: Clock) { Slots = Array.ConvertAll(names, pair => pair.Value) };
        return compiled.Evaluate(evaluation);
    }

    public static FeelValue Test(string tests, FeelValue input)
    {
        CompiledUnaryTests compiled = FeelCompiler.CompileUnaryTests(tests, new FeelScope(), FeelType.Any);
        return compiled.Evaluate(input, new FeelEvaluation(FeelMode.Standard));
    }

    /// <summary>Lines of a fixture beside the tests, without blank lines and comments (//), each as the parts between " => ".</summary>
    public static TheoryData<string, string> Fixture(string path)
    {
        TheoryData<string, string> cases = new();
        foreach (string line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, path)))
        {
            if (line.Length == 0 || line.StartsWith("//", StringComparison.Ordinal)) continue;
            int arrow = line.LastIndexOf(" => ", StringComparison.Ordinal);
            if (arrow < 0) throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{path}: no => in '{line}'"));
            cases.Add(line[..arrow].Trim(), line[(arrow + 4)..].Trim());
        }
        return cases;
    }
}
