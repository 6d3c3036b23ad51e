using AnSinh.Casework.Cases;
using AnSinh.Casework.Cases.Applications;
using AnSinh.Casework.Cases.Complaints;
using AnSinh.Casework.Cases.Deadlines;
using AnSinh.Casework.Cases.Documents;
using AnSinh.Casework.Letters;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Web.Access;
using AnSinh.Web.Changes;
using Microsoft.AspNetCore.Components;

namespace AnSinh.Web.Cases;

/// <summary>One case: what is asked, where it stands, and the next steps of whoever reads it. A step taken on an older version does nothing and shows what the other did.</summary>
public sealed partial class CasePage
{
    /// <summary>For steps, and for what a step would say: it may have to see another commune's award.</summary>
    private CaseBook book = null!;

    /// <summary>For everything else that stands on the page.</summary>
    private CaseBook read = null!;
    private CaseFile? file;
    private ApplicationProgress? progress;
    private OpenQuestion? question;
    private ClockReading? clock;
    private Proposed? proposal;
    private (Deadline Deadline, DateOnly Until)? time;
    private (Deadline Deadline, DateOnly Until)? posting;
    private string? stopped;
    private int? changed;
    private string about = "";
    private bool mayPrepare;
    private bool mayDecide;
    private RegistrySnapshot snapshot = null!;
    private DeterminationWords words = null!;
    private IReadOnlyList<(PersonId Id, string Name)> members = [];
    private IReadOnlyList<Letter> letters = [];
    private IReadOnlyList<LetterFinding> findings = [];
    private IReadOnlySet<string> kept = new HashSet<string>();
    private IReadOnlyList<Bilingual> holds = [];

    [Parameter] public string Id { get; set; } = "";

    protected override void OnInitialized()
    {
        base.OnInitialized();
        (book, read) = (Book(Permission.ReadPeople), ReadBook(Permission.ReadPeople));
        words = new DeterminationWords(Pack, T.Vietnamese);
        Load();
        if (file is null)
        {
            NotThere();
        }
        else if (file.Header.Person is { } person)
        {
            changed = !IsPost && Seen is { } seen && seen < file.Version ? seen : null;
            Views.Note(person, Me.Login, "case", "case", file.Id);
        }
    }

    private void Load()
    {
        snapshot = Register.Now();
        file = read.Find(Id);
        if (file is null)
        {
            return;
        }

        about = CaseWords.About(T, snapshot, book.Scope, file.Header);
        clock = file.Clock is { } running ? book.Clock.Read(running, Today) : null;
        (mayPrepare, mayDecide) = (Me.May(Permission.ProposeChanges, file.Header.Commune), Me.May(Permission.DecideChanges, file.Header.Commune));
        if (file.IsErased)
        {
            return;
        }

        kept = CaseDocuments.Kept(read, file.Id);
        holds = file.Kind == CaseKind.Erasure && file.Stage.IsOpen() ? ErasureRequest.Holds(book, file) : [];
        proposal = file.Contents<Proposed>().LastOrDefault();
        time = file.Kind.IsTakenUp() ? ComplaintCase.TimeToComplain(read, file, remote: false) : null;
        posting = file.Proposal?.Items.Where(item => item.Grant).Select(item => book.Clock.Posting(item.Benefit, file.Header.OpenedOn)).FirstOrDefault(found => found is not null);
        (letters, findings) = CaseFiles.Letters(read, file);
        if (file.Kind == CaseKind.Application && file.Stage is CaseStage.Received or CaseStage.Returned or CaseStage.Waiting)
        {
            LoadProgress();
        }
    }

    private void LoadProgress()
    {
        try
        {
            progress = ApplicationProgress.Of(book, file!);
            var people = progress.Determination.People.Select(person => person.Person);
            members = [.. people.Select(person => (person, Name(person)))];
            var named = QuestionView.Parse(Pack, Sent("_handler") == "answer" ? Sent("hoi") : Asked("hoi"), file!.Header.Person ?? progress.Determination.People[0].Person);
            question = named is { } asked ? OpenQuestion.Of(Pack, asked) : progress.Next;
        }
        catch (CaseRefusedException refused)
        {
            stopped = string.Join(" ", refused.Faults.Select(fault => T.In(fault)));
        }
    }

    private string Name(PersonId person) => snapshot.Person(book.Scope, person)?.FullName ?? T["person.elsewhere"];

    private IEnumerable<(PersonId Person, Entitlement Owed)> Owed() =>
        from person in progress!.Determination.People
        where file!.Header.Person is not { } one || one == person.Person
        from owed in person.Entitlements
        where ((BenefitsAsked)file!.Request).Benefits is { Count: 0 } || ((BenefitsAsked)file.Request).Benefits.Contains(owed.Benefit)
        select (person.Person, owed);

    /// <summary>What nobody could say and a benefit hangs on.</summary>
    private List<string> Missing() =>
    [
        .. (progress?.Determination.People ?? []).Where(person => file!.Header.Person is not { } one || one == person.Person)
            .SelectMany(person => person.Missing).Where(missing => ((BenefitsAsked)file!.Request).Benefits.Any(missing.Benefits.Contains))
            .Select(missing => words.Conditions.Label(missing.Fact)).Distinct(),
    ];

    private static string[] Outcomes(CaseKind kind) => kind switch
    {
        CaseKind.Change => ["change", "refuse"],
        CaseKind.Erasure => [ErasureRequest.Erase, ErasureRequest.Refuse],
        CaseKind.Duplicate => ["merge", "apart"],
        CaseKind.Objection or CaseKind.Appeal => ["upheld", "overturned"],
        _ => [],
    };

