using AnSinh.Casework.Cases;
using AnSinh.Casework.Cases.Applications;
using AnSinh.Casework.Cases.Changes;
using AnSinh.Casework.Cases.Complaints;
using AnSinh.Casework.Cases.Duplicates;
using AnSinh.Casework.Cases.Intake;
using AnSinh.Casework.Cases.Life;
using AnSinh.Databases;
using AnSinh.Law;
using AnSinh.Registry;
using Xunit;

namespace AnSinh.Casework.Tests.Cases;

public sealed class SqliteDossierTests() : DossierTests(Dialect.Sqlite);

public sealed class PostgresDossierTests() : DossierTests(Dialect.Postgres);

/// <summary>Ten dossiers from the counter to the payroll: where each stands after every step, until when, who did what, and what is paid in the end.</summary>
public abstract class DossierTests : IDisposable
{
    private static readonly BenefitMonth August = new(2026, 8);
    private static readonly BenefitMonth September = new(2026, 9);
    private static readonly BenefitMonth October = new(2026, 10);
    private readonly CaseWorld _world;

    protected DossierTests(Dialect dialect)
    {
        _world = new CaseWorld(dialect);
        _world.Cover(CaseWorld.Here);
    }

    public void Dispose() => _world.Dispose();

    [DialectFact]
    public void New_application_is_decided_in_time_and_paid()
    {
        var person = _world.Alone("H1", "Bùi Thị Hoà", "1947-03-10");
        var file = _world.Apply(person, "htxh.75");
        Assert.Equal((CaseStage.Received, new DateOnly(2026, 8, 17)), (file.Stage, file.Clock!.Due));
        _world.On(8, 5);
        _world.Attach(file.Id);
        file = _world.Propose(file.Id);
        Assert.Equal((CaseStage.Proposed, "grant", 500_000L), (file.Stage, file.Proposal!.Outcome, file.Proposal.Items.Single().Amount.Amount));
        Assert.Contains("Luật 41/2024/QH15", string.Join(" ", file.Proposal.Items[0].Because.Select(because => because.Vi)), StringComparison.Ordinal);
        _world.On(8, 7);
        file = _world.Decide(file.Id, "12/QĐ-UBND");
        Assert.Equal(["opened loan", "attached loan", "proposed loan", "decided chu-tich"], file.Events.Select(recorded => $"{recorded.Type} {recorded.Actor}"));
        Assert.Equal((CaseStage.Decided, null, false), (file.Stage, file.Clock, file.EndedLate));
        var award = _world.Register.Now().Awards(AreaScope.All).Single();
        Assert.Equal(("12/QĐ-UBND", August, AwardState.Granted, new DateOnly(2026, 8, 3)), (award.DecisionNumber, award.From, award.State, award.Applied));
        Assert.Equal([(person, "htxh.75", "2026-09", 500_000L)], CaseWorld.Lines(_world.Run(September)).Where(line => line.Item3 == "2026-09"));
    }

    [DialectFact]
    public void Refusal_says_why_and_what_would_make_it_a_yes_and_nothing_is_paid()
    {
        var person = _world.Alone("H1", "Trần Văn Đức", "1954-03-02", Sex.Male);
        _world.Fact("H1", "poverty_status", "none");
        var file = _world.Apply(person, "htxh.70_74");
        file = _world.Propose(file.Id);
        var item = Assert.Single(file.Proposal!.Items);
        Assert.False(item.Grant);
        Assert.NotEmpty(item.Nearest);
        file = _world.Decide(file.Id, "3/TB-UBND");
        Assert.Equal("refuse", file.Decision!.Outcome);
        Assert.Equal(AwardState.Refused, _world.Register.Now().Awards(AreaScope.All).Single().State);
        Assert.Empty(_world.Run(September).Lines);
    }

