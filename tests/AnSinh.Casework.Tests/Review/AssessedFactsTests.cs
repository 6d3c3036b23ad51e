using AnSinh.Casework.Review.Rounds;
using AnSinh.Casework.Review.Steps;
using AnSinh.Law;
using AnSinh.Registry;
using Xunit;

namespace AnSinh.Casework.Tests.Review;

/// <summary>From when what was assessed counts: an old woman of the near-poor household A2 draws the social pension of 70 to 74.</summary>
public sealed class AssessedFactsTests : IDisposable
{
    private static readonly HouseholdId A2 = new("A2");
    private static readonly BenefitId Pension = new("htxh.70_74");

    private readonly ReviewFixture _fixture = new();
    private readonly PersonId _woman;

    public AssessedFactsTests()
    {
        using var commit = _fixture.Book.Register.Begin("nhập", "test");
        _woman = commit.RegisterPerson(ProvisionalNumber.OfSerial(99), new PersonDetails("Bùi Thị Già", BirthDate.Parse("1953-03-01"), Sex.Female, "Mường"));
        commit.SetMembership(_woman, new Membership(A2, "parent", new DateRange(new DateOnly(2021, 7, 1), null)));
        foreach (var source in InstalledPack.Pack.Facts.Sources)
        {
            commit.RecordCoverage(source.Code, ReviewFixture.Commune, new DateOnly(2027, 12, 31));
        }

        commit.Commit();
    }

    [Fact]
    public void An_assessment_above_the_line_in_autumn_stops_nothing_of_this_year_and_counts_from_the_first_of_January()
    {
        Assert.Equal("owed", Standing("2026-10"));
        var round = _fixture.OpenYearly();
        Assert.True(Assert.Single(_fixture.Import(round, _fixture.Filled(round, "Xóm 1", "x1.xlsx", sheet => sheet.Income("A2", 4_000_000, lacks: 0)))).Accepted);
        foreach (var month in new[] { "2026-09", "2026-10", "2026-11", "2026-12" })
        {
            Assert.Equal((month, "owed"), (month, Standing(month)));
        }

        Assert.Equal("stopped", Standing("2027-01"));
        Assert.All(Facts(), fact => Assert.Equal("2027-01-01/", fact.Valid.ToString()));
        Decide(round, "Xóm 1");
        Assert.Equal(("owed", "refused"), (Standing("2026-12"), Standing("2027-01")));
        Assert.All(Facts(), fact => Assert.Equal("2027-01-01/", fact.Valid.ToString()));
    }

    [Fact]
    public void The_round_of_autumn_classifies_by_the_standard_of_the_year_it_decides_about()
    {
        var round = _fixture.OpenYearly();
        Assert.Equal("poverty_review/2", round.Form);
        Assert.True(Assert.Single(_fixture.Import(round, _fixture.Filled(round, "Xóm 1", "x1.xlsx", sheet => sheet.Income("A1", 2_200_000, lacks: 3).Income("A2", 2_200_001, lacks: 12)))).Accepted);
        Assert.Equal(("poor", "none"), (_fixture.Case(round, "A1").Proposal!.Status, _fixture.Case(round, "A2").Proposal!.Status));
        var january = Assert.Single(_fixture.Book.Register.Now().Households(AreaScope.All, new BenefitMonth(2027, 1)), household => household.Id == new HouseholdId("A1"));
        Assert.Equal("poor", new Determiner(InstalledPack.Pack).Statuses(january, new BenefitMonth(2027, 1), _fixture.Book.Today).Single(status => status.Status == "poverty").Value);
    }

    [Fact]
    public void An_assessment_on_request_counts_from_the_month_after_the_decision_which_still_counts_the_status_before()
    {
        var round = OpenAdHoc();
        Assert.Empty(Facts());
        Assert.Equal(("owed", "owed"), (Standing("2026-06"), Standing("2026-07")));
        _fixture.On(6, 18);
        DecideRound.Execute(_fixture.Book, round, null, "7/QĐ-UBND", new DateOnly(2026, 6, 18), readyOnly: false, "chutich");
        Assert.All(Facts(), fact => Assert.Equal("2026-07-01/", fact.Valid.ToString()));
        Assert.Equal(("owed", "owed", "refused"), (Standing("2026-05"), Standing("2026-06"), Standing("2026-07")));
    }

