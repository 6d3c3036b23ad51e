using AnSinh.Dmn.Xml;

namespace AnSinh.Dmn.Compatibility;

/// <summary>Reads test files of the compatibility kit.</summary>
public static class TestSuiteReader
{
    private const string Space = "http://www.omg.org/spec/DMN/20160719/testcase";

    /// <summary>The suite, or null with the fault when the file is not a test file of the kit.</summary>
    public static TestSuite? Read(string file, string xml, out DmnDiagnostic? fault)
    {
        XmlElement? root = XmlTreeReader.Read(file, xml, new DmnLimits(), out fault);
        if (root is null)
        {
            return null;
        }
        if (root.Namespace != Space || root.LocalName != "testCases")
        {
            fault = new DmnDiagnostic(DmnSeverity.Error, "not-a-test-file", file, root.LocalName, root.Place,
                $"Cần phần tử gốc 'testCases' trong không gian tên {Space}.", $"Expected root element 'testCases' in namespace {Space}.");
            return null;
        }
        return new TestSuite(file, Child(root, "modelName")?.Text.Trim() ?? "", Children(root, "testCase").Select(Case).ToArray());
    }

    private static TestCase Case(XmlElement element) => new(
        element.Attribute("id") ?? "",
        element.Attribute("type") switch
        {
            "decisionService" => InvocableKind.DecisionService,
            "bkm" => InvocableKind.BusinessKnowledgeModel,
            _ => InvocableKind.Decision,
        },
        element.Attribute("invocableName"),
        Children(element, "inputNode").Select(i => new TestInput(i.Attribute("name") ?? "", i.Attribute("namespace"), i)).ToArray(),
        Children(element, "resultNode").Select(r => new TestExpectation(
            r.Attribute("name") ?? "", r.Attribute("namespace"), r.Attribute("errorResult") is "true" or "1", Child(r, "expected"))).ToArray());

    private static XmlElement? Child(XmlElement element, string name) => Children(element, name).FirstOrDefault();

    private static IEnumerable<XmlElement> Children(XmlElement element, string name) =>
        element.Elements.Where(e => e.LocalName == name && e.Namespace == Space);
}
