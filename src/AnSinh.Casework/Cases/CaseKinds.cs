namespace AnSinh.Casework.Cases;

/// <summary>What a case is about. Each kind has its own request, clock and effect on the register.</summary>
public enum CaseKind
{
    /// <summary>Somebody asks for a benefit, or for whatever is due.</summary>
    Application,

    /// <summary>An award is looked at again.</summary>
    Reassessment,
    Suspension,
    Resumption,

    /// <summary>Somebody gives an award up.</summary>
    Withdrawal,
    Death,
    Move,

    /// <summary>Something recorded is to be corrected or added.</summary>
    Change,

    /// <summary>Two entries may be one person.</summary>
    Duplicate,

    /// <summary>Khiếu nại lần đầu: against a decision, resolved where it was made.</summary>
    Objection,

    /// <summary>Khiếu nại lần hai: against the decision on an objection, resolved by the province.</summary>
    Appeal,

    /// <summary>Kiến nghị, phản ánh: anything else people complain of, with or without a name.</summary>
    Grievance,

    /// <summary>A person asks what is held about them.</summary>
    Access,

    /// <summary>A person asks that what is held about them is erased.</summary>
    Erasure,
}

/// <summary>Where a case stands.</summary>
public enum CaseStage
{
    /// <summary>With the officer.</summary>
    Received,

    /// <summary>Papers were asked for; no clock runs.</summary>
    Waiting,

    /// <summary>An objection or appeal was taken up (thụ lý).</summary>
    Accepted,

    /// <summary>With whoever decides.</summary>
    Proposed,

    /// <summary>Sent back to the officer with a reason.</summary>
    Returned,
    Decided,

    /// <summary>An objection or appeal was not taken up.</summary>
    Rejected,

    /// <summary>Taken back by whoever asked.</summary>
    Withdrawn,
}

public static class CaseCodes
{
    private static readonly string[] Kinds =
        ["application", "reassessment", "suspension", "resumption", "withdrawal", "death", "move", "change", "duplicate", "objection", "appeal", "grievance", "access", "erasure"];

    private static readonly string[] Stages = ["received", "waiting", "accepted", "proposed", "returned", "decided", "rejected", "withdrawn"];

    public static string Code(this CaseKind kind) => Kinds[(int)kind];

    public static string Code(this CaseStage stage) => Stages[(int)stage];

    public static bool TryKind(string? text, out CaseKind kind)
    {
        var index = Array.IndexOf(Kinds, text);
        kind = (CaseKind)Math.Max(index, 0);
        return index >= 0;
    }

    public static CaseStage Stage(string code) => (CaseStage)Array.IndexOf(Stages, code);

    public static CaseKind Kind(string code) => (CaseKind)Array.IndexOf(Kinds, code);

    public static IReadOnlyList<string> AllKinds => Kinds;

    public static bool IsOpen(this CaseStage stage) => stage < CaseStage.Decided;

    /// <summary>Complaints by the Law on Complaints: taken up or not before anything else.</summary>
    public static bool IsTakenUp(this CaseKind kind) => kind is CaseKind.Objection or CaseKind.Appeal;

    /// <summary>Whether its decision is a numbered paper. What the office settles within itself, and an answer, are not.</summary>
    public static bool HasNumberedDecision(this CaseKind kind) => kind is not (CaseKind.Change or CaseKind.Grievance or CaseKind.Access or CaseKind.Erasure);

    public static string Say(this CaseKind kind, bool vietnamese) => kind switch
    {
        CaseKind.Application => vietnamese ? "đề nghị hưởng" : "application",
        CaseKind.Reassessment => vietnamese ? "xét lại" : "reassessment",
        CaseKind.Suspension => vietnamese ? "tạm dừng" : "suspension",
        CaseKind.Resumption => vietnamese ? "hưởng trở lại" : "resumption",
        CaseKind.Withdrawal => vietnamese ? "thôi hưởng theo đề nghị" : "withdrawal",
        CaseKind.Death => vietnamese ? "báo tử" : "death",
        CaseKind.Move => vietnamese ? "thay đổi nơi cư trú" : "move",
        CaseKind.Change => vietnamese ? "sửa thông tin" : "change of what is recorded",
        CaseKind.Duplicate => vietnamese ? "nghi trùng người" : "possible duplicate",
        CaseKind.Objection => vietnamese ? "khiếu nại lần đầu" : "objection",
        CaseKind.Appeal => vietnamese ? "khiếu nại lần hai" : "appeal",
        CaseKind.Grievance => vietnamese ? "kiến nghị, phản ánh" : "grievance",
        CaseKind.Erasure => vietnamese ? "yêu cầu xóa dữ liệu của mình" : "request to be erased",
        _ => vietnamese ? "yêu cầu xem dữ liệu của mình" : "request to see what is held",
    };

    public static string Say(this CaseStage stage, bool vietnamese) => stage switch
    {
        CaseStage.Received => vietnamese ? "đã tiếp nhận" : "received",
        CaseStage.Waiting => vietnamese ? "chờ bổ sung giấy tờ" : "waiting for papers",
        CaseStage.Accepted => vietnamese ? "đã thụ lý" : "taken up",
        CaseStage.Proposed => vietnamese ? "chờ quyết định" : "waiting for the decision",
        CaseStage.Returned => vietnamese ? "trả lại để làm rõ" : "returned to the officer",
        CaseStage.Decided => vietnamese ? "đã giải quyết" : "decided",
        CaseStage.Rejected => vietnamese ? "không thụ lý" : "not taken up",
        _ => vietnamese ? "đã rút" : "withdrawn",
    };
}
