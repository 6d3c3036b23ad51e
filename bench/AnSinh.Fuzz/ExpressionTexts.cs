using AnSinh.Feel;

namespace AnSinh.Fuzz;

/// <summary>Texts to be read as FEEL: strings of tokens, well-formed expressions, and both kinds of seeds (the engine's own corners, the texts of the models) changed at random.</summary>
public sealed class ExpressionTexts(IReadOnlyList<string> ofModels)
{
    private static readonly string[] Fragments =
    [
        "1", "0.5", "-2", "10**40", ".5", "1e3", "\"a\"", "\"\"", "\"\\u00e9\"", "true", "false", "null", "@\"2026-01-31\"", "@\"10:00:00Z\"", "@\"P1M\"", "@\"PT1H\"", "@\"x\"", "x", "y", "c", "k", "item", "?", "partial",
        "[", "]", "(", ")", "{", "}", ",", ":", ".", "..", "+", "-", "*", "/", "**", "=", "!=", "<", "<=", ">", ">=",
        " and ", " or ", " in ", " between ", " instance of ", " if ", " then ", " else ", " for ", " return ", " some ", " every ", " satisfies ", "function(a) ", "function(a: number) ", " external ",
        "list<number>", "context<a: number>", "range<date>", "function<number> -> number", "not(", "a: ", "a", "b", ".year", ".start", ".a", "[item > 1]", "[-1]", "[?]", "//", "/*", "*/", "\\", "\u0000", "🐎", "ừ", "\n", "\t", "\u00a0",
        .. BuiltinFunction.All.Select(function => function.BuiltinName + "("),
    ];

    private static readonly string[] Corners =
    [
        "if x > 1 and y <= 5 then \"a\" else [1, 2, 3][item > 1]",
        "for i in 1..3, j in [x, y] return {a: i, b: j + sum(partial)}",
        "some p in [{age: 1}, {age: 2}] satisfies p.age between 1 and 3",
        "sort([3, 1, 2], function(a, b) a < b)[1] instance of number",
        "{f: function(n) if n < 2 then 1 else n * f(n - 1), r: f(5)}.r",
        "date and time(\"2026-01-01T10:00:00@Asia/Ho_Chi_Minh\") + duration(\"P1DT2H\")",
        "replace(\"abracadabra\", \"a(.)\", \"$1[x]\", \"i\") in (\"a\", [\"b\"..\"c\"])",
        "context put({a: {b: 1}}, [\"a\", \"b\"], 2).a.b ** 3 / 7",
        "function(a: number, b) external {java: {class: \"java.lang.Math\", method signature: \"max\"}}",
        "< 5, > 10, [20..30), not(7)", "not(\"a\", \"b\")", "-", "? > 3 and ? < x", "\"poor\", \"near_poor\"", "date(\"2020-01-01\")", "(< x)",
    ];

    public string Next(Random random)
    {
        switch (random.Next(10))
        {
            case < 3:
                return string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => Fragments[random.Next(Fragments.Length)]));
            case < 6:
                return new RandomExpressions(random, portable: false).Next();
            case 6:
                return Changed(new RandomExpressions(random, portable: false).Next(), random);
            case < 9 when ofModels.Count > 0:
                return Changed(ofModels[random.Next(ofModels.Count)], random);
            default:
                return Changed(Corners[random.Next(Corners.Length)], random);
        }
    }

    private static string Changed(string text, Random random)
    {
        for (var changes = random.Next(1, 6); changes > 0 && text.Length > 0; changes--)
        {
            var at = random.Next(text.Length);
            var length = Math.Min(random.Next(5), text.Length - at);
            text = random.Next(4) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, Fragments[random.Next(Fragments.Length)]),
                2 => text.Insert(random.Next(text.Length), text.Substring(at, Math.Min(random.Next(1, 30), text.Length - at))),
                _ => text.Remove(at, 1).Insert(at, ((char)random.Next(32, 0x250)).ToString()),
            };
        }

        return text;
    }
}
