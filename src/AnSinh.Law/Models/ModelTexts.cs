using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace AnSinh.Law;

/// <summary>
/// Which facts and parameters a decision rests on, read from the texts of its expressions and of everything it requires or calls. For explanations: the
/// fact behind a column that shows a computed value, and the parameters behind an amount.
/// </summary>
internal sealed partial class ModelTexts
{
    private readonly Dictionary<string, Reads> _byName = new(StringComparer.Ordinal);
    private readonly HashSet<string> _facts;
    private readonly ParameterCatalog _parameters;

    public ModelTexts(LawPackFiles files, FactCatalog facts, ParameterCatalog parameters)
    {
        _facts = [.. facts.All.Select(fact => fact.Code), "born", "died", "sex", "awards", "eligible", "place", "province"];
        _parameters = parameters;
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (path, xml) in files.Below("models/", ".dmn"))
        {
            foreach (var element in XDocument.Parse(xml).Root!.Elements().Where(element => element.Name.LocalName is "decision" or "businessKnowledgeModel"))
            {
                var text = string.Join('\n', element.Descendants().Where(inner => inner.Name.LocalName == "text").Select(inner => inner.Value));
                texts[Key(path, element.Attribute("name")?.Value ?? "")] = text;
            }
        }

        WholeNumbers = (HashSet<int>)[.. texts.Values.SelectMany(text => WholeNumber().Matches(text)).Select(match => int.Parse(match.Value, System.Globalization.CultureInfo.InvariantCulture)),
            .. parameters.All.SelectMany(parameter => parameter.Values).Where(value => value.Value is >= 0 and < 1000).Select(value => (int)value.Value)];
        foreach (var key in texts.Keys)
        {
            Close(key, texts, []);
        }
    }

    /// <summary>Ids of the parameters that any decision reads.</summary>
    public IReadOnlySet<string> Parameters => _byName.Values.SelectMany(reads => reads.Parameters).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whole numbers below 1,000 in any expression or parameter.</summary>
    public IReadOnlySet<int> WholeNumbers { get; }

    /// <summary>Everything the decision of the file reads, through what it requires and calls.</summary>
    public Reads Of(ModelDecision decision) => _byName.GetValueOrDefault(Key("models/" + decision.Model, decision.Decision), Reads.None);

    /// <summary>The facts an input expression of a file reads: directly, or through the decisions it names.</summary>
    public IReadOnlyList<string> FactsOf(string model, string expression)
    {
        var facts = DirectFacts(expression).ToList();
        foreach (Match name in Name().Matches(expression))
        {
            if (_byName.TryGetValue(Key(model, name.Value), out var reads))
            {
                facts.AddRange(reads.Facts);
            }
        }

        return [.. facts.Distinct()];
    }

    private Reads Close(string key, Dictionary<string, string> texts, HashSet<string> open)
    {
        if (_byName.TryGetValue(key, out var known))
        {
            return known;
        }

        if (!open.Add(key))
        {
            return Reads.None;
        }

        var (text, model) = (texts[key], key[..key.IndexOf('#', StringComparison.Ordinal)]);
        var facts = DirectFacts(text).ToList();
        var parameters = ParameterPath().Matches(text).Select(match => match.Groups[1].Value).SelectMany(ParametersAt).ToList();
        foreach (var name in Name().Matches(text).Select(match => match.Value).Distinct())
        {
            foreach (var other in texts.Keys.Where(other => other != key && other.EndsWith('#' + name, StringComparison.Ordinal) && (other.StartsWith(model + '#', StringComparison.Ordinal) || text.Contains('.' + name + '(', StringComparison.Ordinal) || SameFileCall(text, name))))
            {
                var reads = Close(other, texts, open);
                facts.AddRange(reads.Facts);
                parameters.AddRange(reads.Parameters);
            }
        }

        open.Remove(key);
        return _byName[key] = new Reads([.. facts.Distinct()], [.. parameters.Distinct().Order(StringComparer.Ordinal)]);
    }

    private IEnumerable<string> DirectFacts(string text) => Member().Matches(text).Select(match => match.Groups[1].Value).Where(_facts.Contains).Distinct();

    private IEnumerable<string> ParametersAt(string path) =>
        _parameters.All.Select(parameter => parameter.Id).Where(id => path == id || path.StartsWith(id + '.', StringComparison.Ordinal));

    private static bool SameFileCall(string text, string name) => text.Contains(name + '(', StringComparison.Ordinal) && !text.Contains('.' + name, StringComparison.Ordinal);

    private static string Key(string model, string name) => $"{model}#{name}";

    [GeneratedRegex(@"(?<![\w""-])\d{1,3}(?![\w""])")]
    private static partial Regex WholeNumber();

    [GeneratedRegex(@"\b\w+\.(\w+)")]
    private static partial Regex Member();

    [GeneratedRegex(@"\bparam\.([a-z0-9_.]+)")]
    private static partial Regex ParameterPath();

    [GeneratedRegex(@"\b[a-zA-Z_]\w*\b")]
    private static partial Regex Name();
}

/// <summary>Fact codes and parameter ids a decision rests on.</summary>
internal sealed record Reads(IReadOnlyList<string> Facts, IReadOnlyList<string> Parameters)
{
    public static readonly Reads None = new([], []);
}
