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

/// <summary>A run and what it says; <paramref name="Existed"/> when the same run was there already and nothing was written.</summary>
public sealed record RunResult(PayrollRun Run, RunContent Content, bool Existed);

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
            return new RunResult(existing, ContentStore.Read(connection, existing.Id), Existed: true);
        }

        var content = ComputeRun.Of(book, new InputReader(book, connection), plan.Run, plan.Takeover);
        using var write = book.Database.Begin(request.Actor, "payroll.run");
        if (write.Number != plan.Run.BooksNumber.Next)
        {
            return null;
        }

        var run = Record(write, connection, plan, content, request.Reason);
        write.Commit();
        return new RunResult(run, content, Existed: false);
    }

    /// <summary>Writes the draft with its content, one audit event for each bucket, and the takeover of an area's first run.</summary>
    /// <exception cref="PayrollRefusedException">Another area's draft pays the same.</exception>
    internal static PayrollRun Record(WriteTransaction write, DbConnection connection, RunPlan plan, RunContent content, string reason)
    {
        var run = plan.Run with { Digest = RunContentJson.Digest(content) };
        if (plan.IsFirst)
        {
            TakeoverStore.Write(write, run.Area, null, plan.Takeover.Default);
        }

        try
        {
            RunStore.Insert(write, run);
            ContentStore.Write(write, run.Id, content);
            RunStore.Step(write, run, "run", RunState.Draft, reason);
        }
        catch (DbException) when (PaidByOthers(connection, run, content) is { Count: > 0 } faults)
        {
            throw new PayrollRefusedException(faults);
        }

        foreach (var bucket in content.Lines.GroupBy(line => Bucket.Of(line.Person)).OrderBy(bucket => bucket.Key.Value))
        {
            var lines = new MerkleTree();
            foreach (var line in bucket)
            {
                lines.Add($"{line.Id}|{line.Parts}|{line.Explanation}");
            }

            write.Audit("payroll.lines", $"{run.Id}/{bucket.Key.Value}", lines);
        }

        return run;
    }

    /// <summary>Months that another area's run, not approved yet, pays as well: the guard of the database has let nothing through.</summary>
    private static List<PayrollFault> PaidByOthers(DbConnection connection, PayrollRun run, RunContent content)
    {
        var others = connection.Query<(string Person, string Benefit, string Run)>(
            "select l.person_id, l.benefit, l.run_id from payroll_line l where l.kind = 'regular' and l.live = 1 and l.month = @month and l.run_id <> @id", new { month = run.Month.ToString(), id = run.Id })
            .ToLookup(row => (row.Person, row.Benefit), row => row.Run);
        return
        [
            .. content.Lines.Where(line => line.Kind == LineKind.Regular).SelectMany(line => others[(line.Person.Value, line.Benefit.Value)].Select(other => new PayrollFault(
                $"Kỳ {other} chưa duyệt cũng chi {line.Benefit} tháng {line.Month} cho {line.Person}: duyệt hoặc hủy kỳ đó trước",
                $"Run {other}, not approved yet, pays {line.Benefit} of {line.Month} to {line.Person} too: approve or cancel it first", line.Person.Value))),
        ];
    }
}
