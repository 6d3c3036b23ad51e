using AnSinh.Dmn.Model;

namespace AnSinh.Dmn.Xml;

/// <summary>Turns the tree of one file into model elements; each method reads one kind of element.</summary>
internal sealed partial class ElementReader(string file, string space, ICollection<DmnDiagnostic> diagnostics)
{
    private static readonly HashSet<string> Artifacts =
        ["group", "textAnnotation", "association", "elementCollection", "performanceIndicator", "organizationUnit"];

    private readonly HashSet<string> ids = new(StringComparer.Ordinal);

    public Definitions Definitions(XmlElement element, DmnVersion version)
    {
        var imports = new List<Import>();
        var items = new List<ItemDefinition>();
        var graph = new List<DrgElement>();
        var others = new List<XmlElement>();
        XmlElement? diagrams = null;
        foreach (XmlElement child in element.Elements)
        {
            if (child.Namespace != space)
            {
                if (child.LocalName == "DMNDI" && DmnNamespaces.IsDiagram(child.Namespace))
                {
                    diagrams = child;
                }
                else
                {
                    others.Add(child);
                    Foreign(child, element);
                }
                continue;
            }
            switch (child.LocalName)
            {
                case "import": imports.Add(Import(child)); break;
                case "itemDefinition": items.Add(ItemDefinition(child)); break;
                case "inputData": graph.Add(InputData(child)); break;
                case "decision": graph.Add(Decision(child)); break;
                case "businessKnowledgeModel": graph.Add(BusinessKnowledgeModel(child)); break;
                case "decisionService": graph.Add(DecisionService(child)); break;
                case "knowledgeSource": graph.Add(KnowledgeSource(child)); break;
                case "description" or "extensionElements": break;
                case var name when Artifacts.Contains(name): others.Add(child); break;
                default: Unexpected(child, element); break;
            }
        }
        return Named(element, new Definitions
        {
            File = file,
            Version = version,
            Namespace = Required(element, "namespace"),
            ExpressionLanguage = element.Attribute("expressionLanguage"),
            TypeLanguage = element.Attribute("typeLanguage"),
            Exporter = element.Attribute("exporter"),
            ExporterVersion = element.Attribute("exporterVersion"),
            Imports = imports,
            ItemDefinitions = items,
            DrgElements = graph,
            Diagrams = diagrams,
            OtherElements = others,
            Prefixes = element.Attributes.Where(a => a.Namespace == DmnNamespaces.Xmlns).ToArray(),
        });
    }

    private Import Import(XmlElement element)
    {
        Children(element, []);
        return Named(element, new Import
        {
            Namespace = Required(element, "namespace"),
            LocationUri = element.Attribute("locationURI"),
            ImportType = Required(element, "importType"),
        }, nameMayBeEmpty: true);
    }

    private ItemDefinition ItemDefinition(XmlElement element)
    {
        var components = new List<ItemDefinition>();
        var item = new ItemDefinition
        {
            TypeLanguage = element.Attribute("typeLanguage"),
            IsCollection = Boolean(element, "isCollection"),
            Components = components,
        };
        foreach (XmlElement child in Children(element, []))
        {
            switch (child.LocalName)
            {
                case "typeRef": item = item with { TypeRef = child.Text.Trim() }; break;
                case "allowedValues": item = item with { AllowedValues = UnaryTests(child) }; break;
                case "typeConstraint": item = item with { TypeConstraint = UnaryTests(child) }; break;
                case "itemComponent": components.Add(ItemDefinition(child)); break;
                case "functionItem": item = item with { FunctionItem = FunctionItem(child) }; break;
                default: Unexpected(child, element); break;
            }
        }
        return Named(element, item);
    }

    private FunctionItem FunctionItem(XmlElement element)
    {
        var parameters = new List<InformationItem>();
        foreach (XmlElement child in Children(element, []))
        {
            if (child.LocalName == "parameters")
            {
                parameters.Add(InformationItem(child));
            }
            else
            {
                Unexpected(child, element);
            }
        }
        return Base(element, new FunctionItem { OutputTypeRef = element.Attribute("outputTypeRef"), Parameters = parameters });
    }

    private InformationItem InformationItem(XmlElement element)
    {
        Children(element, []);
        return Named(element, new InformationItem { TypeRef = element.Attribute("typeRef") });
    }

