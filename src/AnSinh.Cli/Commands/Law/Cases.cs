using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Cli;

/// <summary>The worked cases of the installed pack.</summary>
internal static class Cases
{
    public static CaseReader Reader(LawPack pack) => new(pack.Facts, pack.Benefits, commune => PlaceDirectory.VietNam.Find(commune)?.Province);

    /// <summary>All cases below a folder of the pack, files in ordinal order.</summary>
    /// <exception cref="LawPackException">Some file has faults; those of all files are listed.</exception>
    public static IReadOnlyList<WorkedCase> Load(LawPack pack, string lawFolder, string below = "cases") => Reader(pack).ReadFolder(lawFolder, below);
}