    [DialectFact]
    public void Move_hands_the_award_on_and_pays_each_month_once()
    {
        _world.Cover(CaseWorld.There);
        var person = _world.Alone("H1", "Bùi Thị Hoà", "1947-03-10");
        var old = _world.Award(person, "htxh.75", "12/QĐ-UBND");
        var (before, _) = (_world.Run(September), _world.Run(September, CaseWorld.There));
        Assert.Single(before.Lines, line => line.Month == September);

        _world.On(9, 7);
        var file = MoveCase.Open(_world.Book, new HouseholdId("H1"), new MoveAsked(CaseWorld.There, "Tổ 3", new DateOnly(2026, 9, 1)), _world.Asked(), CaseWorld.Loan).File;
        Assert.Equal(("thoi_han.di_chuyen", CaseStage.Received), (file.Clock!.Parameter, file.Stage));
        _world.Propose(file.Id);
        _world.On(9, 9);
        file = _world.Decide(file.Id, "40/QĐ-UBND");
        var there = _world.BookOf(AreaScope.Of(CaseWorld.There));
        var next = there.Case(Assert.Single(file.Decision!.Follows));
        Assert.Equal((CaseKind.Application, CaseStage.Received, file.Id), (next.Kind, next.Stage, next.Header.About));
        Assert.Equal(October, _world.Register.Now().Award(AreaScope.All, old).Single(stretch => stretch.State == AwardState.Ended).From);

        _world.On(9, 14);
        _world.Propose(next.Id, by: "mai", book: there);
        next = _world.Decide(next.Id, "7/QĐ-UBND", by: "chu-tich-moi", book: there);
        Assert.Equal(October, next.Decision!.Items.Single().From);
        var (left, arrived) = (_world.Run(October), _world.Run(October, CaseWorld.There));
        Assert.DoesNotContain(left.Lines, line => line.Month == October);
        Assert.Equal((person, October), arrived.Lines.Where(line => line.Benefit.Value == "htxh.75").Select(line => (line.Person, line.Month)).Single());
    }

    [DialectFact]
    public void Death_ends_the_award_with_the_last_month_owed_and_the_payroll_stops()
    {
        var person = _world.Alone("H1", "Bùi Thị Hoà", "1947-03-10");
        var award = _world.Award(person, "htxh.75", "12/QĐ-UBND");
        _world.Run(September);
        _world.On(9, 7);
        var file = DeathCase.Open(_world.Book, person, new DateOnly(2026, 9, 5), _world.Asked(), CaseWorld.Loan).File;
        Assert.Equal(new DateOnly(2026, 9, 24), file.Clock!.Due);
        Assert.Throws<CaseRefusedException>(() => _world.Propose(file.Id));
        _world.Attach(file.Id);
        _world.Propose(file.Id);
        file = _world.Decide(file.Id, "41/QĐ-UBND");
        Assert.Equal(new DateOnly(2026, 9, 5), _world.Register.Now().Person(AreaScope.All, person)!.Died);
        Assert.Equal((AwardState.Ended, file.Decision!.Items.Single().From), (_world.Register.Now().Award(AreaScope.All, award)[^1].State, October));
        Assert.DoesNotContain(_world.Run(October).Lines, line => line.Month == October);
        Assert.Throws<CaseRefusedException>(() => DeathCase.Open(_world.Book, person, new DateOnly(2026, 9, 5), _world.Asked(), CaseWorld.Loan));
    }

