using System.CommandLine;

namespace AnSinh.Cli;

/// <summary>Messages to the person at the keyboard, in Vietnamese or English, on standard error.</summary>
internal static class Say
{
    public static readonly Option<string?> LanguageOption = new("--lang")
    {
        Description = "vi | en (mặc định theo LANG / default from LANG)",
        Recursive = true,
    };

    public static bool Vietnamese { get; private set; } = true;

    public static void Choose(string? language)
    {
        var chosen = language ?? Environment.GetEnvironmentVariable("LANG") ?? "vi";
        Vietnamese = !chosen.StartsWith("en", StringComparison.OrdinalIgnoreCase);
    }

    public static string Text(string vi, string en) => Vietnamese ? vi : en;

    public static void Note(string vi, string en) => Console.Error.WriteLine(Text(vi, en));

    public static void Error(string vi, string en) => Console.Error.WriteLine(Text("Lỗi: " + vi, "Error: " + en));
}
