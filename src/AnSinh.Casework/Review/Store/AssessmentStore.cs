using System.Data.Common;
using AnSinh.Casework.Review.Rounds;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;

namespace AnSinh.Casework.Review.Store;

/// <summary>Assessments with their answers, and what the law proposed on them.</summary>
internal static class AssessmentStore
{
    /// <summary>Every assessment of a round, oldest first.</summary>
    public static List<ReviewAssessment> All(DbConnection connection, AreaScope scope, string round)
    {
        var answers = connection.Read(
            $"select a.household_id, a.known, a.code, a.value from review_answer a where {ReviewRows.OfRound(scope, "a")}",
            row => (Household: row.GetString(0), Known: row.GetInt64(1), Code: row.GetString(2), Value: row.GetString(3)), ("round", round))
            .GroupBy(row => (row.Household, row.Known))
            .ToDictionary(rows => rows.Key, rows => rows.ToDictionary(row => row.Code, row => row.Value, StringComparer.Ordinal));
        return connection.Read(
            $"select a.household_id, a.known, a.assessor, a.assessed_on, a.unable, a.note, a.file, a.file_hash from review_assessment a where {ReviewRows.OfRound(scope, "a")} order by a.known, a.household_id",
            row => new ReviewAssessment(
                row.Household(0), row.GetInt64(1), row.GetString(2), row.Day(3), row.GetString(4), row.GetString(5), row.GetString(6), row.GetString(7),
                answers.GetValueOrDefault((row.GetString(0), row.GetInt64(1))) ?? []),
            ("round", round));
    }

    /// <summary>Every proposal of a round, oldest first.</summary>
    public static List<ReviewProposal> Proposals(DbConnection connection, AreaScope scope, string round) => connection.Read(
        $"select p.household_id, p.known, p.status, p.grade, p.because, p.missing from review_proposal p where {ReviewRows.OfRound(scope, "p")} order by p.known, p.household_id",
        row => new ReviewProposal(
            row.Household(0), row.GetInt64(1), row.GetString(2), EvidenceGrades.TryParse(row.GetString(3), out var grade) ? grade : EvidenceGrade.Assumed,
            row.GetString(4).Split('\n', StringSplitOptions.RemoveEmptyEntries), row.GetString(5).Split(' ', StringSplitOptions.RemoveEmptyEntries)),
        ("round", round));

    public static void Write(WriteTransaction write, string round, ReviewAssessment assessment)
    {
        write.Into("review_assessment", "round_id", "household_id", "known", "assessor", "assessed_on", "unable", "note", "file", "file_hash", "recorded_by")
            .Add(round).Add(assessment.Household.Value).Add(write.Number.Value).Add(assessment.Assessor).Add(Database.Iso(assessment.AssessedOn)).Add(assessment.Unable)
            .Add(assessment.Note).Add(assessment.File).Add(assessment.FileHash).Add(write.Actor).Write();
        foreach (var (code, value) in assessment.Answers)
        {
            write.Into("review_answer", "round_id", "household_id", "known", "code", "value")
                .Add(round).Add(assessment.Household.Value).Add(write.Number.Value).Add(code).Add(value).Write();
        }

        write.Audit("review.assess", assessment.Household.Value, $"{round}|{assessment.Assessor}|{assessment.Unable}|{string.Join(';', assessment.Answers.Select(answer => $"{answer.Key}={answer.Value}"))}");
    }

    public static void Write(WriteTransaction write, string round, ReviewProposal proposal, string lawPack)
    {
        write.Into("review_proposal", "round_id", "household_id", "known", "status", "grade", "because", "missing", "law_pack")
            .Add(round).Add(proposal.Household.Value).Add(write.Number.Value).Add(proposal.Status).Add(proposal.Grade.Code()).Add(string.Join('\n', proposal.Because))
            .Add(string.Join(' ', proposal.Missing)).Add(lawPack).Write();
        write.Audit("review.propose", proposal.Household.Value, $"{round}|{proposal.Status}|{lawPack}");
    }
}
