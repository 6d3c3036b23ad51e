using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using AnSinh.Dmn;

namespace AnSinh.Law;

/// <summary>
/// Which facts and parameters a decision rests on, read from the texts of its expressions and of everything it requires or calls. For explanations (the
/// fact behind a column that shows a computed value, the parameters behind an amount), and to know what a changed parameter cannot touch: it names rather too many than too few.
/// </summary>
internal sealed partial class ModelTexts
{
    private readonly Dictionary<string, Reads> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DecisionText> _texts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IReadOnlyList<string>> _parametersRead = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _imports = new(StringComparer.Ordinal);
    private readonly HashSet<string> _facts;
    private readonly ParameterCatalog _parameters;

    public ModelTexts(LawPackFiles files, FactCatalog facts, ParameterCatalog parameters)
    {
        _facts = [.. facts.All.Select(fact => fact.Code), "born", "died", "sex", "awards", "eligible", "place", "province"];
        _parameters = parameters;
        foreach (var (path, xml) in files.Below("models/", ".dmn"))
        {
            var root = XDocument.Parse(xml).Root!;
            foreach (var import in root.Elements().Where(element => element.Name.LocalName == "import"))
            {
                _imports[Key(path, import.Attribute("name")?.Value ?? "")] = Resolved(path, import.Attribute("locationURI")?.Value ?? "");
            }

            foreach (var element in root.Elements().Where(element => element.Name.LocalName is "decision" or "businessKnowledgeModel"))
            {
                var tables = element.Descendants().Where(inner => inner.Name.LocalName == "decisionTable").ToList();
                var rules = tables.Count == 1 ? tables[0].Elements().Where(inner => inner.Name.LocalName == "rule").ToList() : [];
                _texts[Key(path, element.Attribute("name")?.Value ?? "")] = new DecisionText(
                    Texts(Below(element, rules.Count > 0)), [.. rules.Select(rule => Texts(rule.Descendants()))]);
            }
        }

        WholeNumbers = _texts.Values.SelectMany(text => WholeNumber().Matches(text.Whole)).Select(match => int.Parse(match.Value, System.Globalization.CultureInfo.InvariantCulture)).ToHashSet();
    }

    /// <summary>All elements below in document order; without rules of tables and what is in them, or with.</summary>
    private static IEnumerable<XElement> Below(XElement element, bool withoutRules)
    {
        foreach (var child in element.Elements())
        {
            if (withoutRules && child.Name.LocalName == "rule")
            {
                continue;
            }

            yield return child;
            foreach (var inner in Below(child, withoutRules))
            {
                yield return inner;
            }
        }
    }

    private static string Texts(IEnumerable<XElement> elements) => string.Join('\n', elements.Where(inner => inner.Name.LocalName == "text" && inner.Parent!.Name.LocalName != "annotationEntry").Select(inner => inner.Value));

    /// <summary>Ids of the parameters that any decision reads.</summary>
    public IReadOnlySet<string> Parameters => _texts.Keys.SelectMany(key => ReadsOf(key).Parameters).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whole numbers below 1,000 in any expression.</summary>
    public IReadOnlySet<int> WholeNumbers { get; }

    /// <summary>Everything the decision of the file reads, through what it requires and calls.</summary>
    public Reads Of(ModelDecision decision) => ReadsOf(Key("models/" + decision.Model, decision.Decision));

    /// <summary>The parameters behind one answer of a decision: of the tables in <paramref name="tables"/> only the rows that hit are read.</summary>
    public IReadOnlyList<string> ParametersRead(ModelDecision decision, IReadOnlyList<TableRun> tables)
    {
        var rows = tables.GroupBy(run => Key(run.Table.File, NameOf(run.Table)), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.SelectMany(run => run.Hits).Select(hit => hit.Index).Distinct().Order().ToList(), StringComparer.Ordinal);
        var key = Key("models/" + decision.Model, decision.Decision);
        var signature = $"{key}?{string.Join('&', rows.Select(table => $"{table.Key}:{string.Join(',', table.Value)}").Order(StringComparer.Ordinal))}";
        return _parametersRead.GetOrAdd(signature, _ => Close(key, [], new Dictionary<string, Reads>(StringComparer.Ordinal), text =>
            rows.TryGetValue(text.Key, out var hits) && text.Value.Rows.Count > 0 ? string.Join('\n', [text.Value.Header, .. hits.Select(row => text.Value.Rows[row - 1])]) : text.Value.Whole).Parameters);
    }

    /// <summary>The name of the decision or knowledge model a table stands in.</summary>
    public static string NameOf(CompiledTable table) => table.Element.Split(' ', 2) is [_, var bare] ? bare.Trim('\'', '"') : table.Element;