    [DialectFact]
    public void Late_certificate_stops_the_clock_until_it_comes()
    {
        var person = _world.Alone("H1", "Đinh Văn Ba", "1980-05-05", Sex.Male);
        var file = _world.Apply(person, "tgxh.6.nang");
        Assert.Equal(new DateOnly(2026, 8, 17), file.Clock!.Due);
        _world.On(8, 5);
        file = CaseSteps.AskPapers(_world.Book, file.Id, ["Giấy xác nhận khuyết tật"], "", CaseWorld.Loan);
        Assert.Equal((CaseStage.Waiting, null), (file.Stage, file.Clock));
        Assert.Throws<CaseRefusedException>(() => _world.Propose(file.Id));
        Assert.Empty(_world.Run(September).Lines);
        _world.On(9, 14);
        file = CaseSteps.ReceivePapers(_world.Book, file.Id, "bản sao", new DateOnly(2026, 9, 10), CaseWorld.Loan);
        Assert.Equal((CaseStage.Received, new DateOnly(2026, 9, 28)), (file.Stage, file.Clock!.Due));
        file = AnswerQuestion.Execute(_world.Book, file.Id, new Answered("disability_level", person, false, "severe", new DateOnly(2026, 9, 10), "disability_register", "Giấy xác nhận 5/2026"), CaseWorld.Loan);
        _world.Propose(file.Id);
        file = _world.Decide(file.Id, "50/QĐ-UBND");
        Assert.Equal((September, new DateOnly(2026, 9, 10)), (file.Decision!.Items.Single().From, _world.Register.Now().Awards(AreaScope.All).Single().Certificate));
        Assert.Equal(["tgxh.6.nang 2026-09", "tgxh.6.nang 2026-10"], _world.Run(October).Lines.Select(line => $"{line.Benefit} {line.Month}").Order());
    }

    [DialectFact]
    public void Returned_payment_is_cured_by_an_account_that_another_confirms()
    {
        var person = _world.Alone("H1", "Bùi Thị Hoà", "1947-03-10");
        _world.Award(person, "htxh.75", "12/QĐ-UBND");
        _world.Record(commit => commit.RecordAccount(person, new PayeeAccount("970436", "0011223344", "BUI THI HOA", new DateOnly(2026, 8, 3), new DateRange(new DateOnly(2026, 8, 3), null))));
        _world.Run(September);
        _world.On(9, 8);
        var change = new AccountChange("", person, "970415", "9988776655", "BUI THI HOA", new DateOnly(2026, 9, 8), new DateOnly(2026, 9, 8));
        var file = ChangeCase.Open(_world.Book, [change], _world.Asked(person, "Ngân hàng trả lại: tài khoản đã đóng"), CaseWorld.Loan).File;
        Assert.Contains("970436", ((ChangesAsked)file.Request).Changes[0].Seen, StringComparison.Ordinal);
        Assert.Throws<CaseRefusedException>(() => _world.Propose(file.Id, "change"));
        _world.Attach(file.Id);
        _world.Propose(file.Id, "change");
        Assert.Throws<CaseRefusedException>(() => _world.Decide(file.Id, "1/XN", by: CaseWorld.Loan));
        _world.Decide(file.Id, "1/XN");
        Assert.Equal("970415", _world.Register.Now().Accounts(AreaScope.All, new HashSet<PersonId> { person }, new DateOnly(2026, 9, 30))[person].Bank);
        Assert.Contains(_world.Run(October).Lines, line => line.Person == person && line.Month == October);
    }

    [DialectFact]
    public void Duplicate_is_found_without_marks_merged_by_two_people_and_paid_once()
    {
        var first = _world.Alone("H1", "Bùi Thị Hoà", "1947-03-10");
        var second = _world.Alone("H2", "BUI THI HÒA", "1947");
        var (kept, other) = (_world.Award(first, "htxh.75", "12/QĐ-UBND"), _world.Award(second, "htxh.75", "13/QĐ-UBND"));
        Assert.Equal(2, _world.Run(September).Lines.Count(line => line.Month == September));
        _world.On(9, 8);
        var candidate = Assert.Single(new DuplicateSearch(_world.Book).All());
        Assert.Equal(new HashSet<PersonId> { first, second }, [candidate.Kept.Id, candidate.Other.Id]);
        var file = DuplicateCase.Open(_world.Book, first, second, _world.Asked(), CaseWorld.Loan).File;
        _world.Propose(file.Id, "merge", "Cùng một người, xác minh tại thôn");
        _world.On(9, 10);
        _world.Decide(file.Id, "44/QĐ-UBND");
        Assert.Equal(first, _world.Register.Now().Person(AreaScope.All, second)!.Id);
        Assert.Equal((AwardState.Granted, AwardState.Ended), (_world.Register.Now().Award(AreaScope.All, kept)[^1].State, _world.Register.Now().Award(AreaScope.All, other)[^1].State));
        Assert.Empty(new DuplicateSearch(_world.Book).All());
        Assert.Single(_world.Run(October).Lines, line => line.Month == October);
    }

