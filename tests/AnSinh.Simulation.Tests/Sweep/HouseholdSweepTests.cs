using AnSinh.Law;
using AnSinh.Simulation.Sweep;
using AnSinh.Simulation.Tests.Commune;
using Xunit;

namespace AnSinh.Simulation.Tests.Sweep;

/// <summary>Small households made by hand, swept for November 2026 as known on the 30th.</summary>
public sealed class HouseholdSweepTests
{
    private static readonly LawPack Pack = LawPack.Load(Path.Combine(SampleFixture.Root(), "law", "vn"));
    private static readonly BenefitMonth November = new(2026, 11);
    private static readonly DateOnly Known = new(2026, 11, 30);

    private static readonly CaseCoverage[] Covered = [.. Pack.Facts.Sources.Where(source => source.Code != "survey").Select(source => new CaseCoverage(source.Code, Known))];

    private static CaseHousehold Household(string? poverty, params CasePerson[] people) => new()
    {
        Id = new("h"),
        Place = PlaceCode.Parse("05206"),
        Province = PlaceCode.Parse("25"),
        Coverage = Covered,
        Facts = poverty is null ? [] : [new CaseFact("poverty_status", poverty), new CaseFact("extremely_disadvantaged", "true")],
        People = people,
    };

    private static CasePerson Person(string id, string born, (string Code, string Value)[]? facts = null, string[]? awards = null, CaseDeath? died = null) => new()
    {
        Id = new(id),
        Born = BirthDate.Parse(born),
        Sex = Sex.Female,
        Died = died,
        Facts = [.. (facts ?? []).Select(fact => new CaseFact(fact.Code, fact.Value)), new CaseFact("marital_status", "married")],
        Awards = [.. (awards ?? []).Select(award => new CaseAward(new(award), new(2025, 8)))],
    };

    private static IReadOnlyList<SweepEntry> Sweep(CaseHousehold household, SweepKind kind) =>
        [.. new HouseholdSweep(Pack, November, Known).Of(new Determiner(Pack), household).Where(entry => entry.Kind == kind)];

    [Theory]
    [InlineData("1951-11-30", 540_000)]
    [InlineData("1951-12-01", 0)]
    public void Somebody_of_75_without_a_decision_is_entitled_and_not_served_from_the_month_of_the_birthday(string born, long amount)
    {
        var found = Sweep(Household(null, Person("a", born)), SweepKind.NotServed);
        Assert.Equal(amount, Vnd.Sum(found.Select(entry => entry.Amount)).Amount);
        Assert.All(found, entry => Assert.Equal([new BenefitId("htxh.75")], entry.Benefits));
    }

    [Fact]
    public void A_decision_on_the_benefit_or_on_one_that_continues_into_it_serves()
    {
        Assert.Empty(Sweep(Household(null, Person("a", "1950-03-02", awards: ["htxh.75"])), SweepKind.NotServed));
        Assert.Empty(Sweep(Household("poor", Person("a", "1951-03-02", [("supporter_status", "able")], ["htxh.70_74"])), SweepKind.NotServed));
    }

    [Fact]
    public void What_serving_would_add_is_the_higher_benefit_less_what_is_paid_already()
    {
        var entry = Assert.Single(Sweep(Household(null, Person("a", "1950-03-02", [("disability_level", "severe")], ["htxh.75"])), SweepKind.NotServed));
        Assert.Equal([new BenefitId("tgxh.6.nang")], entry.Benefits);
        var level = Assert.Single(Sweep(Household(null, Person("a", "1950-03-02")), SweepKind.NotServed)).Amount;
        Assert.Equal(level, entry.Amount); // 2,0 owed, 1,0 paid
    }

    [Fact]
    public void An_old_person_of_a_poor_household_whom_nobody_asked_about_a_supporter_may_be_entitled_and_the_question_is_named()
    {
        var entry = Assert.Single(Sweep(Household("poor", Person("a", "1962-03-02")), SweepKind.MayBe));
        Assert.Equal(["supporter_status"], entry.Facts);
        Assert.Contains("Người phụng dưỡng", Assert.Single(entry.Texts).Vi, StringComparison.Ordinal);
        Assert.Empty(Sweep(Household("poor", Person("a", "1962-03-02", [("supporter_status", "able")])), SweepKind.MayBe));
        Assert.Empty(Sweep(Household(null, Person("a", "1962-03-02")), SweepKind.MayBe));
    }

    [Fact]
    public void A_year_of_birth_alone_asks_for_the_day_where_it_decides() =>
        Assert.Contains("born", Assert.Single(Sweep(Household(null, Person("a", "1951")), SweepKind.MayBe)).Facts);

