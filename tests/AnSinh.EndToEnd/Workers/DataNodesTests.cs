using System.Diagnostics;
using Xunit;

namespace AnSinh.EndToEnd.Workers;

/// <summary>The script that proves several database nodes, in its short form. It starts four servers and three workers, which is too much for every run of the tests.</summary>
public sealed class DataNodesTests
{
    [LongFact]
    public void Two_data_nodes_and_three_workers_come_to_what_one_database_and_one_process_come_to()
    {
        using var script = Process.Start(new ProcessStartInfo(Path.Combine(Program.Root, "deploy", "data-nodes", "prove"), ["--short"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
            Environment = { ["ANSINH_HOME"] = Program.Root, ["ANSINH"] = $"dotnet {Program.Path}" },
        })!;
        var messages = script.StandardError.ReadToEndAsync();
        var output = script.StandardOutput.ReadToEnd();
        script.WaitForExit();
        Assert.True(script.ExitCode == 0, output + messages.Result);
        Assert.Contains("the same, byte by byte", output, StringComparison.Ordinal);
    }
}

/// <summary>A test that runs with <c>./test --long</c> only, and says so elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LongFactAttribute : FactAttribute
{
    public LongFactAttribute() => Skip = Environment.GetEnvironmentVariable("ANSINH_KILLS") is null ? "runs with ./test --long" : null!;
}

/// <inheritdoc cref="LongFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LongTheoryAttribute : TheoryAttribute
{
    public LongTheoryAttribute() => Skip = new LongFactAttribute().Skip;
}
