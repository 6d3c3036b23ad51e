namespace AnSinh.Casework.Cases;

/// <summary>Which event may follow in which stage, and to which stage it leads.</summary>
internal static class CaseFlow
{
    /// <exception cref="CaseRefusedException">The step does not fit where the case stands.</exception>
    public static CaseStage After(CaseKind kind, CaseStage stage, CaseEvent happened) => (happened, stage) switch
    {
        (Answered or Attached, CaseStage.Received or CaseStage.Accepted or CaseStage.Waiting or CaseStage.Returned) => stage,
        (PapersAsked, CaseStage.Received or CaseStage.Accepted or CaseStage.Returned) => CaseStage.Waiting,
        (PapersReceived, CaseStage.Waiting) => kind.IsTakenUp() ? CaseStage.Accepted : CaseStage.Received,
        (TakenUp, CaseStage.Received) when kind.IsTakenUp() => CaseStage.Accepted,
        (NotTakenUp, CaseStage.Received) when kind.IsTakenUp() => CaseStage.Rejected,
        (Proposed, CaseStage.Received) when !kind.IsTakenUp() => CaseStage.Proposed,
        (Proposed, CaseStage.Accepted or CaseStage.Returned) => CaseStage.Proposed,
        (Posted, CaseStage.Proposed) => CaseStage.Proposed,
        (Returned, CaseStage.Proposed) => CaseStage.Returned,
        (Decided, CaseStage.Proposed) => CaseStage.Decided,
        (Withdrawn, _) when stage.IsOpen() => CaseStage.Withdrawn,
        _ => throw new CaseRefusedException(
            $"Hồ sơ {kind.Say(vietnamese: true)} đang ở bước “{stage.Say(vietnamese: true)}”: không làm được bước này.",
            $"The case ({kind.Say(vietnamese: false)}) is {stage.Say(vietnamese: false)}: this step does not fit."),
    };
}
