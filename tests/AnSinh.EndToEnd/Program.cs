using System.Diagnostics;

namespace AnSinh.EndToEnd;

/// <summary>The program as built beside the tests, in a process of its own.</summary>
internal static class Program
{
    public static string Root { get; } = FindRoot();

    public static (int ExitCode, string Output, string Messages) Run(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "AnSinh.Cli.dll"), .. arguments])
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["ANSINH_HOME"] = Root },
        };
        using var process = Process.Start(start)!;
        var messages = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, messages.Result);
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "AnSinh.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("AnSinh.slnx is not above the tests.");
        }

        return folder;
    }
}
