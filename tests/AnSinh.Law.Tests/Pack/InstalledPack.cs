namespace AnSinh.Law.Tests.Pack;

/// <summary>The law pack of this repository, loaded once.</summary>
internal static class InstalledPack
{
    private static readonly Lazy<LawPack> Loaded = new(() => LawPack.Load(Folder));
    private static readonly Lazy<Dictionary<string, PlaceCode>> Provinces = new(ReadProvinces);

    public static string Root { get; } = FindRoot();
    public static string Folder => Path.Combine(Root, "law", "vn");
    public static LawPack Pack => Loaded.Value;

    public static CaseReader Reader => new(Pack.Facts, Pack.Benefits, commune => Provinces.Value.TryGetValue(commune.Value, out var province) ? province : null);

    public static IEnumerable<string> CaseFiles => Directory.EnumerateFiles(Path.Combine(Folder, "cases"), "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private static Dictionary<string, PlaceCode> ReadProvinces() => File
        .ReadLines(Path.Combine(Root, "src", "AnSinh.Registry", "Places", "communes.csv")).Skip(1)
        .Select(line => line.Split(','))
        .GroupBy(fields => fields[0])
        .ToDictionary(group => group.Key, group => PlaceCode.Parse(group.Last()[2]));

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "AnSinh.slnx")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new DirectoryNotFoundException("AnSinh.slnx was not found above the tests.");
    }
}
