using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AnSinh.Packages.Tests;

/// <summary>The engine's packages, packed once for all tests under a version of their own.</summary>
public sealed class PackedPackages : IDisposable
{
    public static readonly string[] Names = ["AnSinh.Feel", "AnSinh.Dmn"];

    public PackedPackages()
    {
        Folder = Directory.CreateTempSubdirectory("ansinh-packages-").FullName;
        foreach (var name in Names)
        {
            Dotnet(Root, "pack", Path.Combine("src", name, name + ".csproj"), "-c", "Release", "-o", Folder, $"-p:PackageVersion={Version}", "-p:RunAnalyzers=false", "--nologo", "-v", "quiet");
        }
    }

    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", ".."));

    public string Folder { get; }

    /// <summary>No other run uses it, so that no package kept on the machine is taken for this one.</summary>
    public string Version { get; } = $"0.1.0-t{Environment.ProcessId}";

    public string PathOf(string name) => Path.Combine(Folder, $"{name}.{Version}.nupkg");

    /// <summary>The C# example of a package's README.</summary>
    public static IReadOnlyList<string> Example(string name) =>
        [.. File.ReadLines(Path.Combine(Root, "src", name, "README.md")).SkipWhile(line => line != "```csharp").Skip(1).TakeWhile(line => line != "```")];

    /// <summary>Runs the SDK and gives what it printed.</summary>
    public static string Dotnet(string folder, params string[] arguments) => Run(folder, "dotnet", arguments);

    public static string Run(string folder, string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_CLI_UI_LANGUAGE"] = "en", ["DOTNET_NOLOGO"] = "1", ["MSBUILDDISABLENODEREUSE"] = "1" },
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output}\n{errors.Result}");
    }

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        var kept = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        foreach (var folder in Names.Select(name => Path.Combine(kept, name.ToLowerInvariant(), Version.ToLowerInvariant())).Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
