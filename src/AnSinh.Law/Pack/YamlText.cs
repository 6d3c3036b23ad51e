using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AnSinh.Law;

/// <summary>Reads YAML (and JSON, which is YAML) into <see cref="PackNode"/>s. Syntax errors and duplicate keys become faults with their place.</summary>
internal static class YamlText
{
    public static IReadOnlyList<PackNode> Documents(string file, string text, PackFaults faults)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            faults.Add(file, 1, 1, "tệp không phải văn bản UTF-8", "the file is not UTF-8 text");
            return [];
        }

        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException exception)
        {
            faults.Add(file, (int)exception.Start.Line, (int)exception.Start.Column,
                $"YAML sai cú pháp: {exception.Message}", $"invalid YAML: {exception.InnerException?.Message ?? exception.Message}");
            return [];
        }

        return [.. stream.Documents.Select(document => PackNode.Of(file, document.RootNode, faults))];
    }

    public static PackNode? Single(string file, string text, PackFaults faults)
    {
        var documents = Documents(file, text, faults);
        if (documents.Count == 1)
        {
            return documents[0];
        }

        if (!faults.Any)
        {
            faults.Add(file, 1, 1, "tệp trống hoặc có nhiều tài liệu; cần đúng một", "the file is empty or holds several documents; expected one");
        }

        return null;
    }
}
