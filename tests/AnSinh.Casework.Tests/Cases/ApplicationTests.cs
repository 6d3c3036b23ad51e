using AnSinh.Casework.Cases;
using AnSinh.Casework.Cases.Applications;
using AnSinh.Casework.Cases.Deadlines;
using AnSinh.Law;
using AnSinh.Registry;
using Xunit;

namespace AnSinh.Casework.Tests.Cases;

public sealed class ApplicationTests : IDisposable
{
    private readonly CaseWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Only_questions_that_can_still_change_the_result_are_asked_and_every_answer_is_kept()
    {
        _world.Cover(CaseWorld.Here, except: "insurance_data");
        var person = _world.Alone("H1", "Bùi Thị Hoà", "1947-03-10");
        var file = _world.Apply(person, "htxh.75");
        var first = ApplicationProgress.Of(_world.Book, file);
        Assert.NotNull(first.Next);
        Assert.All(first.Questions, question => Assert.True(question.Waiting > 0));

        var asked = new List<FactQuestion>();
        while (ApplicationProgress.Of(_world.Book, file).Next is { } next)
        {
            asked.Add(next.Question);
            file = AnswerQuestion.Execute(_world.Book, file.Id, new Answered(next.Question.Fact, next.Question.About, next.Question.OfSource, next.Question.OfSource ? Answered.Nothing : "0", null, "survey", ""), CaseWorld.Loan);
            Assert.Equal(asked.Count, _world.Book.Case(file.Id).Answers.Count);
        }

        Assert.InRange(asked.Count, 1, 3);
        Assert.Equal(500_000, ApplicationProgress.Of(_world.Book, file).Determination.Find(person)!.Entitlements.Single().Amount.Amount);
    }

    [Fact]
    public void Answers_become_facts_of_the_register_only_with_the_decision()
    {
        _world.Cover(CaseWorld.Here, except: "insurance_data");
        var person = _world.Alone("H1", "Bùi Thị Hoà", "1947-03-10");
        var file = _world.Apply(person, "htxh.75");
        foreach (var question in ApplicationProgress.Of(_world.Book, file).Questions)
        {
            AnswerQuestion.Execute(_world.Book, file.Id, new Answered(question.Question.Fact, question.Question.About, question.Question.OfSource, question.Question.OfSource ? Answered.Nothing : "0", null, "survey", ""), CaseWorld.Loan);
        }

        _world.Propose(file.Id);
        Assert.Empty(_world.Register.Now().Facts(AreaScope.All, person));
        _world.Decide(file.Id, "12/QĐ-UBND");
        var facts = _world.Register.Now().Facts(AreaScope.All, person);
        Assert.NotEmpty(facts);
        Assert.All(facts, fact => Assert.Contains(file.Id, fact.Fact.Evidence, StringComparison.Ordinal));
    }

    [Fact]
    public void Whoever_prepared_cannot_decide_and_nothing_is_written_by_a_refused_step()
    {
        _world.Cover(CaseWorld.Here);
        var person = _world.Alone("H1", "Bùi Thị Hoà", "1947-03-10");
        var file = _world.Apply(person, "htxh.75");
        _world.Propose(file.Id, by: CaseWorld.Minh);
        var before = _world.Database.Current();
        Assert.Throws<CaseRefusedException>(() => _world.Decide(file.Id, "1/QĐ", by: CaseWorld.Loan));
        Assert.Throws<CaseRefusedException>(() => _world.Decide(file.Id, "1/QĐ", by: "MINH"));
        Assert.Throws<CaseRefusedException>(() => _world.Decide(file.Id, " "));
        Assert.Equal(before, _world.Database.Current());
        Assert.Empty(_world.Register.Now().Awards(AreaScope.All));
    }

