using System.Text;
using AnSinh.Casework.Cases;
using AnSinh.Casework.Cases.Access;
using AnSinh.Casework.Cases.Applications;
using AnSinh.Casework.Cases.Changes;
using AnSinh.Casework.Cases.Complaints;
using AnSinh.Casework.Cases.Documents;
using AnSinh.Casework.Retention;
using AnSinh.Casework.Tests.Cases;
using AnSinh.Databases;
using AnSinh.Law;
using AnSinh.Payroll.Report;
using AnSinh.Payroll.Verify;
using AnSinh.Registry;
using AnSinh.Storage;
using AnSinh.Storage.Audit;
using Dapper;
using Xunit;

namespace AnSinh.Casework.Tests.Retention;

public sealed class SqliteRetentionTests() : RetentionTests(Dialect.Sqlite)
{
    [DialectFact]
    public void Of_an_erased_person_no_byte_of_the_name_stays_in_the_file()
    {
        var person = World.Alone("H1", "Tráng A Pủa", "1931-01-01");
        World.Fact(person, "disability_level", "severe");
        World.Record(commit => commit.RecordDeath(person, new DateOnly(2026, 8, 1), "giấy báo tử của Tráng A Pủa"));
        Assert.True(InFile("Tráng A Pủa"));
        World.Today = new DateOnly(2029, 1, 5);
        Erase(RetentionClass.People);
        Assert.False(InFile("Tráng A Pủa"));
        Assert.False(InFile("trang a pua"));
        Assert.False(InFile("disability_level"));
    }

    private bool InFile(string text) => new[] { World.Database.Source, World.Database.Source + "-wal" }.Where(File.Exists).Any(file =>
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
    });
}

public sealed class PostgresRetentionTests() : RetentionTests(Dialect.Postgres);

public abstract class RetentionTests(Dialect dialect) : IDisposable
{
    private const string Admin = "quan-tri";
    private const string Overseer = "giam-sat";

    protected CaseWorld World { get; } = new(dialect);

    public void Dispose()
    {
        World.Dispose();
        GC.SuppressFinalize(this);
    }

    [DialectFact]
    public void Who_died_without_anything_owed_goes_and_whoever_is_in_the_books_stays()
    {
        World.Cover(CaseWorld.Here);
        var (gone, paid, mate) = (World.Alone("H1", "Lò Văn Sớm", "1931-01-01", Sex.Male), World.Alone("H2", "Bùi Thị Hoà", "1947-03-10"), World.Alone("H3", "Hà Thị Cạnh", "1950-02-02"));
        World.Fact(paid, "pension_amount", "0");
        World.Record(commit => commit.SetMembership(mate, new Membership(new HouseholdId("H2"), "other", new DateRange(new DateOnly(2020, 1, 1), null))));
        World.Award(paid, "htxh.75", "1/QĐ");
        World.Run(new BenefitMonth(2026, 9));
        foreach (var person in new[] { gone, paid, mate })
        {
            World.Record(commit => commit.RecordDeath(person, new DateOnly(2026, 8, 30)));
        }

        var number = World.Register.Now().Numbers(AreaScope.All, gone)[0];
        RecordViews.Execute(World.Database, [new RecordView(gone, CaseWorld.Loan, "search", "person")]);
        Assert.Empty(Book.Due(RetentionClass.People).Items);
        World.Today = new DateOnly(2029, 1, 5);

        var due = Book.Due(RetentionClass.People);
        Assert.Equal(gone.Value, Assert.Single(due.Items).Subject);
        Assert.Equal(2, due.Kept.Values.Sum());
        Assert.Equal((EvidenceGrade.Assumed, 24), (due.Term.Grade, due.Term.Months));
        var erased = Erase(RetentionClass.People);
        Assert.Equal((1, 0, Admin, Overseer), (erased.Erased, erased.Kept, erased.ProposedBy, erased.DecidedBy));

        var now = World.Register.Now();
        Assert.Null(now.Person(AreaScope.All, gone));
        Assert.Null(now.PersonByNumber(AreaScope.All, number));
        Assert.Empty(now.Search(AreaScope.All, "lo van som"));
        Assert.Empty(World.Register.At(new KnowledgeNumber(5)).Search(AreaScope.All, "lo van som"));
        Assert.Equal("Bùi Thị Hoà", now.Person(AreaScope.All, paid)!.FullName);
        using (var connection = World.Database.Connect())
        {
            foreach (var table in new[] { "person", "identity_number", "death", "membership", "person_fact", "name_word", "record_view" })
            {
                Assert.Equal(0, connection.ExecuteScalar<long>($"select count(*) from {table} where person_id = @id", new { id = gone.Value }));
            }

            Assert.Equal(0, connection.ExecuteScalar<long>("select count(*) from audit_salt where sequence in (select sequence from audit_event where subject = @id and action <> 'person.erase')", new { id = gone.Value }));
            Assert.ThrowsAny<System.Data.Common.DbException>(() => connection.Execute("delete from person where person_id = @id", new { id = paid.Value }));
        }

        Proven();
        var back = default(PersonId);
        World.Record(commit => back = commit.RegisterPerson(number, new PersonDetails("Lò Văn Sớm", BirthDate.Parse("1931"), Sex.Male)));
        Assert.Equal((gone, "Lò Văn Sớm"), (back, World.Register.Now().Person(AreaScope.All, back)!.FullName));
        Assert.Equal(number, World.Register.Now().Numbers(AreaScope.All, back)[0]);
    }

