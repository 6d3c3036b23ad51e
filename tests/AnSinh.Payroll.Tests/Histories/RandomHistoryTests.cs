using System.Globalization;
using Xunit;

namespace AnSinh.Payroll.Tests.Histories;

/// <summary>
/// Whatever happens in whatever order, after every single step the sum of lines is the ledger is the orders, no month of an entitlement has two live lines, frozen is frozen, and a refused step has
/// written nothing. ANSINH_HISTORY_STEPS=1000 makes the histories long, ANSINH_HISTORY_SEEDS=1,2,3 chooses others.
/// </summary>
public sealed class RandomHistoryTests
{
    private const int Steps = 200;

    public static TheoryData<int> Seeds => [.. (Environment.GetEnvironmentVariable("ANSINH_HISTORY_SEEDS") ?? "1,2,3").Split(',').Select(seed => int.Parse(seed, CultureInfo.InvariantCulture))];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void After_every_step_the_books_are_right(int seed)
    {
        var steps = Environment.GetEnvironmentVariable("ANSINH_HISTORY_STEPS") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : Steps;
        using var history = new History(seed, new PayrollWorld(new DateOnly(2026, 5, 1)));
        for (var step = 1; step <= steps; step++)
        {
            var faults = history.Step();
            Assert.True(faults.Count == 0, $"seed {seed}, step {step}: {string.Join(Environment.NewLine, faults)}");
        }

        Assert.True(history.Runs > 3, $"the history was too quiet: {string.Join(", ", history.Steps.Select(pair => $"{pair.Key} {pair.Value}"))}");
    }
}
