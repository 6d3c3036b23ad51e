using AnSinh.Law.Tests.Pack;
using Xunit;

namespace AnSinh.Law.Tests.Life;

/// <summary>A life followed month by month: what comes when, what ends when, and why.</summary>
public class LifeCourseTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);
    private static readonly LifeCourse Course = new(new Determiner(InstalledPack.Pack), Today);

    private static LifeAnswer Follow(string yaml, string from, string to)
    {
        var faults = new PackFaults();
        var worked = InstalledPack.Reader.Read("case.yaml", yaml, faults).Single();
        Assert.Empty(faults.All);
        return Course.Follow(worked.Household, BenefitMonth.Parse(from), BenefitMonth.Parse(to));
    }

    private const string Orphan = """
        household: { place: "05206", facts: { poverty_status: none } }
        coverage: all
        people: [ { id: an, born: 2019-08-20, sex: female, facts: { father_status: dead, mother_status: dead, studying: true, stable_income: false, marital_status: never_married } } ]
        month: 2026-11
        """;

    [Fact]
    public void An_orphan_grows_out_of_one_benefit_into_the_next_and_levels_change_by_law()
    {
        var stretches = Follow(Orphan, "2021-07", "2045-01").Stretches;
        Assert.Equal(
            [
                "tgxh.1.b 2021-07..2023-07 900000 Changed", "tgxh.1.b 2023-08..2024-06 540000 Changed", "tgxh.1.b 2024-07..2026-06 750000 Changed",
                "tgxh.1.b 2026-07..2035-08 810000 Refused", "tgxh.2 2035-09..2041-08 810000 Refused",
            ],
            stretches.Select(stretch => $"{stretch.First.Benefit} {stretch.From}..{stretch.To} {stretch.First.Amount.Amount} {stretch.End}"));
        Assert.Contains(stretches[3].Refused!.Because, failed => failed.Needed == "< 16");
    }

    [Fact]
    public void Each_month_is_what_the_month_decided_by_itself_says()
    {
        var life = Follow(Orphan, "2021-07", "2036-12");
        var worked = InstalledPack.Reader.Read("case.yaml", Orphan, new PackFaults()).Single();
        var determiner = new Determiner(InstalledPack.Pack);
        foreach (var month in BenefitMonth.Parse("2021-07").To(BenefitMonth.Parse("2035-08")).Where(month => month.Index % 7 == 0))
        {
            var alone = determiner.Determine(worked.Household, month, Today).People[0].Entitlements.Sum(entitlement => entitlement.Amount.Amount);
            var followed = life.Stretches.Where(stretch => stretch.From <= month && month <= stretch.To).Sum(stretch => stretch.First.Amount.Amount);
            Assert.Equal((month, alone), (month, followed));
        }
    }

    [Fact]
    public void The_text_says_which_law_changed_an_amount_and_which_age_ended_it()
    {
        var text = new LifeText(InstalledPack.Pack, vietnamese: true).Write(Follow(Orphan, "2021-07", "2045-01"), person => person.Value);
        Assert.Contains("Mức chuẩn trợ giúp xã hội 540.000 (Nghị định 335/2026/NĐ-CP, Điều 4)", text, StringComparison.Ordinal);
        Assert.Contains("Thôi hưởng: Tuổi cần dưới 16, khi đó là 16", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_benefit_that_another_replaces_says_which()
    {
        var life = Follow("""
            household: { place: "05206", facts: { poverty_status: none } }
            coverage: all
            people: [ { id: cu, born: 1952-03-10, sex: male, facts: { disability_level: { value: severe, from: 2028-05-01 }, marital_status: married } } ]
            month: 2026-11
            """, "2026-11", "2028-12");
        var pension = Assert.Single(life.Stretches, stretch => stretch.First.Benefit.Value == "htxh.75");
        Assert.Equal((LifeEnd.Replaced, "tgxh.6.nang", "2028-04"), (pension.End, pension.Replaced!.Value.Benefit.Value, pension.To.ToString()));
    }

    [Fact]
    public void What_nobody_knows_is_asked_for_the_months_in_which_it_matters()
    {
        var life = Follow("""
            household: { place: "05206", facts: { poverty_status: poor } }
            coverage: all
            people: [ { id: cu, born: 1970-03-10, sex: male, facts: { marital_status: married } } ]
            month: 2026-11
            """, "2026-11", "2031-01");
        var question = Assert.Single(life.Questions, question => question.Fact == "supporter_status");
        Assert.Equal(("2030-03", "2031-01"), (question.From.ToString(), question.To.ToString()));
    }

    [Fact]
    public void Nothing_is_owed_after_death()
    {
        var life = Follow("""
            household: { place: "05206", facts: { poverty_status: none } }
            coverage: all
            people: [ { id: cu, born: 1940-03-10, sex: male, died: 2026-08-03, facts: { marital_status: married } } ]
            month: 2026-11
            """, "2026-06", "2026-12");
        Assert.All(life.Stretches, stretch => Assert.True(stretch.To <= BenefitMonth.Parse("2026-08")));
        Assert.Equal("2026-08", life.Stretches.Where(stretch => stretch.First.Benefit.Value == "htxh.75").Max(stretch => stretch.To).ToString());
    }
}
