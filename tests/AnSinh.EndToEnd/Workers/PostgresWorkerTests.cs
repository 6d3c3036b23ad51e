using System.Text.Json;
using System.Text.RegularExpressions;
using AnSinh.Databases;
using AnSinh.EndToEnd.Trials;
using Xunit;

namespace AnSinh.EndToEnd.Workers;

/// <summary>Runs drawn up by worker processes are what one process draws up, byte by byte, whatever befalls the workers.</summary>
[Collection(PostgresTrials.Name)]
public sealed class PostgresWorkerTests(PostgresMonth month)
{
    /// <summary>A number of a person, an internal id, a name.</summary>
    private const string PersonalData = "[0-9]{9}|p[0-9a-f]{20}|Nguyễn|Trần|Khà|Bùi";

    [DialectFact]
    public async Task A_worker_killed_at_work_is_replaced_and_the_run_is_the_same_byte_by_byte()
    {
        using var course = new WorkerCourse(month);
        using var collector = new Collector();
        var (first, second) = (course.Worker("first"), course.Worker("second", collector.Settings, "--status", "0"));
        using var run = course.Run("--workers", "--parts", "40");
        course.UntilAtWork("first");
        first.Kill();
        await StatusPageTellsAsync(course, second);
        var messages = run.StandardError.ReadToEnd();
        run.WaitForExit();
        Assert.True(run.ExitCode == 0, messages + second.Said);
        Assert.Contains("41 parts", messages, StringComparison.Ordinal);
        Assert.Contains("put together", second.Said, StringComparison.Ordinal);
        course.Holds();
        Assert.Equal(0, course.Ask("select count(*) from payroll_draw_up_task where done = 0"));
        // What is said at work names runs and parts: no number of a person, no name, no internal id.
        Assert.DoesNotMatch(PersonalData, first.Said + second.Said + messages);
        course.Until(() => collector.Told.Contains("ansinh.tasks") && collector.Told.Contains("draw up part"), "the collector was not told of tasks and their times");
        foreach (var told in new[] { "ansinh-worker", "second", "ansinh.lines", "ansinh.task.duration", "ansinh.queue.waiting", "outcome", "Done" })
        {
            Assert.Contains(told, collector.Told, StringComparison.Ordinal);
        }

        Assert.DoesNotMatch("Nguyễn|Trần|Khà|Bùi", collector.Told);
        Assert.Equal(0, course.Ask("select count(*) from payroll_draw_up where state <> 'done'"));
    }

    /// <summary>The page of a worker at work: as text and as JSON, on this machine only, without a word of people.</summary>
    private static async Task StatusPageTellsAsync(WorkerCourse course, WorkerProcess worker)
    {
        course.Until(() => worker.Said.Contains("http://127.0.0.1:", StringComparison.Ordinal), "the worker did not say where its page is");
        var address = Regex.Match(worker.Said, "http://127\\.0\\.0\\.1:[0-9]+/").Value;
        using var client = new HttpClient();
        JsonElement told;
        do
        {
            told = JsonSerializer.Deserialize<JsonElement>(await client.GetStringAsync(address + "json"));
        }
        while (!told.GetProperty("tasks").TryGetProperty("Done", out _));
        Assert.Equal("second", told.GetProperty("worker").GetString());
        Assert.True(told.GetProperty("lines").GetInt64() >= 0);
        var text = await client.GetStringAsync(address);
        Assert.Contains("An Sinh · second", text, StringComparison.Ordinal);
        Assert.Contains("being drawn up", text, StringComparison.Ordinal);
        Assert.DoesNotMatch(PersonalData, text);
    }

    [DialectFact]
    public void A_worker_paused_beyond_its_lease_is_refused_when_it_wakes()
    {
        using var course = new WorkerCourse(month);
        var paused = course.Worker("paused");
        using var run = course.Run("--workers", "--parts", "12");
        var messages = run.StandardError.ReadToEndAsync();
        var held = -1L;
        do
        {
            // What it held may have been done before the signal came.
            paused.Signal("CONT");
            course.UntilAtWork("paused");
            paused.Signal("STOP");
            held = course.Ask("select coalesce(min(task), -1) from payroll_draw_up_task where worker = 'paused' and done = 0");
        }
        while (held < 0);
        var other = course.Worker("other");
        run.WaitForExit();
        Assert.True(run.ExitCode == 0, messages.Result + other.Said);
        Assert.Equal(1, course.Ask("select count(*) from payroll_draw_up_task where worker = 'other' and task = @held and token > 1", new { held }));
        paused.Signal("CONT");
        // Refused by the token; or, where it slept while it opened a connection, by the server's time limit before it came to that.
        var refused = $"part {held}: (stale lease|failed)";
        course.Until(() => Regex.IsMatch(paused.Said, refused), "the paused worker was not refused");
        Assert.DoesNotContain($"part {held}: done", paused.Said, StringComparison.Ordinal);
        course.Holds();
    }

    [DialectFact]
    public void Given_up_a_run_leaves_nothing_and_can_be_asked_for_again()
    {
        using var course = new WorkerCourse(month);
        using (var run = course.Run("--workers", "--parts", "2"))
        {
            course.Until(() => course.Ask("select count(*) from payroll_draw_up where state = 'open'") == 1, "nothing was asked for");
            run.Kill();
        }

        Assert.Equal(0, course.Ask("select count(*) from payroll_run"));
        Assert.Equal(0, course.Do("worker", "abandon", course.AskText("select run_id from payroll_draw_up")).ExitCode);
        var worker = course.Worker("late");
        using var again = course.Run("--workers", "--parts", "3");
        var messages = again.StandardError.ReadToEnd();
        again.WaitForExit();
        Assert.True(again.ExitCode == 0, messages + worker.Said);
        course.Holds();
    }
}
