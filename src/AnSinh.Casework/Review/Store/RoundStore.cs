using System.Data.Common;
using System.Globalization;
using AnSinh.Casework.Review.Rounds;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;

namespace AnSinh.Casework.Review.Store;

/// <summary>Reads what a review's tables hold, row by row, always within an area.</summary>
internal static class ReviewRows
{
    public static List<T> Read<T>(this DbConnection connection, string sql, Func<DbDataReader, T> row, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ("@" + name, value ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }

        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    public static DateOnly Day(this DbDataReader row, int column) => DateOnly.ParseExact(row.GetString(column), "yyyy-MM-dd", CultureInfo.InvariantCulture);
    public static DateOnly? DayOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.Day(column);
    public static HouseholdId Household(this DbDataReader row, int column) => new(row.GetString(column));

    /// <summary>The condition that a table's round lies in the area.</summary>
    public static string OfRound(AreaScope scope, string alias) =>
        $"{alias}.round_id = @round and exists (select 1 from review_round rr where rr.round_id = {alias}.round_id and {scope.On("rr")})";
}

/// <summary>Rounds, their lists of households, requests, and the steps done.</summary>
internal static class RoundStore
{
    private const string Columns = "r.round_id, r.kind, r.year, r.month, r.commune, r.province, r.form, r.procedure, r.opened_on, r.opened_by, r.known";

    public static List<ReviewRound> Rounds(DbConnection connection, AreaScope scope) => connection.Read(
        $"select {Columns} from review_round r where {scope.On("r")} order by r.opened_on, r.round_id", Round);

    public static ReviewRound? Find(DbConnection connection, AreaScope scope, string id) => connection.Read(
        $"select {Columns} from review_round r where r.round_id = @round and {scope.On("r")}", Round, ("round", id)).SingleOrDefault();

    public static List<ReviewHousehold> Households(DbConnection connection, AreaScope scope, string round) => connection.Read(
        $"select h.household_id, h.village, h.reason, h.asked_on, h.status_before, h.note, h.known from review_household h where {ReviewRows.OfRound(scope, "h")} order by h.village, h.household_id",
        row => new ReviewHousehold(row.Household(0), row.GetString(1), row.GetString(2), row.DayOrNull(3), row.GetString(4), row.GetString(5), row.GetInt64(6)), ("round", round));

    /// <summary>Requests of a commune that no round has taken up.</summary>
    public static List<ReviewRequest> Waiting(DbConnection connection, AreaScope scope, PlaceCode commune) => connection.Read(
        $"""
        select q.household_id, q.reason, q.asked_on, q.note, q.known from review_request q where q.commune = @commune and {scope.On("q")}
        and not exists (select 1 from review_household h where h.household_id = q.household_id and h.known >= q.known)
        order by q.known
        """,
        row => new ReviewRequest(row.Household(0), row.GetString(1), row.Day(2), row.GetString(3), row.GetInt64(4)), ("commune", commune.Value));

    public static List<ReviewStep> Steps(DbConnection connection, AreaScope scope, string round) => connection.Read(
        $"select s.step, s.village, s.on_day, s.actor, s.note, s.known from review_step s where {ReviewRows.OfRound(scope, "s")} order by s.known, s.entry",
        row => new ReviewStep(row.GetString(0), row.GetString(1), row.Day(2), row.GetString(3), row.GetString(4), row.GetInt64(5)), ("round", round));

    public static void Write(WriteTransaction write, ReviewRound round)
    {
        write.Into("review_round", "round_id", "kind", "year", "month", "commune", "province", "form", "procedure", "opened_on", "opened_by", "known")
            .Add(round.Id).Add(round.Kind).Add(round.Year).Add(round.Month).Add(round.Commune.Value).Add(round.Province.Value).Add(round.Form).Add(round.Procedure)
            .Add(Database.Iso(round.OpenedOn)).Add(round.OpenedBy).Add(write.Number.Value).Write();
        write.Audit("review.open", round.Id, round.ToString());
    }

    public static void Write(WriteTransaction write, string round, ReviewHousehold household)
    {
        write.Into("review_household", "round_id", "household_id", "known", "village", "reason", "asked_on", "status_before", "note")
            .Add(round).Add(household.Household.Value).Add(write.Number.Value).Add(household.Village).Add(household.Reason)
            .Add(household.AskedOn is { } day ? Database.Iso(day) : null).Add(household.StatusBefore).Add(household.Note).Write();
        write.Audit("review.list", household.Household.Value, $"{round}|{household}");
    }

    public static void Write(WriteTransaction write, PlaceCode commune, ReviewRequest request)
    {
        write.Into("review_request", "household_id", "known", "commune", "province", "reason", "asked_on", "note", "recorded_by")
            .Add(request.Household.Value).Add(write.Number.Value).Add(commune.Value).Add(PlaceDirectory.VietNam.ProvinceOf(commune).Value).Add(request.Reason)
            .Add(Database.Iso(request.AskedOn)).Add(request.Note).Add(write.Actor).Write();
        write.Audit("review.request", request.Household.Value, request.ToString());
    }

    /// <summary>Records that a step was done; the audit event is that of what it wrote.</summary>
    public static void Step(WriteTransaction write, string round, string step, string village, DateOnly day, string note = "") =>
        write.Into("review_step", "round_id", "known", "entry", "step", "village", "on_day", "actor", "note")
            .Add(round).Add(write.Number.Value).Add(write.NextEntry()).Add(step).Add(village).Add(Database.Iso(day)).Add(write.Actor).Add(note).Write();

    private static ReviewRound Round(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), (int)row.GetInt64(2), (int)row.GetInt64(3), PlaceCode.Parse(row.GetString(4)), PlaceCode.Parse(row.GetString(5)), row.GetString(6), row.GetString(7),
        row.Day(8), row.GetString(9), row.GetInt64(10));
}
