using AnSinh.Law;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Steps;
using AnSinh.Registry;
using Dapper;

namespace AnSinh.Payroll.DrawUps;

/// <summary>Asks workers to draw up a month. Asked again while they are at it, it answers with what they work on.</summary>
public static class AskDrawUp
{
    /// <summary>People of one task, about: small enough to be done again without much loss, large enough to be worth a round trip.</summary>
    private const int PeopleATask = 2_000;
    private const int FewestTasks = 8;
    private const int MostTasks = 256;

    /// <param name="book">The payroll, on a server.</param>
    /// <param name="request">As for a run by one process.</param>
    /// <param name="parts">Into how many ranges of buckets; null as the number of awards asks.</param>
    /// <returns>The run's id, and whether the run itself is there already.</returns>
    /// <exception cref="PayrollRefusedException">As for a run; or the database is a file, which one process writes.</exception>
    public static (string RunId, bool Existed) Execute(PayrollBook book, RunRequest request, int? parts = null)
    {
        if (!book.Database.IsServer)
        {
            throw new PayrollRefusedException("Chỉ cơ sở dữ liệu trên máy chủ PostgreSQL mới chia việc cho tiến trình khác được", "Only a database on a PostgreSQL server can be worked on by other processes");
        }

        if (parts is < 1 or > MostTasks)
        {
            throw new PayrollRefusedException($"Số phần phải từ 1 đến {MostTasks}", $"The number of parts must be from 1 to {MostTasks}");
        }

        using var connection = book.Connect();
        if (DrawUp.OpenFor(connection, request.Area, request.Month) is { } open)
        {
            return open.Run.CutOff == (request.CutOff ?? book.CutOffOf(request.Month)) && open.Run.LawPack == book.Pack.Hash
                ? (open.Run.Id, false)
                : throw new PayrollRefusedException(
                    $"Kỳ tháng {request.Month} của {request.Area} đang được lập với ngày chốt hoặc bộ luật khác", $"{request.Month} of {request.Area} is being drawn up with another cut-off or law pack", open.Run.Id);
        }

        var plan = RunPlan.Of(book, connection, request);
        if (plan.Existing is { } existing)
        {
            return (existing.Id, true);
        }

        var ranges = BucketRange.Cut(parts ?? Parts(book, plan.Run));
        using var transaction = connection.BeginTransaction();
        // Given up before and asked for again: tokens go on from where they were, so that a worker that still holds an old one is refused.
        var token = connection.ExecuteScalar<long>("select coalesce(max(token), 0) from payroll_draw_up_task where run_id = @Id", new { plan.Run.Id });
        connection.Execute("delete from payroll_draw_up_task where run_id = @Id", new { plan.Run.Id });
        connection.Execute("delete from payroll_draw_up where run_id = @Id", new { plan.Run.Id });
        connection.Execute(
            """
            insert into payroll_draw_up (run_id, area, month, cut_off, law_pack, registry_number, books_number, previous_run, attempt, takeover, actor, reason, state, faults)
            values (@id, @area, @month, @cutOff, @pack, @registry, @books, @previous, @attempt, @takeover, @actor, @reason, 'open', '[]')
            """,
            new
            {
                id = plan.Run.Id,
                area = plan.Run.Area.Value,
                month = plan.Run.Month.ToString(),
                cutOff = Storage.Database.Iso(plan.Run.CutOff),
                pack = plan.Run.LawPack,
                registry = plan.Run.RegistryNumber.Value,
                books = plan.Run.BooksNumber.Value,
                previous = plan.Run.PreviousRun,
                attempt = (long)plan.Run.Attempt,
                takeover = plan.Takeover.Default.ToString(),
                actor = request.Actor,
                reason = request.Reason,
            });
        foreach (var (task, range) in ranges.Append(BucketRange.All).Index())
        {
            connection.Execute(
                """
                insert into payroll_draw_up_task (run_id, task, first_bucket, last_bucket, token, worker, leased_until, failures, done, lines, digest, content)
                values (@id, @task, @first, @last, @token, '', 0, 0, 0, 0, '', @content)
                """,
                new { id = plan.Run.Id, task = (long)task, first = (long)range.First, last = (long)range.Last, token, content = Array.Empty<byte>() });
        }

        transaction.Commit();
        return (plan.Run.Id, false);
    }

    /// <summary>Gives up what workers are drawing up; what they still hold is refused when they come to write it.</summary>
    /// <returns>Whether there was something to give up.</returns>
    public static bool Abandon(PayrollBook book, string runId)
    {
        using var connection = book.Connect();
        return connection.Execute("update payroll_draw_up set state = 'abandoned' where run_id = @runId and state = 'open'", new { runId }) > 0;
    }

    private static int Parts(PayrollBook book, PayrollRun run)
    {
        using var connection = book.Connect();
        var awards = connection.ExecuteScalar<long>($"select count(*) from award a where {AreaScope.Of(run.Area).On("a")}");
        return (int)Math.Clamp(awards / PeopleATask, FewestTasks, MostTasks);
    }
}
