using System.IO.Compression;
using System.Xml.Linq;
using Xunit;

namespace AnSinh.Packages.Tests;

/// <summary>The engine stands alone: what is packed, and a trimmed program outside the house that uses nothing but the packages.</summary>
public sealed class PackageTests(PackedPackages packed) : IClassFixture<PackedPackages>
{
    private const string Model = """
        <?xml version="1.0" encoding="UTF-8"?>
        <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="m" name="pension" namespace="urn:pension">
          <inputData id="age" name="age"><variable name="age" typeRef="number"/></inputData>
          <inputData id="poor" name="poor"><variable name="poor" typeRef="boolean"/></inputData>
          <decision id="entitled" name="Entitled">
            <variable name="Entitled" typeRef="boolean"/>
            <informationRequirement><requiredInput href="#age"/></informationRequirement>
            <informationRequirement><requiredInput href="#poor"/></informationRequirement>
            <decisionTable hitPolicy="FIRST">
              <input><inputExpression typeRef="number"><text>age</text></inputExpression></input>
              <input><inputExpression typeRef="boolean"><text>poor</text></inputExpression></input>
              <output name="Entitled" typeRef="boolean"/>
              <rule><inputEntry><text>&gt;= 80</text></inputEntry><inputEntry><text>-</text></inputEntry><outputEntry><text>true</text></outputEntry></rule>
              <rule><inputEntry><text>[75..80)</text></inputEntry><inputEntry><text>true</text></inputEntry><outputEntry><text>true</text></outputEntry></rule>
              <rule><inputEntry><text>-</text></inputEntry><inputEntry><text>-</text></inputEntry><outputEntry><text>false</text></outputEntry></rule>
            </decisionTable>
          </decision>
        </definitions>
        """;

    [Theory]
    [InlineData("AnSinh.Feel", "")]
    [InlineData("AnSinh.Dmn", "AnSinh.Feel")]
    public void A_package_holds_its_library_its_documentation_and_its_README_and_needs_nothing_foreign(string name, string needs)
    {
        using var package = ZipFile.OpenRead(packed.PathOf(name));
        var files = package.Entries.Select(entry => entry.FullName).ToList();
        Assert.Contains($"lib/net10.0/{name}.dll", files);
        Assert.Contains($"lib/net10.0/{name}.xml", files);
        Assert.Contains("README.md", files);
        using var text = package.GetEntry(name + ".nuspec")!.Open();
        var metadata = XDocument.Load(text).Root!.Elements().Single();
        string? Value(string element) => metadata.Elements().SingleOrDefault(child => child.Name.LocalName == element)?.Value;
        Assert.Equal(("README.md", "Apache-2.0"), (Value("readme"), Value("license")));
        Assert.Equal(needs.Length == 0 ? [] : new[] { needs }, metadata.Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => element.Attribute("id")!.Value));
    }

    [Fact]
    public void A_trimmed_program_with_the_examples_of_both_READMEs_prints_what_they_say()
    {
        var folder = Directory.CreateTempSubdirectory("ansinh-trimmed-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""<configuration><packageSources><add key="packed" value="{packed.Folder}" /></packageSources></configuration>""");
            File.WriteAllText(Path.Combine(folder, "trimmed.csproj"), $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings>
                    <RuntimeIdentifier>linux-x64</RuntimeIdentifier><SelfContained>true</SelfContained><PublishTrimmed>true</PublishTrimmed><TrimMode>full</TrimMode>
                    <TrimmerSingleWarn>false</TrimmerSingleWarn><TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                  </PropertyGroup>
                  <ItemGroup><PackageReference Include="AnSinh.Dmn" Version="{packed.Version}" /></ItemGroup>
                </Project>
                """);
            var examples = PackedPackages.Names.Select(PackedPackages.Example).ToList();
            var usings = examples.SelectMany(example => example.Where(line => line.StartsWith("using ", StringComparison.Ordinal))).Distinct();
            var bodies = examples.Select(example => "{\n" + string.Join('\n', example.Where(line => !line.StartsWith("using ", StringComparison.Ordinal))) + "\n}");
            File.WriteAllText(Path.Combine(folder, "Program.cs"), string.Join('\n', [.. usings, .. bodies]));
            File.WriteAllText(Path.Combine(folder, "pension.dmn"), Model);

            PackedPackages.Dotnet(folder, "publish", "-c", "Release", "-o", "out", "--nologo", "-v", "quiet");

            Assert.Equal(
                ["unknown(income)", "1000000", "unknown(poverty_status)", "rule 2 waits for poverty_status", "Yes"],
                PackedPackages.Run(folder, Path.Combine(folder, "out", "trimmed")).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
