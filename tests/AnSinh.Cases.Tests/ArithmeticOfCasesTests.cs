using System.Globalization;
using Xunit;

namespace AnSinh.Cases.Tests;

/// <summary>Every amount in the worked cases, recomputed without the program: exact decimals, the parameter files, and a table of coefficients written by hand from the law.</summary>
public sealed class ArithmeticOfCasesTests
{
    [Theory]
    [InlineData("2,0 x 540.000 = 1.080.000", true)]
    [InlineData("1,0 x 2 x 540.000 = 1.080.000", true)]
    [InlineData("1,5 x 540.000 - 750.000 = 60.000", true)]
    [InlineData("2,5 x 540.000 = 1.350.001", false)]
    [InlineData("2,5 x 54.000 = 1.350.000", false)]
    [InlineData("0,9 x 3.012.000 = 2.710.800 ≈ 2.711.000", true)]
    public void A_sum_is_recomputed_exactly(string text, bool right)
    {
        var sum = Calculation.Read(text);
        Assert.NotNull(sum);
        Assert.Equal(right, sum.Recomputed.Equals(sum.Written));
    }

    [Theory]
    [InlineData("2.0 x 540.000 = 1.080.000")]
    [InlineData("2,0 * 540.000 = 1.080.000")]
    [InlineData("2,0 x 540000,- = 1.080.000")]
    [InlineData("1.080.000")]
    [InlineData("2,0 x 5400.00 = 1.080.000")]
    [InlineData("0,9 x 3.012.000 = 2.710.800 ≈ 2.711.000 ≈ 2.711.000")]
    public void What_is_not_a_sum_is_not_read(string text) => Assert.Null(Calculation.Read(text));

    [Fact]
    public void Every_sum_is_right_and_is_the_amount() => NoFault(line =>
        line.Calculation is null ? line.InRun ? null : "an entitlement needs its calculation"
        : Calculation.Read(line.Calculation) is not { } sum ? $"'{line.Calculation}' is not 'coefficient x [units x] level [- paid] = amount'"
        : !sum.Recomputed.Equals(sum.Written) ? $"'{line.Calculation}' does not add up: {sum.Recomputed.Digits} over ten to the {sum.Recomputed.Scale}"
        : sum.Rounded is { } rounded && !rounded.Equals(sum.Written.ToThousands) ? $"'{line.Calculation}' is not rounded to the thousand"
        : !sum.Result.Equals(new Exact(line.Amount, 0)) ? $"the amount {line.Amount} is not the result of '{line.Calculation}'" : null);

    [Fact]
    public void Every_level_is_the_one_in_use_for_the_month_at_that_knowledge() => NoFault(line =>
    {
        if (Sum(line) is not { } sum || Row(line) is not { } row)
        {
            return null;
        }

        return LawTables.Level(row.Level, line.Place, line.Month, line.KnownAt) is not { } level ? $"no level is known for commune {line.Place} in {line.Month}"
            : level.Equals(sum.Level) ? null : $"'{line.Calculation}': the level in use for {line.Month}, known at {line.KnownAt:yyyy-MM-dd}, is {level.Digits}";
    });

    [Fact]
    public void Every_coefficient_is_the_one_of_the_law_for_the_benefit_and_the_age() => NoFault(line =>
        MeritTables.Holds(line) || Sum(line) is not { } sum ? null
        : Row(line) is not { } row ? $"the table of coefficients has no row for {line.Benefit} at the age of somebody born {line.Born} in {line.Month}"
        : row.Coefficient == sum.Coefficient ? null : $"'{line.Calculation}': the coefficient of {line.Benefit} is {row.Coefficient}");

    [Fact]
    public void Only_the_support_of_a_single_parent_counts_children() => NoFault(line =>
        MeritTables.Holds(line) || Sum(line) is not { } sum || (line.Calculation!.Split(" x ").Length == 3) == (line.Benefit == "tgxh.4") ? null : $"'{line.Calculation}': units belong to tgxh.4, and only to it ({sum.Units.Digits})");

