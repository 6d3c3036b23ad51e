using System.Data.Common;
using AnSinh.Law;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Store;
using AnSinh.Registry;
using AnSinh.Storage;
using AnSinh.Storage.Audit;
using Dapper;

namespace AnSinh.Payroll.Steps;

/// <summary>What is asked for. Without <paramref name="CutOff"/> the day the law sets; <paramref name="Takeover"/> only for the first run of an area (default: the run's month).</summary>
public sealed record RunRequest(PlaceCode Area, BenefitMonth Month, string Actor, DateOnly? CutOff = null, BenefitMonth? Takeover = null, string Reason = "");

/// <summary>A run and what it says.</summary>
/// <param name="run">The run.</param>
/// <param name="content">Read when somebody asks for it: a month of a nation is more than should stand in memory.</param>
/// <param name="existed">Whether the same run was there already and nothing was written.</param>
/// <param name="takenOver">Lines that were taken over from the month before.</param>
public sealed class RunResult(PayrollRun run, Func<RunContent> content, bool existed, long takenOver = 0)
{
    private readonly Lazy<RunContent> _content = new(content);

    public PayrollRun Run => run;
    public RunContent Content => _content.Value;
    public bool Existed => existed;
    public long TakenOver => takenOver;
}

/// <summary>
/// Draws up the list of a month (draft). Asked again with the same cut-off and law it answers with the run that is there, so that it can be repeated after an interruption;
/// what was recorded later on the cut-off day belongs to the next run, unless this one is cancelled and drawn up again.
/// </summary>
public static class RunMonth
{
    /// <summary>Other commits may come between reading and writing; then it reads again.</summary>
    private const int Attempts = 5;

    /// <exception cref="PayrollRefusedException">The month is not the next, another run is open, or the cut-off is not possible.</exception>
    public static RunResult Execute(PayrollBook book, RunRequest request)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (TryOnce(book, request) is { } result)
            {
                return result;
            }

            if (attempt == Attempts)
            {
                throw new PayrollRefusedException("Cơ sở dữ liệu đang được ghi liên tục; hãy chạy lại", "The database is being written all the time; run again");
            }
        }
    }

    private static RunResult? TryOnce(PayrollBook book, RunRequest request)
    {
        using var connection = book.Connect();
        var plan = RunPlan.Of(book, connection, request);
        if (plan.Existing is { } existing)
        {
            return new RunResult(existing, () => Content(book, existing.Id), existed: true);
        }

        // A month drawn up again was refused: nothing of the month before is trusted, should what it promises be the reason.
        var drawing = new MonthDrawing(book, connection, plan.Run, plan.Takeover, everybody: plan.Run.Attempt > 1);

        // What fits in memory is drawn up while others write; more goes into the database as it is drawn up, unseen until the commit.
        IReadOnlyList<IReadOnlyList<PayLine>>? drawn = drawing.Groups == 1 ? [.. drawing.Lines()] : null;
        var rest = drawn is null ? null : drawing.Rest();
        using var write = book.Database.Begin(request.Actor, "payroll.run");
        if (write.Number != plan.Run.BooksNumber.Next)
        {
            return null;
        }

        var run = Record(write, connection, plan, drawn ?? drawing.Lines(), () => rest ?? drawing.Rest(), request.Reason);
        write.Commit();
        return new RunResult(run, () => Content(book, run.Id), existed: false, drawing.TakenOver);
    }

    private static RunContent Content(PayrollBook book, string run)
    {
        using var connection = book.Connect();
        return ContentStore.Read(connection, run);
    }

    /// <summary>Writes the draft with its content, one audit event for each bucket, and the takeover of an area's first run.</summary>
    /// <param name="lines">In canonical order.</param>
    /// <param name="rest">Everything else; asked for after the lines.</param>
    /// <exception cref="PayrollRefusedException">Another area's draft pays the same.</exception>
    internal static PayrollRun Record(WriteTransaction write, DbConnection connection, RunPlan plan, IEnumerable<IReadOnlyList<PayLine>> lines, Func<RunContent> rest, string reason)
    {
        var run = plan.Run;
        if (plan.IsFirst)
        {
            TakeoverStore.Write(write, run.Area, null, plan.Takeover.Default);
        }

        var buckets = new SortedDictionary<Bucket, MerkleTree>();
        try
        {
            RunStore.Insert(write, run);
            using var digest = new RunContentJson.Running();
            var writer = new ContentWriter(write, run.Id);
            foreach (var line in Ahead.Of(lines).SelectMany(group => group))
            {
                writer.Write(line);
                digest.Add(line);
                var bucket = Bucket.Of(line.Person);
                if (!buckets.TryGetValue(bucket, out var tree))
                {
                    buckets.Add(bucket, tree = new MerkleTree());
                }

                tree.Add($"{line.Id}|{line.Parts}|{line.Explanation}");
            }

            var content = rest();
            writer.Write(content);
            run = run with { Digest = digest.Digest(content) };
            RunStore.Seal(write, run);
            RunStore.Step(write, run, "run", RunState.Draft, reason);
        }
        catch (DbException)
        {
            // Asked here and not in a filter, which would run while the group ahead is still being read on the same connection.
            if (PaidByOthers(connection, run) is { Count: > 0 } faults)
            {
                throw new PayrollRefusedException(faults);
            }

            throw;
        }

        foreach (var (bucket, tree) in buckets)
        {
            write.Audit("payroll.lines", $"{run.Id}/{bucket.Value}", tree);
        }

        return run;
    }

    /// <summary>Months that another area's run, not approved yet, pays as well to people with an award of this area: the guard of the database has let nothing through.</summary>
    private static List<PayrollFault> PaidByOthers(DbConnection connection, PayrollRun run)
    {
        var others = connection.Query<(string Person, string Benefit, string Run)>(
            """
            select l.person_id, l.benefit, l.run_id from payroll_line l join payroll_run q on q.run_id = l.run_id and q.state in ('draft', 'checked')
            where l.kind = 'regular' and l.live = 1 and l.month = @month and l.run_id <> @id
            and exists (select 1 from award a where a.bucket = l.bucket and a.person_id = l.person_id and a.benefit = l.benefit and @area in (a.commune, a.province))
            """, new { month = run.Month.ToString(), id = run.Id, area = run.Area.Value });
        return
        [
            .. others.Select(other => new PayrollFault(
                $"Kỳ {other.Run} chưa duyệt cũng chi {other.Benefit} tháng {run.Month} cho {other.Person}: duyệt hoặc hủy kỳ đó trước",
                $"Run {other.Run}, not approved yet, pays {other.Benefit} of {run.Month} to {other.Person} too: approve or cancel it first", other.Person)),
        ];
    }
}
