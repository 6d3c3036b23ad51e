using AnSinh.Law;
using AnSinh.Storage;

namespace AnSinh.Casework.Cases;

/// <summary>What of a case never changes.</summary>
/// <param name="Id">Commune, year and eight letters derived from what was asked, so that the same request sent twice is the same case.</param>
/// <param name="About">The case or award it is about; empty for none.</param>
/// <param name="OpenedOn">The day on which the office received it: clocks run from here.</param>
public sealed record CaseHeader(
    string Id, CaseKind Kind, PlaceCode Commune, PlaceCode Province, PersonId? Person, HouseholdId? Household, string About, DateOnly OpenedOn, string OpenedBy, KnowledgeNumber Known, string KeySubject);

/// <summary>The clock that runs after an event: from a day, by a parameter of the law, until a day.</summary>
public sealed record RunningClock(string Parameter, DateOnly From, DateOnly Due);

/// <summary>An event as it was recorded. <paramref name="Content"/> is null where the person's data was erased.</summary>
public sealed record RecordedEvent(int Sequence, KnowledgeNumber Known, DateOnly Day, string Actor, string Type, CaseStage Stage, RunningClock? Clock, CaseEvent? Content);

/// <summary>A case with everything that happened to it.</summary>
public sealed record CaseFile(CaseHeader Header, IReadOnlyList<RecordedEvent> Events)
{
    public string Id => Header.Id;
    public CaseKind Kind => Header.Kind;
    public CaseStage Stage => Events[^1].Stage;

    /// <summary>How many events there are: who acts on an older version is told.</summary>
    public int Version => Events[^1].Sequence;

    public RunningClock? Clock => Events[^1].Clock;

    public bool IsErased => Events[0].Content is null;

    /// <exception cref="CaseRefusedException">The person's data was erased.</exception>
    public Opened Opening => Events[0].Content as Opened ?? throw new CaseRefusedException("Dữ liệu của người này đã được xóa theo quy định.", "This person's data was erased as the law requires.");

    public CaseRequest Request => Opening.Request;

    /// <summary>The last answer to each question, in the order in which questions were first answered.</summary>
    public IReadOnlyList<Answered> Answers => [.. Contents<Answered>().GroupBy(answer => answer.Question).Select(answers => answers.Last())];

    public IReadOnlyList<Attached> Documents => [.. Contents<Attached>()];

    /// <summary>What waits for the decision; null when nothing does.</summary>
    public Proposed? Proposal => Stage == CaseStage.Proposed ? Contents<Proposed>().Last() : null;

    public Posted? Posting => Contents<Posted>().LastOrDefault();

    public Decided? Decision => Contents<Decided>().LastOrDefault();

    /// <summary>Everybody who prepared: none of them may decide. Whoever decided the case from which this one follows did not prepare it.</summary>
    public IReadOnlySet<string> Makers => Events
        .Where(recorded => recorded.Type is not ("returned" or "decided" or "not_taken_up" or "taken_up") && recorded.Content is not Opened { Channel: OpenCase.ByDecision })
        .Select(recorded => recorded.Actor).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The day on which it was decided, not taken up or withdrawn; null while it is open.</summary>
    public DateOnly? EndedOn => Stage.IsOpen() ? null : Events[^1].Day;

    /// <summary>Whether it was ended after its last clock had run out.</summary>
    public bool EndedLate => EndedOn is { } day && Events.LastOrDefault(recorded => recorded.Clock is not null)?.Clock?.Due < day;

    public IEnumerable<T> Contents<T>()
        where T : CaseEvent => Events.Select(recorded => recorded.Content).OfType<T>();
}
