using YamlDotNet.RepresentationModel;

namespace AnSinh.Cases.Tests;

/// <summary>The files of <c>law/vn</c> and a few ways to walk their nodes.</summary>
internal static class Yaml
{
    public static string Root { get; } = FindRoot();

    public static string Law => Path.Combine(Root, "law", "vn");

    public static IReadOnlyList<YamlMappingNode> Documents(string path)
    {
        using var text = new StreamReader(path);
        var stream = new YamlStream();
        stream.Load(text);
        return [.. stream.Documents.Select(document => (YamlMappingNode)document.RootNode)];
    }

    public static YamlNode? At(this YamlNode? node, string key) =>
        node is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    public static string? Text(this YamlNode? node) => node is YamlScalarNode { Value: { } value } && value is not ("null" or "~" or "") ? value : null;

    public static IEnumerable<YamlNode> Items(this YamlNode? node) => node is YamlSequenceNode list ? list.Children : [];

    public static IEnumerable<(string Key, YamlNode Value)> Entries(this YamlNode? node) =>
        node is YamlMappingNode mapping ? mapping.Children.Select(pair => (((YamlScalarNode)pair.Key).Value!, pair.Value)) : [];

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AnSinh.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("AnSinh.slnx was not found above the tests");
    }
}
