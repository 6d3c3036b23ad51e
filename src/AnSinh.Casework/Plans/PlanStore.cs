using System.Data.Common;
using System.Globalization;
using AnSinh.Law;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Casework.Plans;

/// <summary>A value that somebody entered, with the evidence it rests on.</summary>
public sealed record EnteredValue(string Indicator, string Area, int Year, decimal Value, string Evidence, DateOnly RecordedOn, string RecordedBy);

/// <summary>The state of a task as somebody recorded it.</summary>
public sealed record EnteredState(string Task, TaskState State, string Evidence, DateOnly RecordedOn, string RecordedBy);

/// <summary>What people entered about plans. Corrections are new rows; the last known counts.</summary>
internal static class PlanStore
{
    public static IReadOnlyList<EnteredValue> Values(DbConnection connection, string area) => connection
        .Query<(string Indicator, long Year, string Value, string Evidence, string On, string By)>(
            "select indicator, year, value, evidence, recorded_on, recorded_by from plan_value v where area = @area "
            + "and known = (select max(known) from plan_value w where w.indicator = v.indicator and w.area = v.area and w.year = v.year) order by indicator, year",
            new { area })
        .Select(row => new EnteredValue(row.Indicator, area, (int)row.Year, decimal.Parse(row.Value, CultureInfo.InvariantCulture), row.Evidence, Day(row.On), row.By)).ToList();

    public static IReadOnlyList<EnteredState> States(DbConnection connection) => connection
        .Query<(string Task, string State, string Evidence, string On, string By)>(
            "select task, state, evidence, recorded_on, recorded_by from plan_task t where known = (select max(known) from plan_task u where u.task = t.task) order by task")
        .Select(row => new EnteredState(row.Task, PlanCatalog.ParseState(row.State), row.Evidence, Day(row.On), row.By)).ToList();

    public static void Write(WriteTransaction write, string indicator, string area, int year, decimal value, string evidence)
    {
        var text = value.ToString(CultureInfo.InvariantCulture);
        write.Connection.Execute(
            "insert into plan_value (indicator, area, year, known, value, evidence, recorded_on, recorded_by) values (@indicator, @area, @year, @known, @text, @evidence, @on, @by)",
            new { indicator, area, year, known = write.Number.Value, text, evidence, on = Database.Iso(write.RecordedOn), by = write.Actor }, write.Transaction);
        write.Audit("plan.value", $"{indicator}/{area}/{year}", $"{text}|{evidence}");
    }

    public static void Write(WriteTransaction write, string task, string state, string evidence)
    {
        write.Connection.Execute(
            "insert into plan_task (task, known, state, evidence, recorded_on, recorded_by) values (@task, @known, @state, @evidence, @on, @by)",
            new { task, known = write.Number.Value, state, evidence, on = Database.Iso(write.RecordedOn), by = write.Actor }, write.Transaction);
        write.Audit("plan.task", task, $"{state}|{evidence}");
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
