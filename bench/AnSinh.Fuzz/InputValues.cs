using AnSinh.Dmn;
using AnSinh.Feel;

namespace AnSinh.Fuzz;

/// <summary>Values for the inputs of a model: mostly of the declared type and near the constants that models compare with, some unknown in whole or in part, some of another type.</summary>
internal static class InputValues
{
    private const int Depth = 4;

    private static readonly FeelValue[] Numbers = [.. new[] { 0L, 1, 2, 3, 5, 12, 16, 18, 60, 65, 75, 80, 100, 500, 600, 1_000, 1_500_000 }.Select(number => FeelValue.Of(number))];

    private static readonly Dictionary<FeelKind, FeelValue[]> Known = new()
    {
        [FeelKind.Boolean] = [FeelValue.True, FeelValue.False],
        [FeelKind.Number] = [.. Numbers, .. Values("-3.5", "0.25")],
        [FeelKind.Date] = Values("@\"2026-07-01\"", "@\"2026-07-31\"", "@\"1946-02-28\"", "@\"2010-06-30\"", "@\"2024-02-29\""),
        [FeelKind.Time] = Values("@\"10:00:00\"", "@\"23:59:59Z\""),
        [FeelKind.DateTime] = Values("@\"2026-07-01T10:00:00\"", "@\"2026-07-01T10:00:00Z\""),
        [FeelKind.DaysTimeDuration] = Values("@\"P1D\"", "@\"-PT1H\""),
        [FeelKind.YearsMonthsDuration] = Values("@\"P1Y\"", "@\"P2M\""),
    };

    private static readonly FeelKind[] Kinds = [.. Known.Keys];

    /// <param name="words">Strings that models compare with.</param>
    public static FeelValue Of(CompiledInput input, IReadOnlyList<string> words, Random random) => Of(input.Type, input.Name, words, random, Depth);

    private static FeelValue Of(FeelType type, string name, IReadOnlyList<string> words, Random random, int depth)
    {
        switch (random.Next(24))
        {
            case < 4:
                return FeelValue.Unknown(name);
            case 4:
                return FeelValue.Null;
            case 5:
                type = FeelType.Any;
                break;
        }

        return type switch
        {
            SimpleType { Kind: FeelKind.String } => FeelValue.Of(words.Count == 0 ? "a" : words[random.Next(words.Count)]),
            SimpleType { Kind: { } kind } when Known.TryGetValue(kind, out var values) => values[random.Next(values.Length)],
            ListType list when depth > 0 => FeelValue.Of(new FeelList([.. Enumerable.Range(0, random.Next(4)).Select(index => Of(list.Element, $"{name}{index}", words, random, depth - 1))])),
            ContextType { IsOpen: false } context when depth > 0 =>
                FeelValue.Of(FeelContext.Of([.. context.Names.Select(member => (member, Of(context.TryGetMember(member, out var own) ? own : FeelType.Any, $"{name}.{member}", words, random, depth - 1)))])),
            _ => Any(words, random),
        };
    }

    private static FeelValue Any(IReadOnlyList<string> words, Random random)
    {
        var values = Known[Kinds[random.Next(Kinds.Length)]];
        return words.Count > 0 && random.Next(4) == 0 ? FeelValue.Of(words[random.Next(words.Count)]) : values[random.Next(values.Length)];
    }

    private static FeelValue[] Values(params string[] texts) =>
        [.. texts.Select(text => FeelCompiler.CompileExpression(text, new FeelScope()).Evaluate(new FeelEvaluation()))];
}