    [DialectFact]
    public void What_was_said_in_a_case_goes_after_its_term_unless_something_is_still_paid_by_it()
    {
        World.Cover(CaseWorld.Here);
        var (paid, other) = (World.Alone("H1", "Bùi Thị Hoà", "1947-03-10"), World.Alone("H2", "Vì Thị Hai", "1990-02-02"));
        World.Fact(paid, "pension_amount", "0");
        World.Award(paid, "htxh.75", "1/QĐ");
        World.Run(new BenefitMonth(2026, 9));
        var grievance = ComplaintCase.OpenGrievance(World.Book, CaseWorld.Here, "other", World.Asked(text: "bí mật"), CaseWorld.Loan).File;
        World.Propose(grievance.Id, "answered", "Đã trả lời");
        World.Decide(grievance.Id, "");
        var withdrawn = World.Apply(other, "tgxh.6.nang");
        World.Attach(withdrawn.Id);
        CaseSteps.Withdraw(World.Book, withdrawn.Id, "thôi", CaseWorld.Loan);

        World.Today = new DateOnly(2028, 9, 5);
        Assert.Equal(grievance.Id, Assert.Single(Book.Due(RetentionClass.Grievances).Items).Subject);
        Erase(RetentionClass.Grievances);
        Assert.True(World.Book.Case(grievance.Id).IsErased);
        Assert.Null(new FollowCase(World.Database).Find(World.Book.CodeOf(grievance), "a"));

        World.Today = new DateOnly(2031, 9, 5);
        Assert.Equal(withdrawn.Id, Assert.Single(Book.Due(RetentionClass.Documents).Items).Subject);
        Erase(RetentionClass.Documents);
        var without = World.Book.Case(withdrawn.Id);
        Assert.Single(without.Documents);
        Assert.Null(CaseDocuments.Read(World.Book, withdrawn.Id, without.Documents[0].Sha256));
        Assert.Empty(CaseDocuments.Kept(World.Book, withdrawn.Id));

        World.Today = new DateOnly(2036, 9, 30);
        var due = Book.Due(RetentionClass.Cases);
        Assert.Equal(withdrawn.Id, Assert.Single(due.Items).Subject);
        Assert.Equal(1, due.Kept["award"]);
        Erase(RetentionClass.Cases);
        Assert.True(World.Book.Case(withdrawn.Id).IsErased);
        Assert.Equal(CaseStage.Withdrawn, World.Book.Case(withdrawn.Id).Stage);
        Assert.NotEmpty(World.Book.Cases(openOnly: false));
        Proven();
    }

