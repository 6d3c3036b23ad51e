using System.Data.Common;
using AnSinh.Law;
using AnSinh.Storage;

namespace AnSinh.Registry;

internal static class AwardRows
{
    /// <summary>Of award a joined with knowledge k, for <see cref="Read"/>.</summary>
    public const string Columns =
        "a.award_id, a.bucket, a.person_id, a.benefit, a.commune, a.province, a.decision_number, a.decided, a.applied, a.certificate, a.month_from, a.month_to, a.state, a.reason, a.known_from, k.recorded_on";

    public static AwardStretch Read(DbDataReader row) => new()
    {
        Id = new AwardId(row.GetString(0)),
        Bucket = new Bucket((byte)row.GetInt16(1)),
        Person = row.Person(2),
        Benefit = new BenefitId(row.GetString(3)),
        Place = PlaceCode.Parse(row.GetString(4)),
        Province = PlaceCode.Parse(row.GetString(5)),
        DecisionNumber = row.GetString(6),
        Decided = row.Day(7),
        Applied = row.DayOrNull(8),
        Certificate = row.DayOrNull(9),
        From = BenefitMonth.Parse(row.GetString(10)),
        To = Stored.MonthTo(row.GetString(11)),
        State = AwardStates.TryParse(row.GetString(12), out var state) ? state : throw new InvalidDataException("award.state"),
        Reason = row.GetString(13),
        KnownFrom = new KnowledgeNumber(row.GetInt64(14)),
        Known = row.Day(15),
    };
}
