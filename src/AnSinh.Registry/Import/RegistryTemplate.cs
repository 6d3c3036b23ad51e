using System.Text;

namespace AnSinh.Registry;

/// <summary>Empty import files with their headers; comment lines explain each column.</summary>
public static class RegistryTemplate
{
    /// <summary>Writes the files into a folder and returns their paths. An existing file is left as it is and not in the list.</summary>
    public static IReadOnlyList<string> Write(string folder)
    {
        Directory.CreateDirectory(folder);
        var written = new List<string>();
        foreach (var layout in CsvLayout.All)
        {
            var path = Path.Combine(folder, layout.FileName);
            if (!File.Exists(path))
            {
                File.WriteAllText(path, Explained(layout), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
                written.Add(path);
            }
        }

        return written;
    }

    /// <summary>The header of a layout below comment lines that explain its columns.</summary>
    public static string Explained(CsvLayout layout)
    {
        var text = new StringBuilder();
        text.Append("# ").Append(layout.FileName).Append(": các dòng bắt đầu bằng # là chú thích / lines that begin with # are comments\n");
        foreach (var column in layout.Columns)
        {
            text.Append("# ").Append(column.Name).Append(column.Required ? " (bắt buộc / required): " : ": ").Append(column.Vietnamese).Append(" / ").Append(column.English).Append('\n');
        }

        return text.Append(layout.Header).Append('\n').ToString();
    }
}