    [DialectFact]
    public void An_erasure_needs_two_people_and_its_term_accepted_by_name_and_checks_again_what_came_in_between()
    {
        var person = World.Alone("H1", "Lò Văn Sớm", "1931-01-01", Sex.Male);
        World.Record(commit => commit.RecordDeath(person, new DateOnly(2026, 8, 1)));
        World.Today = new DateOnly(2029, 1, 5);
        Assert.Empty(BookOf(AreaScope.Of(CaseWorld.There)).Due(RetentionClass.People).Items);
        var proposal = Book.Propose(RetentionClass.People, Admin);
        Assert.Throws<CaseRefusedException>(() => Book.Propose(RetentionClass.People, Admin));
        Assert.Throws<CaseRefusedException>(() => Book.Approve(proposal.Id, proposal.Term.Parameter, Admin));
        Assert.Throws<CaseRefusedException>(() => Book.Approve(proposal.Id, "", Overseer));
        Assert.Throws<CaseRefusedException>(() => BookOf(AreaScope.Of(CaseWorld.There)).Approve(proposal.Id, proposal.Term.Parameter, Overseer));
        Assert.Throws<CaseRefusedException>(() => Book.Refuse(proposal.Id, " ", Overseer));
        World.Fact(person, "disability_level", "severe");
        var done = Book.Approve(proposal.Id, proposal.Term.Parameter, Overseer);
        Assert.Equal((0, 1), (done.Erased, done.Kept));
        Assert.NotNull(World.Register.Now().Person(AreaScope.All, person));
        Assert.Throws<CaseRefusedException>(() => Book.Approve(proposal.Id, proposal.Term.Parameter, Overseer));
        Assert.Empty(BookOf(AreaScope.Of(CaseWorld.There)).All());
    }

    [DialectFact]
    public void A_request_to_be_erased_is_refused_with_what_keeps_it_and_granted_where_nothing_does()
    {
        World.Cover(CaseWorld.Here);
        var (paid, free) = (World.Alone("H1", "Bùi Thị Hoà", "1947-03-10"), World.Alone("H2", "Vì Thị Hai", "1990-02-02"));
        World.Fact(paid, "pension_amount", "0");
        World.Award(paid, "htxh.75", "1/QĐ");
        var kept = ErasureRequest.Open(World.Book, paid, World.Asked(paid), CaseWorld.Loan).File;
        Assert.Equal("thoi_han.du_lieu_xoa", kept.Clock!.Parameter);
        Assert.Contains("something was awarded", ErasureRequest.Holds(World.Book, kept).Select(hold => hold.En));
        Assert.Throws<CaseRefusedException>(() => World.Propose(kept.Id, ErasureRequest.Erase, "theo yêu cầu"));
        Assert.Throws<CaseRefusedException>(() => World.Propose(kept.Id, ErasureRequest.Refuse));
        World.Propose(kept.Id, ErasureRequest.Refuse, "đang hưởng trợ cấp");
        Assert.Equal("refuse", World.Decide(kept.Id, "").Decision!.Outcome);

        var payee = World.Alone("H3", "Lò Văn Ba", "1960-06-06");
        World.Paid = new BooksOnPeople(new HashSet<PersonId> { payee }, new HashSet<PersonId>());
        var named = ErasureRequest.Open(World.Book, payee, World.Asked(payee), CaseWorld.Loan).File;
        Assert.Contains("the books name the person", Assert.Throws<CaseRefusedException>(() => World.Propose(named.Id, ErasureRequest.Erase, "theo yêu cầu")).Faults[0].En, StringComparison.Ordinal);

        var granted = ErasureRequest.Open(World.Book, free, World.Asked(free), CaseWorld.Loan).File;
        World.Propose(granted.Id, ErasureRequest.Erase, "không còn mục đích");
        World.Decide(granted.Id, "");
        World.Today = World.Today.AddDays(1);
        var again = ErasureRequest.Open(World.Book, free, World.Asked(free), CaseWorld.Loan).File;
        World.Propose(again.Id, ErasureRequest.Erase, "nhắc lại");
        World.Decide(again.Id, "");
        Assert.Equal(free.Value, Assert.Single(Book.Due(RetentionClass.Requests).Items).Subject);
        Erase(RetentionClass.Requests);
        Assert.Null(World.Register.Now().Person(AreaScope.All, free));
        Assert.True(World.Book.Case(granted.Id).IsErased);
        Assert.NotNull(World.Register.Now().Person(AreaScope.All, paid));
        Assert.Empty(Book.Due(RetentionClass.Requests).Items);
        Proven();
    }

