using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using AnSinh.Dmn.Model;
using AnSinh.Dmn.Xml;
using Xunit;

namespace AnSinh.Dmn.Tests.Xml;

public class RoundTripTests
{
    [SharedFact("dmn-tck")]
    public void Every_kit_model_is_written_back_with_the_same_content_and_validates()
    {
        string kit = SharedFiles.Folder("dmn-tck")!;
        var schemas = new XmlSchemaSet { XmlResolver = new XmlUrlResolver() };
        schemas.Add(null, Path.Combine(kit, "DMN15.xsd"));
        schemas.Compile();
        string[] files = Directory.GetFiles(kit, "*.dmn", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        var faults = new List<string>();
        foreach (string file in files)
        {
            var diagnostics = new List<DmnDiagnostic>();
            string source = File.ReadAllText(file);
            Definitions read = DmnReader.Read(Path.GetFileName(file), source, null, diagnostics)!;
            faults.AddRange(diagnostics.Where(d => d.Severity == DmnSeverity.Error).Select(d => d.ToString()));
            string written = DmnWriter.Write(read);
            XDocument document = XDocument.Parse(written);
            document.Validate(schemas, (_, e) =>
            {
                if (e.Severity == XmlSeverityType.Error)
                {
                    faults.Add($"{file}: {e.Message}");
                }
            });
            if (Content(XDocument.Parse(source)) is var before && Content(document) is var after && !before.SequenceEqual(after))
            {
                faults.Add($"{file}: {before.Except(after).Concat(after.Except(before)).FirstOrDefault() ?? "order"}");
            }
        }
        Assert.Empty(faults);
    }

    /// <summary>Every element with path, attributes and own text, sorted: what must survive, whatever the order of siblings.</summary>
    private static string[] Content(XDocument document) => document.Descendants().Select(e =>
        string.Join('/', e.AncestorsAndSelf().Select(a => a.Name.LocalName))
        + string.Concat(e.Attributes().Where(a => !a.IsNamespaceDeclaration && !IsDefault(a)).Select(a => $"[{a.Name}={Normal(a)}]").Order(StringComparer.Ordinal))
        + (e.HasElements ? "" : e.Value)).Order(StringComparer.Ordinal).ToArray();

    private static bool IsDefault(XAttribute a) => a.Name.LocalName is "isCollection" && a.Value == "false" || a.Name.LocalName is "hitPolicy" && a.Value == "UNIQUE"
        || a.Name.LocalName == "kind" && a.Value == "FEEL";

    private static string Normal(XAttribute a) => a.Name.LocalName == "name" ? string.Join(' ', a.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) : a.Value;
}
