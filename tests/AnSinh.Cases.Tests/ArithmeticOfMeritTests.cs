using Xunit;

namespace AnSinh.Cases.Tests;

/// <summary>Every amount of people with merit in the worked cases, recomputed without the program.</summary>
public sealed class ArithmeticOfMeritTests
{
    [Fact]
    public void Every_coefficient_level_and_number_of_units_is_the_one_of_the_law() => NoFault((line, sum) =>
        MeritTables.Coefficient(line) is not { } coefficient ? $"no table has a row for {line.Benefit}"
        : !Exact.Read(sum.Coefficient)!.Value.Equals(coefficient) ? $"'{line.Calculation}': the coefficient of {line.Benefit} is another"
        : MeritTables.Level(line) is not { } level ? $"no level of {line.Benefit} is known for {line.Month}"
        : !level.Equals(sum.Level) ? $"'{line.Calculation}': the level in use for {line.Month}, known at {line.KnownAt:yyyy-MM-dd}, is {level.Digits}"
        : MeritTables.Units(line) is not { } units || !units.Equals(sum.Units) ? $"'{line.Calculation}': the units of {line.Benefit} are others"
        : null);

    [Fact]
    public void Amounts_counted_from_the_standard_are_rounded_to_thousands_and_no_others() => NoFault((line, sum) =>
        MeritTables.IsRounded(line)
            ? sum.Result.Equals(sum.Written.ToThousands) ? null : $"'{line.Calculation}' is not rounded to thousands"
            : sum.Rounded is null ? null : $"'{line.Calculation}' is rounded although the level is printed");

    [Theory]
    [InlineData("616,5", "1.000")]
    [InlineData("616.499", "616.000")]
    [InlineData("616.500", "617.000")]
    [InlineData("616.499,9", "616.000")]
    public void A_tie_is_rounded_upwards(string amount, string rounded) => Assert.Equal(Exact.Read(rounded)!.Value, Exact.Read(amount)!.Value.ToThousands);

    private static void NoFault(Func<CaseLine, Calculation, string?> check)
    {
        var lines = CaseLine.All.Where(line => MeritTables.Holds(line) && !line.InRun).ToList();
        Assert.NotEmpty(lines);
        var faults = lines.Select(line => (line.Where, Fault: line.Calculation is { } text && Calculation.Read(text) is { } sum ? check(line, sum) : "the calculation cannot be read"))
            .Where(found => found.Fault is not null).Select(found => $"{found.Where}: {found.Fault}").ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }
}