    [DialectFact]
    public void The_record_of_who_looked_goes_after_its_term_and_younger_looks_stay()
    {
        var person = World.Alone("H1", "Bùi Thị Hoà", "1947-03-10");
        RecordViews.Execute(World.Database, [new RecordView(person, CaseWorld.Loan, "search", "person")]);
        World.Today = new DateOnly(2029, 9, 5);
        RecordViews.Execute(World.Database, [new RecordView(person, CaseWorld.Minh, "search", "person")]);
        var proposal = Book.Propose(RetentionClass.Views, Admin);
        World.Today = World.Today.AddDays(1);
        Assert.Equal(1, Book.Approve(proposal.Id, proposal.Term.Parameter, Overseer).Erased);
        Assert.Equal(CaseWorld.Minh, Assert.Single(AccessReport.Of(World.Book, person).Views).Viewer);
        Proven();
    }

    [DialectFact]
    public void Looks_count_where_somebody_belongs_now_and_at_whoever_belongs_nowhere_too()
    {
        var (moved, stray) = (World.Alone("H1", "Bùi Thị Hoà", "1947-03-10"), default(PersonId));
        World.Record(commit =>
        {
            stray = commit.RegisterPerson(ProvisionalNumber.OfSerial(900), new PersonDetails("Lò Thị Lạc", BirthDate.Parse("1950"), Sex.Female));
            commit.MoveHousehold(new HouseholdId("H1"), CaseWorld.There, new DateOnly(2026, 7, 1), "Tổ 2");
        });
        RecordViews.Execute(World.Database, [new RecordView(moved, CaseWorld.Loan, "search", "person"), new RecordView(stray, CaseWorld.Loan, "search", "person")]);
        World.Today = new DateOnly(2029, 9, 5);
        Assert.Empty(Book.Due(RetentionClass.Views).Items);
        Assert.Equal([CaseWorld.There.Value], BookOf(AreaScope.Of(CaseWorld.There)).Due(RetentionClass.Views).Items.Select(item => item.Commune));
        var everywhere = BookOf(AreaScope.All);
        Assert.Equal([CaseWorld.There.Value, ""], everywhere.Due(RetentionClass.Views).Items.Select(item => item.Commune).OrderDescending());
        var proposal = everywhere.Propose(RetentionClass.Views, Admin);
        Assert.Equal(2, everywhere.Approve(proposal.Id, proposal.Term.Parameter, Overseer).Erased);
        Assert.Equal(0, Count("record_view"));
        Proven();
    }

    [DialectFact]
    public void A_case_of_the_household_keeps_whom_it_names_until_its_term_and_what_goes_with_people_goes()
    {
        var (asked, stays) = (World.Alone("H1", "Lò Văn Sớm", "1931-01-01", Sex.Male), World.Alone("H2", "Vì Thị Hai", "1990-02-02"));
        World.Record(commit => commit.SetMembership(stays, new Membership(new HouseholdId("H1"), "other", new DateRange(new DateOnly(2020, 1, 1), null))));
        var change = OpenHousehold(CaseKind.Change, Poor, "lo van som");
        var application = OpenHousehold(CaseKind.Application, new BenefitsAsked([]), "LÒ VĂN SỚM");
        World.Record(commit => commit.RecordDeath(asked, new DateOnly(2026, 8, 1)));
        World.Today = new DateOnly(2029, 1, 5);
        Assert.Equal(1, Book.Due(RetentionClass.People).Kept[PersonHolds.OpenCase]);
        CaseSteps.Withdraw(World.Book, change.Id, "thôi", CaseWorld.Loan);
        CaseSteps.Withdraw(World.Book, application.Id, "thôi", CaseWorld.Loan);
        var due = Book.Due(RetentionClass.People);
        Assert.Equal((0, 1), (due.Items.Count, due.Kept[PersonHolds.KeptCase]));
        World.Today = new DateOnly(2039, 2, 5);
        Erase(RetentionClass.Cases);
        Assert.True(World.Book.Case(application.Id).IsErased);
        Erase(RetentionClass.People);
        Assert.Null(World.Register.Now().Person(AreaScope.All, asked));
        Proven();
    }

