using System.Data.Common;
using AnSinh.Law;
using AnSinh.Payroll.Ledger;
using AnSinh.Payroll.Runs;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Payroll.Store;

/// <summary>Runs and their steps.</summary>
internal static class RunStore
{
    private const string Columns =
        "run_id, area, month, cut_off, law_pack, registry_number, books_number, previous_run, attempt, digest, state, form";

    public static PayrollRun? Find(DbConnection connection, string runId) =>
        Read(connection, "run_id = @runId", new { runId }).SingleOrDefault();

    /// <summary>The run of a month that was not cancelled; null when there is none.</summary>
    public static PayrollRun? Of(DbConnection connection, PlaceCode area, BenefitMonth month) =>
        Read(connection, "area = @area and month = @month and state <> 'cancelled'", new { area = area.Value, month = month.ToString() }).SingleOrDefault();

    /// <summary>The latest run of an area that was not cancelled.</summary>
    public static PayrollRun? Last(DbConnection connection, PlaceCode area) =>
        Read(connection, "area = @area and state <> 'cancelled'", new { area = area.Value }).LastOrDefault();

    /// <summary>Runs by area and month; those cancelled too.</summary>
    public static IReadOnlyList<PayrollRun> All(DbConnection connection) => Read(connection, "1 = 1", new { });

    public static string RunOfLine(DbConnection connection, string lineId) =>
        connection.QuerySingle<string>("select run_id from payroll_line where line_id = @lineId", new { lineId });

    public static int Attempts(DbConnection connection, PlaceCode area, BenefitMonth month) =>
        connection.ExecuteScalar<int>("select count(*) from payroll_run where area = @area and month = @month", new { area = area.Value, month = month.ToString() });

    public static void Insert(WriteTransaction write, PayrollRun run) => write.Connection.Execute(
        $"insert into payroll_run ({Columns}, known) values (@id, @area, @month, @cutOff, @pack, @registry, @books, @previous, @attempt, @digest, @state, @form, @known)",
        new
        {
            id = run.Id,
            area = run.Area.Value,
            month = run.Month.ToString(),
            cutOff = Database.Iso(run.CutOff),
            pack = run.LawPack,
            registry = run.RegistryNumber.Value,
            books = run.BooksNumber.Value,
            previous = run.PreviousRun,
            attempt = run.Attempt,
            digest = run.Digest,
            state = run.State.Code(),
            form = (long)run.Form,
            known = write.Number.Value,
        });

    /// <summary>The digest of a run that has just been written.</summary>
    public static void Seal(WriteTransaction write, PayrollRun run) => write.Connection.Execute("update payroll_run set digest = @Digest where run_id = @Id", new { run.Digest, run.Id });

    /// <summary>Records a step with its audit event, and where the run stands after it. Returns the step's number.</summary>
    public static int Step(WriteTransaction write, PayrollRun run, string step, RunState after, string reason)
    {
        var sequence = write.Connection.ExecuteScalar<int>("select coalesce(max(sequence), 0) + 1 from payroll_step where run_id = @Id", new { run.Id });
        write.Connection.Execute(
            """
            insert into payroll_step (run_id, sequence, step, actor, recorded_at, reason, digest, known, ledger_month)
            select @id, @sequence, @step, @actor, k.recorded_at, @reason, @digest, k.number, @ledgerMonth from knowledge k where k.number = @known
            """,
            new { id = run.Id, sequence, step, actor = write.Actor, reason, digest = run.Digest, known = write.Number.Value, ledgerMonth = LedgerMonths.OpenAt(write.Connection, run.Area, write.RecordedOn).ToString() });
        write.Connection.Execute("update payroll_run set state = @state where run_id = @id", new { state = after.Code(), id = run.Id });
        write.Audit($"payroll.{step}", run.Id, $"{run.Area}|{run.Month}|{after.Code()}|{run.Digest}|{reason}");
        return sequence;
    }

    public static IReadOnlyList<RunStep> Steps(DbConnection connection, string runId) =>
    [
        .. connection.Query<(long Sequence, string Step, string Actor, string At, string Reason, string Digest)>(
            "select sequence, step, actor, recorded_at, reason, digest from payroll_step where run_id = @runId order by sequence", new { runId })
            .Select(row => new RunStep((int)row.Sequence, row.Step, row.Actor, row.At, row.Reason, row.Digest)),
    ];

    private static List<PayrollRun> Read(DbConnection connection, string where, object parameters) =>
    [
        .. connection.Query($"select {Columns} from payroll_run where {where} order by area, month, attempt", parameters).Select(row => new PayrollRun
        {
            Id = row.run_id,
            Area = PlaceCode.Parse(row.area),
            Month = BenefitMonth.Parse(row.month),
            CutOff = DateOnly.ParseExact((string)row.cut_off, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            LawPack = row.law_pack,
            RegistryNumber = new KnowledgeNumber(row.registry_number),
            BooksNumber = new KnowledgeNumber(row.books_number),
            PreviousRun = row.previous_run,
            Attempt = (int)row.attempt,
            Digest = row.digest,
            State = RunStates.Parse(row.state),
            Form = (int)row.form,
        }),
    ];
}
