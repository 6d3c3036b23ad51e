using System.Diagnostics;
using Xunit;

namespace AnSinh.EndToEnd.Trials;

/// <summary>Stopped while an import writes, by a kill or from the keyboard: nothing of it is kept.</summary>
[Collection(SqliteTrials.Name)]
public sealed class InterruptionTests(SqliteMonth month)
{
    [Fact]
    public void An_import_killed_while_it_writes_and_run_again_leads_to_the_same_payroll()
    {
        var course = month.Empty();
        // An import's first bytes are the empty tables; what follows is rows.
        Assert.True(course.Kill("import", process => course.Writing(process, beyond: 2_000_000)), "the import ended before it could be killed");
        course.Do("import");
        course.Do("run");
        Assert.Equal(month.After("run")["export 2026-06"], Content.Of(course)["export 2026-06"]);
        Content.Sealed(course);
    }

    [Fact]
    public async Task Interrupted_from_the_keyboard_an_import_takes_nothing_and_says_so()
    {
        var course = month.Empty();
        using var import = course.Start("import");
        var messages = import.StandardError.ReadToEndAsync();
        Assert.True(course.Writing(import, beyond: 0), "the import ended before it could be interrupted");
        using (var signal = Process.Start("kill", ["-INT", $"{import.Id}"]))
        {
            await signal.WaitForExitAsync();
        }

        await import.WaitForExitAsync();
        Assert.NotEqual(0, import.ExitCode);
        Assert.Contains("nothing was changed", await messages, StringComparison.Ordinal);
        Assert.Equal(1, Program.Run(course.Folder, "registry", "find", "nguyen", "--db", "a.db").ExitCode);
    }
}