    /// <summary>The facts an input expression of a file reads: directly, or through the decisions it names.</summary>
    public IReadOnlyList<string> FactsOf(string model, string expression)
    {
        var facts = DirectFacts(expression).ToList();
        foreach (var key in Named(model, expression))
        {
            facts.AddRange(ReadsOf(key).Facts);
        }

        return [.. facts.Distinct()];
    }

    /// <summary>What an element reads, found when first asked for.</summary>
    private Reads ReadsOf(string key)
    {
        lock (_byName)
        {
            return Close(key, [], _byName, text => text.Value.Whole);
        }
    }

    private Reads Close(string key, HashSet<string> open, Dictionary<string, Reads> done, Func<KeyValuePair<string, DecisionText>, string> read)
    {
        if (done.TryGetValue(key, out var known))
        {
            return known;
        }

        if (!open.Add(key))
        {
            return Reads.None;
        }

        if (!_texts.TryGetValue(key, out var own))
        {
            return Reads.None;
        }

        var (text, model) = (read(new(key, own)), key[..key.IndexOf('#', StringComparison.Ordinal)]);
        var facts = DirectFacts(text).ToList();
        var amounts = Amount().IsMatch(text);
        var parameters = AllParameters().IsMatch(text)
            ? [.. _parameters.All.Select(parameter => parameter.Id)]
            : ParameterPath().Matches(text).Select(match => match.Groups[1].Value).SelectMany(ParametersAt).ToList();
        foreach (var other in Named(model, text).Where(other => other != key && _texts.ContainsKey(other)))
        {
            var reads = Close(other, open, done, read);
            facts.AddRange(reads.Facts);
            parameters.AddRange(reads.Parameters);
            amounts |= reads.Amounts;
        }

        open.Remove(key);
        return done[key] = new Reads([.. facts.Distinct()], [.. parameters.Distinct().Order(StringComparer.Ordinal)], amounts);
    }

    private IEnumerable<string> DirectFacts(string text) => Member().Matches(text).Select(match => match.Groups[1].Value).Where(_facts.Contains).Distinct();

    private IEnumerable<string> ParametersAt(string path) =>
        _parameters.All.Select(parameter => parameter.Id).Where(id => path == id || path.StartsWith(id + '.', StringComparison.Ordinal) || id.StartsWith(path + '.', StringComparison.Ordinal));

    /// <summary>The keys of what an expression of the model may name: elements of the model itself, and of the models it imports.</summary>
    private IEnumerable<string> Named(string model, string expression) => Name().Matches(expression)
        .Select(match => match.Groups[2].Success && _imports.TryGetValue(Key(model, match.Groups[1].Value), out var imported) ? Key(imported, match.Groups[2].Value) : Key(model, match.Groups[1].Value))
        .Distinct(StringComparer.Ordinal);

    /// <summary>The path of an imported file, beside the one that imports it. (The scheme "pack" is not free: libraries for office files register a parser for it.)</summary>
    private static string Resolved(string path, string location) => new Uri(new Uri("file:///" + path), location).AbsolutePath[1..];

    private static string Key(string model, string name) => $"{model}#{name}";

    [GeneratedRegex(@"(?<![\w""-])\d{1,3}(?![\w""])")]
    private static partial Regex WholeNumber();

    [GeneratedRegex(@"\b\w+\.(\w+)")]
    private static partial Regex Member();

    [GeneratedRegex(@"\bparam\s*\.\s*([a-z0-9_.]+)")]
    private static partial Regex ParameterPath();

    /// <summary>The parameters handed on as a whole.</summary>
    [GeneratedRegex(@"\bparam\b(?!\s*\.)")]
    private static partial Regex AllParameters();

    [GeneratedRegex(@"\bamount\b")]
    private static partial Regex Amount();

    [GeneratedRegex(@"(?<![\w.])([\p{L}_]\w*)(?:\.([\p{L}_]\w*))?")]
    private static partial Regex Name();
}

/// <summary>The expressions of a decision: those outside the rows of its table, and of each row. A decision with several tables keeps all in the header.</summary>
internal sealed record DecisionText(string Header, IReadOnlyList<string> Rows)
{
    public string Whole { get; } = string.Join('\n', [Header, .. Rows]);
}

/// <summary>Fact codes and parameter ids a decision rests on.</summary>
/// <param name="Amounts">Whether an amount of something is named: of a claim of a lower stratum, where these are read.</param>
internal sealed record Reads(IReadOnlyList<string> Facts, IReadOnlyList<string> Parameters, bool Amounts)
{
    public static readonly Reads None = new([], [], Amounts: false);
}
