using System.Text.Json;
using Xunit;

namespace AnSinh.Law.Tests.Pack;

/// <summary>Each thing the pack's mechanism can carry, on a small pack of nobody's law: tables, yearly and in-kind benefits, payees, contradictions, statuses, histories.</summary>
public class SmallPackTests
{
    private static readonly string Folder = Path.Combine(InstalledPack.Root, "tests", "AnSinh.Law.Tests", "SmallPack");
    private static readonly LawPack Pack = LawPack.Load(Folder);
    private static readonly CaseReader Reader = new(Pack.Facts, Pack.Benefits, commune => commune);

    [Fact]
    public void The_small_pack_is_sound() => Assert.Empty(PackCheck.Run(Pack).Select(fault => fault.En));

    [Fact]
    public void Every_case_comes_out_as_written()
    {
        var cases = Reader.ReadFile(Path.Combine(Folder, "cases", "mechanism.yaml"));
        var determiner = new Determiner(Pack);
        Assert.True(cases.Count > 8);
        var differences = string.Join("\n", cases.SelectMany(worked => CaseVerifier.Verify(worked, determiner)).Select(difference => $"{difference.Line} {difference.Month} {difference.Person}: {difference.En}"));
        Assert.True(differences.Length == 0, differences);
    }

    [Theory]
    [InlineData("2020-07", "2020-07", true)]
    [InlineData("2020-07", "2020-01", true)]
    [InlineData("2020-08", "2020-01", false)]
    [InlineData("2020-09", "2020-09", true)]
    [InlineData("2020-05", "2020-05", false)]
    [InlineData("2021-07", "2020-09", true)]
    public void A_yearly_benefit_is_paid_in_its_month_or_in_the_first_later_one(string month, string awarded, bool due) =>
        Assert.Equal(due, Pack.Benefits.Find(new BenefitId("yearly"))!.IsDue(BenefitMonth.Parse(month), BenefitMonth.Parse(awarded)));

    [Fact]
    public void A_rounded_amount_shows_the_product_before_rounding()
    {
        var yearly = Decide(0, "2020-12").Find(new PersonId("an"))!.Entitlements.Single(entitlement => entitlement.Per == BenefitPeriod.Year);
        Assert.Equal("0,9 x 3.012.000 = 2.710.800 ≈ 2.711.000", yearly.Calculation);
    }

    [Fact]
    public void Of_a_table_the_cell_read_is_shown_and_other_parameters_are_not()
    {
        var first = Decide(0, "2020-12").Find(new PersonId("an"))!.Entitlements[0];
        Assert.Equal(["bang: Tỷ lệ 22: 2.200.000"], first.Parameters.Select(parameter => $"{parameter.Id}: {parameter.Value.Vi}"));
    }

    [Fact]
    public void Readings_statuses_and_units_stand_in_the_answer()
    {
        using var contradiction = JsonDocument.Parse(DeterminationJson.Write(Decide(3, "2020-05")));
        var stopped = contradiction.RootElement.GetProperty("people")[0].GetProperty("stopped")[0];
        Assert.Equal(["", "first_kind@an", "second_kind@an"], stopped.GetProperty("readings").EnumerateArray().Select(reading => reading.GetProperty("without").GetString()));
        using var rice = JsonDocument.Parse(DeterminationJson.Write(Decide(5, "2020-05")));
        Assert.Equal("true", rice.RootElement.GetProperty("household").GetProperty("statuses")[0].GetProperty("value").GetString());
        var given = rice.RootElement.GetProperty("people")[0].GetProperty("entitlements")[0];
        Assert.Equal(("kg", 30), (given.GetProperty("unit").GetString(), given.GetProperty("quantity").GetInt32()));
    }

