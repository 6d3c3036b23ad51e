using AnSinh.Law.Tests.Pack;
using Xunit;

namespace AnSinh.Law.Tests.Lint;

/// <summary>What the lint finds in the law of this repository.</summary>
public class InstalledLintTests
{
    private static readonly IReadOnlyList<LintFinding> Findings = PackLint.Run(
        InstalledPack.Pack, InstalledPack.Reader.ReadFile(Path.Combine(InstalledPack.Folder, "lint", "households", "poverty-line.yaml")));

    [Fact]
    public void The_assistance_level_is_shown_against_the_poverty_line_over_time()
    {
        var shares = Findings.Where(finding => finding.Where == "assistance-and-poverty-line").Select(finding => finding.En).ToList();
        Assert.Contains(shares, text => text.Contains("2026-07 – 2026-12", StringComparison.Ordinal) && text.Contains("is 36.0 % of", StringComparison.Ordinal));
        Assert.Contains(shares, text => text.Contains("2027-01", StringComparison.Ordinal) && text.Contains("is 24.5 % of", StringComparison.Ordinal));
    }

    [Fact]
    public void One_dong_over_the_income_limit_is_priced_over_all_benefits_of_the_household()
    {
        var cliffs = Findings.Where(finding => finding.Kind == "household-cliff").Select(finding => finding.En).ToList();
        Assert.Contains(cliffs, text => text.StartsWith("A single mother of two", StringComparison.Ordinal) && text.Contains("1.500.000 plus 1 đồng", StringComparison.Ordinal) && text.Contains("1.890.000 ₫ a month lost", StringComparison.Ordinal));
        Assert.Contains(cliffs, text => text.StartsWith("A couple of 72 and 71", StringComparison.Ordinal) && text.Contains("1.080.000 ₫ a month lost", StringComparison.Ordinal));
    }
}