    [DialectFact]
    public void A_name_that_stands_in_a_change_of_the_household_goes_with_the_person_and_the_household_stays()
    {
        var (asked, stays) = (World.Alone("H1", "Lò Văn Sớm", "1931-01-01", Sex.Male), World.Alone("H2", "Vì Thị Hai", "1990-02-02"));
        World.Record(commit => commit.SetMembership(stays, new Membership(new HouseholdId("H1"), "other", new DateRange(new DateOnly(2020, 1, 1), null))));
        var (change, neighbour) = (OpenHousehold(CaseKind.Change, Poor, "lo van som"), OpenHousehold(CaseKind.Change, Poor, "Vì Thị Hai"));
        foreach (var file in new[] { change, neighbour })
        {
            CaseSteps.Withdraw(World.Book, file.Id, "thôi", CaseWorld.Loan);
        }

        World.Record(commit => commit.RecordDeath(asked, new DateOnly(2026, 8, 1)));
        World.Today = new DateOnly(2029, 1, 5);
        Erase(RetentionClass.People);
        Assert.Null(World.Register.Now().Person(AreaScope.All, asked));
        Assert.NotNull(World.Register.Now().Person(AreaScope.All, stays));
        Assert.True(World.Book.Case(change.Id).IsErased);
        Assert.False(World.Book.Case(neighbour.Id).IsErased);
        Assert.NotEqual(0, Count("residence", "H1"));
        Proven();
    }

    [DialectFact]
    public void A_case_of_a_household_counts_from_the_last_month_paid_to_anybody_of_it()
    {
        World.Cover(CaseWorld.Here);
        var paid = World.Alone("H1", "Bùi Thị Hoà", "1947-03-10");
        World.Fact(paid, "pension_amount", "0");
        World.Award(paid, "htxh.75", "1/QĐ");
        var file = OpenHousehold(CaseKind.Application, new BenefitsAsked([]), "Bùi Thị Hoà");
        CaseSteps.Withdraw(World.Book, file.Id, "thôi", CaseWorld.Loan);
        World.Today = new DateOnly(2036, 9, 30);
        var due = Book.Due(RetentionClass.Cases);
        Assert.Equal((0, 2), (due.Items.Count, due.Kept[PersonHolds.Award]));
    }

    private static ChangesAsked Poor => new([new FactChange("", "poverty_status", null, "poor", new DateOnly(2026, 8, 1), null, "survey")]);

    [DialectFact]
    public void Somebody_named_in_the_case_of_a_relative_stays_as_long_as_the_case()
    {
        var (mother, son) = (World.Alone("H1", "Lò Thị Mẹ", "1950-01-01"), World.Alone("H2", "Lò Văn Con", "1980-01-01", Sex.Male));
        World.Record(commit => commit.SetMembership(son, new Membership(new HouseholdId("H1"), "child", new DateRange(new DateOnly(2020, 1, 1), null))));
        var file = ApplicationCase.Open(World.Book, World.Asked(mother) with { Applicant = "Lò Văn Con", Relation = "child" }, CaseWorld.Loan).File;
        CaseSteps.Withdraw(World.Book, file.Id, "thôi", CaseWorld.Loan);
        World.Record(commit => commit.RecordDeath(son, new DateOnly(2026, 8, 1)));
        World.Today = new DateOnly(2029, 1, 5);
        var due = Book.Due(RetentionClass.People);
        Assert.Equal((0, 1), (due.Items.Count, due.Kept[PersonHolds.NamedByOthers]));
    }

