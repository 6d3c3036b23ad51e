using AnSinh.Casework.Cases;
using AnSinh.Casework.Cases.Access;
using AnSinh.Casework.Cases.Applications;
using AnSinh.Casework.Cases.Changes;
using AnSinh.Casework.Cases.Complaints;
using AnSinh.Casework.Cases.Duplicates;
using AnSinh.Casework.Cases.Satisfaction;
using AnSinh.Casework.Cases.Worklists;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;
using Dapper;
using Xunit;

namespace AnSinh.Casework.Tests.Cases;

/// <summary>Changes, duplicates, work lists, satisfaction and the access report.</summary>
public sealed class OfficeTests : IDisposable
{
    private static readonly BenefitMonth August = new(2026, 8);
    private readonly CaseWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Two_changes_of_one_fact_the_second_shows_both_versions()
    {
        var person = _world.Alone("H1", "Bùi Thị Hoà", "1947-03-10");
        _world.Fact(person, "pension_amount", "300000");
        FactChange Change(string value) => new("", "pension_amount", person, value, new DateOnly(2026, 8, 1), null, "insurance_data");
        var (first, second) = (ChangeCase.Open(_world.Book, [Change("400000")], _world.Asked(person), CaseWorld.Loan).File, ChangeCase.Open(_world.Book, [Change("450000")], _world.Asked(person), CaseWorld.Minh).File);
        foreach (var file in new[] { first, second })
        {
            _world.Attach(file.Id);
            _world.Propose(file.Id, "change");
        }

        _world.Decide(first.Id, "1/XN");
        var conflict = Assert.Throws<CaseConflictException>(() => _world.Decide(second.Id, "2/XN"));
        Assert.Contains("300000", conflict.Seen, StringComparison.Ordinal);
        Assert.DoesNotContain("400000", conflict.Seen, StringComparison.Ordinal);
        Assert.Contains("400000", conflict.Now, StringComparison.Ordinal);
        Assert.Throws<CaseConflictException>(() => ChangeCase.Open(_world.Book, [Change("1") with { Seen = conflict.Seen }], _world.Asked(person), CaseWorld.Loan));
        Assert.Equal(CaseStage.Returned, CaseSteps.Return(_world.Book, second.Id, "đã có người sửa", CaseWorld.Chair).Stage);
    }

    [Fact]
    public void Every_fault_of_a_change_is_said_at_once()
    {
        var person = _world.Alone("H1", "Bùi Thị Hoà", "1947-03-10");
        var refused = Assert.Throws<CaseRefusedException>(() => ChangeCase.Open(
            _world.Book,
            [new FactChange("", "no_such", person, "1", _world.Today, null, ""), new FactChange("", "pension_amount", person, "nhiều", _world.Today, null, ""), new NumberChange("", person, "123"), new AccountChange("", person, "", "1 2", "X", _world.Today, _world.Today)],
            _world.Asked(person), CaseWorld.Loan));
        Assert.Equal(4, refused.Faults.Count);
    }

    [Fact]
    public void Namesakes_whose_dates_cannot_both_be_true_are_no_candidates_and_those_kept_apart_do_not_come_back()
    {
        var first = _world.Alone("H1", "Nguyễn Thị Hòa", "1950-01-02");
        var second = _world.Alone("H2", "Nguyễn Thị Hoà", "1950");
        _world.Alone("H3", "Nguyễn Thị Hoa", "1950-07-08");
        _world.Alone("H4", "Nguyễn Thị Hoà", "1951-01-02");
        _world.Alone("H5", "Nguyễn Thị Hoà", "1950-01-02", Sex.Male);
        var pairs = new DuplicateSearch(_world.Book).All();
        Assert.Equal(2, pairs.Count);
        Assert.All(pairs, pair => Assert.Contains(second, new[] { pair.Kept.Id, pair.Other.Id }));
        Assert.Single(new DuplicateSearch(_world.Book).Of(first));
        Assert.Empty(new DuplicateSearch(_world.BookOf(AreaScope.Of(CaseWorld.There))).All());
        var file = DuplicateCase.Open(_world.Book, first, second, _world.Asked(), CaseWorld.Loan).File;
        Assert.Throws<CaseRefusedException>(() => _world.Propose(file.Id, "apart"));
        _world.Propose(file.Id, "apart", "Hai người khác nhau, đã gặp cả hai");
        _world.Decide(file.Id, "1/XN");
        Assert.Empty(new DuplicateSearch(_world.Book).Of(first));
        Assert.Single(new DuplicateSearch(_world.Book).All());
    }

