using System.Xml.Linq;
using Xunit;

namespace AnSinh.Architecture.Tests;

/// <summary>Arrows between projects point one way (docs/architecture.md).</summary>
public class ProjectArrowTests
{
    /// <summary>What each project may know, directly.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["AnSinh.Feel"] = [],
        ["AnSinh.Dmn"] = ["AnSinh.Feel"],
        ["AnSinh.Bulk"] = ["AnSinh.Dmn", "AnSinh.Feel"],
        ["AnSinh.Law"] = ["AnSinh.Bulk", "AnSinh.Dmn", "AnSinh.Feel"],
        ["AnSinh.Storage"] = [],
        ["AnSinh.Registry"] = ["AnSinh.Law", "AnSinh.Storage"],
        ["AnSinh.Casework"] = ["AnSinh.Registry", "AnSinh.Law", "AnSinh.Storage"],
        ["AnSinh.Payroll"] = ["AnSinh.Registry", "AnSinh.Law", "AnSinh.Storage"],
        ["AnSinh.Simulation"] = ["AnSinh.Registry", "AnSinh.Law", "AnSinh.Bulk", "AnSinh.Storage"],
        ["AnSinh.Web"] = ["AnSinh.Casework", "AnSinh.Payroll", "AnSinh.Simulation", "AnSinh.Registry", "AnSinh.Law", "AnSinh.Dmn", "AnSinh.Storage"],
        ["AnSinh.Worker"] = ["AnSinh.Payroll", "AnSinh.Registry", "AnSinh.Law", "AnSinh.Storage"],
        ["AnSinh.Cli"] = ["AnSinh.Web", "AnSinh.Worker", "AnSinh.Casework", "AnSinh.Payroll", "AnSinh.Simulation", "AnSinh.Registry", "AnSinh.Law", "AnSinh.Storage", "AnSinh.Bulk", "AnSinh.Dmn", "AnSinh.Feel", "AnSinh.Benchmarks", "AnSinh.Fuzz"],
    };

    public static TheoryData<string> Projects => [.. Directory.EnumerateDirectories(Path.Combine(House.Root, "src")).Select(folder => Path.GetFileName(folder)!)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_lies_below_it(string project)
    {
        Assert.True(Allowed.TryGetValue(project, out var allowed), $"{project} is not in the table of arrows");
        var file = XDocument.Load(Path.Combine(House.Root, "src", project, project + ".csproj"));
        var references = file.Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
        Assert.Empty(references.Except(allowed));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void An_assembly_uses_only_what_lies_below_it(string project)
    {
        var assembly = System.Reflection.Assembly.Load(project);
        var used = assembly.GetReferencedAssemblies().Select(name => name.Name!).Where(name => name.StartsWith("AnSinh.", StringComparison.Ordinal));
        Assert.Empty(used.Except(Allowed[project]));
    }

    [Theory]
    [InlineData("AnSinh.Feel")]
    [InlineData("AnSinh.Dmn")]
    public void The_engine_depends_on_nothing_but_the_framework(string project)
    {
        var file = XDocument.Load(Path.Combine(House.Root, "src", project, project + ".csproj"));
        Assert.Empty(file.Descendants("PackageReference"));
    }
}