    [Fact]
    public void A_proposal_that_the_law_no_longer_gives_is_a_conflict_that_shows_both()
    {
        _world.Cover(CaseWorld.Here);
        var person = _world.Alone("H1", "Bùi Thị Hoà", "1947-03-10");
        var file = _world.Apply(person, "htxh.75");
        _world.Propose(file.Id);
        _world.Fact(person, "pension_amount", "5000000");
        var conflict = Assert.Throws<CaseConflictException>(() => _world.Decide(file.Id, "1/QĐ"));
        Assert.Contains("+ 500.000", conflict.Seen, StringComparison.Ordinal);
        Assert.Contains("- 0", conflict.Now, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_request_sent_twice_is_one_case_with_one_code()
    {
        var person = _world.Alone("H1", "Bùi Thị Hoà", "1947-03-10");
        var asked = _world.Asked(person);
        var (first, second, third) = (ApplicationCase.Open(_world.Book, asked, CaseWorld.Loan), ApplicationCase.Open(_world.Book, asked, CaseWorld.Loan), ApplicationCase.Open(_world.Book, asked with { Submission = "2" }, CaseWorld.Loan));
        Assert.True(first.IsNew);
        Assert.False(second.IsNew);
        Assert.Equal((first.File.Id, first.Code, first.File.Version), (second.File.Id, second.Code, second.File.Version));
        Assert.NotEqual(first.File.Id, third.File.Id);
    }

    [Fact]
    public void Two_officers_at_one_case_the_second_is_told_what_the_first_did()
    {
        _world.Cover(CaseWorld.Here);
        var person = _world.Alone("H1", "Bùi Thị Hoà", "1947-03-10");
        var file = _world.Apply(person, "htxh.75");
        CaseSteps.AskPapers(_world.Book, file.Id, ["Căn cước"], "", CaseWorld.Minh, file.Version);
        var conflict = Assert.Throws<CaseConflictException>(() => CaseSteps.Propose(_world.Book, file.Id, new CaseProposal("", ""), CaseWorld.Loan, file.Version));
        Assert.Contains("papers_asked, minh", conflict.Now, StringComparison.Ordinal);
        Assert.Contains("opened, loan", conflict.Seen, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_area_sees_neither_list_nor_case_nor_person()
    {
        var person = _world.Alone("H1", "Bùi Thị Hoà", "1947-03-10");
        var file = _world.Apply(person, "htxh.75");
        var other = _world.BookOf(AreaScope.Of(CaseWorld.There));
        Assert.Empty(other.Cases(openOnly: false));
        Assert.Empty(other.CasesOf(person));
        Assert.Throws<CaseRefusedException>(() => other.Case(file.Id));
        Assert.Throws<CaseRefusedException>(() => CaseSteps.Propose(other, file.Id, new CaseProposal("", ""), CaseWorld.Loan));
        Assert.Throws<CaseRefusedException>(() => ApplicationCase.Open(other, _world.Asked(person), CaseWorld.Loan));
    }

    [Theory]
    [InlineData("2025-05-05", "tgxh.6.nang", "thoi_han.tgxh", 20, "2025-06-02", "Nghị định 20/2021/NĐ-CP")]
    [InlineData("2026-08-03", "tgxh.6.nang", "thoi_han.tgxh", 10, "2026-08-17", "Nghị định 147/2025/NĐ-CP")]
    [InlineData("2026-08-24", "htxh.75", "thoi_han.htxh", 10, "2026-09-10", "Nghị định 176/2025/NĐ-CP")]
    [InlineData("2026-08-03", "htxh.mai_tang", "thoi_han.htxh_mai_tang", 3, "2026-08-06", "Nghị định 176/2025/NĐ-CP")]
    public void The_deadline_is_that_of_the_law_of_the_day_in_working_days(string received, string benefit, string parameter, int length, string due, string instrument)
    {
        var day = DateOnly.Parse(received, System.Globalization.CultureInfo.InvariantCulture);
        var deadline = new DeadlineCatalog(InstalledPack.Pack).OfBenefits([new BenefitId(benefit)], day)!;
        Assert.Equal((parameter, length, due), (deadline.Parameter, deadline.Length, deadline.Until(day).ToString("O", System.Globalization.CultureInfo.InvariantCulture)));
        Assert.StartsWith(instrument, deadline.Ref.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_overdue_case_goes_to_the_chair_and_later_to_the_province()
    {
        var person = _world.Alone("H1", "Bùi Thị Hoà", "1947-03-10");
        var file = _world.Apply(person, "htxh.75");
        var clock = _world.Book.Clock;
        Assert.Equal((new DateOnly(2026, 8, 17), 10, Escalation.None), (file.Clock!.Due, clock.Read(file.Clock, new DateOnly(2026, 8, 3)).WorkingDaysLeft, clock.Read(file.Clock, new DateOnly(2026, 8, 17)).Escalation));
        Assert.Equal((-1, Escalation.Chair), (clock.Read(file.Clock, new DateOnly(2026, 8, 18)).WorkingDaysLeft, clock.Read(file.Clock, new DateOnly(2026, 8, 18)).Escalation));
        Assert.Equal(Escalation.Province, clock.Read(file.Clock, new DateOnly(2026, 9, 10)).Escalation);
    }

    [Fact]
    public void Erasing_a_person_erases_what_was_said_and_leaves_that_there_was_a_case()
    {
        var person = _world.Alone("H1", "Bùi Thị Hoà", "1947-03-10");
        var file = _world.Apply(person, "htxh.75");
        _world.Attach(file.Id);
        _world.Record(commit => commit.Erase(person, "theo yêu cầu"));
        var erased = _world.Book.Case(file.Id);
        Assert.True(erased.IsErased);
        Assert.Equal(["opened", "attached"], erased.Events.Select(recorded => recorded.Type));
        Assert.Empty(erased.Documents);
        Assert.Throws<CaseRefusedException>(() => erased.Opening);
    }
}
