using AnSinh.Dmn.Model;

namespace AnSinh.Dmn.Compile;

/// <summary>Where something stands: file, element in words, line and column.</summary>
internal sealed record Location(string File, string Element, Place Place);

/// <summary>Finds the place in the file of a position inside an expression's text, counting entities and CDATA as they are written.</summary>
internal static class SourcePosition
{
    /// <param name="xml">The whole file, or null when the model was not read from one.</param>
    /// <param name="text">The text and the place where it starts.</param>
    /// <param name="offset">UTF-16 units from the beginning of the text.</param>
    public static Place Of(string? xml, SourceText text, int offset)
    {
        if (offset <= 0 || text.Place.Line == 0)
        {
            return text.Place;
        }
        (int line, int column) = (text.Place.Line, text.Place.Column);
        int at = xml is null ? -1 : IndexOf(xml, text.Place);
        for (int i = 0; i < offset && i < text.Text.Length; i++)
        {
            int length = at < 0 ? 1 : Written(xml!, at);
            if (text.Text[i] == '\n')
            {
                (line, column) = (line + 1, 1);
            }
            else
            {
                column += length;
            }
            at = at < 0 ? -1 : at + length;
        }
        return new Place(line, column);
    }

    /// <summary>How many characters of the file stand for the next character of the text.</summary>
    private static int Written(string xml, int at)
    {
        if (at >= xml.Length)
        {
            return 1;
        }
        if (xml[at] == '&' && xml.IndexOf(';', at) is > 0 and int end)
        {
            return end - at + 1;
        }
        return xml[at] == '\r' && at + 1 < xml.Length && xml[at + 1] == '\n' ? 2 : 1;
    }

    private static int IndexOf(string xml, Place place)
    {
        int at = 0;
        for (int line = 1; line < place.Line; line++)
        {
            at = xml.IndexOf('\n', at) + 1;
            if (at == 0)
            {
                return -1;
            }
        }
        at += place.Column - 1;
        return at < xml.Length ? at : -1;
    }
}
