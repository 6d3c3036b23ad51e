using System.Text;
using AnSinh.Casework.Cases;
using AnSinh.Casework.Cases.Access;
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
