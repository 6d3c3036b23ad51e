using AnSinh.Casework.Cases.Complaints;
using AnSinh.Casework.Cases.Deadlines;
using AnSinh.Casework.Cases.Store;
using AnSinh.Casework.Review;
using AnSinh.Casework.Retention;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;

namespace AnSinh.Casework.Cases;

/// <summary>
/// The cases of a database under a law, within an area. Steps stand in the folders beside, one class each; all of them write in one transaction or not at all.
/// </summary>
public sealed class CaseBook(Database database, LawPack pack, AreaScope scope)
{
    public static readonly MigrationSet Migrations = ReviewBook.Migrations;

    public Database Database { get; } = database;
    public LawPack Pack { get; } = pack;

    /// <summary>The area whose cases may be read and changed.</summary>
    public AreaScope Scope { get; } = scope;
    public Register Register { get; } = new(database);
    public CaseClock Clock { get; } = new(pack);

    /// <summary>What the payroll's books say of people; nobody may be promised to be erased without it.</summary>
    public Func<BooksOnPeople>? Books { get; init; }

    public DateOnly Today => Database.Clock.TodayInVietNam();

    internal CaseStore Store { get; } = new(database, scope);

    /// <summary>Null where there is no such case in the area.</summary>
    public CaseFile? Find(string id) => Store.Find(id);

    /// <exception cref="CaseRefusedException">There is no such case in the area.</exception>
    public CaseFile Case(string id) => Find(id) ?? throw new CaseRefusedException($"Không có hồ sơ {id} ở địa bàn này.", $"There is no case {id} in this area.");

    /// <summary>Cases with where each stands, those that fall due first at the top.</summary>
    public IReadOnlyList<CaseLine> Cases(CaseKind? kind = null, CaseStage? stage = null, bool openOnly = true) => Store.Lines(kind, stage, openOnly);

    /// <summary>The code by which whoever asked follows the case; for the receipt that the office hands out.</summary>
    public string CodeOf(CaseFile file) => FollowCode.Of(Database.Keys, file.Id);

    public IReadOnlyList<CaseFile> CasesOf(PersonId person) => Store.About(person);

    /// <summary>Cases about an award or another case.</summary>
    public IReadOnlyList<CaseFile> CasesAbout(string about) => Store.AboutCase(about);

    /// <summary>Does one step of a case under one knowledge number: what it writes to the case and to the register is there together or not at all.</summary>
    /// <param name="id">The case.</param>
    /// <param name="version">The version that whoever acts has seen; null: whatever there is.</param>
    /// <returns>The case after the step.</returns>
    /// <exception cref="CaseConflictException">Somebody did something to the case since.</exception>
    internal CaseFile Step(string id, int? version, string actor, string action, Action<CaseStep> work)
    {
        RequireActor(actor);
        using (var step = new CaseStep(this, actor, action))
        {
            var file = Case(id);
            if (version is { } seen && seen != file.Version)
            {
                throw new CaseConflictException(new Bilingual($"Hồ sơ {id}", $"The case {id}"), Say(file, seen), Say(file, file.Version));
            }

            step.File = file;
            work(step);
            step.Commit();
        }

        return Case(id);
    }

    internal static void RequireActor(string actor)
    {
        if (string.IsNullOrWhiteSpace(actor))
        {
            throw new CaseRefusedException("Cần tên người thực hiện.", "Whoever acts has to be named.");
        }
    }

    private static string Say(CaseFile file, int version) =>
        file.Events.FirstOrDefault(recorded => recorded.Sequence == version) is { } recorded ? FormattableString.Invariant($"{version} ({recorded.Type}, {recorded.Actor}, {recorded.Day:yyyy-MM-dd})") : $"{version}";
}

/// <summary>One write: the case it is about, what the register held just before it, and a way to write to both.</summary>
internal sealed class CaseStep : IDisposable
{
    private readonly WriteTransaction _write;
    private RegistryCommit? _registry;

    public CaseStep(CaseBook book, string actor, string action)
    {
        (Book, Actor) = (book, actor);
        _write = book.Database.Begin(actor, action);
        // Writers queue: nothing becomes known between this snapshot and what is written now.
        Snapshot = book.Register.At(new KnowledgeNumber(_write.Number.Value - 1));
    }

    public CaseBook Book { get; }
    public string Actor { get; }

    /// <summary>The case as it stands, with what this step has done to it.</summary>
    public CaseFile File { get; set; } = null!;
    public RegistrySnapshot Snapshot { get; }
    public WriteTransaction Write => _write;
    public RegistryCommit Registry => _registry ??= Register.Join(_write);

    /// <summary>The day on which it is recorded.</summary>
    public DateOnly Today => _write.RecordedOn;

    public void Append(CaseEvent happened, BenefitId? benefit = null)
    {
        var stage = CaseFlow.After(File.Kind, File.Stage, happened);
        var recorded = new RecordedEvent(
            File.Version + 1, _write.Number, Today, Actor, TypeOf(happened), stage, Book.Clock.After(File.Kind, File.Request, benefit, stage, happened, Today, File.Clock), happened);
        CaseStore.Append(_write, File, recorded);
        File = File with { Events = [.. File.Events, recorded] };
    }

    public void Commit()
    {
        _registry?.Commit();
        _write.Commit();
    }

    public void Dispose()
    {
        _registry?.Dispose();
        _write.Dispose();
    }

    /// <summary>The name under which an event is listed: the one it is written with.</summary>
    public static string TypeOf(CaseEvent happened) => happened switch
    {
        Opened => "opened",
        Answered => "answered",
        Attached => "attached",
        PapersAsked => "papers_asked",
        PapersReceived => "papers_received",
        TakenUp => "taken_up",
        NotTakenUp => "not_taken_up",
        Proposed => "proposed",
        Posted => "posted",
        Returned => "returned",
        Decided => "decided",
        Withdrawn => "withdrawn",
        _ => throw new ArgumentOutOfRangeException(nameof(happened)),
    };
}
