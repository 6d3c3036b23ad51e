using System.Text;
using AnSinh.Simulation.Commune.Truth;

namespace AnSinh.Simulation.Commune;

/// <summary>Every file of a sample, by path relative to its folder.</summary>
public static class SampleWriter
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static IReadOnlyDictionary<string, string> Files(SampleCommune commune) => new SortedDictionary<string, string>(RegisterFolders.Files(commune).ToDictionary(), StringComparer.Ordinal)
    {
        ["README.md"] = $"""
            # {commune.Name} (xã mẫu)

            Dữ liệu giả lập: mọi người, hộ, số định danh, tài khoản, quyết định trong thư mục này đều do máy sinh ra, không phải người thật.
            Synthetic data: every person, household, number, account and decision here is made up. See `docs/sample-commune.md`.

            `yyyy-MM-dd/` là ngày dữ liệu đến sổ / is the day on which the files reach the register. `truth.json` là số đếm riêng của bộ sinh / is the generator's own count.

            """.ReplaceLineEndings("\n"),
        ["truth.json"] = TruthFile.Write(commune),
    };

    /// <summary>Writes the files below a folder, which is created; files already there are replaced.</summary>
    public static IReadOnlyList<string> Write(SampleCommune commune, string folder)
    {
        var paths = new List<string>();
        foreach (var (name, text) in Files(commune))
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text, Utf8);
            paths.Add(path);
        }

        return paths;
    }
}
