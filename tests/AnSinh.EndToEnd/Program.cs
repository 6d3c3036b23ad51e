using System.Diagnostics;

namespace AnSinh.EndToEnd;

/// <summary>The program in a process of its own: where <c>ANSINH_PROGRAM</c> names it, as a user starts it (compiled ahead, which begins several times as fast); otherwise as built beside the tests.</summary>
internal static class Program
{
    public static string Root { get; } = FindRoot();

    public static string Path { get; } = Environment.GetEnvironmentVariable("ANSINH_PROGRAM") is { Length: > 0 } named && File.Exists(named) ? named : System.IO.Path.Combine(AppContext.BaseDirectory, "AnSinh.Cli.dll");

    public static (int ExitCode, string Output, string Messages) Run(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path, .. arguments])
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
        while (!File.Exists(System.IO.Path.Combine(folder, "AnSinh.slnx")))
        {
            folder = System.IO.Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("AnSinh.slnx is not above the tests.");
        }

        return folder;
    }
}
