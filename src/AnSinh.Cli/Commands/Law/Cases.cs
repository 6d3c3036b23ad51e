using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Cli;

/// <summary>The worked cases of the installed pack.</summary>
internal static class Cases
{
    public static CaseReader Reader(LawPack pack) => new(pack.Facts, pack.Benefits, commune => PlaceDirectory.VietNam.Find(commune)?.Province);

    /// <summary>All cases below a folder of the pack, files in ordinal order.</summary>
    /// <exception cref="LawPackException">Some file has faults; those of all files are listed.</exception>
    public static IReadOnlyList<WorkedCase> Load(LawPack pack, string lawFolder, string below = "cases")
    {
        var (cases, faults) = (new List<WorkedCase>(), new PackFaults());
        var reader = Reader(pack);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(lawFolder, below), "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            try
            {
                var name = Path.GetRelativePath(lawFolder, file);
                cases.AddRange(reader.ReadFile(file).Select(worked => worked with { File = name }));
            }
            catch (LawPackException exception)
            {
                foreach (var fault in exception.Faults)
                {
                    faults.Add(fault with { File = Path.GetRelativePath(lawFolder, fault.File) });
                }
            }
        }

        faults.ThrowIfAny();
        return cases;
    }
}
