using System.Text;

namespace AnSinh.Simulation;

/// <summary>The project's own tables (comma-separated, a header, quotes where a field holds a comma), carried in the program.</summary>
internal static class EmbeddedTable
{
    /// <summary>The data rows, without the header.</summary>
    /// <param name="name">Folder and file without ending, such as <c>nation/communes</c>.</param>
    public static IReadOnlyList<string[]> Rows(string name)
    {
        using var stream = typeof(EmbeddedTable).Assembly.GetManifestResourceStream($"{name}.csv")
            ?? throw new InvalidOperationException($"{name}.csv is not embedded.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(Fields)];
    }

    private static string[] Fields(string line)
    {
        if (!line.Contains('"', StringComparison.Ordinal))
        {
            return line.Split(',');
        }

        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        foreach (var character in line)
        {
            if (character == '"')
            {
                quoted = !quoted;
            }
            else if (character == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(character);
            }
        }

        fields.Add(field.ToString());
        return [.. fields];
    }
}