    [Fact]
    public void The_text_says_what_each_reading_would_give()
    {
        var text = new ExplanationText(Pack, vietnamese: true).Write(Decide(3, "2020-05"), person => person.Value, RefusalsShown.None);
        Assert.Contains("Nếu bỏ “Loại hai”: Một 2.200.000 ₫", text, StringComparison.Ordinal);
        Assert.Contains("Giữ nguyên như đã ghi: Một 2.200.000 ₫; Hai 2.200.000 ₫", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_status_begins_by_its_rule()
    {
        var period = new Determiner(Pack).StatusPeriod("poverty", new DateOnly(2020, 12, 10));
        Assert.Equal((new DateOnly(2021, 1, 1), null), (period.From, period.To));
    }

    [Theory]
    [InlineData("parameters/small.yaml", "22: 2200000", "24: 2200000", "24")]
    [InlineData("parameters/small.yaml", "22: 2200000, ", "", "22")]
    [InlineData("parameters/small.yaml", "value: 1500000", "table: { 21: 1 }", "value")]
    [InlineData("benefits.yaml", "per: year, due: 7", "per: year", "due")]
    [InlineData("benefits.yaml", "due: 7", "due: 13", "1 to 12")]
    [InlineData("benefits.yaml", "payee: heir", "payee: aunt", "heir")]
    [InlineData("benefits.yaml", "decision: classification", "decision: classes", "classes")]
    public void A_fault_in_what_the_mechanism_carries_is_named(string file, string right, string wrong, string expected)
    {
        var text = Pack.Files.Text(file)!;
        Assert.Contains(right, text, StringComparison.Ordinal);
        var exception = Assert.Throws<LawPackException>(() => LawPack.Load(Pack.Files.With(file, text.Replace(right, wrong, StringComparison.Ordinal))));
        Assert.Contains(exception.Faults, fault => fault.En.Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("benefits.yaml", "fact: heir,", "fact: percent,", "percent")]
    [InlineData("models/small.dmn", "<text>rice; yearly; aid</text>", "<text>rice; monthly</text>", "monthly")]
    [InlineData("benefits.yaml", "fact: poor", "fact: income", "income")]
    public void A_mechanism_that_points_nowhere_is_a_finding_of_the_check(string file, string right, string wrong, string expected)
    {
        var changed = LawPack.Load(Pack.Files.With(file, Pack.Files.Text(file)!.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.Contains(PackCheck.Run(changed), fault => fault.En.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_cell_of_a_table_has_a_mutant_and_a_changed_cell_breaks_a_case()
    {
        var cases = Reader.ReadFile(Path.Combine(Folder, "cases", "mechanism.yaml"));
        var run = new MutationRun(Pack, cases);
        string[] cells = ["21 2100000", "22 2200000", "23 2300000", "21 3100000", "22 3200000", "23 3300000"];
        Assert.All(cells, cell => Assert.Contains(run.Mutants, mutant => mutant.Place.StartsWith("bang:", StringComparison.Ordinal) && mutant.Change.StartsWith(cell + " ->", StringComparison.Ordinal)));
        var fates = run.Run([.. run.Mutants.Where(mutant => mutant.Change.StartsWith("22 2200000", StringComparison.Ordinal))], 1, _ => { });
        Assert.All(fates, fate => Assert.True(fate.Killed));
        Assert.NotEmpty(fates);
    }

    [Fact]
    public void Promises_that_a_level_breaks_are_found_with_the_months_and_the_share()
    {
        var findings = PackLint.Run(Pack, []).Where(finding => finding.Kind is "promise" or "target").ToList();
        var broken = Assert.Single(findings);
        Assert.Equal(("target", "line-half"), (broken.Kind, broken.Where));
        Assert.Contains("2020-01 – …, Poverty line 1.500.000 is 49.8 % of Standard 3.012.000, 50 % expected", broken.En, StringComparison.Ordinal);
    }

    [Fact]
    public void One_dong_more_at_the_line_costs_the_household_what_all_its_members_lose()
    {
        var households = Reader.ReadFile(Path.Combine(Folder, "lint", "households", "households.yaml"));
        var cliff = Assert.Single(PackLint.Run(Pack, households), finding => finding.Kind == "household-cliff");
        Assert.Contains("1.500.000 plus 1 đồng", cliff.En, StringComparison.Ordinal);
        Assert.Contains("6.024.000 ₫ a month lost", cliff.En, StringComparison.Ordinal);
    }

    private static HouseholdDetermination Decide(int index, string month)
    {
        var worked = Reader.ReadFile(Path.Combine(Folder, "cases", "mechanism.yaml"))[index];
        var asked = BenefitMonth.Parse(month);
        return new Determiner(Pack).Determine(worked.Household, asked, asked.Last);
    }
}
