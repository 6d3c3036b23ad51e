using System.Net;
using AnSinh.Databases;
using AnSinh.Storage;
using AnSinh.Storage.Audit;
using AnSinh.Web.Status;
using Dapper;
using Xunit;

namespace AnSinh.Web.Tests.Status;

public sealed class SqliteSystemStatusTests() : SystemStatusTests(Dialect.Sqlite);

public sealed class PostgresSystemStatusTests() : SystemStatusTests(Dialect.Postgres);

/// <summary>What administrators are told of the system.</summary>
public abstract class SystemStatusTests(Dialect dialect)
{
    [DialectFact]
    public void Tells_what_is_being_drawn_up_by_whom_and_how_far_the_trail_is_sealed()
    {
        using var store = new TestDatabase(dialect, Site.Modules);
        using var database = store.Open(new DateOnly(2026, 5, 24));
        var before = SystemStatus.Of(database);
        Assert.Equal((0L, null, 0, 0), (before.LastNumber, before.LastBlock, before.DrawUps.Count, before.Workers.Count));
        using (var write = database.Begin("a", "test"))
        {
            write.Audit("test", "x", "y");
            write.Connection.Execute(
                """
                insert into payroll_draw_up (run_id, area, month, cut_off, law_pack, registry_number, books_number, previous_run, attempt, takeover, actor, reason, state, faults)
                values ('R1', '05206', '2026-06', '2026-05-24', '', 0, 0, null, 1, '2026-06', 'a', '', 'open', '[]'), ('R2', '05206', '2026-05', '2026-04-24', '', 0, 0, null, 1, '2026-05', 'a', '', 'done', '[]')
                """);
            foreach (var (run, task, worker, done, lines) in new[] { ("R1", 0, "một", 1, 40), ("R1", 1, "hai", 1, 60), ("R1", 2, "hai", 0, 0), ("R1", 3, "", 0, 0), ("R2", 0, "cũ", 1, 9) })
            {
                write.Connection.Execute(
                    """
                    insert into payroll_draw_up_task (run_id, task, first_bucket, last_bucket, token, worker, leased_until, failures, done, lines, digest, content)
                    values (@run, @task, 0, 255, 1, @worker, @until, 0, @done, @lines, '', @content)
                    """, new { run, task, worker, until = done == 0 && worker.Length > 0 ? 1L : 0L, done, lines, content = Array.Empty<byte>() });
            }

            write.Commit();
        }

        var waiting = SystemStatus.Of(database);
        Assert.Equal((1L, new DateOnly(2026, 5, 24), null, 1L), (waiting.LastNumber, waiting.LastDay, waiting.LastBlock, waiting.Unsealed));
        var one = Assert.Single(waiting.DrawUps);
        Assert.Equal(("R1", 4, 2, 100L), (one.Run.Id, one.Tasks, one.Done, one.Lines));
        Assert.Equal([new WorkerShare("hai", 1, 1), new WorkerShare("một", 0, 1)], waiting.Workers);
        new Sealer(database).Seal();
        var sealedNow = SystemStatus.Of(database);
        Assert.Equal((1L, 0L), (sealedNow.LastBlock!.Number, sealedNow.Unsealed));
        Assert.Equal(dialect == Dialect.Postgres, sealedNow.IsServer);
    }
}

[Collection(DemonstrationSite.Collection)]
public sealed class StatusPageTests(DemonstrationSite site)
{
    [Fact]
    public async Task An_administrator_sees_version_database_and_the_last_signed_block_and_no_word_of_people()
    {
        using var client = await site.LoggedInAsync("quantri");
        using var answer = await client.GetAsync("/trang-thai");
        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("Tình trạng hệ thống", html, StringComparison.Ordinal);
        Assert.Contains(SystemStatus.Of(site.Database).Version, html, StringComparison.Ordinal);
        Assert.Contains("Không có kỳ nào đang được các tiến trình lập.", html, StringComparison.Ordinal);
        Assert.DoesNotMatch("p[0-9a-f]{20}", html);
    }
}
