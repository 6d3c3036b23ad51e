namespace AnSinh.Law;

/// <summary>Grades of evidence as people read them.</summary>
public static class EvidenceGradeWords
{
    public static string Say(this EvidenceGrade grade, bool vietnamese) => grade switch
    {
        EvidenceGrade.Verified => vietnamese ? "đã kiểm chứng" : "verified",
        EvidenceGrade.Known => vietnamese ? "biết chắc, chưa đọc lại" : "known",
        EvidenceGrade.Secondary => vietnamese ? "nguồn thứ cấp" : "secondary source",
        EvidenceGrade.SingleSecondary => vietnamese ? "một nguồn thứ cấp" : "a single secondary source",
        EvidenceGrade.Unsure => vietnamese ? "chưa chắc, cần đọc công báo" : "unsure, to be confirmed in the gazette",
        _ => vietnamese ? "giả định" : "assumed",
    };
}
