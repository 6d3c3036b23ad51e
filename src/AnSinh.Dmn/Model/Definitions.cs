using AnSinh.Dmn.Xml;

namespace AnSinh.Dmn.Model;

/// <summary>A whole model file (DMN 1.5, 6.3.2).</summary>
public sealed record Definitions : NamedElement
{
    /// <summary>The name under which the file was given; used in diagnostics only.</summary>
    public string File { get; init; } = "";

    public string Namespace { get; init; } = "";
    public string? ExpressionLanguage { get; init; }
    public string? TypeLanguage { get; init; }
    public string? Exporter { get; init; }
    public string? ExporterVersion { get; init; }

    /// <summary>The version of the standard whose namespace the file uses, for example 1.5.</summary>
    public DmnVersion Version { get; init; } = DmnVersion.V15;

    public IReadOnlyList<Import> Imports { get; init; } = [];
    public IReadOnlyList<ItemDefinition> ItemDefinitions { get; init; } = [];

    /// <summary>Input data, decisions, business knowledge models, decision services and knowledge sources in the order of the file.</summary>
    public IReadOnlyList<DrgElement> DrgElements { get; init; } = [];

    /// <summary>Namespace prefixes declared on the root, so that kept foreign data stays well formed.</summary>
    public IReadOnlyList<XmlAttribute> Prefixes { get; init; } = [];

    /// <summary>Diagram interchange data (<c>DMNDI</c>), kept as read.</summary>
    public XmlElement? Diagrams { get; init; }
}

/// <summary>Versions of the standard that are read.</summary>
public enum DmnVersion
{
    V12,
    V13,
    V14,
    V15,
}

/// <summary>An import of another model under a prefix (DMN 1.5, 6.3.3).</summary>
public sealed record Import : NamedElement
{
    public string Namespace { get; init; } = "";
    public string? LocationUri { get; init; }
    public string ImportType { get; init; } = "";
}

/// <summary>A named type (DMN 1.5, 7.3.2): exactly one of a type reference, components or a function item.</summary>
public sealed record ItemDefinition : NamedElement
{
    public string? TypeRef { get; init; }
    public bool IsCollection { get; init; }
    public string? TypeLanguage { get; init; }

    /// <summary>Tests that a value, or each element of a collection, must meet.</summary>
    public UnaryTests? AllowedValues { get; init; }

    /// <summary>Tests that the whole value, also a collection as such, must meet (DMN 1.5).</summary>
    public UnaryTests? TypeConstraint { get; init; }

    public IReadOnlyList<ItemDefinition> Components { get; init; } = [];
    public FunctionItem? FunctionItem { get; init; }
}

/// <summary>The signature of a function type (DMN 1.5, 7.3.3).</summary>
public sealed record FunctionItem : DmnElement
{
    public string? OutputTypeRef { get; init; }
    public IReadOnlyList<InformationItem> Parameters { get; init; } = [];
}

/// <summary>A variable, parameter or column: a name with an optional type (DMN 1.5, 7.3.4).</summary>
public sealed record InformationItem : NamedElement
{
    public string? TypeRef { get; init; }
}

/// <summary>Text of unary tests (DMN 1.5, 7.3.6).</summary>
public sealed record UnaryTests : DmnElement
{
    public SourceText Text { get; init; }
    public string? ExpressionLanguage { get; init; }
    public string? TypeRef { get; init; }
}
