namespace AnSinh.Web.Shell;

/// <summary>An entry of the main menu.</summary>
/// <param name="Group">Key of the text over its group.</param>
/// <param name="Text">Key of its own text.</param>
/// <param name="Address">Where it leads; pages below it count as it.</param>
public sealed record NavigationEntry(string Group, string Text, string Address);

/// <summary>The main menu of the office, in order.</summary>
public static class Navigation
{
    public static IReadOnlyList<NavigationEntry> Office { get; } =
    [
        new("nav.law", "nav.gallery", "/thu-vien"),
    ];

    public static bool IsAt(string path, NavigationEntry entry) => path == entry.Address || path.StartsWith(entry.Address + "/", StringComparison.Ordinal);
}
