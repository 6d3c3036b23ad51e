using System.Globalization;
using System.Text.RegularExpressions;
using AnSinh.Law;
using AnSinh.Web.Shell;
using Microsoft.AspNetCore.Http;
using YamlDotNet.RepresentationModel;

namespace AnSinh.Web;

/// <summary>The table of texts: <c>Texts/*.yaml</c>, a key with its Vietnamese and its English.</summary>
public static class TextTable
{
    private const string Prefix = "Texts/";

    /// <summary>Every text by key.</summary>
    public static IReadOnlyDictionary<string, Bilingual> All { get; } = Load();

    /// <exception cref="InvalidDataException">A key stands twice, or lacks a language.</exception>
    private static Dictionary<string, Bilingual> Load()
    {
        var assembly = typeof(TextTable).Assembly;
        var texts = new Dictionary<string, Bilingual>(StringComparer.Ordinal);
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var yaml = new YamlStream();
            yaml.Load(reader);
            foreach (var (key, value) in ((YamlMappingNode)yaml.Documents[0].RootNode).Children)
            {
                var languages = ((YamlMappingNode)value).Children.ToDictionary(pair => pair.Key.ToString(), pair => pair.Value.ToString());
                if (languages.Count != 2 || !languages.TryGetValue("vi", out var vi) || !languages.TryGetValue("en", out var en) || vi.Length == 0 || en.Length == 0)
                {
                    throw new InvalidDataException($"{resource}({key.Start.Line}): {key} needs vi and en, and nothing else.");
                }

                if (!texts.TryAdd(key.ToString(), new Bilingual(vi, en)))
                {
                    throw new InvalidDataException($"{resource}({key.Start.Line}): {key} stands twice.");
                }
            }
        }

        return texts;
    }
}

/// <summary>Texts, amounts, days and months in the language of the request.</summary>
public sealed partial class Words
{
    private static readonly NumberFormatInfo Dots = new() { NumberGroupSeparator = ".", NumberDecimalSeparator = ",", NumberGroupSizes = [3] };
    private static readonly NumberFormatInfo Commas = new() { NumberGroupSeparator = ",", NumberDecimalSeparator = ".", NumberGroupSizes = [3] };

    public Words(IHttpContextAccessor accessor) => Vietnamese = Language.IsVietnamese(accessor.HttpContext);

    internal Words(bool vietnamese) => Vietnamese = vietnamese;

    public bool Vietnamese { get; }

    public string Code => Vietnamese ? "vi" : "en";

    private NumberFormatInfo Numbers => Vietnamese ? Dots : Commas;

    /// <summary>The text of a key; <c>{0}</c> and so on are filled with the arguments, numbers grouped.</summary>
    public string this[string key, params ReadOnlySpan<object> arguments]
    {
        get
        {
            var text = TextTable.All.TryGetValue(key, out var label) ? label.In(Vietnamese) : throw new KeyNotFoundException($"There is no text {key}.");
            for (var index = 0; index < arguments.Length; index++)
            {
                text = text.Replace(string.Create(CultureInfo.InvariantCulture, $"{{{index}}}"), Say(arguments[index]), StringComparison.Ordinal);
            }

            return text.Contains('|', StringComparison.Ordinal) ? Numbered(text, arguments) : text;
        }
    }

    /// <summary>English tells one from many: <c>{0|line|lines}</c> is the first for the number 1, the second for every other.</summary>
    private static string Numbered(string text, ReadOnlySpan<object> arguments)
    {
        var said = text;
        foreach (Match match in OneOrMany().Matches(text))
        {
            // Without its number a text is on its way to a script, which fills it in the same way.
            var place = match.Groups[1].Value[0] - '0';
            said = place < arguments.Length ? said.Replace(match.Value, match.Groups[arguments[place] is 1 or 1L ? 2 : 3].Value, StringComparison.Ordinal) : said;
        }

        return said;
    }

    /// <summary>Whether the table has a key; for keys made of codes that may grow.</summary>
    public static bool Has(string key) => TextTable.All.ContainsKey(key);

    /// <summary>A label of the law pack or of an explanation; amounts in it are written as the language writes them, days as the papers do.</summary>
    public string In(Bilingual label) => IsoDay().Replace(Amounts(label.In(Vietnamese)), "$3/$2/$1");

    /// <summary>A text in the reader's language in which amounts stand as Vietnamese papers write them.</summary>
    public string Amounts(string text) => Vietnamese ? text : Grouped().Replace(text, amount => amount.Value.Replace('.', ','));

    /// <summary>A calculation, which is kept as Vietnamese papers write it: <c>2,5 x 540.000</c> is <c>2.5 x 540,000</c> in English.</summary>
    public string Sum(string calculation) => Vietnamese ? calculation : Written().Replace(calculation, number => string.Concat(number.Value.Select(sign => sign switch { '.' => ',', ',' => '.', _ => sign })));

    /// <summary><c>1.250.000 ₫</c>, on one line.</summary>
    public string Money(Vnd amount) => $"{amount.Amount.ToString("#,0", Numbers).Replace('-', '−')}\u00a0₫";

    /// <summary>With its sign: <c>+540.000 ₫</c>, <c>−540.000 ₫</c>.</summary>
    public string Change(Vnd amount) => amount > Vnd.Zero ? $"+{Money(amount)}" : Money(amount);

    public string Count(long number) => number.ToString("#,0", Numbers);

    public string Number(decimal number) => number.ToString("#,0.####", Numbers);

    /// <summary><c>22/11/2026</c> in both languages: it is what the papers say.</summary>
    public string Day(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    /// <summary><c>tháng 11/2026</c>.</summary>
    public string Month(BenefitMonth month) => string.Create(CultureInfo.InvariantCulture, $"{(Vietnamese ? "tháng " : "")}{month.Month:00}/{month.Year}");

    /// <summary>A stretch of days: from, to, both, or always.</summary>
    public string Range(DateRange range) => (range.From, range.To) switch
    {
        ({ } from, { } to) => $"{Day(from)}–{Day(to)}",
        ({ } from, null) => this["time.from", Day(from)],
        (null, { } to) => this["time.until", Day(to)],
        _ => this["time.always"],
    };

    [GeneratedRegex(@"(?<![\d.,])\d{1,3}(\.\d{3})+(?!\d|\.\d)")]
    private static partial Regex Grouped();

    [GeneratedRegex(@"\{(\d)\|([^|{}]*)\|([^|{}]*)\}")]
    private static partial Regex OneOrMany();

    [GeneratedRegex(@"(?<![\d/-])(\d{4})-(\d{2})-(\d{2})(?![\d/-])")]
    private static partial Regex IsoDay();

    [GeneratedRegex(@"\d+([.,]\d+)+")]
    private static partial Regex Written();

    private string Say(object argument) => argument switch
    {
        Vnd amount => Money(amount),
        DateOnly day => Day(day),
        BenefitMonth month => Month(month),
        int or long => Count(Convert.ToInt64(argument, CultureInfo.InvariantCulture)),
        decimal number => Number(number),
        _ => argument.ToString()!,
    };
}
