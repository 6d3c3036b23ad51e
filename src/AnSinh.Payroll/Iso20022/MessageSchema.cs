using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace AnSinh.Payroll.Iso20022;

/// <summary>
/// The ISO 20022 messages the payroll speaks, each with its published schema. Reading is strict: a document of another version or namespace
/// only earns warnings from a schema validator, so that here every warning is a fault.
/// </summary>
public sealed class MessageSchema
{
    /// <summary>Customer credit transfer initiation: the order to the bank.</summary>
    public static readonly MessageSchema Pain001 = new("pain.001.001.09");

    /// <summary>Customer payment status report: the bank's answer to an order.</summary>
    public static readonly MessageSchema Pain002 = new("pain.002.001.10");

    /// <summary>Bank to customer debit credit notification: what was booked and what came back.</summary>
    public static readonly MessageSchema Camt054 = new("camt.054.001.08");

    /// <summary>Bank to customer statement: every entry of an account, from one balance to the next.</summary>
    public static readonly MessageSchema Camt053 = new("camt.053.001.08");

    /// <summary>Longest accepted document in characters: some million transactions.</summary>
    private const long MaxCharacters = 4_000_000_000;

    private const string NamespacePrefix = "urn:iso:std:iso:20022:tech:xsd:";

    private readonly Lazy<XmlSchemaSet> _set;

    private MessageSchema(string name)
    {
        Name = name;
        _set = new Lazy<XmlSchemaSet>(Load);
    }

    public string Name { get; }
    public XNamespace Namespace => NamespacePrefix + Name;

    /// <summary>Reads and validates a document; line and column of its elements are kept.</summary>
    /// <exception cref="PayrollRefusedException">Not XML, cut off, another message or version, or against the schema: all faults.</exception>
    public XElement Read(Stream stream, string fileName) => Read(stream, fileName, "", (_, _) => { });

    /// <summary>
    /// Reads and validates a document of any length: each element that is <paramref name="repeated"/> is handed over whole, with its parent as read so far, and forgotten; all others are kept. After the
    /// first fault none is handed over any more, and the faults are gathered to the end.
    /// </summary>
    /// <param name="stream">Read once.</param>
    /// <param name="fileName">For messages.</param>
    /// <param name="repeated">Local name.</param>
    /// <param name="each">Takes parent and element.</param>
    /// <exception cref="PayrollRefusedException">As above. What was handed over before it must not be used.</exception>
    public XElement Read(Stream stream, string fileName, string repeated, Action<XElement, XElement> each)
    {
        var faults = new List<PayrollFault>();
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = MaxCharacters,
            ValidationType = ValidationType.Schema,
            ValidationFlags = XmlSchemaValidationFlags.ReportValidationWarnings,
            Schemas = _set.Value,
        };
        settings.ValidationEventHandler += (_, e) => faults.Add(new PayrollFault(
            $"Không đúng lược đồ {Name}: {e.Message}", $"Against the schema of {Name}: {e.Message}", fileName, e.Exception.LineNumber, e.Exception.LinePosition));

        XElement? root = null;
        try
        {
            using var reader = XmlReader.Create(stream, settings);
            root = Elements(reader, repeated, (parent, element) =>
            {
                if (faults.Count == 0)
                {
                    each(parent, element);
                }
            });
        }
        catch (XmlException e)
        {
            faults.Insert(0, new PayrollFault(
                $"Tệp không phải XML hoàn chỉnh (có thể bị cắt ngang): {e.Message}",
                $"The file is not complete XML (it may be cut off): {e.Message}", fileName, e.LineNumber, e.LinePosition));
        }

        if (root is not null && root.Name != Namespace + "Document")
        {
            faults.Insert(0, new PayrollFault(
                $"Cần thông điệp {Name}, tệp này là '{root.Name.NamespaceName}'", $"Expected {Name}, the file is '{root.Name.NamespaceName}'", fileName, 1, 1));
        }

        return faults.Count == 0 ? root! : throw new PayrollRefusedException(faults);
    }

    private static XElement? Elements(XmlReader reader, string repeated, Action<XElement, XElement> each)
    {
        var place = (IXmlLineInfo)reader;
        var open = new Stack<XElement>();
        XElement? root = null;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    var element = new XElement(XName.Get(reader.LocalName, reader.NamespaceURI));
                    element.SetPlace(place.LineNumber, place.LinePosition);
                    var isEmpty = reader.IsEmptyElement;
                    while (reader.MoveToNextAttribute())
                    {
                        if (reader.NamespaceURI != XNamespace.Xmlns.NamespaceName)
                        {
                            element.SetAttributeValue(XName.Get(reader.LocalName, reader.NamespaceURI), reader.Value);
                        }
                    }

                    root ??= element;
                    if (open.Count > 0 && element.Name.LocalName != repeated)
                    {
                        open.Peek().Add(element);
                    }

                    if (!isEmpty)
                    {
                        open.Push(element);
                    }

                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                    open.Peek().Add(reader.Value);
                    break;
                case XmlNodeType.EndElement:
                    var closed = open.Pop();
                    if (closed.Name.LocalName == repeated && open.Count > 0)
                    {
                        each(open.Peek(), closed);
                    }

                    break;
            }
        }

        return root;
    }

    /// <summary>Which of the readable messages a file claims to be, from the namespace of its root; null when none.</summary>
    public static MessageSchema? Recognise(Stream stream)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CloseInput = false };
        try
        {
            using var reader = XmlReader.Create(stream, settings);
            reader.MoveToContent();
            return new[] { Pain001, Pain002, Camt053, Camt054 }.FirstOrDefault(schema => schema.Namespace.NamespaceName == reader.NamespaceURI);
        }
        catch (XmlException)
        {
            return null;
        }
        finally
        {
            stream.Position = 0;
        }
    }

    private XmlSchemaSet Load()
    {
        using var stream = typeof(MessageSchema).Assembly.GetManifestResourceStream($"AnSinh.Payroll.Iso20022.Schemas.{Name}.xsd")
            ?? throw new InvalidOperationException($"The schema {Name}.xsd is not in the assembly.");
        using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        var set = new XmlSchemaSet { XmlResolver = null };
        set.Add(null, reader);
        set.Compile();
        return set;
    }
}
