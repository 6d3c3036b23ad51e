using System.Diagnostics;
using Xunit;

namespace AnSinh.EndToEnd.Trials;

/// <summary>No room to write: the step says so, keeps nothing of it, and comes to the same once there is room.</summary>
[Collection(TrialCollection.Name)]
public sealed class FullDiskTests(UndisturbedMonth month)
{
    [Theory]
    [InlineData("import", 2000)]
    [InlineData("run", 150)]
    [InlineData("order", 40)]
    public void Where_files_may_grow_no_further_a_step_keeps_nothing_and_can_be_done_later(string step, int kibibytes)
    {
        var course = month.Before(step);
        var (exit, messages) = course.TryWithin(kibibytes, step);
        Assert.True(exit == 2, $"{exit}: {messages}");
        Assert.Contains("Error: ", messages, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", messages, StringComparison.Ordinal);
        month.HoldsAfter(course, step, $"{step} within {kibibytes} KiB");
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

    private static bool MayMount()
    {
        using var process = Process.Start(new ProcessStartInfo("unshare", ["-rm", "mount", "-t", "tmpfs", "ansinh", "/mnt"]) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