    [DialectFact]
    public void Of_a_household_left_empty_nothing_stays_but_its_id()
    {
        var person = World.Alone("H1", "Lò Văn Sớm", "1931-01-01", Sex.Male);
        var other = World.Alone("H2", "Vì Thị Hai", "1990-02-02");
        using (var write = World.Database.Begin("test", "test"))
        {
            foreach (var household in new[] { "H1", "H2" })
            {
                foreach (var sql in new[]
                {
                    "insert into review_round values ('R' || @household, 'yearly', 2025, 0, '05206', '05', 'f', 'p', '2025-09-01', 'loan', @known)",
                    "insert into review_assessment values ('R' || @household, @household, @known, 'Bùi Văn A', '2025-10-01', '', 'nhà dột', 'a.xlsx', 'h', 'loan')",
                    "insert into review_answer values ('R' || @household, @household, @known, 'q1', '3')",
                    "insert into review_proposal values ('R' || @household, @household, @known, 'poor', 'verified', 'mái tạm', 'nuoc', 'pack')",
                })
                {
                    write.Connection.Execute(sql, new { household, known = write.Number.Value }, write.Transaction);
                }
            }

            write.Commit();
        }

        var unnamed = OpenHousehold(CaseKind.Application, new BenefitsAsked([]), "hàng xóm");
        CaseSteps.Withdraw(World.Book, unnamed.Id, "thôi", CaseWorld.Loan);
        World.Record(commit => commit.RecordDeath(person, new DateOnly(2026, 8, 1)));
        World.Today = new DateOnly(2029, 1, 5);
        Erase(RetentionClass.People);
        Assert.True(World.Book.Case(unnamed.Id).IsErased);
        Assert.Equal((0, 0), (Count("residence", "H1"), Count("review_answer", "H1")));
        Assert.Equal((1, 1), (Count("residence", "H2"), Count("review_answer", "H2")));
        using var connection = World.Database.Connect();
        Assert.Equal(["|", "mái tạm|nuoc"], connection.Query<string>("select because || '|' || missing from review_proposal order by household_id"));
        Assert.Equal(["", "nhà dột"], connection.Query<string>("select note from review_assessment order by household_id"));
        Assert.NotNull(World.Register.Now().Person(AreaScope.All, other));
        Proven();
    }

