using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AnSinh.Law;

/// <summary>Writes what a reform changes besides values into the texts of a pack: an instrument that proposes it, and benefits that begin or end. Models are replaced as they are; values of parameters need no text (<see cref="ReformedParameters"/>).</summary>
internal sealed class ReformedTexts(LawPack law, Reform reform)
{
    public LawPackFiles Apply()
    {
        var files = Change(law.Files, "instruments.yaml", root => List(root, "instruments").Add(Map(
            ("number", reform.Ref.Number), ("kind", reform.Ref.Kind), ("in_force", Day(reform.InForce)), ("applies_from", Day(reform.AppliesFrom.First)), ("grade", "assumed"), ("source", "reform file"),
            ("title", Map(("vi", reform.Name.Vi), ("en", reform.Name.En))))));
        return reform.Benefits.Count == 0 ? files : Change(files, "benefits.yaml", Benefits);
    }

    private static LawPackFiles Change(LawPackFiles files, string path, Action<YamlMappingNode> change)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(files.Text(path)!));
        change((YamlMappingNode)stream.Documents[0].RootNode);
        var text = new StringWriter(CultureInfo.InvariantCulture);
        stream.Save(text, assignAnchors: false);
        return files.With(path, text.ToString());
    }

    private void Benefits(YamlMappingNode root)
    {
        foreach (var node in List(root, "benefits").Children.OfType<YamlMappingNode>())
        {
            if (reform.Benefits.FirstOrDefault(change => change.Benefit.Value == Text(node, "id")) is not { } change)
            {
                continue;
            }

            node.Children.Remove(Scalar("to"));
            node.Children.Remove(Scalar("ended_by"));
            if (change.On)
            {
                node.Children[Scalar("from")] = Scalar(change.From.ToString());
            }
            else
            {
                node.Add("to", change.From.Previous.ToString());
                node.Add("ended_by", Map(("ref", reform.Ref.ToString()), ("in_force", Day(reform.InForce)), ("grade", "assumed")));
            }
        }
    }

    private static YamlSequenceNode List(YamlMappingNode node, string key) => (YamlSequenceNode)node.Children[Scalar(key)];

    private static string? Text(YamlMappingNode node, string key) => node.Children.TryGetValue(Scalar(key), out var value) ? (value as YamlScalarNode)?.Value : null;

    private static YamlMappingNode Map(params ReadOnlySpan<(string Key, YamlNode Value)> entries)
    {
        var map = new YamlMappingNode();
        foreach (var (key, value) in entries)
        {
            map.Add(key, value is YamlScalarNode { Value: { } text } ? new YamlScalarNode(text) { Style = ScalarStyle.DoubleQuoted } : value);
        }

        return map;
    }

    private static YamlScalarNode Scalar(string text) => new(text);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
