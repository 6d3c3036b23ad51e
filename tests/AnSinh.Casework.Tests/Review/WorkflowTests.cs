using AnSinh.Casework.Review;
using AnSinh.Casework.Review.Papers;
using AnSinh.Casework.Review.Rounds;
using AnSinh.Casework.Review.Steps;
using AnSinh.Databases;
using AnSinh.Law;
using AnSinh.Registry;
using Dapper;
using Xunit;

namespace AnSinh.Casework.Tests.Review;

public sealed class SqliteWorkflowTests() : WorkflowTests(Dialect.Sqlite);

public sealed class PostgresWorkflowTests() : WorkflowTests(Dialect.Postgres);

public abstract class WorkflowTests(Dialect dialect) : IDisposable
{
    private static readonly DateOnly Posted = new(2026, 10, 8);

    private readonly ReviewFixture _fixture = new(dialect);

    [DialectFact]
    public void A_yearly_round_lists_poor_and_near_poor_households_and_those_that_asked()
    {
        _fixture.On(8, 30);
        Assert.Contains("01/09/2026", Refused(() => OpenRound.Execute(_fixture.Book, ReviewRound.Yearly, 2026, 0, ReviewFixture.Commune, "loan"))[0].Vi, StringComparison.Ordinal);
        AskReview.Execute(_fixture.Book, [new HouseholdId("B2")], ReviewReason.Request, new DateOnly(2026, 8, 29), "", "loan");
        var round = _fixture.OpenYearly();
        Assert.Equal(
            [("A1", "managed"), ("A2", "managed"), ("A3", "managed"), ("B1", "managed"), ("B2", "request")], ReviewCases.Read(_fixture.Book, round).All.Select(one => (one.Listed.Household.Value, one.Listed.Reason)));
        Assert.True(OpenRound.Execute(_fixture.Book, ReviewRound.Yearly, 2026, 0, ReviewFixture.Commune, "loan").Existed);
        Assert.Contains("đã có trong danh sách", Refused(() => AskReview.Execute(_fixture.Book, [new HouseholdId("B2")], ReviewReason.Request, new DateOnly(2026, 9, 4), "", "loan"))[0].Vi, StringComparison.Ordinal);
    }

    [DialectFact]
    public void Households_proposed_from_data_join_commune_by_commune_and_the_same_search_again_adds_none()
    {
        using (var commit = _fixture.Book.Register.Begin("nhập", "test"))
        {
            commit.RegisterHousehold(new HouseholdId("C1"), PlaceCode.Parse("05251"), new DateOnly(2021, 7, 1), "Xóm Xa");
            commit.Commit();
        }

        var found = new HashSet<HouseholdId> { new("B2"), new("A1"), new("C1"), new("gone") };
        var round = _fixture.OpenYearly();
        var proposed = AskReview.Propose(_fixture.Book, found, new DateOnly(2026, 9, 20), "", "loan");
        Assert.Equal([new(ReviewFixture.Commune, round, 1, 1), new(PlaceCode.Parse("05251"), null, 1, 0)], proposed);
        Assert.Equal("proposed", _fixture.Case(round, "B2").Listed.Reason);
        Assert.All(AskReview.Propose(_fixture.Book, found, new DateOnly(2026, 9, 20), "", "loan"), commune => Assert.Equal(0, commune.Added));
    }

    [DialectFact]
    public void An_ad_hoc_round_begins_on_the_fifteenth_and_is_decided_within_fifteen_days()
    {
        _fixture.On(6, 10);
        AskReview.Execute(_fixture.Book, [new HouseholdId("B2")], ReviewReason.Request, new DateOnly(2026, 6, 10), "", "loan");
        Assert.Contains("15/06/2026", Refused(() => OpenRound.Execute(_fixture.Book, ReviewRound.AdHoc, 2026, 6, ReviewFixture.Commune, "loan"))[0].Vi, StringComparison.Ordinal);
        _fixture.On(6, 15);
        var round = OpenRound.Execute(_fixture.Book, ReviewRound.AdHoc, 2026, 6, ReviewFixture.Commune, "loan").Round;
        var cases = ReviewCases.Read(_fixture.Book, round);
        Assert.Equal("B2", Assert.Single(cases.All).Listed.Household.Value);
        var clock = ReviewRounds.Clock(_fixture.Book, round, cases).ToDictionary(step => step.Step.Id);
        Assert.Equal((new DateOnly(2026, 6, 30), new DateOnly(2026, 7, 5)), (clock["decision"].Last, clock["monthly_report"].Last));

        _fixture.Import(round, _fixture.Filled(round, "Xóm 2", "b.xlsx", sheet => sheet.Score("B2", 100, lacks: 5), day: new DateOnly(2026, 6, 15)));
        var decision = Assert.Single(DecideRound.Execute(_fixture.Book, round, null, "7/QĐ-UBND", new DateOnly(2026, 6, 15), readyOnly: false, "chutich"));
        Assert.Equal(("poor", "recognised", new DateOnly(2026, 6, 15)), (decision.Status, decision.Outcome, decision.Valid.From));
    }