    [Fact]
    public void A_decision_whose_conditions_are_gone_is_listed_with_the_reason()
    {
        var entry = Assert.Single(Sweep(Household("near_poor", Person("a", "1962-03-02", [("supporter_status", "none")], ["tgxh.5.a"])), SweepKind.NoLongerEntitled));
        Assert.Equal([new BenefitId("tgxh.5.a")], entry.Benefits);
        Assert.NotEmpty(entry.Texts);
        Assert.Contains("poverty_status", entry.Facts);
        Assert.Contains("Điều 5 khoản 5", entry.Ref, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ncc.dd.nha", false)] // decided for one month
    [InlineData("ncc.tho_cung", false)] // due in July alone
    [InlineData("ncc.tb", true)]
    public void A_benefit_decided_for_one_month_has_not_ended_in_the_next(string benefit, bool isListed) =>
        Assert.Equal(isListed, Sweep(Household(null, Person("a", "1955-03-02", awards: [benefit])), SweepKind.NoLongerEntitled).Any());

    [Fact]
    public void A_death_stops_from_the_month_after_and_is_the_reason()
    {
        Assert.Empty(Sweep(Household(null, Person("a", "1940-03-02", awards: ["htxh.75"], died: new(new(2026, 11, 2)))), SweepKind.NoLongerEntitled));
        var entry = Assert.Single(Sweep(Household(null, Person("a", "1940-03-02", awards: ["htxh.75"], died: new(new(2026, 10, 31)))), SweepKind.NoLongerEntitled));
        Assert.Contains("31/10/2026", entry.Texts[0].Vi, StringComparison.Ordinal);
        Assert.Empty(Sweep(Household(null, Person("a", "1940-03-02", awards: ["htxh.75"], died: new(new(2026, 10, 31), new(2026, 12, 5)))), SweepKind.NoLongerEntitled));
    }

    [Fact]
    public void A_birthday_that_changes_what_is_owed_is_announced_and_one_that_does_not_is_not()
    {
        var entry = Assert.Single(Sweep(Household(null, Person("a", "1952-01-15")), SweepKind.Soon));
        Assert.Contains("75", entry.Texts[0].Vi, StringComparison.Ordinal);
        Assert.Empty(Sweep(Household(null, Person("a", "1952-01-15", [("pension_amount", "4000000")])), SweepKind.Soon));
        Assert.Empty(Sweep(Household(null, Person("a", "2010-01-15")), SweepKind.Soon));
        var child = Assert.Single(Sweep(Household("poor", Person("a", "2024-01-15", awards: ["tgxh.7"])), SweepKind.Soon));
        Assert.Equal([new BenefitId("tgxh.7")], child.Benefits);
    }

    [Fact]
    public void An_ending_certificate_is_announced()
    {
        var person = Person("a", "1990-01-15", awards: ["tgxh.6.nang"]) with { Facts = [new CaseFact("disability_level", "severe", new DateRange(null, new(2026, 12, 31))), new CaseFact("marital_status", "married")] };
        var entry = Assert.Single(Sweep(Household(null, person), SweepKind.Soon));
        Assert.Equal(["disability_level"], entry.Facts);
    }

    [Theory]
    [InlineData("=HYPERLINK(1)", "'=HYPERLINK(1)")]
    [InlineData("+84", "'+84")]
    [InlineData("@x, y", "\"'@x, y\"")]
    [InlineData("Bùi Thị \"Hoa\"", "\"Bùi Thị \"\"Hoa\"\"\"")]
    public void A_cell_never_runs_as_a_formula(string name, string cell)
    {
        var entry = new SweepEntry(SweepKind.MayBe, PlaceCode.Parse("05206"), new("h"), new("p"), name, BirthDate.OfYear(1951), [], Vnd.Zero, [], [], "");
        Assert.Contains($",{cell},", new SweepFiles(Pack, November, Known, vietnamese: true).Csv([entry]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_work_list_for_print_names_the_place_and_escapes_what_it_quotes()
    {
        var entry = new SweepEntry(SweepKind.NotServed, PlaceCode.Parse("05206"), new("h"), new("p"), "<b>", BirthDate.OfYear(1951), [new("htxh.75")], new(1), [new("vì & thế", "")], [], "");
        var html = new SweepFiles(Pack, November, Known, vietnamese: true, "Dữ liệu giả lập").Of(entry.Place, [entry]).Single(file => file.Name.EndsWith(".html", StringComparison.Ordinal)).Text;
        Assert.Contains("Tân Mai", html, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;", html, StringComparison.Ordinal);
        Assert.Contains("vì &amp; thế", html, StringComparison.Ordinal);
        Assert.Contains("không niêm yết", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<td><b>", html, StringComparison.Ordinal);
    }
}
