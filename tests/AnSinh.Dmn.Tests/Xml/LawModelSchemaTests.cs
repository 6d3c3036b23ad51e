using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Xunit;

namespace AnSinh.Dmn.Tests.Xml;

public class LawModelSchemaTests
{
    [SharedFact("dmn-tck")]
    public void Every_model_of_the_law_validates_against_the_schema_of_the_standard()
    {
        var schemas = new XmlSchemaSet { XmlResolver = new XmlUrlResolver() };
        schemas.Add(null, Path.Combine(SharedFiles.Folder("dmn-tck")!, "DMN15.xsd"));
        schemas.Compile();
        string[] models = Directory.GetFiles(Path.Combine(SharedFiles.Root, "law", "vn", "models"), "*.dmn", SearchOption.AllDirectories);
        Assert.NotEmpty(models);
        var faults = new List<string>();
        foreach (string model in models)
        {
            XDocument document = XDocument.Load(model, LoadOptions.SetLineInfo);

            // A document of another namespace would pass with warnings only.
            Assert.Equal("{https://www.omg.org/spec/DMN/20230324/MODEL/}definitions", document.Root!.Name.ToString());
            document.Validate(schemas, (_, e) =>
            {
                if (e.Severity == XmlSeverityType.Error)
                {
                    faults.Add($"{Path.GetFileName(model)}:{e.Exception.LineNumber}: {e.Message}");
                }
            });
        }
        Assert.Empty(faults);
    }

    [Fact]
    public void Every_model_of_the_law_compiles_without_a_diagnostic()
    {
        string folder = Path.Combine(SharedFiles.Root, "law", "vn", "models");
        DmnModelSet set = DmnModelSet.Load(
            Directory.GetFiles(folder, "*.dmn", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(f => new DmnSource(Path.GetRelativePath(folder, f), File.ReadAllText(f))),
            new DmnLoadOptions { SharedImports = true });
        Assert.NotEmpty(set.Models);
        Assert.Empty(set.Diagnostics);
    }
}
