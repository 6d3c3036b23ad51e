using System.Data.Common;
using AnSinh.Casework.Review.Rounds;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;

namespace AnSinh.Casework.Review.Store;

/// <summary>What follows an assessment: meetings, postings, objections and decisions.</summary>
internal static class OutcomeStore
{
    private const string OpenTo = "9999-12-31";

    public static List<ReviewMeeting> Meetings(DbConnection connection, AreaScope scope, string round) => connection.Read(
        $"select m.village, m.known, m.held_on, m.chair, m.secretary, m.present, m.note from review_meeting m where {ReviewRows.OfRound(scope, "m")} order by m.known, m.village",
        row => new ReviewMeeting(row.GetString(0), row.GetInt64(1), row.Day(2), row.GetString(3), row.GetString(4), (int)row.GetInt64(5), row.GetString(6)), ("round", round));

    public static List<ReviewAgreement> Agreements(DbConnection connection, AreaScope scope, string round) => connection.Read(
        $"select a.household_id, a.known, a.status, a.agreed, a.present, a.enough from review_agreement a where {ReviewRows.OfRound(scope, "a")} order by a.known, a.household_id",
        row => new ReviewAgreement(row.Household(0), row.GetInt64(1), row.GetString(2), (int)row.GetInt64(3), (int)row.GetInt64(4), row.GetInt64(5) == 1), ("round", round));

    public static List<ReviewPosting> Postings(DbConnection connection, AreaScope scope, string round) => connection.Read(
        $"select p.household_id, p.known, p.village, p.status, p.posted_on, p.until, p.place from review_posting p where {ReviewRows.OfRound(scope, "p")} order by p.known, p.household_id",
        row => new ReviewPosting(row.Household(0), row.GetInt64(1), row.GetString(2), row.GetString(3), row.Day(4), row.Day(5), row.GetString(6)), ("round", round));

    public static List<ReviewObjection> Objections(DbConnection connection, AreaScope scope, string round) => connection.Read(
        $"select o.household_id, o.known, o.received_on, o.from_whom, o.reason from review_objection o where {ReviewRows.OfRound(scope, "o")} order by o.known, o.household_id",
        row => new ReviewObjection(row.Household(0), row.GetInt64(1), row.Day(2), row.GetString(3), row.GetString(4)), ("round", round));

    public static List<ReviewDecision> Decisions(DbConnection connection, AreaScope scope, string round) => connection.Read(
        $"select d.household_id, d.known, d.number, d.decided_on, d.decided_by, d.status, d.outcome, d.certificate, d.valid_from, d.valid_to from review_decision d where {ReviewRows.OfRound(scope, "d")} order by d.known, d.household_id",
        row => new ReviewDecision(
            row.Household(0), row.GetInt64(1), row.GetString(2), row.Day(3), row.GetString(4), row.GetString(5), row.GetString(6), row.GetString(7),
            new DateRange(row.Day(8), row.GetString(9) == OpenTo ? null : row.Day(9))),
        ("round", round));

    public static void Write(WriteTransaction write, string round, ReviewMeeting meeting, IEnumerable<ReviewAgreement> agreements)
    {
        write.Into("review_meeting", "round_id", "village", "known", "held_on", "chair", "secretary", "present", "note", "recorded_by")
            .Add(round).Add(meeting.Village).Add(write.Number.Value).Add(Database.Iso(meeting.HeldOn)).Add(meeting.Chair).Add(meeting.Secretary).Add(meeting.Present).Add(meeting.Note)
            .Add(write.Actor).Write();
        write.Audit("review.meeting", $"{round}/{meeting.Village}", meeting.ToString());
        foreach (var agreement in agreements)
        {
            write.Into("review_agreement", "round_id", "household_id", "known", "status", "agreed", "present", "enough")
                .Add(round).Add(agreement.Household.Value).Add(write.Number.Value).Add(agreement.Status).Add(agreement.Agreed).Add(agreement.Present).Add(agreement.Enough ? 1 : 0).Write();
            write.Audit("review.agreement", agreement.Household.Value, $"{round}|{agreement}");
        }
    }

    public static void Write(WriteTransaction write, string round, ReviewPosting posting)
    {
        write.Into("review_posting", "round_id", "household_id", "known", "village", "status", "posted_on", "until", "place", "recorded_by")
            .Add(round).Add(posting.Household.Value).Add(write.Number.Value).Add(posting.Village).Add(posting.Status).Add(Database.Iso(posting.PostedOn)).Add(Database.Iso(posting.Until))
            .Add(posting.Place).Add(write.Actor).Write();
        write.Audit("review.post", posting.Household.Value, $"{round}|{posting}");
    }

    public static void Write(WriteTransaction write, string round, ReviewObjection objection)
    {
        write.Into("review_objection", "round_id", "household_id", "known", "received_on", "from_whom", "reason", "recorded_by")
            .Add(round).Add(objection.Household.Value).Add(write.Number.Value).Add(Database.Iso(objection.ReceivedOn)).Add(objection.From).Add(objection.Reason).Add(write.Actor).Write();
        write.Audit("review.object", objection.Household.Value, $"{round}|{objection}");
    }

    public static void Write(WriteTransaction write, string round, ReviewDecision decision)
    {
        write.Into("review_decision", "round_id", "household_id", "known", "number", "decided_on", "decided_by", "status", "outcome", "certificate", "valid_from", "valid_to")
            .Add(round).Add(decision.Household.Value).Add(write.Number.Value).Add(decision.Number).Add(Database.Iso(decision.DecidedOn)).Add(decision.DecidedBy).Add(decision.Status)
            .Add(decision.Outcome).Add(decision.Certificate).Add(Database.Iso(decision.Valid.From!.Value)).Add(decision.Valid.To is { } to ? Database.Iso(to) : OpenTo).Write();
        write.Audit("review.decide", decision.Household.Value, $"{round}|{decision}");
    }
}
