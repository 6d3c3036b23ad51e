namespace AnSinh.Feel.Tests.Functions;

public class LibraryTests
{
    public static TheoryData<string, string> Conversion => Run.Fixture("Functions/good/conversion.feel");
    public static TheoryData<string, string> Strings => Run.Fixture("Functions/good/strings.feel");
    public static TheoryData<string, string> Lists => Run.Fixture("Functions/good/lists.feel");
    public static TheoryData<string, string> Numbers => Run.Fixture("Functions/good/numbers.feel");
    public static TheoryData<string, string> Ranges => Run.Fixture("Functions/good/ranges.feel");

    public static TheoryData<string> Names => new(BuiltinFunction.All.Select(function => function.BuiltinName));

    [Theory]
    [MemberData(nameof(Conversion))]
    [MemberData(nameof(Strings))]
    [MemberData(nameof(Lists))]
    [MemberData(nameof(Numbers))]
    [MemberData(nameof(Ranges))]
    public void The_function_gives_the_value(string text, string expected) => Assert.Equal(Run.Text(expected), Run.Text(text));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_function_refuses_wrong_calls_in_standard_mode_and_says_why(string name)
    {
        Assert.True(BuiltinFunction.TryFind(name, out BuiltinFunction? function));
        Assert.False(string.IsNullOrEmpty(function!.Summary.Vi) || string.IsNullOrEmpty(function.Summary.En));
        Assert.Equal(Run.Text("null"), Run.Text($"{name}(no such name: 1)"));
        if (!function.Signatures.Any(signature => signature.Parameters.Count > 0 && signature.Parameters[^1].Is(ParameterTraits.Variadic)))
            Assert.True(Run.Standard($"{name}(1, 2, 3, 4, 5, 6, 7, 8, 9)").IsNull);
        CompiledExpression wrong = FeelCompiler.CompileExpression($"{name}(no such name: 1)", new FeelScope());
        Assert.Contains(name, Assert.Single(wrong.Diagnostics).Message.En, StringComparison.Ordinal);
    }

    /// <summary>The standard's functions, by chapter 10.3.4.</summary>
    [Theory]
    [InlineData("date, date and time, time, number, string, duration, years and months duration, range, not")]
    [InlineData("substring, string length, upper case, lower case, substring before, substring after, replace, contains, starts with, ends with, matches, split, string join")]
    [InlineData("list contains, count, min, max, sum, mean, all, any, sublist, append, concatenate, insert before, remove, reverse, index of, union, distinct values, flatten, product, median, stddev, mode, list replace, sort")]
    [InlineData("decimal, floor, ceiling, round up, round down, round half up, round half down, abs, modulo, sqrt, log, exp, odd, even")]
    [InlineData("is, day of year, day of week, month of year, week of year, today, now")]
    [InlineData("before, after, meets, met by, overlaps, overlaps before, overlaps after, finishes, finished by, includes, during, starts, started by, coincides")]
    [InlineData("get value, get entries, context, context put, context merge")]
    public void The_library_is_complete(string names) =>
        Assert.All(names.Split(", "), name => Assert.True(BuiltinFunction.TryFind(name, out _), name));
}
