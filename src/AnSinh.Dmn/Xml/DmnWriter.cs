using System.Globalization;
using System.Text;
using System.Xml;
using AnSinh.Dmn.Model;

namespace AnSinh.Dmn.Xml;

/// <summary>
/// Writes a model as DMN 1.5, children in the order of the schema. Diagrams, extension elements, foreign attributes and elements without decision logic come out as they
/// were read; comments and the position of white space do not.
/// </summary>
public static class DmnWriter
{
    /// <summary>The model as a text that begins with an XML declaration.</summary>
    public static string Write(Definitions definitions)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        var text = new Utf8StringWriter();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, IndentChars = "  ", NewLineChars = "\n" }))
        {
            new ElementWriter(writer).Definitions(definitions);
        }
        return text.ToString();
    }

    private sealed class Utf8StringWriter() : StringWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
