using AnSinh.Law;

namespace AnSinh.Casework.Tests;

/// <summary>The law pack of this repository, loaded once.</summary>
internal static class InstalledPack
{
    public static string Folder { get; } = Path.Combine(FindRoot(), "law", "vn");

    private static readonly Lazy<LawPack> Loaded = new(() => LawPack.Load(Folder));

    public static LawPack Pack => Loaded.Value;

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "AnSinh.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("AnSinh.slnx was not found above the tests.");
        }

        return folder;
    }
}
