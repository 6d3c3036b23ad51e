namespace AnSinh.Dmn.Xml;

/// <summary>A node of a model file as read: an element or a piece of text, each with its place.</summary>
public abstract record XmlItem(Place Place);

/// <summary>Character data; <see cref="Value"/> is decoded, <see cref="XmlItem.Place"/> is where its first character stands in the file.</summary>
public sealed record XmlText(string Value, Place Place) : XmlItem(Place);

/// <summary>An attribute as read; prefix and namespace are empty for attributes without a prefix.</summary>
public sealed record XmlAttribute(string Prefix, string LocalName, string Namespace, string Value, Place Place);

/// <summary>An element as read, with attributes (namespace declarations included) and content in order.</summary>
public sealed record XmlElement(
    string Prefix, string LocalName, string Namespace, IReadOnlyList<XmlAttribute> Attributes, IReadOnlyList<XmlItem> Content, Place Place)
    : XmlItem(Place)
{
    /// <summary>The child elements, text left out.</summary>
    public IEnumerable<XmlElement> Elements => Content.OfType<XmlElement>();

    /// <summary>The value of an attribute without namespace, or null.</summary>
    public string? Attribute(string name)
    {
        foreach (XmlAttribute attribute in Attributes)
        {
            if (attribute.Namespace.Length == 0 && attribute.LocalName == name)
            {
                return attribute.Value;
            }
        }
        return null;
    }

    /// <summary>The first piece of text, or null when there is none.</summary>
    public XmlText? FirstText => Content.OfType<XmlText>().FirstOrDefault();

    /// <summary>All text directly inside the element, joined.</summary>
    public string Text => string.Concat(Content.OfType<XmlText>().Select(t => t.Value));
}
