using System.Globalization;
using AnSinh.Databases;
using AnSinh.Payroll.Verify;
using Xunit;

namespace AnSinh.Payroll.Tests.Histories;

public sealed class SqliteRandomHistoryTests() : RandomHistoryTests(Dialect.Sqlite, steps: 200);

public sealed class PostgresRandomHistoryTests() : RandomHistoryTests(Dialect.Postgres, steps: 50);

/// <summary>
/// Whatever happens in whatever order, after every single step the sum of lines is the ledger is the orders, no month of an entitlement has two live lines, frozen is frozen, and a refused step has
/// written nothing. ANSINH_HISTORY_STEPS=1000 makes the histories long, ANSINH_HISTORY_SEEDS=1,2,3 chooses others.
/// </summary>
public abstract class RandomHistoryTests(Dialect dialect, int steps)
{
    public static TheoryData<int> Seeds => [.. (Environment.GetEnvironmentVariable("ANSINH_HISTORY_SEEDS") ?? "1,2,3").Split(',').Select(seed => int.Parse(seed, CultureInfo.InvariantCulture))];

    [DialectTheory]
    [MemberData(nameof(Seeds))]
    public void After_every_step_the_books_are_right(int seed)
    {
        var many = Environment.GetEnvironmentVariable("ANSINH_HISTORY_STEPS") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : steps;
        using var history = new History(seed, new PayrollWorld(new DateOnly(2026, 5, 1), dialect));
        for (var step = 1; step <= many; step++)
        {
            var faults = history.Step();
            Assert.True(faults.Count == 0, $"seed {seed}, step {step}: {string.Join(Environment.NewLine, faults)}");
        }

        Assert.True(history.Runs > many / 60, $"the history was too quiet: {string.Join(", ", history.Steps.Select(pair => $"{pair.Key} {pair.Value}"))}");
    }

    /// <summary>Two communes at different paces pay the same people: moved, merged, awarded by both. Once both stand at one month, no month of anybody is paid too much or too little in the books.</summary>
    [DialectTheory]
    [MemberData(nameof(Seeds))]
    public void Once_both_communes_have_drawn_up_the_same_month_nobody_is_owed_and_nothing_overpaid_is_left_unclaimed(int seed)
    {
        var many = Environment.GetEnvironmentVariable("ANSINH_HISTORY_STEPS") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : steps;
        using var history = new History(seed + 1000, new PayrollWorld(new DateOnly(2026, 5, 1), dialect));
        for (var step = 1; step <= many; step++)
        {
            history.Step();
        }

        history.CatchUp();
        var faults = VerifyPayroll.Execute(history.World.Book, full: true).Faults;
        Assert.True(faults.Count == 0, $"seed {seed}: {string.Join(Environment.NewLine, faults.Select(fault => $"{fault.Where} {fault.What}"))}");
    }
}
