using System.Data.Common;
using Dapper;

namespace AnSinh.Payroll.DrawUps;

/// <summary>
/// The right to write one task's result, held by a worker until its time is over or another has taken it. The token is what counts: it grows with every taking, and what is written is written
/// only where it is still the task's. Times are those of the server, so that clocks of machines need not agree.
/// </summary>
internal sealed record TaskLease(string RunId, int Task, long Token, Runs.BucketRange Buckets)
{
    private const string Now = "cast(extract(epoch from clock_timestamp()) * 1000 as bigint)";

    private object Key => new { RunId, task = (long)Task, Token };

    /// <param name="connection">To the database of the queue.</param>
    /// <param name="runId">Of an open draw-up.</param>
    /// <param name="task">Its number.</param>
    /// <param name="worker">Who takes it.</param>
    /// <param name="length">For how long, unless renewed.</param>
    /// <param name="fromTheDead">Whether who held it is known to be gone, so that its time need not be over.</param>
    /// <returns>Null where the task is done, held by another, or not wanted any more.</returns>
    public static TaskLease? Take(DbConnection connection, string runId, int task, string worker, TimeSpan length, bool fromTheDead)
    {
        var rows = connection.Query<(long Token, long First, long Last)>(
            $"""
            update payroll_draw_up_task set token = token + 1, worker = @worker, leased_until = {Now} + @length
            where run_id = @runId and task = @task and done = 0 and (leased_until < {Now} or @fromTheDead)
            and exists (select 1 from payroll_draw_up d where d.run_id = @runId and d.state = 'open')
            returning token, first_bucket, last_bucket
            """, new { runId, task = (long)task, worker, length = (long)length.TotalMilliseconds, fromTheDead }).ToList();
        return rows.Count == 0 ? null : new TaskLease(runId, task, rows[0].Token, new Runs.BucketRange((byte)rows[0].First, (byte)rows[0].Last));
    }

    /// <returns>Whether the lease is still this worker's.</returns>
    public bool Renew(DbConnection connection, TimeSpan length) => connection.Execute(
        $"update payroll_draw_up_task set leased_until = {Now} + @length where run_id = @RunId and task = @task and token = @Token and done = 0",
        new { RunId, task = (long)Task, Token, length = (long)length.TotalMilliseconds }) == 1;

    /// <summary>Writes the result, in the transaction of the connection or in one statement of its own, if the token is still the task's and the run still wanted.</summary>
    /// <returns>False where it is not: then the transaction must not be committed.</returns>
    public bool Complete(DbConnection connection, long lines, string digest, byte[] content) => connection.Execute(
        """
        update payroll_draw_up_task set done = 1, leased_until = 0, lines = @lines, digest = @digest, content = @content
        where run_id = @RunId and task = @task and token = @Token and done = 0 and exists (select 1 from payroll_draw_up d where d.run_id = @RunId and d.state = 'open')
        """, new { RunId, task = (long)Task, Token, lines, digest, content }) == 1;

    /// <summary>Gives the task back after a failure.</summary>
    /// <returns>How often it failed by now; 0 where it is not this worker's any more.</returns>
    public long Fail(DbConnection connection) => connection.ExecuteScalar<long?>(
        "update payroll_draw_up_task set failures = failures + 1, leased_until = 0 where run_id = @RunId and task = @task and token = @Token and done = 0 returning failures", Key) ?? 0;

    /// <summary>Tasks that nobody holds and that could be done now: the last one only when all others are.</summary>
    public static IReadOnlyList<(string RunId, int Task)> Waiting(DbConnection connection) =>
    [
        .. connection.Query<(string RunId, long Task)>(
            $"""
            select t.run_id, t.task from payroll_draw_up_task t join payroll_draw_up d on d.run_id = t.run_id
            where d.state = 'open' and t.done = 0 and t.leased_until < {Now}
            and (t.task < (select max(l.task) from payroll_draw_up_task l where l.run_id = t.run_id)
                or not exists (select 1 from payroll_draw_up_task o where o.run_id = t.run_id and o.task <> t.task and o.done = 0))
            order by t.run_id, t.task
            """).Select(row => (row.RunId, (int)row.Task)),
    ];
}