    [DialectTheory]
    [InlineData("update case_event set payload = @none", "only with erasure")]
    [InlineData("delete from case_document", "only with erasure")]
    [InlineData("delete from record_view", "only with erasure")]
    [InlineData("delete from worklist_answer", "only with erasure")]
    [InlineData("delete from duplicate_verdict", "only with erasure")]
    [InlineData("delete from person_alias", "only with erasure")]
    [InlineData("delete from residence", "only when nobody is left")]
    [InlineData("delete from review_answer", "only when nobody is left")]
    [InlineData("update review_proposal set because = ''", "only when nobody is left")]
    [InlineData("update review_assessment set note = 'anders'", "only when nobody is left")]
    public void The_database_lets_nothing_go_that_two_people_did_not_erase(string sql, string why)
    {
        var (person, other) = (World.Alone("H1", "Lò Văn Sớm", "1931-01-01", Sex.Male), World.Alone("H2", "Lò Văn Sớm", "1931-01-01", Sex.Male));
        var file = World.Apply(person, "htxh.75");
        World.Attach(file.Id);
        RecordViews.Execute(World.Database, [new RecordView(person, CaseWorld.Loan, "search", "person")]);
        using (var write = World.Database.Begin("test", "test"))
        {
            foreach (var row in new[]
            {
                "insert into review_round values ('R', 'yearly', 2025, 0, '05206', '05', 'f', 'p', '2025-09-01', 'loan', @known)",
                "insert into review_assessment values ('R', 'H1', @known, 'Bùi Văn A', '2025-10-01', '', 'nhà dột', 'a.xlsx', 'h', 'loan')",
                "insert into review_answer values ('R', 'H1', @known, 'q1', '3')",
                "insert into review_proposal values ('R', 'H1', @known, 'poor', 'verified', 'mái tạm', 'nuoc', 'pack')",
                "insert into duplicate_verdict values (@person, @other, @known, @case)",
                "insert into worklist_answer values ('05206', '05', @person, 'htxh.75', 'not_served', @known, '2026-08', 'wrong', '', null, 'data', @none, '', '2026-08-03', 'loan')",
                "insert into person_alias values (0, @other, @known, 1, 9223372036854775807, @person)",
            })
            {
                write.Connection.Execute(row, new { known = write.Number.Value, person = person.Value, other = other.Value, @case = file.Id, none = Array.Empty<byte>() }, write.Transaction);
            }

            write.Commit();
        }

        // Somebody else's erasure, long decided, opens nothing.
        using (var write = World.Database.Begin("test", "test"))
        {
            foreach (var row in new[]
            {
                "insert into retention_proposal values ('x', 'cases', '*', 'p', 1, 'r', 'assumed', '2026-08-03', 'a', @known)",
                "insert into retention_item values ('x', @case, '05206', '05', '2026-08-03', '2026-08-03')",
                "insert into retention_decision values ('x', 'erased', '', '2026-08-03', 'b', @known)",
            })
            {
                write.Connection.Execute(row, new { known = write.Number.Value, @case = file.Id }, write.Transaction);
            }

            write.Commit();
        }

        World.Record(commit => commit.RecordCoverage("survey", CaseWorld.There, new DateOnly(2026, 8, 1)));
        using var session = AsApplication();
        using var connection = session.Connect();
        Assert.Contains(why, Assert.ThrowsAny<System.Data.Common.DbException>(() => connection.Execute(sql, new { none = Array.Empty<byte>() })).Message, StringComparison.Ordinal);
    }

    private Database AsApplication() => dialect == Dialect.Sqlite ? World.Again() : World.AsApplication();

    private long Count(string table, string? household = null)
    {
        using var connection = World.Database.Connect();
        return connection.ExecuteScalar<long>($"select count(*) from {table}" + (household is null ? "" : " where household_id = @household"), new { household });
    }

    private CaseFile OpenHousehold(CaseKind kind, CaseRequest request, string applicant)
    {
        var asked = new NewCase { Kind = kind, Commune = CaseWorld.Here, Household = new HouseholdId("H1"), Applicant = applicant, Request = request };
        return kind == CaseKind.Application ? ApplicationCase.Open(World.Book, asked, CaseWorld.Loan).File : ChangeCase.Open(World.Book, ((ChangesAsked)request).Changes, asked, CaseWorld.Loan).File;
    }

    protected RetentionProposal Erase(RetentionClass kind)
    {
        var proposal = Book.Propose(kind, Admin);
        return Book.Approve(proposal.Id, proposal.Term.Parameter, Overseer);
    }

    private RetentionBook Book => BookOf(AreaScope.Of(CaseWorld.Here));

    private RetentionBook BookOf(AreaScope scope) => new(World.Database, InstalledPack.Pack, scope, () =>
    {
        var (named, owing) = PeopleInBooks.Read(World.Payroll);
        return new BooksOnPeople(named, owing);
    });

    /// <summary>The books add up to what the register still says, and the chain of events is whole.</summary>
    private void Proven()
    {
        Assert.Empty(VerifyPayroll.Execute(World.Payroll, full: true).Faults);
        new Sealer(World.Database).Seal();
        var verifier = new AuditVerifier([.. Directory.EnumerateFiles(SealingKey.Folder(World.Database.Keys), "*.pub").Select(SealingKey.ReadPublic)], []);
        AuditChain.Write(World.Database, verifier.Read, CancellationToken.None);
        Assert.True(verifier.Verdict().Ok);
    }
}