    [DialectTheory]
    [InlineData(40, 20, true)]
    [InlineData(41, 20, false)]
    [InlineData(41, 21, true)]
    [InlineData(1, 0, false)]
    public void Half_of_those_present_must_agree(int present, int agreed, bool enough)
    {
        var round = _fixture.Assessed();
        _fixture.On(10, 5);
        var result = RecordMeeting.Execute(_fixture.Book, round, ReviewFixture.Meeting(agreed, present), "loan");
        Assert.Equal(enough ? (3, 0) : (0, 3), (result.Agreed, result.Again));
        Assert.Equal(enough ? CaseState.Agreed : CaseState.Disagreed, _fixture.Case(round, "A1").State);
    }

    [DialectFact]
    public void A_household_not_agreed_to_is_assessed_again_and_meets_again()
    {
        var round = _fixture.Assessed();
        _fixture.On(10, 5);
        RecordMeeting.Execute(_fixture.Book, round, ReviewFixture.Meeting(38, 40, ("A3", 5)), "loan");
        var again = _fixture.Filled(round, "Xóm 1", "again.xlsx", sheet => sheet.Income("A3", 1_500_000, lacks: 3), day: new DateOnly(2026, 10, 5), again: true);
        Assert.Equal(1, Assert.Single(_fixture.Import(round, again)).Taken);
        Assert.Equal((CaseState.Classified, "poor"), (_fixture.Case(round, "A3").State, _fixture.Case(round, "A3").Proposal!.Status));
        Assert.Equal(CaseState.Agreed, _fixture.Case(round, "A1").State);
        Assert.Equal((0, 3), (Assert.Single(_fixture.Import(round, Path.Combine(_fixture.Folder, "x1.xlsx"))) is { Accepted: true } file ? (file.Taken, file.Unchanged) : default));
    }

    [DialectFact]
    public void A_record_of_a_meeting_that_contradicts_itself_is_refused_with_every_fault()
    {
        var round = _fixture.Assessed();
        var faults = Refused(() => RecordMeeting.Execute(
            _fixture.Book, round, new MeetingRecord("Xóm 1", new DateOnly(2026, 9, 30), "Lan", "lan", 10, 11, new Dictionary<HouseholdId, int> { [new("B1")] = 3 }), "loan"));
        Assert.Equal(4, faults.Count);
        Assert.Equal(CaseState.Classified, _fixture.Case(round, "A1").State);
    }

    [DialectFact]
    public void A_posting_runs_three_working_days_and_nothing_is_decided_before_it_ends()
    {
        var round = _fixture.Posted();
        Assert.Equal(new DateOnly(2026, 10, 13), _fixture.Case(round, "A1").Posting!.Until);
        _fixture.On(10, 13);
        Assert.Equal(3, Refused(() => DecideRound.Execute(_fixture.Book, round, "Xóm 1", "12/QĐ-UBND", new DateOnly(2026, 10, 13), false, "chutich")).Count);
        _fixture.On(10, 14);
        Assert.Contains("13/10/2026", Refused(() => DecideRound.Execute(_fixture.Book, round, "Xóm 1", "12/QĐ-UBND", new DateOnly(2026, 10, 13), false, "chutich"))[0].Vi, StringComparison.Ordinal);
        Assert.Equal(3, DecideRound.Execute(_fixture.Book, round, "Xóm 1", "12/QĐ-UBND", new DateOnly(2026, 10, 14), false, "chutich").Count);
    }

    [DialectTheory]
    [InlineData("loan")]
    [InlineData("LOAN")]
    public void Whoever_prepared_does_not_decide(string actor)
    {
        var round = _fixture.Posted();
        _fixture.On(10, 14);
        Assert.Contains("người khác phải quyết định", Assert.Single(Refused(() => DecideRound.Execute(_fixture.Book, round, "Xóm 1", "12/QĐ-UBND", new DateOnly(2026, 10, 14), false, actor))).Vi, StringComparison.Ordinal);
        Assert.Null(_fixture.Case(round, "A1").Decision);
    }

    [DialectFact]
    public void An_objection_holds_the_decision_up_until_the_household_was_examined_again()
    {
        var round = _fixture.Posted();
        _fixture.On(10, 12);
        RaiseObjection.Execute(_fixture.Book, round, new HouseholdId("A1"), new DateOnly(2026, 10, 12), "", "có xe tải", "loan");
        _fixture.On(10, 14);
        Assert.Equal("A1", Assert.Single(Refused(() => DecideRound.Execute(_fixture.Book, round, "Xóm 1", "12/QĐ-UBND", new DateOnly(2026, 10, 14), false, "chutich"))).Where);
        var again = _fixture.Filled(round, "Xóm 1", "again.xlsx", sheet => sheet.Income("A1", 1_500_000, lacks: 4), assessor: "Lò Văn Soát", day: new DateOnly(2026, 10, 14), again: true);
        Assert.Equal(1, Assert.Single(_fixture.Import(round, again)).Taken);
        Assert.Equal(CaseState.Ready, _fixture.Case(round, "A1").State);
    }