    [DialectFact]
    public void Person_without_papers_is_served_under_a_provisional_number_and_keeps_everything_when_papers_come()
    {
        var arrival = new Arrival(new PersonDetails("Sùng Thị Mỵ", BirthDate.Parse("1946"), Sex.Female, "Mông"), null, CaseWorld.Here, "Xóm 3", null, "head", new DateOnly(2026, 8, 3), "Trưởng thôn xác nhận");
        var (person, number, _) = RegisterArrival.Execute(_world.Book, arrival, new HashSet<PersonId>(), CaseWorld.Loan);
        Assert.True(ProvisionalNumber.TryParse(number.Text, out _));
        Assert.Contains(person.Value, Assert.Throws<CaseRefusedException>(() => RegisterArrival.Execute(_world.Book, arrival, new HashSet<PersonId>(), CaseWorld.Loan)).Faults.Single().En, StringComparison.Ordinal);
        var award = _world.Award(person, "htxh.75", "12/QĐ-UBND");
        Assert.Equal(IdentityNumberKind.Provisional, _world.Register.Now().Numbers(AreaScope.All, person).Single().Kind);
        Assert.Contains(_world.Run(September).Lines, line => line.Person == person && line.Month == September);
        _world.On(9, 8);
        var file = ChangeCase.Open(_world.Book, [new NumberChange("", person, "001146000017")], _world.Asked(person, "Đã được cấp căn cước"), CaseWorld.Loan).File;
        _world.Attach(file.Id);
        _world.Propose(file.Id, "change");
        _world.Decide(file.Id, "2/XN");
        var now = _world.Register.Now();
        Assert.Equal(person, now.PersonByNumber(AreaScope.All, IdentityNumber.Parse("001146000017"))!.Id);
        Assert.Equal(2, now.Numbers(AreaScope.All, person).Count);
        Assert.Equal(award, now.Awards(AreaScope.All).Single().Id);
        Assert.Contains(_world.Run(October).Lines, line => line.Person == person && line.Month == October);
    }

