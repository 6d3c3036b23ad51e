using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace AnSinh.Architecture.Tests;

/// <summary>Habits of the house that a reader would otherwise have to check by eye.</summary>
public partial class HabitTests
{
    [Fact]
    public void Money_and_law_never_touch_floating_point()
    {
        var faults = from file in House.Files(".cs")
                     where file.Contains("/src/AnSinh.Law/", StringComparison.Ordinal) || file.Contains("/src/AnSinh.Payroll/", StringComparison.Ordinal) || file.Contains("/src/AnSinh.Casework/", StringComparison.Ordinal)
                     where FloatingPoint().IsMatch(File.ReadAllText(file))
                     select Path.GetRelativePath(House.Root, file);
        Assert.Empty(faults);
    }

    [Fact]
    public void No_amount_of_the_law_stands_in_code()
    {
        var amounts = Directory.EnumerateFiles(Path.Combine(House.Root, "law", "vn", "parameters"), "*.yaml")
            .SelectMany(File.ReadLines)
            .Select(line => ParameterValue().Match(line))
            .Where(match => match.Success && match.Groups[1].Length >= 6)
            .Select(match => match.Groups[1].Value)
            .ToHashSet();
        Assert.NotEmpty(amounts);
        var faults = from file in House.Files(".cs")
                     where file.Contains("/src/", StringComparison.Ordinal)
                     from Match number in LongNumber().Matches(File.ReadAllText(file))
                     where amounts.Contains(number.Value.Replace("_", "", StringComparison.Ordinal))
                     select $"{Path.GetRelativePath(House.Root, file)}: {number.Value}";
        Assert.Empty(faults);
    }

    [Fact]
    public void Text_is_utf8_in_composed_form()
    {
        var utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);
        var faults = House.Files(".cs", ".md", ".yaml", ".dmn", ".csv", ".html", ".css", ".sql")
            .Where(file => !file.Contains("/Fixtures/", StringComparison.OrdinalIgnoreCase))
            .Where(file => utf8.GetString(File.ReadAllBytes(file)) is var text && !text.IsNormalized(NormalizationForm.FormC))
            .Select(file => Path.GetRelativePath(House.Root, file));
        Assert.Empty(faults);
    }

    [Fact]
    public void No_file_bears_a_name_that_says_nothing()
    {
        Assert.DoesNotContain(House.Files(".cs"), file => EmptyName().IsMatch(file));
    }

    [GeneratedRegex(@"\b(double|float)\b")]
    private static partial Regex FloatingPoint();

    [GeneratedRegex(@"value: ([0-9]+)\b")]
    private static partial Regex ParameterValue();

    [GeneratedRegex(@"\b[0-9][0-9_]{5,}\b")]
    private static partial Regex LongNumber();

    [GeneratedRegex(@"/(Helpers?|Utils?|Utilities|Managers?|Common|Misc|Services)(/|\.cs$)|(Helper|Utils|Manager)\.cs$")]
    private static partial Regex EmptyName();
}