    private UnaryTests UnaryTests(XmlElement element)
    {
        SourceText text = default;
        foreach (XmlElement child in Children(element, []))
        {
            if (child.LocalName == "text")
            {
                text = Source(child);
            }
            else
            {
                Unexpected(child, element);
            }
        }
        return Base(element, new UnaryTests
        {
            Text = text.Text is null ? new SourceText("", element.Place) : text,
            ExpressionLanguage = element.Attribute("expressionLanguage"),
            TypeRef = element.Attribute("typeRef"),
        });
    }

    private static SourceText Source(XmlElement element) =>
        element.FirstText is { } first ? new SourceText(element.Text, first.Place) : new SourceText("", element.Place);

    /// <summary>Children of the model's namespace other than description and extension; foreign ones are kept and reported.</summary>
    private List<XmlElement> Children(XmlElement element, List<XmlElement> kept)
    {
        var children = new List<XmlElement>();
        foreach (XmlElement child in element.Elements)
        {
            if (child.Namespace != space)
            {
                kept.Add(child);
                Foreign(child, element);
            }
            else if (child.LocalName is not ("description" or "extensionElements"))
            {
                children.Add(child);
            }
        }
        return children;
    }

    private T Named<T>(XmlElement element, T model, bool nameMayBeEmpty = false)
        where T : NamedElement
    {
        string name = Required(element, "name", nameMayBeEmpty);
        return Base(element, model) with { Name = string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) };
    }

    private T Base<T>(XmlElement element, T model)
        where T : DmnElement
    {
        if (element.Attribute("id") is { } id && !ids.Add(id))
        {
            Report("duplicate-id", element, $"Định danh '{id}' được dùng hai lần trong tệp.", $"The id '{id}' is used twice in the file.");
        }
        return model with
        {
            Id = element.Attribute("id"),
            Label = element.Attribute("label"),
            Place = element.Place,
            Description = element.Elements.FirstOrDefault(e => e.LocalName == "description" && e.Namespace == space)?.Text,
            ExtensionElements = element.Elements.FirstOrDefault(e => e.LocalName == "extensionElements" && e.Namespace == space),
            ForeignAttributes = element.Attributes.Any(IsForeign) ? element.Attributes.Where(IsForeign).ToArray() : [],
        };
    }

    private static bool IsForeign(XmlAttribute attribute) => attribute.Namespace.Length > 0 && attribute.Namespace != DmnNamespaces.Xmlns;

    private string Required(XmlElement element, string attribute, bool mayBeEmpty = false)
    {
        string? value = element.Attribute(attribute);
        if (value is null || (value.Length == 0 && !mayBeEmpty))
        {
            Report("missing-attribute", element, $"Phần tử '{element.LocalName}' thiếu thuộc tính '{attribute}'.",
                $"Element '{element.LocalName}' lacks the attribute '{attribute}'.");
        }
        return value ?? "";
    }

    private bool Boolean(XmlElement element, string attribute)
    {
        string? value = element.Attribute(attribute)?.Trim();
        if (value is null or "false" or "0")
        {
            return false;
        }
        if (value is not ("true" or "1"))
        {
            Report("not-a-boolean", element, $"Thuộc tính '{attribute}' là '{value}'; cần true hoặc false.", $"Attribute '{attribute}' is '{value}'; expected true or false.");
        }
        return value is "true" or "1";
    }

    private void Unexpected(XmlElement child, XmlElement parent) =>
        Report("unknown-element", child, $"Phần tử '{child.LocalName}' không có trong '{parent.LocalName}' theo DMN.",
            $"Element '{child.LocalName}' does not belong in '{parent.LocalName}' by the standard.");

    private void Foreign(XmlElement child, XmlElement parent) =>
        Report("foreign-element", child, $"Phần tử '{child.LocalName}' ({child.Namespace}) trong '{parent.LocalName}' không thuộc DMN; đặt nó trong extensionElements.",
            $"Element '{child.LocalName}' ({child.Namespace}) in '{parent.LocalName}' is not DMN; place it in extensionElements.", DmnSeverity.Warning);

    private void Report(string code, XmlElement element, string vi, string en, DmnSeverity severity = DmnSeverity.Error)
    {
        string name = element.Attribute("name") ?? element.Attribute("id") ?? "";
        diagnostics.Add(new DmnDiagnostic(severity, code, file, name.Length == 0 ? element.LocalName : $"{element.LocalName} '{name}'", element.Place, vi, en));
    }
}
