namespace AnSinh.Feel.Tests.Functions;

/// <summary>Every built-in function with arguments of all kinds.</summary>
public class ArgumentTests
{
    private const int RoundsPerFunction = 400;

    private static readonly FeelValue[] Pool =
    [
        .. new[]
        {
            "null", "0", "1", "-1", "2.5", "10**30", "-10**-30", "\"\"", "\"abc\"", "\"(a\"", "\"[1..2]\"", "\"2026-01-31\"", "\"a\"", "true", "false",
            "@\"2026-01-31\"", "@\"10:00:00Z\"", "@\"10:00:00\"", "@\"2026-01-31T10:00:00\"", "@\"2026-01-31T10:00:00@Europe/Paris\"", "@\"P1D\"", "@\"-P3M\"",
            "[1..5]", "(\"a\"..\"c\"]", "(< 5)", "(>= @\"2026-01-01\")", "[]", "[1, 2, 3]", "[1, null]", "[\"a\", \"b\"]", "[[1], [2, [3]]]", "[true, false]",
            "[{key: \"a\", value: 1}]", "{}", "{a: 1}", "{a: {b: 2}}", "function(x, y) x < y", "function(x) x", "function() 1", "abs", "[\"a\"]", "[[]]",
        }.Select(text => Run.Standard(text)),
    ];

    public static TheoryData<string> Names => new(BuiltinFunction.All.Select(function => function.BuiltinName));

    private static FeelValue Call(BuiltinFunction function, FeelMode mode, params FeelValue[] arguments)
    {
        FeelEvaluation evaluation = new(mode, new FeelLimits { Steps = 200_000 }, Run.Clock);
        try
        {
            return evaluation.Call(function, arguments);
        }
        catch (FeelEvaluationException stopped)
        {
            Assert.NotEmpty(stopped.Reason.Text.Vi);
            return FeelValue.Null;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_arguments_give_a_value_or_a_reason(string name)
    {
        BuiltinFunction.TryFind(name, out BuiltinFunction? function);
        Random random = new(name.Length * 7919 + name[0]);
        for (int round = 0; round < RoundsPerFunction; round++)
        {
            FeelValue[] arguments = new FeelValue[random.Next(5)];
            for (int i = 0; i < arguments.Length; i++) arguments[i] = Pool[random.Next(Pool.Length)];
            FeelValue standard = Call(function!, FeelMode.Standard, arguments);
            FeelValue strict = Call(function!, FeelMode.Strict, arguments);
            Assert.True(strict.IsNull || strict.ToString() == standard.ToString(), $"{name}({string.Join(", ", arguments)}): {strict} in strict mode, {standard} in standard mode");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_result_that_is_known_without_an_argument_stays_when_the_argument_is_known(string name)
    {
        BuiltinFunction.TryFind(name, out BuiltinFunction? function);
        Random random = new(name.Length * 104729 + name[0]);
        FeelValue unknown = FeelValue.Unknown("u");
        // what stands in for a condition is true, false or null, as types have been checked before
        FeelValue[] replacements = name is "all" or "any" ? [FeelValue.Null, FeelValue.True, FeelValue.False] : Pool;
        for (int round = 0; round < RoundsPerFunction; round++)
        {
            FeelValue[] arguments = new FeelValue[random.Next(1, 4)];
            for (int i = 0; i < arguments.Length; i++) arguments[i] = Pool[random.Next(Pool.Length)];
            int at = random.Next(arguments.Length);
            bool inList = arguments[at].Kind == FeelKind.List && arguments[at].AsList.Count > 0;
            FeelValue With(FeelValue value) => inList ? FeelValue.ListOf([value, .. arguments[at].AsList.Skip(1)]) : value;
            FeelValue original = arguments[at];
            if (name is "all" or "any" && !(inList && arguments.Length == 1)) continue;
            arguments[at] = With(unknown);
            FeelValue known = Call(function!, FeelMode.Standard, arguments);
            if (known.HasUnknown) continue;
            for (int change = 0; change < 6; change++)
            {
                arguments[at] = original;
                arguments[at] = With(replacements[random.Next(replacements.Length)]);
                FeelValue now = Call(function!, FeelMode.Standard, arguments);
                Assert.True(known.ToString() == now.ToString(), $"{name}({string.Join(", ", arguments)}) is {now}, but was said to be {known} whatever argument {at + 1} is");
            }
        }
    }
}
