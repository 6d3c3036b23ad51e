using AnSinh.Dmn.Xml;

namespace AnSinh.Dmn.Model;

/// <summary>
/// What every element of a DMN model carries (DMN 1.5, 6.3.1). Elements are immutable; a changed model is made by <c>with</c>.
/// </summary>
public abstract record DmnElement
{
    public string? Id { get; init; }
    public string? Label { get; init; }
    public string? Description { get; init; }

    /// <summary>Where the element starts in its file.</summary>
    public Place Place { get; init; }

    /// <summary>Attributes of other namespaces, kept as read and written back.</summary>
    public IReadOnlyList<XmlAttribute> ForeignAttributes { get; init; } = [];

    /// <summary>The <c>extensionElements</c> child, kept as read and written back.</summary>
    public XmlElement? ExtensionElements { get; init; }

    /// <summary>Standard children that carry no decision logic (owners, objectives, artifacts, ...), kept as read and written back.</summary>
    public IReadOnlyList<XmlElement> OtherElements { get; init; } = [];
}

/// <summary>An element with a name (DMN 1.5, 6.3.2).</summary>
public abstract record NamedElement : DmnElement
{
    public string Name { get; init; } = "";
}

/// <summary>Source text of an expression or of unary tests, with the place of its first character.</summary>
public readonly record struct SourceText(string Text, Place Place)
{
    public override string ToString() => Text;
}
