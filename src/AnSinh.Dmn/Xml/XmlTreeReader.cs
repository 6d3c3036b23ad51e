using System.Xml;

namespace AnSinh.Dmn.Xml;

/// <summary>Reads XML into a tree with places. No document type, no entity, no external file is ever touched.</summary>
internal static class XmlTreeReader
{
    /// <summary>The tree, or null with the one fault at which reading stopped.</summary>
    public static XmlElement? Read(string file, string xml, DmnLimits limits, out DmnDiagnostic? fault)
    {
        if (xml.Length > limits.MaxCharacters)
        {
            fault = Fault(file, default, "model-too-large",
                $"Mô hình có {xml.Length} ký tự, vượt giới hạn {limits.MaxCharacters} ký tự.",
                $"The model has {xml.Length} characters; the limit is {limits.MaxCharacters}.");
            return null;
        }
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            MaxCharactersFromEntities = 1024,
            CloseInput = true,
        };
        try
        {
            using var reader = XmlReader.Create(new StringReader(xml), settings);
            if (reader.MoveToContent() != XmlNodeType.Element)
            {
                fault = Fault(file, new Place(1, 1), "not-xml", "Tệp không có phần tử XML nào.", "The file holds no XML element.");
                return null;
            }
            int elements = 0;
            fault = null;
            XmlElement root = ReadElement(reader, limits, 1, ref elements);
            while (reader.Read())
            {
                // Reading on to the end finds faults after the root element.
            }
            return root;
        }
        catch (LimitReached limit)
        {
            fault = Fault(file, limit.Place, limit.Code, limit.Vi, limit.En);
        }
        catch (XmlException e)
        {
            bool dtd = e.Message.Contains("DTD", StringComparison.Ordinal);
            fault = dtd
                ? Fault(file, new Place(e.LineNumber, e.LinePosition), "document-type",
                    "Mô hình không được khai báo DOCTYPE hay thực thể; hãy xoá khai báo đó.",
                    "A model may not declare a DOCTYPE or entities; remove the declaration.")
                : Fault(file, new Place(e.LineNumber, e.LinePosition), "not-xml",
                    $"XML không hợp lệ: {e.Message}", $"The XML is not well formed: {e.Message}");
        }
        return null;
    }

    private static XmlElement ReadElement(XmlReader reader, DmnLimits limits, int depth, ref int elements)
    {
        Place place = PlaceOf(reader);
        if (depth > limits.MaxDepth)
        {
            throw new LimitReached(place, "nested-too-deep", $"Phần tử lồng sâu quá {limits.MaxDepth} tầng.",
                $"Elements are nested deeper than {limits.MaxDepth} levels.");
        }
        if (++elements > limits.MaxElements)
        {
            throw new LimitReached(place, "too-many-elements", $"Mô hình có quá {limits.MaxElements} phần tử.",
                $"The model has more than {limits.MaxElements} elements.");
        }
        (string prefix, string name, string space, bool empty) = (reader.Prefix, reader.LocalName, reader.NamespaceURI, reader.IsEmptyElement);
        XmlAttribute[] attributes = ReadAttributes(reader);
        var content = new List<XmlItem>();
        while (!empty && reader.Read() && reader.NodeType != XmlNodeType.EndElement)
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    content.Add(ReadElement(reader, limits, depth + 1, ref elements));
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace:
                    content.Add(new XmlText(reader.Value, PlaceOf(reader)));
                    break;
            }
        }
        return new XmlElement(prefix, name, space, attributes, WithoutIndentation(content), place);
    }

    private static XmlAttribute[] ReadAttributes(XmlReader reader)
    {
        if (reader.AttributeCount == 0)
        {
            return [];
        }
        var attributes = new XmlAttribute[reader.AttributeCount];
        for (int i = 0; i < attributes.Length; i++)
        {
            reader.MoveToAttribute(i);
            attributes[i] = new XmlAttribute(reader.Prefix, reader.LocalName, reader.NamespaceURI, reader.Value, PlaceOf(reader));
        }
        reader.MoveToElement();
        return attributes;
    }

    private static XmlItem[] WithoutIndentation(List<XmlItem> content)
    {
        if (content.Any(c => c is XmlElement))
        {
            content.RemoveAll(c => c is XmlText text && string.IsNullOrWhiteSpace(text.Value));
        }
        return content.ToArray();
    }

    private static Place PlaceOf(XmlReader reader) => reader is IXmlLineInfo info ? new Place(info.LineNumber, info.LinePosition) : default;

    private static DmnDiagnostic Fault(string file, Place place, string code, FormattableString vi, FormattableString en) =>
        new(DmnSeverity.Error, code, file, "", place, FormattableString.Invariant(vi), FormattableString.Invariant(en));

    private static DmnDiagnostic Fault(string file, Place place, string code, string vi, string en) =>
        new(DmnSeverity.Error, code, file, "", place, vi, en);

    private sealed class LimitReached(Place place, string code, FormattableString vi, FormattableString en) : Exception(FormattableString.Invariant(en))
    {
        public Place Place => place;
        public string Code => code;
        public string Vi => FormattableString.Invariant(vi);
        public string En => Message;
    }
}