    [Fact]
    public void Work_lists_are_accepted_put_off_or_found_wrong_and_errors_are_counted()
    {
        _world.Cover(CaseWorld.Here);
        var people = Enumerable.Range(1, 4).Select(index => _world.Alone($"H{index}", $"Bùi Thị {index}", "1947-03-10")).ToList();
        WorkItem Item(int index) => new("not_served", August, CaseWorld.Here, new HouseholdId($"H{index + 1}"), people[index], [new BenefitId("htxh.75")]);
        var opened = WorklistAnswers.Execute(_world.Book, Item(0), new WorkReply(WorkAnswer.Accept), CaseWorld.Loan)!;
        Assert.Equal((CaseKind.Application, "htxh.75"), (opened.Kind, ((BenefitsAsked)opened.Request).Benefits.Single().Value));
        WorklistAnswers.Execute(_world.Book, Item(1), new WorkReply(WorkAnswer.NotNow, Until: new DateOnly(2026, 9, 1)), CaseWorld.Loan);
        WorklistAnswers.Execute(_world.Book, Item(2), new WorkReply(WorkAnswer.Wrong, Reason: "served", Note: "đã hưởng lương hưu cao hơn"), CaseWorld.Loan);
        WorklistAnswers.Execute(_world.Book, Item(3), new WorkReply(WorkAnswer.Ask, Fact: "pension_amount"), CaseWorld.Loan);
        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(index => Given(CaseWorld.Here).IsAnswered(Item(index), _world.Today)));
        Assert.False(Given(CaseWorld.Here).IsAnswered(Item(1), new DateOnly(2026, 9, 1)));
        Assert.Equal((WorkAnswer.Wrong, "served", "đã hưởng lương hưu cao hơn"), (Given(CaseWorld.Here).Last(Item(2))!.Reply.Answer, Given(CaseWorld.Here).Last(Item(2))!.Reply.Reason, Given(CaseWorld.Here).Last(Item(2))!.Reply.Note));
        Assert.Equal(opened.Id, Given(CaseWorld.Here).Last(Item(0))!.Case);
        Assert.Null(Given(CaseWorld.There).Last(Item(0)));
        _world.Fact(people[2], "pension_amount", "0");
        Assert.False(Given(CaseWorld.Here).IsAnswered(Item(2), _world.Today));
        var errors = Assert.Single(WorklistAnswers.Errors(_world.Book, new DateOnly(2026, 8, 1), _world.Today));
        Assert.Equal((4, 1, 250, 1), (errors.Answered, errors.Wrong, errors.WrongPerMille, errors.Reasons["served"]));
        Assert.Empty(WorklistAnswers.Errors(_world.BookOf(AreaScope.Of(CaseWorld.There)), new DateOnly(2026, 8, 1), _world.Today));
        Assert.Throws<CaseRefusedException>(() => WorklistAnswers.Execute(_world.Book, Item(0), new WorkReply(WorkAnswer.Wrong, Reason: "vì thế"), CaseWorld.Loan));
        Assert.Throws<CaseRefusedException>(() => WorklistAnswers.Execute(_world.BookOf(AreaScope.Of(CaseWorld.There)), Item(0), new WorkReply(WorkAnswer.Accept), CaseWorld.Loan));
    }

    private GivenAnswers Given(PlaceCode commune) => GivenAnswers.Of(_world.Book, commune);

    [Fact]
    public void Satisfaction_is_answered_once_leaves_no_trace_and_hides_small_cells()
    {
        var codes = Enumerable.Range(0, 7).Select(index => Decided(CaseWorld.Here, index)).Concat(Enumerable.Range(0, 2).Select(index => Decided(CaseWorld.There, index))).ToList();
        foreach (var (code, index) in codes.Select((code, index) => (code, index)))
        {
            Assert.True(SatisfactionSurvey.Answer(_world.Database, code, 4 + index % 2));
            Assert.False(SatisfactionSurvey.Answer(_world.Database, code, 1));
        }

        Assert.False(SatisfactionSurvey.Answer(_world.Database, "AAAA-AAAA-AAAA-AAAA", 5));
        Assert.Throws<CaseRefusedException>(() => SatisfactionSurvey.Answer(_world.Database, codes[0], 6));
        Assert.Equal(
            [new SatisfactionCell(CaseWorld.There, null, null), new SatisfactionCell(CaseWorld.Here, 7, 44)], SatisfactionSurvey.ByCommune(_world.BookOf(AreaScope.All), August, August).OrderBy(cell => cell.Answers ?? 0));
        using var connection = _world.Database.Connect();
        Assert.Equal(0, connection.ExecuteScalar<long>("select count(*) from satisfaction_token"));
        Assert.Equal(["answer", "commune", "month", "province", "score"], connection.Query<string>("select name from pragma_table_info('satisfaction_answer') order by name"));
    }

    [Fact]
    public void A_person_learns_what_is_held_who_wrote_it_and_who_looked()
    {
        _world.Cover(CaseWorld.Here);
        var person = _world.Alone("H1", "Bùi Thị Hoà", "1947-03-10");
        _world.Fact(person, "pension_amount", "0");
        var file = _world.Apply(person, "htxh.75");
        _world.Attach(file.Id);
        _world.Propose(file.Id);
        _world.Decide(file.Id, "12/QĐ-UBND");
        RecordViews.Execute(_world.Database, [new RecordView(person, "loan", "case", "trang người", file.Id), new RecordView(person, "tra-soat", "audit", "xuất danh sách")]);
        Assert.Throws<CaseRefusedException>(() => RecordViews.Execute(_world.Database, [new RecordView(person, "loan", "tò mò", "trang người")]));
        var report = AccessReport.Of(_world.Book, person);
        Assert.Equal(["loan case", "tra-soat audit"], report.Views.Select(view => $"{view.Viewer} {view.Purpose}"));
        Assert.Equal(("pension_amount", "12/QĐ-UBND", file.Id, "giay.pdf"), (report.Facts.Single().Fact.Code, report.Awards.Single().DecisionNumber, report.Cases.Single().Id, report.Cases.Single().Documents.Single().Name));
        Assert.Contains(report.Writes, write => write is { Actor: "chu-tich", Action: "award.granted" });
        Assert.Throws<CaseRefusedException>(() => AccessReport.Of(_world.BookOf(AreaScope.Of(CaseWorld.There)), person));

        var request = ComplaintCase.OpenAccess(_world.Book, person, _world.Asked(person), CaseWorld.Loan).File;
        Assert.Equal("thoi_han.du_lieu_cung_cap", request.Clock!.Parameter);
    }

    [Fact]
    public void Nothing_that_people_say_stands_in_the_clear()
    {
        var person = _world.Alone("H1", "Bùi Thị Hoà", "1947-03-10");
        ApplicationCase.Open(_world.Book, _world.Asked(person, "bí mật: nhiễm HIV"), CaseWorld.Loan);
        ComplaintCase.OpenGrievance(_world.Book, CaseWorld.Here, "other", _world.Asked(text: "bí mật: tên cán bộ"), CaseWorld.Loan);
        using var connection = _world.Database.Connect();
        foreach (var payload in connection.Query<byte[]>("select payload from case_event"))
        {
            Assert.DoesNotContain("HIV", System.Text.Encoding.UTF8.GetString(payload), StringComparison.Ordinal);
            Assert.DoesNotContain("bí mật", System.Text.Encoding.UTF8.GetString(payload), StringComparison.Ordinal);
        }

        Assert.Equal(2, connection.ExecuteScalar<long>("select count(*) from audit_event where action = 'case.opened'"));
    }

    /// <summary>A grievance that was answered, and the code for its one question.</summary>
    private string Decided(PlaceCode commune, int index)
    {
        var book = _world.BookOf(AreaScope.All);
        var file = ComplaintCase.OpenGrievance(book, commune, "other", _world.Asked(text: $"Việc {index}"), CaseWorld.Loan).File;
        _world.Propose(file.Id, "answered", "Đã trả lời", book: book);
        _world.Decide(file.Id, $"{index}/TL", book: book);
        return SatisfactionSurvey.CodeOf(book, file.Id)!;
    }
}
