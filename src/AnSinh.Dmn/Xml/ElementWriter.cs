using System.Xml;
using AnSinh.Dmn.Model;

namespace AnSinh.Dmn.Xml;

/// <summary>Writes each kind of element; the order of children is that of DMN15.xsd.</summary>
internal sealed partial class ElementWriter(XmlWriter writer)
{
    private const string Space = DmnNamespaces.Model15;
    private static readonly string[] AfterGraph =
        ["group", "textAnnotation", "association", "elementCollection", "performanceIndicator", "organizationUnit"];

    public void Definitions(Definitions model)
    {
        writer.WriteStartElement("definitions", Space);
        foreach (XmlAttribute prefix in model.Prefixes.Where(p => p.LocalName != "xmlns"))
        {
            writer.WriteAttributeString("xmlns", prefix.LocalName, null, DmnNamespaces.InVersion15(prefix.Value));
        }
        Attributes(model);
        Attribute("namespace", model.Namespace);
        Attribute("expressionLanguage", Language(model.ExpressionLanguage));
        Attribute("typeLanguage", Language(model.TypeLanguage));
        Attribute("exporter", model.Exporter);
        Attribute("exporterVersion", model.ExporterVersion);
        Head(model);
        foreach (Import import in model.Imports)
        {
            Open("import", import);
            Attribute("namespace", import.Namespace);
            Attribute("locationURI", import.LocationUri);
            Attribute("importType", DmnNamespaces.InVersion15(import.ImportType));
            Head(import);
            Close();
        }
        foreach (ItemDefinition item in model.ItemDefinitions)
        {
            ItemDefinition("itemDefinition", item);
        }
        foreach (DrgElement element in model.DrgElements)
        {
            Drg(element);
        }
        foreach (XmlElement other in model.OtherElements.OrderBy(o => Math.Max(2, Array.IndexOf(AfterGraph, o.LocalName))))
        {
            Raw(other);
        }
        if (model.Diagrams is { } diagrams)
        {
            Raw(diagrams);
        }
        Close();
    }

    private void ItemDefinition(string name, ItemDefinition item)
    {
        Open(name, item);
        Attribute("typeLanguage", Language(item.TypeLanguage));
        Attribute("isCollection", item.IsCollection ? "true" : null);
        Head(item);
        if (item.TypeRef is { } type)
        {
            Text("typeRef", type);
        }
        UnaryTests("allowedValues", item.AllowedValues);
        UnaryTests("typeConstraint", item.TypeConstraint);
        foreach (ItemDefinition component in item.Components)
        {
            ItemDefinition("itemComponent", component);
        }
        if (item.FunctionItem is { } function)
        {
            Open("functionItem", function);
            Attribute("outputTypeRef", function.OutputTypeRef);
            Head(function);
            foreach (InformationItem parameter in function.Parameters)
            {
                InformationItem("parameters", parameter);
            }
            Close();
        }
        Close();
    }

    private void InformationItem(string name, InformationItem? item)
    {
        if (item is not null)
        {
            Open(name, item);
            Attribute("typeRef", item.TypeRef);
            Head(item);
            Close();
        }
    }

    private void UnaryTests(string name, UnaryTests? tests)
    {
        if (tests is not null)
        {
            Open(name, tests);
            Attribute("typeRef", tests.TypeRef);
            Attribute("expressionLanguage", Language(tests.ExpressionLanguage));
            Head(tests);
            Text("text", tests.Text.Text);
            Close();
        }
    }

