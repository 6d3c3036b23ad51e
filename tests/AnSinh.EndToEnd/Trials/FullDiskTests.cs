using System.Diagnostics;
using Xunit;

namespace AnSinh.EndToEnd.Trials;

/// <summary>No room to write: the step says so, keeps nothing of it, and comes to the same once there is room.</summary>
[Collection(SqliteTrials.Name)]
public sealed class FullDiskTests(SqliteMonth month)
{
    [Fact]
    public void Where_files_may_grow_no_further_an_order_keeps_nothing_and_can_be_done_later()
    {
        var course = month.Before("order");
        Refused(course.TryWithin(40, "order"));
        month.HoldsAfter(course, "order", "order within 40 KiB");
    }

    [Fact]
    public void An_import_that_finds_no_room_takes_nothing_and_can_be_done_later()
    {
        var course = month.Before("import");
        Refused(course.TryWithin(2000, "import"));
        Assert.Equal(Content.Nothing, Content.Of(course)["table person"]);
        course.Do("import");
        // Identity and account numbers are encrypted with a new key and with random numbers each time; all else is the same.
        Assert.Equal(month.After("import")["table audit_event"], Content.Of(course)["table audit_event"]);
        Content.Sealed(course);
    }

    [Fact]
    public void On_a_full_disk_a_run_says_so_and_can_be_done_later()
    {
        Assert.True(MayMount(), "this test needs a file system of its own (unshare -rm and tmpfs)");
        var course = month.Before("run");
        var kibibytes = (int)(new DirectoryInfo(course.Folder).EnumerateFiles("a.db*").Sum(file => file.Length) / 1024) + 120;
        var (exit, messages) = course.TryOnDisk(kibibytes, "run");
        Assert.True(exit == 2, $"{exit}: {messages}");
        Assert.Contains("is full; nothing was changed", messages, StringComparison.Ordinal);
        month.HoldsAfter(course, "run", "run on a full disk");
    }

    private static void Refused((int ExitCode, string Messages) result)
    {
        Assert.True(result.ExitCode == 2, $"{result.ExitCode}: {result.Messages}");
        Assert.Contains("cannot be read or written", result.Messages, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Messages, StringComparison.Ordinal);
    }

    internal static bool MayMount()
    {
        using var process = Process.Start(new ProcessStartInfo("unshare", ["-rm", "mount", "-t", "tmpfs", "ansinh", "/mnt"]) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
