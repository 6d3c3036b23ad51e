using AnSinh.Casework.Review.Store;
using AnSinh.Law;

namespace AnSinh.Casework.Review.Rounds;

/// <summary>Where a household stands in its round, in the order of the way.</summary>
public enum CaseState
{
    /// <summary>Waits for its assessment.</summary>
    Listed,

    /// <summary>The assessor could not assess it.</summary>
    Unable,

    /// <summary>Assessed, and the law gives no classification: something is missing.</summary>
    Unclassified,

    /// <summary>Waits for the village meeting.</summary>
    Classified,

    /// <summary>The meeting did not agree: to be assessed again.</summary>
    Disagreed,

    /// <summary>Agreed, to be posted.</summary>
    Agreed,

    /// <summary>Posted; objections can be raised until the last day.</summary>
    Posted,

    /// <summary>Somebody objected: to be examined again.</summary>
    Objected,

    /// <summary>Can be decided.</summary>
    Ready,

    Decided,
}

/// <summary>One household in its round with everything that happened to it; the last of each kind.</summary>
public sealed record ReviewCase
{
    public required ReviewHousehold Listed { get; init; }
    public ReviewAssessment? Assessment { get; init; }
    public ReviewProposal? Proposal { get; init; }
    public ReviewAgreement? Agreement { get; init; }
    public ReviewPosting? Posting { get; init; }
    public ReviewObjection? Objection { get; init; }
    public ReviewDecision? Decision { get; init; }
    public required CaseState State { get; init; }

    /// <summary>Hashes of the files that assessments of this household were taken from.</summary>
    public IReadOnlySet<string> Files { get; init; } = new HashSet<string>();

    public bool MustBeAssessedAgain => State is CaseState.Disagreed or CaseState.Objected or CaseState.Unable;

    /// <summary>
    /// A meeting and a posting stand for the status they were about: a later assessment with the same status needs neither again, one with another status needs both.
    /// </summary>
    public static CaseState StateOf(ReviewCase one, bool needsMeeting, bool needsPosting, DateOnly today) => one switch
    {
        { Decision: not null } => CaseState.Decided,
        { Assessment: null } => CaseState.Listed,
        { Assessment.Unable.Length: > 0 } => CaseState.Unable,
        { Objection: { } objection } when objection.Known > one.Assessment!.Known => CaseState.Objected,
        { Proposal: null or { Status: "" } } => CaseState.Unclassified,
        { Agreement: { Enough: false } agreement } when needsMeeting && agreement.Known > one.Assessment!.Known => CaseState.Disagreed,
        _ when needsMeeting && !(one.Agreement is { Enough: true } agreed && agreed.Status == one.Proposal!.Status) => CaseState.Classified,
        _ when needsPosting && one.Posting?.Status != one.Proposal!.Status => CaseState.Agreed,
        { Posting: { } posting } when needsPosting && today <= posting.Until => CaseState.Posted,
        _ => CaseState.Ready,
    };

    public static string Say(CaseState state, bool vietnamese) => state switch
    {
        CaseState.Listed => vietnamese ? "chưa rà soát" : "to be assessed",
        CaseState.Unable => vietnamese ? "không rà soát được" : "could not be assessed",
        CaseState.Unclassified => vietnamese ? "chưa phân loại được" : "not classified",
        CaseState.Classified => vietnamese ? "chờ họp thôn" : "waits for the meeting",
        CaseState.Disagreed => vietnamese ? "không thống nhất, rà soát lại" : "not agreed, assess again",
        CaseState.Agreed => vietnamese ? "chờ niêm yết" : "to be posted",
        CaseState.Posted => vietnamese ? "đang niêm yết" : "posted",
        CaseState.Objected => vietnamese ? "có khiếu nại, phúc tra" : "objected, examine again",
        CaseState.Ready => vietnamese ? "chờ quyết định" : "to be decided",
        _ => vietnamese ? "đã quyết định" : "decided",
    };
}

/// <summary>All households of a round with their state.</summary>
public sealed class ReviewCases
{
    private readonly Dictionary<HouseholdId, ReviewCase> _byHousehold;

    private ReviewCases(IReadOnlyList<ReviewCase> all)
    {
        All = all;
        _byHousehold = all.ToDictionary(one => one.Listed.Household);
    }

    /// <summary>By village and household id.</summary>
    public IReadOnlyList<ReviewCase> All { get; }

    /// <summary>Villages with households on the list: Xóm 2 before Xóm 10.</summary>
    public IReadOnlyList<string> Villages => [.. All.Select(one => one.Listed.Village).Distinct()];

    public ReviewCase? Find(HouseholdId household) => _byHousehold.GetValueOrDefault(household);

    public static ReviewCases Read(ReviewBook book, ReviewRound round)
    {
        using var connection = book.Database.Connect();
        var (scope, id) = (book.Scope, round.Id);
        var procedure = book.Law.Procedure(round);
        var assessed = AssessmentStore.All(connection, scope, id);
        var assessments = Last(assessed, one => one.Household);
        var files = assessed.ToLookup(one => one.Household, one => one.FileHash);
        var proposals = Last(AssessmentStore.Proposals(connection, scope, id), one => one.Household);
        var agreements = Last(OutcomeStore.Agreements(connection, scope, id), one => one.Household);
        var postings = Last(OutcomeStore.Postings(connection, scope, id), one => one.Household);
        var objections = Last(OutcomeStore.Objections(connection, scope, id), one => one.Household);
        var decisions = Last(OutcomeStore.Decisions(connection, scope, id), one => one.Household);
        var (meeting, posting) = (procedure.Step("meeting") is not null, procedure.Step("posting") is not null);
        return new(
        [
            .. RoundStore.Households(connection, scope, id).Select(listed =>
            {
                var one = new ReviewCase
                {
                    Listed = listed,
                    Assessment = assessments.GetValueOrDefault(listed.Household),
                    Proposal = proposals.GetValueOrDefault(listed.Household),
                    Agreement = agreements.GetValueOrDefault(listed.Household),
                    Posting = postings.GetValueOrDefault(listed.Household),
                    Objection = objections.GetValueOrDefault(listed.Household),
                    Decision = decisions.GetValueOrDefault(listed.Household),
                    State = CaseState.Listed,
                    Files = files[listed.Household].ToHashSet(StringComparer.Ordinal),
                };
                return one with { State = ReviewCase.StateOf(one, meeting, posting, book.Today) };
            }).OrderBy(one => one.Listed.Village, VillageOrder.Natural).ThenBy(one => one.Listed.Household),
        ]);
    }

    private static Dictionary<HouseholdId, T> Last<T>(IEnumerable<T> rows, Func<T, HouseholdId> household) => rows.GroupBy(household).ToDictionary(group => group.Key, group => group.Last());
}

/// <summary>Orders names with numbers as people do: Xóm 2 before Xóm 10.</summary>
public sealed class VillageOrder : IComparer<string>
{
    public static readonly VillageOrder Natural = new();

    public int Compare(string? x, string? y) => string.CompareOrdinal(Key(x ?? ""), Key(y ?? ""));

    private static string Key(string name) => System.Text.RegularExpressions.Regex.Replace(name, "[0-9]+", digits => digits.Value.PadLeft(9, '0'));
}
