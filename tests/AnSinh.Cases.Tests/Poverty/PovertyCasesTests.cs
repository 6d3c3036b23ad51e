using Xunit;

namespace AnSinh.Cases.Tests.Poverty;

/// <summary>Every expected class of a household or a person is worked out again from the parameters by code that shares nothing with the program.</summary>
public class PovertyCasesTests
{
    [Fact]
    public void Every_expected_class_follows_from_the_facts_and_the_parameters() => NoFault(check =>
        from expected in Of(check, "poverty")
        let found = PovertyLaw.Class(check)
        where found != expected.Value
        select $"expected {expected.Value ?? "?"}, worked out {found ?? "?"}");

    [Fact]
    public void Every_question_is_about_a_fact_that_is_unknown_and_matters() => NoFault(check =>
        from expected in Of(check, "poverty")
        from fact in expected.Missing
        where check.Household.ContainsKey(fact) || !PovertyLaw.Matters(check, fact)
        select $"'{fact}' need not be asked");

    [Fact]
    public void Every_low_income_worker_follows_from_the_facts_and_the_parameters() => NoFault(check =>
        from entry in check.Expected.Where(entry => entry.Key != PovertyCheck.OfHousehold)
        from expected in entry.Value.Where(status => status.Status == "low_income_worker")
        let found = PovertyLaw.LowIncomeWorker(check, check.People[entry.Key])
        where found != expected.Value
        select $"{entry.Key}: expected {expected.Value ?? "?"}, worked out {found ?? "?"}");

    [Fact]
    public void Nothing_is_classified_only_before_the_standard_or_without_an_assessment() => NoFault(check =>
        from entry in check.Expected.Where(entry => entry.Value.Count == 0)
        let household = entry.Key == PovertyCheck.OfHousehold
        let assessed = household ? check.Household.Keys.Any(code => code != "poverty_status") : check.People[entry.Key].ContainsKey("worker")
        where assessed && string.CompareOrdinal(check.Month, household ? "2022-01" : "2025-02") >= 0
        select $"{entry.Key} was assessed");

    [Theory]
    [InlineData("2022-01", "2026-12", "poor")]
    [InlineData("2022-01", "2026-12", "near_poor")]
    [InlineData("2022-01", "2026-12", "average")]
    [InlineData("2022-01", "2026-12", "none")]
    [InlineData("2027-01", "2030-12", "poor")]
    [InlineData("2027-01", "2030-12", "near_poor")]
    [InlineData("2027-01", "2030-12", "none")]
    public void Every_class_of_every_period_and_area_has_at_least_three_cases(string first, string last, string value)
    {
        foreach (var urban in new[] { "true", "false" })
        {
            var cases = PovertyCheck.All.Count(check => string.CompareOrdinal(first, check.Month) <= 0 && string.CompareOrdinal(check.Month, last) <= 0
                && check.Household.GetValueOrDefault("urban") == urban && Of(check, "poverty").Any(status => status.Value == value));
            Assert.True(cases >= 3, $"{value}, urban {urban}: {cases}");
        }
    }

    /// <summary>A decision of the yearly review, 1 September and later, is for the whole following year; any other from its day to the end of its year.</summary>
    [Fact]
    public void Every_period_follows_from_the_day_of_the_decision()
    {
        Assert.True(PovertyCheck.Periods.Count >= 9);
        foreach (var (where, decided, from, to) in PovertyCheck.Periods)
        {
            var yearly = decided.Month >= 9;
            Assert.True(from == (yearly ? new DateOnly(decided.Year + 1, 1, 1) : decided) && to == new DateOnly(decided.Year + (yearly ? 1 : 0), 12, 31), where);
        }
    }

    private static IEnumerable<ExpectedStatus> Of(PovertyCheck check, string status) =>
        check.Expected.GetValueOrDefault(PovertyCheck.OfHousehold)?.Where(expected => expected.Status == status) ?? [];

    private static void NoFault(Func<PovertyCheck, IEnumerable<string>> find)
    {
        Assert.True(PovertyCheck.All.Count > 200);
        var faults = PovertyCheck.All.SelectMany(check => find(check).Select(fault => $"{check.Where} {check.Month}: {fault}")).ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }
}
