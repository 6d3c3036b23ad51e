using System.Text.Json;
using System.Xml.Linq;
using Xunit;

namespace AnSinh.Architecture.Tests;

/// <summary>Every package that is restored carries a permissive licence, read from the package itself.</summary>
public class LicenceTests
{
    private static readonly string[] Permissive = ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "MS-PL", "ISC", "blessing", "PostgreSQL", "0BSD", "Unlicense"];

    /// <summary>Packages whose file says no SPDX expression but a licence address or file; each looked at by hand.</summary>
    private static readonly Dictionary<string, string> ReadByHand = new(StringComparer.OrdinalIgnoreCase)
    {
        ["xunit.abstractions"] = "Apache-2.0 (address in the package points to the licence of xunit)",
        ["sourcegear.sqlite3"] = "Apache-2.0 wrapper around SQLite, which is in the public domain",
        ["FsCheck"] = "BSD-3-Clause",
        ["Deque.AxeCore.Commons"] = "MPL-2.0: axe-core, run unchanged by tests of the pages; never part of what is published",
    };

    [Fact]
    public void Every_restored_package_is_under_a_permissive_licence()
    {
        var faults = new List<string>();
        foreach (var (id, version) in RestoredPackages())
        {
            var nuspec = Path.Combine(PackageFolder(), id.ToLowerInvariant(), version.ToLowerInvariant(), id.ToLowerInvariant() + ".nuspec");
            Assert.True(File.Exists(nuspec), $"{id} {version} is locked but not restored: {nuspec}");
            var licence = XDocument.Load(nuspec).Descendants().FirstOrDefault(element => element.Name.LocalName == "license");
            var expression = licence?.Attribute("type")?.Value == "expression" ? licence.Value : null;
            var permitted = expression is not null && expression.Split([' ', '(', ')'], StringSplitOptions.RemoveEmptyEntries).Where(word => word is not ("OR" or "AND" or "WITH")).All(Permissive.Contains);
            if (!permitted && !ReadByHand.ContainsKey(id))
            {
                faults.Add($"{id} {version}: {licence?.Attribute("type")?.Value ?? "no licence element"} {licence?.Value}");
            }
        }

        Assert.Empty(faults);
    }

    [Fact]
    public void Lock_files_hold_packages_and_name_no_host()
    {
        Assert.True(RestoredPackages().Count > 10);
        Assert.All(House.Files(".json").Where(file => file.EndsWith("packages.lock.json", StringComparison.Ordinal)), file => Assert.DoesNotContain("://", File.ReadAllText(file), StringComparison.Ordinal));
    }

    private static HashSet<(string Id, string Version)> RestoredPackages()
    {
        var packages = new HashSet<(string, string)>();
        foreach (var file in House.Files(".json").Where(file => file.EndsWith("packages.lock.json", StringComparison.Ordinal)))
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            foreach (var framework in document.RootElement.GetProperty("dependencies").EnumerateObject())
            {
                foreach (var package in framework.Value.EnumerateObject().Where(package => package.Value.GetProperty("type").GetString() != "Project"))
                {
                    packages.Add((package.Name, package.Value.GetProperty("resolved").GetString()!));
                }
            }
        }

        return packages;
    }

    private static string PackageFolder() =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