    private static bool NeedsReason(CaseKind kind) => kind is CaseKind.Duplicate or CaseKind.Objection or CaseKind.Appeal or CaseKind.Grievance or CaseKind.Access or CaseKind.Erasure;

    /// <summary>Takes a step and comes back to the case; a step on an older version shows what happened since.</summary>
    private void Step(bool allowed, string done, Action<CaseBook> work)
    {
        if (Take(file is not null && allowed, () => work(book)))
        {
            Go($"/ho-so/{file!.Id}?xong={done}");
            return;
        }

        changed = Seen is { } seen && file is not null && seen < file.Version ? seen : null;
    }

    private void Answer()
    {
        string? value = null;
        if (question is null || !QuestionView.TryRead(Pack, question.Question, Sent("tra-loi"), out value))
        {
            Wrong.Add("tra-loi", T["answer.needed"]);
        }

        var since = SentDay("tu-ngay", needed: false);
        Step(mayPrepare, "answered", cases =>
        {
            var asked = question!.Question;
            AnswerQuestion.Execute(cases, file!.Id, new Answered(asked.Fact, asked.About, asked.OfSource, value, since, "office", Sent("can-cu")), Me.Login, Seen);
        });
    }

    private void Attach()
    {
        var papers = Uploads.Read(Http, "tep", Wrong, T);
        if (papers.Count == 0 && !Wrong.Any)
        {
            Wrong.Add("tep", T["case.attach.needed"]);
        }

        Step(mayPrepare, "attached", cases =>
        {
            var version = Seen;
            foreach (var (name, content) in papers)
            {
                version = CaseDocuments.Attach(cases, file!.Id, name, Sent("chung-minh"), content, Me.Login, version).Version;
            }
        });
    }

    private void Ask()
    {
        var papers = Needed("can-them", "case.ask.needed").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Step(mayPrepare, "asked", cases => CaseSteps.AskPapers(cases, file!.Id, papers, "", Me.Login, Seen));
    }

    private void Papers()
    {
        var (note, day) = (Needed("da-nhan", "case.papers.needed"), SentDay("ngay-cap", needed: false));
        Step(mayPrepare, "received", cases => CaseSteps.ReceivePapers(cases, file!.Id, note, day, Me.Login, Seen));
    }

    private void TakeUp() => Step(mayPrepare || mayDecide, "taken-up", cases => ComplaintCase.TakeUp(
        cases, file!.Id, new TakenUp(SentAll("tinh-chat").Contains("phuc-tap"), SentAll("tinh-chat").Contains("vung-sau")), Sent("tre"), Me.Login, Seen));

    private void NotTakeUp()
    {
        var reason = Needed("khong-thu-ly", "run.reason.needed");
        Step(mayPrepare || mayDecide, "not-taken-up", cases => ComplaintCase.NotTakeUp(cases, file!.Id, reason, Me.Login, Seen));
    }

    private void Propose()
    {
        if (file is not null && Outcomes(file.Kind) is { Length: > 0 } outcomes && !outcomes.Contains(Sent("ket-luan")))
        {
            Wrong.Add("ket-luan", T["propose.outcome.needed"]);
        }

        if (file is not null && NeedsReason(file.Kind))
        {
            Needed("nhan-xet", "propose.reason.needed");
        }

        var outcome = file is { Kind: CaseKind.Grievance or CaseKind.Access } ? "answered" : Sent("ket-luan");
        Step(mayPrepare, "proposed", cases => CaseSteps.Propose(cases, file!.Id, new CaseProposal(outcome, Sent("nhan-xet"), SentAll("khong-ro").Count > 0), Me.Login, Seen));
    }

    private void Post()
    {
        var place = Needed("noi", "post.place.needed");
        Step(mayPrepare, "posted", cases => Postings.Post(cases, file!.Id, place, Me.Login, Seen));
    }

    private void Decide()
    {
        var day = SentDay("ngay-ky", needed: true);
        if (file?.Kind.HasNumberedDecision() == true)
        {
            Needed("so-qd", "decide.number.needed");
        }

        Step(mayDecide, "decided", _ => CaseSteps.Decide(Book(Permission.DecideChanges), file!.Id, new CaseDecision(Sent("so-qd"), day!.Value), Me.Login, Seen));
    }

    private void Return()
    {
        var reason = Needed("ly-do", "run.reason.needed");
        Step(mayDecide, "returned", cases => CaseSteps.Return(cases, file!.Id, reason, Me.Login, Seen));
    }

    private void Withdraw()
    {
        var reason = Needed("ly-do-rut", "run.reason.needed");
        Step(mayPrepare, "withdrawn", cases => CaseSteps.Withdraw(cases, file!.Id, reason, Me.Login, Seen));
    }

    private void Object()
    {
        var (who, text, day) = (Needed("nguoi-kn", "object.who.needed"), Needed("ly-do-kn", "object.text.needed"), SentDay("ngay-nhan-qd", needed: false));
        var opened = "";
        if (Take(mayPrepare, () => opened = ComplaintCase.Open(
            book, file!.Id, day, new NewCase { Kind = CaseKind.Objection, Commune = file.Header.Commune, Request = new ComplaintAsked(day, "decision"), Applicant = who, Text = text, Submission = Mark }, Me.Login).File.Id))
        {
            Go($"/ho-so/{opened}?xong=opened");
        }
    }
}
