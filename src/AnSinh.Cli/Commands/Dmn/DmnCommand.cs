using System.CommandLine;
using AnSinh.Dmn;

namespace AnSinh.Cli.Commands.Dmn;

/// <summary><c>ansinh dmn</c>: the rules engine by itself, for any DMN model.</summary>
internal static class DmnCommand
{
    public static Command Create() => new("dmn", "Chạy, kiểm thử và phân tích mô hình DMN / run, test and analyse DMN models")
    {
        TestCommand.Create(),
        EvalCommand.Create(),
        AnalyseCommand.Create(),
    };

    /// <summary>
    /// Loads a model file; models it imports are looked for beside it and below its folder, by namespace. Null, after saying what is wrong, when the file cannot be
    /// read.
    /// </summary>
    internal static DmnModelSet? Load(string file)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        try
        {
            var options = new DmnLoadOptions { Resolver = request => Find(folder, request) };
            return DmnModelSet.Load([new DmnSource(file, File.ReadAllText(file))], options);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Say.Error($"Không đọc được {file}: {fault.Message}", $"Cannot read {file}: {fault.Message}");
            return null;
        }
    }

    /// <summary>Prints what was found when loading.</summary>
    internal static void Print(IEnumerable<DmnDiagnostic> diagnostics)
    {
        foreach (DmnDiagnostic diagnostic in diagnostics)
        {
            Console.Error.WriteLine(diagnostic.ToText(Say.Vietnamese));
        }
    }

    private static DmnSource? Find(string folder, ImportRequest request)
    {
        string? beside = request.LocationUri is { } location ? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(request.ImportedBy)) ?? folder, location) : null;
        if (beside is not null && File.Exists(beside))
        {
            return new DmnSource(beside, File.ReadAllText(beside));
        }
        foreach (string file in Directory.EnumerateFiles(folder, "*.dmn", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string xml = File.ReadAllText(file);
            if (xml.Contains($"namespace=\"{request.Namespace}\"", StringComparison.Ordinal) && !xml.Contains($"<import namespace=\"{request.Namespace}\"", StringComparison.Ordinal))
            {
                return new DmnSource(file, xml);
            }
        }
        return null;
    }
}
