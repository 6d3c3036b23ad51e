using AnSinh.Casework.Retention;
using System.Text;
using AnSinh.Casework.Cases;
using AnSinh.Casework.Cases.Applications;
using AnSinh.Casework.Cases.Documents;
using AnSinh.Databases;
using AnSinh.Law;
using AnSinh.Payroll;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Steps;
using AnSinh.Registry;
using AnSinh.Storage;

namespace AnSinh.Casework.Tests.Cases;

/// <summary>
/// A register with two communes, a clock that a test moves, and three people of the office: Loan takes and prepares, Minh prepares too, the chair decides. The day is 3 August 2026, a Monday.
/// </summary>
public sealed class CaseWorld : IDisposable
{
    public const string Loan = "loan";
    public const string Minh = "minh";
    public const string Chair = "chu-tich";
    public static readonly PlaceCode Here = PlaceCode.Parse("05206");
    public static readonly PlaceCode There = PlaceCode.Parse("00004");
    public static readonly byte[] Paper = Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n");

    private readonly TestDatabase _store;
    private readonly MovingClock _clock = new() { Now = Noon(new DateOnly(2026, 8, 3)) };
    private int _serial;

    public CaseWorld(Dialect dialect = Dialect.Sqlite)
    {
        _store = new TestDatabase(dialect, [.. PayrollBook.Modules, CaseBook.Migrations]);
        Database = _store.Open(_clock);
        Register = new Register(Database);
        Payroll = new PayrollBook(Database, InstalledPack.Pack);
    }

    public Database Database { get; }
    public Register Register { get; }
    public PayrollBook Payroll { get; }
    /// <summary>What the books say of people: nothing, unless a test says otherwise.</summary>
    public BooksOnPeople Paid { get; set; } = BooksOnPeople.None;

    public CaseBook Book => BookOf(AreaScope.Of(Here));

    /// <summary>The same PostgreSQL database as the application's own role sees it.</summary>
    public Database AsApplication() => Database.Open(_store.SourceAs("casework_application", "ansinh_application"), _clock, [], _store.KeyFile);

    /// <summary>The same file once more.</summary>
    public Database Again() => Database.Open(_store.Source, _clock, [], _store.KeyFile);

    public DateOnly Today
    {
        get => DateOnly.FromDateTime(_clock.Now.ToOffset(VietNamClock.Offset).DateTime);
        set => _clock.Now = Noon(value);
    }

    public CaseBook BookOf(AreaScope scope) => new(Database, InstalledPack.Pack, scope) { Books = () => Paid };

    public void On(int month, int day) => Today = new DateOnly(2026, month, day);

    public void Wait(TimeSpan time) => _clock.Now += time;

    public void Record(Action<RegistryCommit> write)
    {
        using var commit = Register.Begin("nhap", "test");
        write(commit);
        commit.Commit();
    }

    /// <summary>Every source but those named has told everything it knows about the commune.</summary>
    public void Cover(PlaceCode commune, params string[] except) => Record(commit =>
    {
        foreach (var source in InstalledPack.Pack.Facts.Sources.Where(source => source.Code != "survey" && !except.Contains(source.Code)))
        {
            commit.RecordCoverage(source.Code, commune, new DateOnly(2050, 12, 31));
        }
    });

    /// <summary>A household of one, somebody born on the day given.</summary>
    public PersonId Alone(string household, string name, string born, Sex sex = Sex.Female, PlaceCode? commune = null, string village = "Xóm 1")
    {
        PersonId person = default;
        Record(commit =>
        {
            commit.RegisterHousehold(new HouseholdId(household), commune ?? Here, new DateOnly(2020, 1, 1), village);
            person = commit.RegisterPerson(ProvisionalNumber.OfSerial(++_serial), new PersonDetails(name, BirthDate.Parse(born), sex, "Mường"));
            commit.SetMembership(person, new Membership(new HouseholdId(household), "head", new DateRange(new DateOnly(2020, 1, 1), null)));
        });
        return person;
    }

    public void Fact(PersonId person, string code, string value, DateOnly? from = null) =>
        Record(commit => commit.RecordFact(person, new FactEntry(code, value, new DateRange(from ?? new DateOnly(2026, 1, 1), null), "survey")));

    public void Fact(string household, string code, string value) =>
        Record(commit => commit.RecordFact(new HouseholdId(household), new FactEntry(code, value, new DateRange(new DateOnly(2026, 1, 1), null), "survey")));

    public NewCase Asked(PersonId? person = null, string text = "", PlaceCode? commune = null) => new()
    {
        Kind = CaseKind.Application, Commune = commune ?? Here, Person = person, Applicant = "Bùi Thị Hoà", Text = text, Request = new BenefitsAsked([]),
    };

    public CaseFile Apply(PersonId person, params string[] benefits) => ApplicationCase.Open(
        Book, Asked(person) with { Request = new BenefitsAsked([.. benefits.Select(benefit => new BenefitId(benefit))]) }, Loan).File;

    public CaseFile Answer(string id, string fact, PersonId? about, string? value) => AnswerQuestion.Execute(Book, id, new Answered(fact, about, false, value, null, "survey", ""), Loan);

    public CaseFile Attach(string id, CaseBook? book = null) => CaseDocuments.Attach(book ?? Book, id, "giay.pdf", "giấy tờ", Paper, Loan);

    public CaseFile Propose(string id, string outcome = "", string reason = "", string by = Loan, CaseBook? book = null) => CaseSteps.Propose(book ?? Book, id, new CaseProposal(outcome, reason), by);

    public CaseFile Decide(string id, string number, string by = Chair, CaseBook? book = null) => CaseSteps.Decide(book ?? Book, id, new CaseDecision(number, Today), by);

    /// <summary>Applies, proposes and decides on one day: somebody who has an award.</summary>
    public AwardId Award(PersonId person, string benefit, string number)
    {
        var file = Apply(person, benefit);
        Propose(file.Id);
        return new AwardId(Decide(file.Id, number).Decision!.Items[0].Award);
    }

    /// <summary>Draws up, checks and approves the run of a commune for a month, on the day the law closes the list.</summary>
    public RunContent Run(BenefitMonth month, PlaceCode? commune = null)
    {
        Today = Payroll.CutOffOf(month);
        var result = RunMonth.Execute(Payroll, new RunRequest(commune ?? Here, month, "lap"));
        CheckRun.Execute(Payroll, result.Run.Id, "kiem");
        ApproveRun.Execute(Payroll, result.Run.Id, "duyet", [], acceptAll: true);
        return result.Content;
    }

    /// <summary>Person, benefit, month and amount of what a run pays.</summary>
    public static IEnumerable<(PersonId, string, string, long)> Lines(RunContent content) => content.Lines.Select(line => (line.Person, line.Benefit.Value, line.Month.ToString(), line.Amount.Amount)).Order();

    public void Dispose()
    {
        Database.Dispose();
        _store.Dispose();
    }

    private static DateTimeOffset Noon(DateOnly day) => new DateTimeOffset(day, new TimeOnly(12, 0), VietNamClock.Offset).ToUniversalTime();

    private sealed class MovingClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
