using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AnSinh.Law;

/// <summary>Writes a reform into the texts of a pack: an instrument that proposes it, dated values of parameters, and benefits that begin or end.</summary>
internal sealed class ReformedTexts(LawPack law, Reform reform)
{
    public LawPackFiles Apply()
    {
        var files = Change(law.Files, "instruments.yaml", root => List(root, "instruments").Add(Map(
            ("number", reform.Ref.Number), ("kind", reform.Ref.Kind), ("in_force", Day(reform.InForce)), ("applies_from", Day(reform.AppliesFrom.First)), ("grade", "assumed"), ("source", "reform file"),
            ("title", Map(("vi", reform.Name.Vi), ("en", reform.Name.En))))));
        foreach (var (path, text) in law.Files.Below("parameters/", ".yaml"))
        {
            if (reform.Parameters.Any(patch => text.Contains(patch.Parameter, StringComparison.Ordinal)))
            {
                files = Change(files, path, Parameters);
            }
        }

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

    private void Parameters(YamlMappingNode root)
    {
        foreach (var node in List(root, "parameters").Children.OfType<YamlMappingNode>())
        {
            foreach (var patch in reform.Parameters.Where(patch => patch.Parameter == Text(node, "id")).OrderBy(patch => patch.From.Index))
            {
                var parameter = law.Parameters.Find(patch.Parameter)!;
                var values = List(node, "values");
                MakeRoom(values, patch);
                values.Add(Value(parameter, patch));
            }
        }
    }

    /// <summary>Values of the law that begin within the months of the patch give way; one that outlasts it begins after it.</summary>
    private void MakeRoom(YamlSequenceNode values, ParameterPatch patch)
    {
        foreach (var value in values.Children.OfType<YamlMappingNode>().ToList())
        {
            var from = FirstMonth(value);
            if (from < patch.From || from > patch.To || (patch.Place is { } place && Text(value, "place") != place.Value))
            {
                continue;
            }

            if (patch.To is not { } to || (Text(value, "to") is { } written && BenefitMonth.Parse(written) <= to))
            {
                values.Children.Remove(value);
            }
            else
            {
                value.Children[Scalar("from")] = Scalar(to.Next.ToString());
            }
        }
    }

    private BenefitMonth FirstMonth(YamlMappingNode value) =>
        Text(value, "from") is { } from ? BenefitMonth.Parse(from) : LegalRef.Parse(Text(value, "ref")!).Number is var number && number == reform.Ref.Number ? reform.AppliesFrom : law.Instruments.Find(number)!.FirstMonth!.Value;

    private YamlMappingNode Value(Parameter parameter, ParameterPatch patch)
    {
        var value = Map(("ref", reform.Ref.ToString()), ("grade", "assumed"));
        if (patch.From != reform.AppliesFrom)
        {
            value.Add("from", patch.From.ToString());
        }

        if (patch.To is { } to)
        {
            value.Add("to", to.ToString());
        }

        if (patch.Place is { } place)
        {
            value.Add("place", place.Value);
        }

        if (parameter.Keys is null)
        {
            value.Add("value", Number(patch.Value));
        }
        else
        {
            value.Add("table", Map([.. patch.Table.Select(cell => (cell.Key.ToString(CultureInfo.InvariantCulture), (YamlNode)Number(cell.Value)))]));
        }

        return value;
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

    private static YamlScalarNode Number(decimal value) => Scalar(value.ToString(CultureInfo.InvariantCulture));

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
