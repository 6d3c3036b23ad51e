using AnSinh.Law.Tests.Pack;
using Xunit;

namespace AnSinh.Law.Tests.Check;

/// <summary>A case that expects something else than the law answers is told so.</summary>
public class CaseVerifierTests
{
    private const string Household = "household: { place: \"16831\" }\ncoverage: all\npeople: [ { id: an, born: 1990-05-20, sex: female, died: 2025-05-10, facts: { disability_level: severe } } ]\n";

    [Theory]
    [InlineData("\"Nghị định 20/2021/NĐ-CP, Điều 8 khoản 2\"", 0)]
    [InlineData("\"Nghị định 20/2021/NĐ-CP, Điều 8\"", 0)]
    [InlineData("\"Nghị định 20/2021/NĐ-CP, Điều 8 khoản 2\", \"Nghị định 20/2021/NĐ-CP, Điều 5\"", 1)]
    [InlineData("\"Nghị định 147/2025/NĐ-CP, Điều 5 khoản 2 điểm d\"", 1)]
    public void A_refusal_cites_exactly_what_the_case_says(string because, int differences) =>
        Assert.Equal(differences, Differences($"{Household}month: 2025-06\nexpect: {{ an: {{ entitled: [], refused: [ {{ benefit: tgxh.6.nang, because: [ {because} ] }} ] }} }}\n"));

    [Theory]
    [InlineData("1,5 x 500.000 = 750.000", 0)]
    [InlineData("1,5 x 1 x 500.000 = 750.000", 0)]
    [InlineData("1,5 x 500.001 = 750.000", 1)]
    [InlineData("2,0 x 375.000 = 750.000", 1)]
    public void The_arithmetic_is_the_one_the_case_says(string calculation, int differences) =>
        Assert.Equal(differences, Differences($"{Household}month: 2025-05\nexpect: {{ an: {{ entitled: [ {{ benefit: tgxh.6.nang, amount: 750000, calculation: \"{calculation}\" }} ] }} }}\n"));

    [Theory]
    [InlineData("month: 2026-06, uncollected: 3, reasons: [uncollected], ends: false, paid: true", 0)]
    [InlineData("month: 2026-06, uncollected: 2, reasons: [uncollected], ends: false, paid: true", 1)]
    [InlineData("month: 2026-06, reviewRefused: true, suspended: 3, reasons: [review_refused], ends: false, paid: true", 1)]
    [InlineData("month: 2026-06, uncollected: 3", 1)]
    [InlineData("month: 2021-07, knownAt: 2021-06-30, uncollected: 3", 0)]
    public void A_suspension_is_held_against_the_rules(string suspension, int differences) =>
        Assert.Equal(differences, Differences($"{Household}suspensions: [ {{ benefit: tgxh.6.nang, {suspension} }} ]\n"));

    private static int Differences(string text)
    {
        var faults = new PackFaults();
        var worked = Assert.Single(InstalledPack.Reader.Read("case.yaml", text, faults));
        faults.ThrowIfAny();
        return CaseVerifier.Verify(worked, new Determiner(InstalledPack.Pack)).Count();
    }
}