    [DialectFact]
    public void Objection_is_examined_by_another_overturned_and_decided_again()
    {
        var person = _world.Alone("H1", "Trần Văn Đức", "1954-03-02", Sex.Male);
        _world.Fact("H1", "poverty_status", "none");
        var refused = _world.Apply(person, "htxh.70_74");
        _world.Propose(refused.Id);
        _world.Decide(refused.Id, "3/TB-UBND");

        _world.On(8, 20);
        var opened = ComplaintCase.Open(_world.Book, refused.Id, null, _world.Asked(person, "Hộ tôi là hộ nghèo"), CaseWorld.Minh);
        Assert.Equal((CaseKind.Objection, "thoi_han.khieu_nai_thu_ly"), (opened.File.Kind, opened.File.Clock!.Parameter));
        Assert.Throws<CaseRefusedException>(() => ComplaintCase.Open(_world.Book, refused.Id, null, _world.Asked(person, "lần nữa"), CaseWorld.Minh));
        Assert.Throws<CaseRefusedException>(() => _world.Propose(opened.File.Id, "overturned", "đúng", by: CaseWorld.Minh));
        var file = ComplaintCase.TakeUp(_world.Book, opened.File.Id, new TakenUp(false, false), "", CaseWorld.Chair);
        Assert.Equal((CaseStage.Accepted, "thoi_han.khieu_nai_giai_quyet", new DateOnly(2026, 9, 21)), (file.Stage, file.Clock!.Parameter, file.Clock.Due));
        Assert.Throws<CaseRefusedException>(() => _world.Propose(file.Id, "overturned", "đúng", by: CaseWorld.Loan));
        _world.Propose(file.Id, "overturned", "Quyết định 5/2026 công nhận hộ nghèo", by: CaseWorld.Minh);
        file = _world.Decide(file.Id, "9/QĐ-GQKN");

        _world.Fact("H1", "poverty_status", "poor");
        var again = _world.Book.Case(Assert.Single(file.Decision!.Follows));
        Assert.Equal((CaseKind.Application, CaseStage.Received), (again.Kind, again.Stage));
        _world.Propose(again.Id, by: CaseWorld.Loan);
        again = _world.Decide(again.Id, "15/QĐ-UBND");
        Assert.Equal("grant", again.Decision!.Outcome);
        Assert.Contains(_world.Run(September).Lines, line => line.Person == person && line.Benefit.Value == "htxh.70_74");

        var appeal = ComplaintCase.Open(_world.Book, opened.File.Id, null, _world.Asked(person, "Chưa trả tháng trước"), CaseWorld.Minh).File;
        Assert.Equal(CaseKind.Appeal, appeal.Kind);
        ComplaintCase.TakeUp(_world.Book, appeal.Id, new TakenUp(false, false), "", CaseWorld.Minh);
        _world.Propose(appeal.Id, "upheld", "Luật trả từ tháng ký quyết định", by: "mai");
        Assert.Throws<CaseRefusedException>(() => _world.Decide(appeal.Id, "1/QĐ", by: "giam-doc"));
        var province = _world.BookOf(AreaScope.Of(PlaceDirectory.VietNam.ProvinceOf(CaseWorld.Here)));
        Assert.Throws<CaseRefusedException>(() => _world.Decide(appeal.Id, "1/QĐ", by: CaseWorld.Chair, book: province));
        Assert.Equal(CaseStage.Decided, _world.Decide(appeal.Id, "1/QĐ", by: "giam-doc", book: province).Stage);
    }

    [DialectFact]
    public void Suspension_follows_the_rule_of_the_law_and_resumption_pays_again()
    {
        var person = _world.Alone("H1", "Đinh Văn Ba", "1980-05-05", Sex.Male);
        _world.Fact(person, "disability_level", "severe");
        var award = _world.Award(person, "tgxh.6.nang", "12/QĐ-UBND");
        Assert.Single(_world.Run(September).Lines, line => line.Month == September);
        _world.On(9, 8);
        var idle = AwardCase.Open(_world.Book, CaseKind.Suspension, award, October, new AwardStanding(1, 0, false, 0), _world.Asked(), CaseWorld.Loan).File;
        Assert.Throws<CaseRefusedException>(() => _world.Propose(idle.Id, "suspend"));
        CaseSteps.Withdraw(_world.Book, idle.Id, "nhầm", CaseWorld.Loan);
        var file = AwardCase.Open(_world.Book, CaseKind.Suspension, award, October, new AwardStanding(3, 0, false, 0), _world.Asked(), CaseWorld.Loan).File;
        Assert.Equal(new DateOnly(2026, 9, 24), file.Clock!.Due);
        _world.Propose(file.Id, "suspend");
        _world.Decide(file.Id, "20/QĐ-UBND");
        Assert.Empty(_world.Run(October).Lines);

        _world.On(10, 12);
        var resumed = AwardCase.Open(_world.Book, CaseKind.Resumption, award, new BenefitMonth(2026, 11), null, _world.Asked(), CaseWorld.Loan).File;
        _world.Propose(resumed.Id);
        resumed = _world.Decide(resumed.Id, "21/QĐ-UBND");
        Assert.Equal("resume", resumed.Decision!.Outcome);
        Assert.Equal(["granted", "suspended", "resumed"], _world.Register.Now().Award(AreaScope.All, award).Select(stretch => stretch.State.Code()));
        Assert.Contains(_world.Run(new BenefitMonth(2026, 11)).Lines, line => line.Person == person && line.Month == new BenefitMonth(2026, 11));
    }
}
