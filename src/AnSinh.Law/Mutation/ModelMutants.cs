using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace AnSinh.Law;

/// <summary>
/// Changes models one thing at a time: a row is taken out, a bound moves by one or turns from "below" to "up to", a date moves by a month, an enumeration loses a value, a yes
/// becomes a no, a number changes.
/// </summary>
internal static partial class ModelMutants
{
    public static IEnumerable<Mutant> Of(string file, string xml)
    {
        var document = XDocument.Parse(xml, LoadOptions.PreserveWhitespace);
        var seen = new Dictionary<(string Place, string Change), int>();
        foreach (var element in document.Root!.Elements().Where(element => element.Name.LocalName is "decision" or "businessKnowledgeModel").ToList())
        {
            var name = element.Attribute("name")?.Value ?? "";
            foreach (var mutant in OfElement(file, document, element, name))
            {
                var count = seen[(mutant.Place, mutant.Change)] = seen.GetValueOrDefault((mutant.Place, mutant.Change)) + 1;
                yield return count == 1 ? mutant : mutant with { Change = $"{mutant.Change} ({count})" };
            }
        }
    }

    private static IEnumerable<Mutant> OfElement(string file, XDocument document, XElement element, string name)
    {
        foreach (var rule in element.Descendants().Where(inner => inner.Name.LocalName == "rule").ToList())
        {
            var place = $"{name}/{rule.Attribute("id")?.Value}";
            var (parent, next) = (rule.Parent!, rule.NextNode);
            rule.Remove();
            yield return new Mutant(file, place, "row removed", Print(document));
            if (next is null)
            {
                parent.Add(rule);
            }
            else
            {
                next.AddBeforeSelf(rule);
            }
        }

        foreach (var text in element.Descendants().Where(inner => inner.Name.LocalName == "text" && inner.Parent!.Name.LocalName is "inputEntry" or "outputEntry" or "literalExpression" or "inputExpression").Where(IsLogic).ToList())
        {
            var place = $"{name}/{Place(text)}";
            var original = text.Value;
            foreach (var (change, mutated) in Expressions(original))
            {
                text.Value = mutated;
                yield return new Mutant(file, place, change, Print(document));
            }

            text.Value = original;
        }
    }

    private static bool IsLogic(XElement text) => text.Parent!.Name.LocalName is not "annotationEntry" && text.Value.Trim() is not "-";

    private static string Place(XElement text)
    {
        var rule = text.Ancestors().FirstOrDefault(inner => inner.Name.LocalName == "rule");
        return rule is null
            ? text.Ancestors().First(inner => inner.Attribute("id") is not null || inner.Name.LocalName == "contextEntry").Attribute("id")?.Value ?? "expression"
            : $"{rule.Attribute("id")?.Value}[{rule.Elements().Where(inner => inner.Name.LocalName is "inputEntry" or "outputEntry").ToList().IndexOf(text.Parent!) + 1}]";
    }

    private static IEnumerable<(string Change, string Text)> Expressions(string text)
    {
        foreach (Match date in Date().Matches(text))
        {
            foreach (var days in new[] { -1, 1 })
            {
                var moved = DateOnly.ParseExact(date.Groups[1].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture).AddMonths(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                yield return ($"{date.Groups[1].Value} -> {moved}", Splice(text, date.Groups[1], moved));
            }
        }

        foreach (Match number in Number().Matches(Blank(text)))
        {
            if (!decimal.TryParse(number.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
            {
                continue;
            }

            foreach (var step in number.Value.Contains('.', StringComparison.Ordinal) ? new[] { 0.5m } : [1m, -1m])
            {
                var changed = (value + step).ToString(CultureInfo.InvariantCulture);
                yield return ($"{number.Value} -> {changed}", Splice(text, number, changed));
            }
        }

        foreach (Match comparison in Comparison().Matches(Blank(text)))
        {
            var changed = comparison.Value switch { "<" => "<=", "<=" => "<", ">" => ">=", ">=" => ">", _ => null };
            if (changed is not null)
            {
                yield return ($"{comparison.Value} -> {changed}", Splice(text, comparison, changed));
            }
        }

        foreach (Match boolean in Boolean().Matches(Blank(text)))
        {
            var changed = boolean.Value == "true" ? "false" : "true";
            yield return ($"{boolean.Value} -> {changed}", Splice(text, boolean, changed));
        }

        foreach (Match connective in Connective().Matches(Blank(text)))
        {
            var changed = connective.Value == "and" ? "or" : "and";
            yield return ($"{connective.Value} -> {changed} at {connective.Index}", Splice(text, connective, changed));
        }

        if (Enumeration().IsMatch(text.Trim()) && text.Contains(',', StringComparison.Ordinal))
        {
            var values = text.Trim().Split(',', StringSplitOptions.TrimEntries);
            foreach (var gone in values)
            {
                yield return ($"without {gone}", string.Join(", ", values.Where(value => value != gone)));
            }
        }
        else if (Enumeration().IsMatch(text.Trim()))
        {
            yield return ($"{text.Trim()} -> any", "-");
        }
    }

    /// <summary>The text with string literals blanked, so that numbers and words inside them stay as they are.</summary>
    private static string Blank(string text) => StringLiteral().Replace(text, match => new string(' ', match.Length));

    private static string Splice(string text, Capture part, string changed) => string.Concat(text.AsSpan(0, part.Index), changed, text.AsSpan(part.Index + part.Length));

    private static string Print(XDocument document) => document.ToString(SaveOptions.DisableFormatting);

    [GeneratedRegex(@"date\(""(\d{4}-\d{2}-\d{2})""\)")]
    private static partial Regex Date();

    [GeneratedRegex(@"(?<![\w.""])\d+(\.\d+)?(?![\w.]*[a-zA-Z""])")]
    private static partial Regex Number();

    [GeneratedRegex(@"<=|>=|<|>")]
    private static partial Regex Comparison();

    [GeneratedRegex(@"\b(true|false)\b")]
    private static partial Regex Boolean();

    [GeneratedRegex(@"\b(and|or)\b")]
    private static partial Regex Connective();

    [GeneratedRegex(@"^""[^""]*""(\s*,\s*""[^""]*"")*$")]
    private static partial Regex Enumeration();

    [GeneratedRegex(@"""[^""]*""")]
    private static partial Regex StringLiteral();
}
