using System.Text.RegularExpressions;
using AnSinh.Dmn;

namespace AnSinh.Fuzz;

/// <summary>Sound models to change, each with its neighbours to import from.</summary>
public sealed partial class ModelFolder
{
    /// <summary>Larger models cost too much for one input.</summary>
    private const int MaxLetters = 60_000;

    private readonly List<DmnSource> models = [];
    private readonly Dictionary<string, DmnSource> byNamespace = new(StringComparer.Ordinal);

    private IReadOnlyList<string>? words;

    /// <summary>Reads the .dmn files below the folders, in ordinal order.</summary>
    public static ModelFolder Read(params IEnumerable<string> folders)
    {
        var read = new ModelFolder();
        foreach (var file in folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*.dmn", SearchOption.AllDirectories).Order(StringComparer.Ordinal)))
        {
            var source = new DmnSource(Path.GetFileName(file), File.ReadAllText(file));
            if (source.Xml.Length <= MaxLetters)
            {
                read.models.Add(source);
                read.byNamespace.TryAdd(Namespace().Match(source.Xml).Groups[1].Value, source);
            }
        }

        return read;
    }

    public int Count => models.Count;

    /// <summary>The distinct FEEL texts that stand in the models.</summary>
    public IReadOnlyList<string> Expressions => [.. models.SelectMany(model => Text().Matches(model.Xml)).Select(match => System.Net.WebUtility.HtmlDecode(match.Groups[1].Value)).Distinct(StringComparer.Ordinal)];

    /// <summary>The distinct string constants of these texts.</summary>
    public IReadOnlyList<string> Words => words ??= [.. Expressions.SelectMany(text => Quoted().Matches(text)).Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal)];

    public DmnLoadOptions LoadOptions(bool shared) => new() { SharedImports = shared, Resolver = request => byNamespace.TryGetValue(request.Namespace, out var source) ? source : null };

    /// <summary>A model changed in one to three places.</summary>
    public DmnSource Mutant(Random random)
    {
        var (name, xml) = models[random.Next(models.Count)];
        var other = models[random.Next(models.Count)].Xml;
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var at = random.Next(xml.Length);
            var length = Math.Min(random.Next(1, 40), xml.Length - at);
            xml = random.Next(8) switch
            {
                0 => xml.Remove(at, length),
                1 => xml.Insert(at, xml.Substring(at, length)),
                2 => xml.Insert(at, other.Substring(random.Next(other.Length - 40), 40)),
                3 => Swap(xml, "href=\"#", random),
                4 or 5 => Swap(xml, "<text>", random),
                6 => Swap(xml, "typeRef=\"", random),
                _ => xml.Remove(at, 1).Insert(at, ((char)random.Next(32, 0x250)).ToString()),
            };
        }

        return new DmnSource(name, xml);
    }

    /// <summary>Puts what follows one place of a marker behind another, up to the next mark of an end.</summary>
    private static string Swap(string xml, string marker, Random random)
    {
        var places = new List<int>();
        for (var at = xml.IndexOf(marker, StringComparison.Ordinal); at >= 0; at = xml.IndexOf(marker, at + 1, StringComparison.Ordinal))
        {
            places.Add(at + marker.Length);
        }

        if (places.Count < 2)
        {
            return xml;
        }

        var (from, to) = (places[random.Next(places.Count)], places[random.Next(places.Count)]);
        var (fromEnd, toEnd) = (xml.IndexOfAny(['"', '<'], from), xml.IndexOfAny(['"', '<'], to));
        return fromEnd < 0 || toEnd < 0 ? xml : string.Concat(xml.AsSpan(0, to), xml.AsSpan(from, fromEnd - from), xml.AsSpan(toEnd));
    }

    [GeneratedRegex("<(?:\\w+:)?definitions\\b[^>]*?\\bnamespace=\"([^\"]*)\"")]
    private static partial Regex Namespace();

    [GeneratedRegex(@"""([^""\\]{1,40})""")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"<(?:\w+:)?text>([^<]+)<")]
    private static partial Regex Text();
}