    private void Drg(DrgElement element)
    {
        switch (element)
        {
            case InputData data:
                Open("inputData", data);
                Head(data);
                InformationItem("variable", data.Variable);
                break;
            case Decision decision:
                Open("decision", decision);
                Head(decision);
                Text("question", decision.Question);
                Text("allowedAnswers", decision.AllowedAnswers);
                InformationItem("variable", decision.Variable);
                Requirements(decision.Requirements);
                decision.OtherElements.ToList().ForEach(Raw);
                Expression(decision.Logic);
                break;
            case BusinessKnowledgeModel knowledge:
                Open("businessKnowledgeModel", knowledge);
                Head(knowledge);
                InformationItem("variable", knowledge.Variable);
                if (knowledge.EncapsulatedLogic is { } logic)
                {
                    FunctionDefinition("encapsulatedLogic", logic);
                }
                Requirements(knowledge.Requirements);
                break;
            case DecisionService service:
                Open("decisionService", service);
                Head(service);
                InformationItem("variable", service.Variable);
                References("outputDecision", service.OutputDecisions);
                References("encapsulatedDecision", service.EncapsulatedDecisions);
                References("inputDecision", service.InputDecisions);
                References("inputData", service.InputData);
                break;
            case KnowledgeSource source:
                Open("knowledgeSource", source);
                Attribute("locationURI", source.LocationUri);
                Head(source);
                Requirements(source.Requirements);
                Text("type", source.Type);
                source.OtherElements.ToList().ForEach(Raw);
                break;
        }
        Close();
    }

    private void Requirements(IReadOnlyList<Requirement> requirements)
    {
        foreach (Requirement requirement in requirements.OrderBy(r => r.Kind switch
        {
            RequirementKind.Decision or RequirementKind.Input => 0,
            RequirementKind.Knowledge => 1,
            _ => 2,
        }))
        {
            (string outer, string inner) = requirement.Kind switch
            {
                RequirementKind.Decision => ("informationRequirement", "requiredDecision"),
                RequirementKind.Input => ("informationRequirement", "requiredInput"),
                RequirementKind.Knowledge => ("knowledgeRequirement", "requiredKnowledge"),
                RequirementKind.AuthorityOfDecision => ("authorityRequirement", "requiredDecision"),
                RequirementKind.AuthorityOfInput => ("authorityRequirement", "requiredInput"),
                _ => ("authorityRequirement", "requiredAuthority"),
            };
            Open(outer, requirement);
            Head(requirement);
            References(inner, [requirement.Target]);
            Close();
        }
    }

    private void References(string name, IReadOnlyList<Reference> references)
    {
        foreach (Reference reference in references)
        {
            writer.WriteStartElement(name, Space);
            Attribute("href", reference.Href);
            Close();
        }
    }

    private void Open(string name, DmnElement element)
    {
        writer.WriteStartElement(name, Space);
        Attributes(element);
    }

    private void Attributes(DmnElement element)
    {
        Attribute("id", element.Id);
        Attribute("label", element.Label);
        if (element is NamedElement named)
        {
            writer.WriteAttributeString("name", named.Name);
        }
        foreach (XmlAttribute foreign in element.ForeignAttributes)
        {
            writer.WriteAttributeString(foreign.Prefix, foreign.LocalName, foreign.Namespace, foreign.Value);
        }
    }

    private void Head(DmnElement element)
    {
        Text("description", element.Description);
        if (element.ExtensionElements is { } extension)
        {
            Raw(extension);
        }
    }

    private void Attribute(string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteAttributeString(name, value);
        }
    }

    private void Text(string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteElementString(name, Space, value);
        }
    }

    private void Close() => writer.WriteEndElement();

    private static string? Language(string? language) => language is null ? null : DmnNamespaces.InVersion15(language);

    /// <summary>Writes a kept element as read, in the namespaces of version 1.5.</summary>
    private void Raw(XmlElement element)
    {
        writer.WriteStartElement(element.Prefix, element.LocalName, DmnNamespaces.InVersion15(element.Namespace));
        foreach (XmlAttribute attribute in element.Attributes)
        {
            if (attribute.Namespace != DmnNamespaces.Xmlns)
            {
                writer.WriteAttributeString(attribute.Prefix, attribute.LocalName, attribute.Namespace, attribute.Value);
            }
            else if (attribute.LocalName != "xmlns" && attribute.LocalName != element.Prefix)
            {
                writer.WriteAttributeString("xmlns", attribute.LocalName, null, DmnNamespaces.InVersion15(attribute.Value));
            }
        }
        foreach (XmlItem item in element.Content)
        {
            if (item is XmlElement child)
            {
                Raw(child);
            }
            else if (item is XmlText text)
            {
                writer.WriteString(text.Value);
            }
        }
        writer.WriteEndElement();
    }
}
