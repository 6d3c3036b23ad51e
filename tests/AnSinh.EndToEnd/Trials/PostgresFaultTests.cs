using System.Globalization;
using AnSinh.Databases;
using AnSinh.EndToEnd.Workers;
using Dapper;
using Npgsql;
using Xunit;

namespace AnSinh.EndToEnd.Trials;

/// <summary>
/// The database server falls, a connection is lost, or the server's disk is full in the midst of a step: nothing is half done, and the step done again comes to the same rows, the same canonical export
/// and the same bank files, byte by byte.
/// </summary>
[Collection(PostgresTrials.Name)]
public sealed class PostgresFaultTests(PostgresMonth month)
{
    /// <summary>Kills of the server at random points, over all steps: 100 with <c>./test --long</c>.</summary>
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("ANSINH_KILLS") ?? "0", CultureInfo.InvariantCulture) / 2;

    /// <summary>What a step writes somewhere in its middle: a row that it will write, held by another transaction, stops it there.</summary>
    public static TheoryData<string, string> Middles => new()
    {
        { "run", "payroll_line" },
        { "approve", "payroll_posting" },
        { "order", "payroll_payment_item" },
        { "settle", "payroll_payment_event" },
    };

    [DialectTheory]
    [MemberData(nameof(Middles))]
    public void The_server_killed_while_a_step_writes_comes_back_and_the_step_comes_to_the_same(string step, string table)
    {
        var course = month.Before(step);
        using (var process = course.Start(step))
        {
            var messages = process.StandardError.ReadToEndAsync();
            _ = process.StandardOutput.ReadToEndAsync();
            using var holder = Hold(course, step, table);
            if (course.Held(holder, process) is null)
            {
                Assert.Fail($"{step} ended before it wrote {table}: {messages.Result}");
            }

            month.Server!.Kill();
            process.WaitForExit();
            Assert.True(process.ExitCode == 2, $"{process.ExitCode}: {messages.Result}");
            Assert.Contains("the connection was lost", messages.Result, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", messages.Result, StringComparison.Ordinal);
        }

        month.Server.Restart();
        month.HoldsAfter(course, step, $"{step} when the server was killed while it wrote {table}");
    }

    [LongTheory]
    [InlineData("run")]
    [InlineData("approve")]
    [InlineData("order")]
    [InlineData("settle")]
    public void The_server_killed_at_any_point_comes_back_and_the_step_comes_to_the_same(string step)
    {
        for (var trial = 0; trial < Kills / 4; trial++)
        {
            var random = new Random(step.Length * 1000 + trial);
            var (share, written) = (random.Next(5, 95), trial % 2 == 1);
            var (work, bytes) = month.Effort(step);
            var course = month.Before(step);
            using (var process = course.Start(step))
            {
                _ = process.StandardError.ReadToEndAsync();
                _ = process.StandardOutput.ReadToEndAsync();
                _ = written ? course.Writing(process, bytes * share / 100) : KillTests.Until(process, work * share / 100);
                month.Server!.Kill();
                process.WaitForExit();
            }

            month.Server.Restart();
            month.HoldsAfter(course, step, $"{step} when the server was killed at {share}% of its {(written ? "writing" : "time")}");
        }
    }

    [DialectFact]
    public void A_connection_lost_in_the_midst_of_a_copy_leaves_nothing_and_the_run_comes_to_the_same()
    {
        var course = month.Before("run");
        var before = Content.Of(course);
        using (var process = course.Start("run"))
        {
            var messages = process.StandardError.ReadToEndAsync();
            _ = process.StandardOutput.ReadToEndAsync();
            using var holder = Hold(course, "run", "payroll_line");
            var (session, query, copied) = course.Held(holder, process) ?? (0, messages.Result, 0);
            Assert.StartsWith("copy payroll_line", query, StringComparison.Ordinal);
            // Rows of this COPY, and of those before it in the same transaction, are there and seen by nobody else.
            Assert.True(copied > 0);
            Assert.True(holder.ExecuteScalar<bool>("select pg_terminate_backend(@session)", new { session }));
            process.WaitForExit();
            Assert.True(process.ExitCode == 2, $"{process.ExitCode}: {messages.Result}");
            Assert.Contains("the connection was lost", messages.Result, StringComparison.Ordinal);
        }

        Assert.Equal(before, Content.Of(course));
        month.HoldsAfter(course, "run", "a connection lost in the midst of a copy");
    }

    [DialectFact]
    public void On_a_full_disk_of_the_server_a_run_says_so_and_can_be_done_later()
    {
        var server = month.Server!;
        Assert.True(FullDiskTests.MayMount(), "this test needs a file system of its own (unshare -m and tmpfs)");
        long bytes;
        using (var connection = server.Open("postgres"))
        {
            bytes = connection.ExecuteScalar<long>("select pg_database_size('before_run')");
        }

        try
        {
            var small = server.RestartWithSmallDisk((int)(bytes / 1024) + 400);
            server.Administer($"create tablespace small location '{small}'");
            var course = month.Before("run", tablespace: "small");
            var before = Content.Of(course);
            var (exit, messages) = course.Try("run");
            Assert.True(exit == 2, $"{exit}: {messages}");
            Assert.Contains("is full; nothing was changed", messages, StringComparison.Ordinal);
            Assert.Equal(before, Content.Of(course));
            server.Administer($"alter database {course.Name} set tablespace pg_default");
            server.Administer("drop tablespace small");
            month.HoldsAfter(course, "run", "a full disk of the server");
        }
        finally
        {
            server.Kill();
            server.Restart();
        }
    }

    /// <summary>A transaction that has written a row which the step is going to write, and neither commits it nor takes it back; triggers do not hear of it.</summary>
    private NpgsqlConnection Hold(Course course, string step, string table)
    {
        var connection = course.Server!.Open(course.Name);
        using var done = course.Server.Open(month.Last.Name);
        var columns = string.Join(", ", connection.Query<string>("select attname from pg_attribute where attrelid = @table::regclass and attnum > 0 and not attisdropped order by attnum", new { table }));
        var known = connection.ExecuteScalar<long>("select max(number) from knowledge");
        // Of the last step that writes into the table, a row from the middle.
        var row = done.ExecuteScalar<string>($"select t::text from {table} t where {Of(step, known)} order by {(table == "payroll_line" ? "bucket, line_id" : columns)} offset (select count(*) / 2 from {table} t where {Of(step, known)}) limit 1");
        Assert.NotNull(row);
        connection.Execute($"begin; set local session_replication_role = replica; insert into {table} ({columns}) select (@row::{table}).*", new { row });
        return connection;
    }

    /// <summary>Rows that the next commit after a number wrote.</summary>
    private static string Of(string step, long known) => step switch
    {
        "approve" => "step = (select max(sequence) from payroll_step s where s.run_id = t.run_id and s.step = 'approve')",
        "settle" => string.Create(CultureInfo.InvariantCulture, $"known > {known}"),
        _ => "true",
    };
}
