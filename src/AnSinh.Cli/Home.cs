namespace AnSinh.Cli;

/// <summary>Where the installation's law and samples stand: beside the launcher, or above the program.</summary>
internal static class Home
{
    public static string Folder { get; } = Find();

    public static string LawFolder => Path.Combine(Folder, "law", "vn");

    public static string SamplesFolder => Path.Combine(Folder, "samples");

    private static string Find()
    {
        if (Environment.GetEnvironmentVariable("ANSINH_HOME") is { Length: > 0 } given)
        {
            return given;
        }

        var folder = AppContext.BaseDirectory;
        while (folder is not null && !Directory.Exists(Path.Combine(folder, "law", "vn")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? Directory.GetCurrentDirectory();
    }
}