    [DialectFact]
    public void The_decision_becomes_a_fact_for_the_days_the_law_gives_and_ends_what_stood_before()
    {
        var round = _fixture.Posted();
        _fixture.On(10, 14);
        var decisions = DecideRound.Execute(_fixture.Book, round, "Xóm 1", "12/QĐ-UBND", new DateOnly(2026, 10, 14), false, "chutich");
        Assert.Equal([("A1", "kept"), ("A2", "kept"), ("A3", "left")], decisions.Select(one => (one.Household.Value, one.Outcome)));
        Assert.Equal(["0001/2027/GCN-05206", "0002/2027/GCN-05206", ""], decisions.Select(one => one.Certificate));
        var facts = _fixture.Book.Register.Now().Facts(AreaScope.All, new HouseholdId("A3")).Where(fact => fact.Fact.Code == "poverty_status").ToList();
        Assert.Equal(
            [("poor", "2026-01-01/2026-12-31"), ("none", "2027-01-01/2027-12-31")], facts.Select(fact => (fact.Fact.Value!, fact.Fact.Valid.ToString())));
        Assert.Equal("chutich", facts[1].RecordedBy);
        Assert.Equal(3, Events("review.decide"));
        Assert.Contains("1 hộ nghèo, 1 hộ cận nghèo, từ ngày 01 tháng 01 năm 2027", Text(Assert.Single(new ReviewPapers(_fixture.Book, round, "").Decision(null))), StringComparison.Ordinal);
    }

    [DialectFact]
    public void What_is_posted_names_the_village_and_the_head_and_nothing_else_of_the_household()
    {
        var round = _fixture.Posted();
        var page = Text(Assert.Single(new ReviewPapers(_fixture.Book, round, "").Posting(null)));
        Assert.Contains("Bùi Văn Một", page, StringComparison.Ordinal);
        Assert.DoesNotContain("1980", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Mường", page, StringComparison.Ordinal);
        Assert.DoesNotContain(">A1<", page, StringComparison.Ordinal);
    }

    [DialectFact]
    public void Outside_the_area_there_is_no_round_no_household_and_no_assessment()
    {
        var round = _fixture.Posted();
        var far = _fixture.BookOf(AreaScope.Of(PlaceCode.Parse("00004")));
        Assert.Empty(ReviewRounds.All(far));
        Assert.Empty(ReviewCases.Read(far, round).All);
        Assert.Empty(ReviewRounds.Steps(far, round));
        Assert.Empty(ReviewRounds.Meetings(far, round));
        Assert.Empty(ReviewRounds.Agreements(far, round));
        Assert.Empty(RoundRegister.Read(far, round.Commune, Posted).Dwellings);
        Assert.NotEmpty(Refused(() => OpenRound.Execute(far, ReviewRound.Yearly, 2026, 0, ReviewFixture.Commune, "loan")));
    }

    [DialectFact]
    public void What_somebody_else_wrote_in_between_is_not_written_over()
    {
        var book = _fixture.Book;
        var read = book.Database.Current();
        using (var other = book.Database.Begin("khác", "test"))
        {
            other.Commit();
        }

        Assert.Contains("chạy lại", Assert.Single(Refused(() => book.Begin("loan", "review.test", read).Dispose())).Vi, StringComparison.Ordinal);
        Assert.Equal(read.Next, book.Database.Current());
    }

    [DialectFact]
    public void Overdue_steps_are_shown_with_working_days()
    {
        var round = _fixture.OpenYearly();
        _fixture.On(11, 20);
        var clock = ReviewRounds.Clock(_fixture.Book, round, ReviewCases.Read(_fixture.Book, round)).ToDictionary(step => step.Step.Id);
        Assert.True(clock["preliminary_report"].IsOverdue(_fixture.Book.Today));
        Assert.Equal(-5, clock["preliminary_report"].WorkingDaysLeft);
        Assert.False(clock["decision"].IsOverdue(_fixture.Book.Today));
        Assert.DoesNotContain("consultation", clock.Keys);
    }

    public void Dispose()
    {
        _fixture.Dispose();
        GC.SuppressFinalize(this);
    }

    private static string Text(ReviewFile file) => System.Net.WebUtility.HtmlDecode(System.Text.Encoding.UTF8.GetString(file.Content));

    private static IReadOnlyList<ReviewFault> Refused(Action work) => Assert.Throws<ReviewRefusedException>(work).Faults;

    private long Events(string action)
    {
        using var connection = _fixture.Database.Connect();
        return connection.ExecuteScalar<long>("select count(*) from audit_event where action = @action", new { action });
    }
}