    [Fact]
    public void Parts_of_an_amount_add_up_and_the_first_is_the_national_level() => NoFault(line =>
    {
        if (line.Parts.Count == 0 || Sum(line) is not { } sum || Row(line) is not { } row)
        {
            return null;
        }

        var national = sum with { Level = LawTables.NationalLevel(row.Level, line.Month, line.KnownAt)!.Value };
        return line.Parts.Sum() != line.Amount ? $"the parts give {line.Parts.Sum()}, not {line.Amount}"
            : !national.Recomputed.Equals(new Exact(line.Parts[0], 0)) ? $"the national part is not {line.Parts[0]}" : null;
    });

    [Fact]
    public void Every_citation_begins_with_an_instrument_of_the_pack() => NoFault(line =>
        line.InRun ? null
        : line.Because.Count == 0 ? "an entitlement needs at least one citation"
        : line.Because.FirstOrDefault(reference => !LawTables.Instruments.Contains(reference.Split(", ")[0])) is { } unknown ? $"instruments.yaml has no '{unknown}'" : null);

    [Fact]
    public void Every_benefit_is_paid_in_at_least_three_cases()
    {
        var cases = CaseLine.All.Where(line => !line.InRun).GroupBy(line => line.Benefit).ToDictionary(group => group.Key, group => group.Select(line => (line.File, line.Document)).Distinct().Count());
        var thin = LawTables.Benefits.Where(benefit => cases.GetValueOrDefault(benefit) < 3).Select(benefit => $"{benefit}: {cases.GetValueOrDefault(benefit)}");
        Assert.True(!thin.Any(), string.Join('\n', thin));
    }

    [Fact]
    public void Every_case_says_in_two_languages_what_it_shows()
    {
        var mute = CaseLine.Titles().Where(title => title is { Vi: null } or { En: null } or { About: null }).Select(title => title.Where);
        Assert.True(!mute.Any(), string.Join('\n', mute));
    }

    private static Calculation? Sum(CaseLine line) => line.Calculation is null ? null : Calculation.Read(line.Calculation);

    /// <summary>The row for the age on the last day of the month; for a partial date every possible day must give the same row.</summary>
    private static CoefficientRow? Row(CaseLine line)
    {
        var last = DateOnly.ParseExact(line.Month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture).AddMonths(1).AddDays(-1);
        var parts = line.Born.Split('-').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        var earliest = new DateOnly(parts[0], parts.ElementAtOrDefault(1) is 0 ? 1 : parts[1], parts.ElementAtOrDefault(2) is 0 ? 1 : parts[2]);
        var latest = parts.Length == 3 ? earliest : parts.Length == 2 ? earliest.AddMonths(1).AddDays(-1) : earliest.AddYears(1).AddDays(-1);
        var rows = new[] { earliest, latest }.Select(born => LawTables.Coefficients.FirstOrDefault(row => row.Benefit == line.Benefit && Years(born, last) >= row.AgeFrom && Years(born, last) < row.AgeBefore)).Distinct().ToList();
        return rows.Count == 1 ? rows[0] : null;
    }

    /// <summary>Completed years; somebody born on 29 February completes a year on the last day of February.</summary>
    private static int Years(DateOnly born, DateOnly day) =>
        day.Year - born.Year - ((day.Month, day.Day).CompareTo((born.Month, Math.Min(born.Day, DateTime.DaysInMonth(day.Year, born.Month)))) < 0 ? 1 : 0);

    private static void NoFault(Func<CaseLine, string?> check)
    {
        Assert.NotEmpty(CaseLine.All);
        var faults = CaseLine.All.Select(line => (line.Where, Fault: check(line))).Where(found => found.Fault is not null).Select(found => $"{found.Where}: {found.Fault}").ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }
}