    [Fact]
    public void A_decision_later_than_the_day_fixed_before_moves_what_was_assessed_to_its_own_first_month()
    {
        var round = _fixture.OpenYearly();
        _fixture.On(2026, 12, 30);
        _fixture.Import(round, _fixture.Filled(round, "Xóm 1", "x1.xlsx", day: new DateOnly(2026, 12, 28)));
        Assert.All(Facts(), fact => Assert.Equal("2027-01-01/", fact.Valid.ToString()));
        Meet(round, new DateOnly(2026, 12, 29));
        _fixture.On(2027, 1, 12);
        DecideRound.Execute(_fixture.Book, round, "Xóm 1", "1/QĐ-UBND", new DateOnly(2027, 1, 12), readyOnly: false, "chutich");
        Assert.All(Facts(), fact => Assert.Equal("2027-02-01/", fact.Valid.ToString()));
    }

    [Fact]
    public void A_correction_leaves_one_value_of_each_fact()
    {
        var round = _fixture.Assessed();
        ImportAssessments.Execute(_fixture.Book, round, [_fixture.Filled(round, "Xóm 1", "c.xlsx", sheet => sheet.Income("A1", 1_500_000, lacks: 4).Income("A2", 1_900_000, lacks: 1).Income("A3", 2_500_000, lacks: 3))], correct: true, "loan");
        Assert.Equal("1900000", Assert.Single(Facts(), fact => fact.Code == "income_per_person").Value);
        Assert.Equal(Facts().Count, Facts().Select(fact => fact.Code).Distinct().Count());
    }

    public void Dispose() => _fixture.Dispose();

    private ReviewRound OpenAdHoc()
    {
        _fixture.On(6, 10);
        AskReview.Execute(_fixture.Book, [A2], ReviewReason.Request, new DateOnly(2026, 6, 10), "", "loan");
        _fixture.On(6, 16);
        var round = OpenRound.Execute(_fixture.Book, ReviewRound.AdHoc, 2026, 6, ReviewFixture.Commune, "loan").Round;
        Assert.True(Assert.Single(_fixture.Import(round, _fixture.Filled(round, "Xóm 1", "a.xlsx", sheet => sheet.Score("A2", 200, lacks: 0), day: new DateOnly(2026, 6, 16)))).Accepted);
        return round;
    }

    private void Decide(ReviewRound round, string village)
    {
        _fixture.On(10, 8);
        Meet(round, new DateOnly(2026, 10, 3));
        _fixture.On(10, 14);
        DecideRound.Execute(_fixture.Book, round, village, "12/QĐ-UBND", new DateOnly(2026, 10, 14), readyOnly: false, "chutich");
    }

    private void Meet(ReviewRound round, DateOnly day)
    {
        RecordMeeting.Execute(_fixture.Book, round, ReviewFixture.Meeting(agreed: 38) with { HeldOn = day }, "loan");
        PostResults.Execute(_fixture.Book, round, "Xóm 1", _fixture.Book.Today, "nhà văn hóa", "loan");
    }

    private List<FactEntry> Facts() => [.. _fixture.Book.Register.Now().Facts(AreaScope.All, A2).Select(record => record.Fact).Where(fact => fact.Source == "poverty_review")];

    /// <summary>What the law says today of the woman's pension in a month.</summary>
    private string Standing(string month)
    {
        var of = BenefitMonth.Parse(month);
        var household = _fixture.Book.Register.Now().Households(AreaScope.All, of).Single(one => one.Id == A2);
        var person = new Determiner(InstalledPack.Pack).Determine(household, of, _fixture.Book.Today).People.Single(one => one.Person == _woman);
        return person.Entitlements.Any(one => one.Benefit == Pension) ? "owed" : person.Stopped.Any(one => one.Benefit == Pension) ? "stopped" : person.Missing.Count > 0 ? "missing " + string.Join(',', person.Missing.Select(one => one.Fact)) : "refused";
    }
}
