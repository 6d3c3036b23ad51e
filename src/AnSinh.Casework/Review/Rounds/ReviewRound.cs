using AnSinh.Law;

namespace AnSinh.Casework.Review.Rounds;

/// <summary>One review of one commune: of a year, or of a month at households' request (month 0 for a yearly one).</summary>
public sealed record ReviewRound(
    string Id, string Kind, int Year, int Month, PlaceCode Commune, PlaceCode Province, string Form, string Procedure, DateOnly OpenedOn, string OpenedBy, long Known)
{
    public const string Yearly = "yearly";
    public const string AdHoc = "ad_hoc";

    public static string IdOf(string kind, int year, int month, PlaceCode commune) =>
        kind == Yearly ? FormattableString.Invariant($"{year}-{commune}") : FormattableString.Invariant($"{year}-{month:00}-{commune}");

    public string Title(bool vietnamese) => Kind == Yearly
        ? vietnamese ? FormattableString.Invariant($"Rà soát định kỳ năm {Year}") : FormattableString.Invariant($"Yearly review {Year}")
        : vietnamese ? FormattableString.Invariant($"Rà soát thường xuyên tháng {Month:00}/{Year}") : FormattableString.Invariant($"Ad hoc review {Month:00}/{Year}");
}

/// <summary>Why a household is reviewed: under management, at its request (Mẫu số 01), or proposed from the data.</summary>
public static class ReviewReason
{
    public const string Managed = "managed";
    public const string Request = "request";
    public const string Proposed = "proposed";

    public static string Say(string reason, bool vietnamese) => reason switch
    {
        Managed => vietnamese ? "đang quản lý" : "under management",
        Request => vietnamese ? "có giấy đề nghị" : "asked",
        _ => vietnamese ? "dữ liệu đề xuất" : "proposed from data",
    };
}

/// <summary>A household on a round's list. Status before is empty where the register knows none.</summary>
public sealed record ReviewHousehold(HouseholdId Household, string Village, string Reason, DateOnly? AskedOn, string StatusBefore, string Note, long Known);

/// <summary>A household that asked for a review, or was proposed for one, and waits for a round.</summary>
public sealed record ReviewRequest(HouseholdId Household, string Reason, DateOnly AskedOn, string Note, long Known);

/// <summary>A household assessed once; <paramref name="Unable"/> says why it could not be.</summary>
public sealed record ReviewAssessment(
    HouseholdId Household, long Known, string Assessor, DateOnly AssessedOn, string Unable, string Note, string File, string FileHash, IReadOnlyDictionary<string, string> Answers)
{
    /// <summary>Whether another assessment found the same.</summary>
    public bool Agrees(ReviewAssessment other) => Unable == other.Unable && Answers.Count == other.Answers.Count && Answers.All(answer => other.Answers.GetValueOrDefault(answer.Key) == answer.Value);
}

/// <summary>What the law says about an assessment: the status proposed, empty where it gives none; why; and which facts are missing.</summary>
public sealed record ReviewProposal(HouseholdId Household, long Known, string Status, EvidenceGrade Grade, IReadOnlyList<string> Because, IReadOnlyList<string> Missing);

public sealed record ReviewMeeting(string Village, long Known, DateOnly HeldOn, string Chair, string Secretary, int Present, string Note);

/// <summary>How many of those present agreed to a household's proposed status.</summary>
public sealed record ReviewAgreement(HouseholdId Household, long Known, string Status, int Agreed, int Present, bool Enough);

public sealed record ReviewPosting(HouseholdId Household, long Known, string Village, string Status, DateOnly PostedOn, DateOnly Until, string Place);

public sealed record ReviewObjection(HouseholdId Household, long Known, DateOnly ReceivedOn, string From, string Reason);

/// <summary>What the chair decided. The status holds on the days of <paramref name="Valid"/>.</summary>
public sealed record ReviewDecision(HouseholdId Household, long Known, string Number, DateOnly DecidedOn, string DecidedBy, string Status, string Outcome, string Certificate, DateRange Valid);

public sealed record ReviewStep(string Step, string Village, DateOnly OnDay, string Actor, string Note, long Known);
