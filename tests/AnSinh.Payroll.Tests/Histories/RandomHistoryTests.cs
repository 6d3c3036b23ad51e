using System.Globalization;
using AnSinh.Databases;
using Xunit;

namespace AnSinh.Payroll.Tests.Histories;

/// <summary>
/// Whatever happens in whatever order, after every single step the sum of lines is the ledger is the orders, no month of an entitlement has two live lines, and frozen is frozen; at the end every
/// month computed again for everybody equals the books. ANSINH_HISTORY_STEPS=1000 makes the histories long, ANSINH_HISTORY_SEEDS=1,2,3 chooses others.
/// </summary>
public abstract class RandomHistoryTests(Dialect dialect)
{
    private const int Steps = 200;

    public static TheoryData<int> Seeds(string usual) => [.. (Environment.GetEnvironmentVariable("ANSINH_HISTORY_SEEDS") ?? usual).Split(',').Select(seed => int.Parse(seed, CultureInfo.InvariantCulture))];

    protected void Play(int seed)
    {
        var steps = Environment.GetEnvironmentVariable("ANSINH_HISTORY_STEPS") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : Steps;
        using var history = new History(seed, new PayrollWorld(new DateOnly(2026, 5, 1), dialect));
        for (var step = 1; step <= steps; step++)
        {
            var faults = history.Step();
            Assert.True(faults.Count == 0, $"seed {seed}, step {step}: {string.Join(Environment.NewLine, faults)}");
        }

        var left = history.Finish();
        Assert.True(left.Count == 0, $"seed {seed}, at the end: {string.Join(Environment.NewLine, left)}");
        Assert.True(history.Runs > 3, $"the history was too quiet: {string.Join(", ", history.Steps.Select(pair => $"{pair.Key} {pair.Value}"))}");
    }
}

public sealed class SqliteRandomHistoryTests() : RandomHistoryTests(Dialect.Sqlite)
{
    [DialectTheory]
    [MemberData(nameof(Seeds), "1,2,3")]
    public void After_every_step_the_books_are_right(int seed) => Play(seed);
}

public sealed class PostgresRandomHistoryTests() : RandomHistoryTests(Dialect.Postgres)
{
    [DialectTheory]
    [MemberData(nameof(Seeds), "4")]
    public void After_every_step_the_books_are_right(int seed) => Play(seed);
}
