using AnSinh.Databases;
using Xunit;

namespace AnSinh.EndToEnd.Trials;

/// <summary>Two at once, a clock set back, bank files cut, repeated or of another month: refused in words, nothing half taken, nothing twice.</summary>
public abstract class DisorderTests(UndisturbedMonth month)
{
    [DialectFact]
    public void Two_runs_at_once_draw_up_one_month()
    {
        var course = month.Before("run");
        var both = new[] { course.Start("run"), course.Start("run") };
        foreach (var process in both)
        {
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
            process.Dispose();
        }

        month.HoldsAfter(course, "run", "two runs at once");
    }

    [DialectFact]
    public void Of_two_approvers_at_once_one_approves_and_the_other_is_told()
    {
        var course = month.Before("approve");
        var both = new[] { course.Start("approve"), course.Start("approve") };
        var results = both.Select(process =>
        {
            var messages = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, Messages: messages);
        }).ToList();
        Assert.Equal([0, 2], results.Select(result => result.ExitCode).Order());
        Assert.Contains("approved", results.Single(result => result.ExitCode == 2).Messages, StringComparison.Ordinal);
        Assert.Equal(month.After("approve"), Content.Of(course));
        Content.Sealed(course);
    }

    [DialectTheory]
    [InlineData("approve", "2026-05-23")]
    [InlineData("settle", "2026-05-20")]
    public void A_clock_set_back_stops_a_step_which_is_done_when_it_is_right(string step, string day)
    {
        var course = month.Before(step);
        var (exit, messages) = course.Try(step, "--today", day);
        Assert.Equal(2, exit);
        Assert.Contains("recorded days never go backwards", messages, StringComparison.Ordinal);
        month.HoldsAfter(course, step, $"{step} with the clock at {day}");
    }

    [DialectFact]
    public void A_returned_file_cut_in_half_is_refused_whole_and_sent_twice_changes_nothing()
    {
        var course = month.Before("settle");
        var file = Path.Combine(course.Folder, "returned.csv");
        var whole = File.ReadAllBytes(file);
        File.WriteAllBytes(file, whole[..(whole.Length / 2 + 11)]);
        var before = Content.Of(course);
        var (exit, messages) = course.Try("settle");
        Assert.True(exit == 2, messages);
        Assert.Equal(before, Content.Of(course));

        File.WriteAllBytes(file, whole);
        course.Do("settle");
        Assert.Equal(month.After("settle"), Content.Of(course));
        Assert.Contains("read before, nothing changed", course.Try("settle").Messages, StringComparison.Ordinal);
        Assert.Equal(month.After("settle")["table payroll_payment"], Content.Of(course)["table payroll_payment"]);
    }
}

[Collection(SqliteTrials.Name)]
public sealed class SqliteDisorderTests(SqliteMonth month) : DisorderTests(month);

[Collection(PostgresTrials.Name)]
public sealed class PostgresDisorderTests(PostgresMonth month) : DisorderTests(month);
