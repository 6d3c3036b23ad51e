namespace AnSinh.Architecture.Tests;

/// <summary>Where the sources stand.</summary>
internal static class House
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "AnSinh.slnx")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new DirectoryNotFoundException("AnSinh.slnx was not found above the tests.");
    }

    /// <summary>Text files of the project: sources, data, documents, scripts; not what is built.</summary>
    public static IEnumerable<string> Files(params string[] extensions) => Directory
        .EnumerateFiles(Root, "*", SearchOption.AllDirectories)
        .Where(file => !file.Split('/').Any(part => part is "bin" or "obj" or ".git" or ".build" or "node_modules" or "ansinh-demo" or "TestResults"))
        .Where(file => extensions.Contains(Path.GetExtension(file)));
}
