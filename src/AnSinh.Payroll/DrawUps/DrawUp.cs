using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using AnSinh.Law;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Steps;
using AnSinh.Payroll.Store;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Payroll.DrawUps;

public enum DrawUpState
{
    /// <summary>Workers take its tasks.</summary>
    Open,
    Done,

    /// <summary>It came to something that a run may not be, or a task failed again and again; the faults say what.</summary>
    Refused,

    /// <summary>Somebody gave it up.</summary>
    Abandoned,
}

/// <summary>
/// A run that workers draw up together. Its tasks are ranges of buckets, and a last one that puts the run together. <paramref name="Tasks"/> counts all of them;
/// <paramref name="Lines"/> are those of the tasks done.
/// </summary>
public sealed record DrawUp(PayrollRun Run, BenefitMonth Takeover, string Actor, string Reason, DrawUpState State, IReadOnlyList<PayrollFault> Faults, int Tasks, int Done, long Lines)
{
    private const string Columns = """
        d.run_id, d.area, d.month, d.cut_off, d.law_pack, d.registry_number, d.books_number, d.previous_run, d.attempt, d.takeover, d.actor, d.reason, d.state, d.faults,
        (select count(*) from payroll_draw_up_task t where t.run_id = d.run_id) as tasks, (select cast(coalesce(sum(t.done), 0) as bigint) from payroll_draw_up_task t where t.run_id = d.run_id) as done,
        (select cast(coalesce(sum(t.lines), 0) as bigint) from payroll_draw_up_task t where t.run_id = d.run_id) as lines
        """;

    /// <summary>The number of the task that puts the run together.</summary>
    public int Assembly => Tasks - 1;

    public static DrawUp? Find(DbConnection connection, string runId) => Read(connection, "d.run_id = @runId", new { runId }).SingleOrDefault();

    public static IReadOnlyList<DrawUp> Open(DbConnection connection) => Read(connection, "d.state = 'open'", new { });

    internal static DrawUp? OpenFor(DbConnection connection, PlaceCode area, BenefitMonth month) =>
        Read(connection, "d.state = 'open' and d.area = @area and d.month = @month", new { area = area.Value, month = month.ToString() }).SingleOrDefault();

    internal static string Write(IReadOnlyList<PayrollFault> faults) => JsonSerializer.Serialize(faults);

    /// <summary>What the run is computed under: months of single benefits are kept by the area, not by the request.</summary>
    internal Takeover TakeoverOf(DbConnection connection) => TakeoverStore.Read(connection, Run.Area) ?? new Takeover(Takeover, new Dictionary<BenefitId, BenefitMonth>());

    private static List<DrawUp> Read(DbConnection connection, string where, object parameters) =>
    [
        .. connection.Query($"select {Columns} from payroll_draw_up d where {where} order by d.area, d.month, d.run_id", parameters).Select(row => new DrawUp(
            new PayrollRun
            {
                Id = row.run_id,
                Area = PlaceCode.Parse((string)row.area),
                Month = BenefitMonth.Parse((string)row.month),
                CutOff = DateOnly.ParseExact((string)row.cut_off, "yyyy-MM-dd", CultureInfo.InvariantCulture),
                LawPack = row.law_pack,
                RegistryNumber = new KnowledgeNumber((long)row.registry_number),
                BooksNumber = new KnowledgeNumber((long)row.books_number),
                PreviousRun = row.previous_run,
                Attempt = (int)(long)row.attempt,
                Digest = "",
                State = RunState.Draft,
            },
            BenefitMonth.Parse((string)row.takeover), row.actor, row.reason, Enum.Parse<DrawUpState>((string)row.state, ignoreCase: true),
            JsonSerializer.Deserialize<IReadOnlyList<PayrollFault>>((string)row.faults)!, (int)(long)row.tasks, (int)(long)row.done, (long)row.lines)),
    ];
}
