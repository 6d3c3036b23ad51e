using System.Data.Common;
using AnSinh.Law;
using AnSinh.Storage;

namespace AnSinh.Registry;

/// <summary>Where somebody lives on a day; the village is empty where nobody said it.</summary>
public sealed record ResidenceRecord(PlaceCode Commune, string Village);

/// <summary>The commit that first recorded something, and its day.</summary>
public sealed record FirstRecord(KnowledgeNumber Number, DateOnly Day);

public sealed partial class RegistrySnapshot
{
    /// <summary>When a decision first reached the register; later suspensions and corrections do not move it. Null when not known or decided outside the area.</summary>
    public FirstRecord? FirstRecorded(AreaScope scope, AwardId award) => Query(
        $"select a.known_from, k.recorded_on from award a join knowledge k on k.number = a.known_from where a.award_id = @award and a.known_from <= @n and {scope.On("a")} order by a.known_from limit 1",
        row => new FirstRecord(new KnowledgeNumber(row.GetInt64(0)), row.Day(1)), ("award", award.Value)).SingleOrDefault();

    /// <summary>The residence of a person's household on a day; null when there is none or it lies outside the area.</summary>
    public ResidenceRecord? ResidenceOf(AreaScope scope, PersonId person, DateOnly day)
    {
        using var connection = _database.Connect();
        return ResidenceOf(connection, scope, person, day).SingleOrDefault();
    }

    private IEnumerable<ResidenceRecord> ResidenceOf(DbConnection connection, AreaScope scope, PersonId person, DateOnly day) => connection.Read(
        $"""
        select r.commune, r.village from membership m join residence r on r.household_id = m.household_id
        where m.bucket = @bucket and m.person_id = @person and {Rows.Visible("m")} and m.valid_from <= @day and m.valid_to >= @day
        and {Rows.Visible("r")} and r.valid_from <= @day and r.valid_to >= @day and {scope.On("r")}
        order by m.valid_from, r.valid_from limit 1
        """,
        [At, ("day", Database.Iso(day)), .. Key(Canonical(person))],
        row => new ResidenceRecord(PlaceCode.Parse(row.GetString(0)), row.GetString(1)));
}
