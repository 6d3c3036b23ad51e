using System.Globalization;
using System.Text.RegularExpressions;

namespace AnSinh.Law;

/// <summary>
/// Changes parameters, instruments and the life of benefits one thing at a time: a value, a month from or to which it counts, the day from which it may be used, the day an instrument applies from.
/// </summary>
internal static partial class DataMutants
{
    /// <param name="changes">Whether a key (<c>from</c>, <c>in_force</c>) is changed, by the id or number of its owner.</param>
    public static IEnumerable<Mutant> Of(string file, string yaml, Func<string, string, bool> changes)
    {
        var lines = yaml.Split('\n');
        var owner = "";
        for (var index = 0; index < lines.Length; index++)
        {
            if (Owner().Match(lines[index]) is { Success: true } id)
            {
                owner = id.Groups[1].Value;
            }

            foreach (var (pattern, changed) in Changes)
            {
                foreach (var match in pattern.Matches(lines[index]).Where(match => changes(owner, match.Groups[1].Value)))
                {
                    foreach (var replacement in changed(match.Groups[2].Value))
                    {
                        var copy = (string[])lines.Clone();
                        copy[index] = string.Concat(lines[index].AsSpan(0, match.Groups[2].Index), replacement, lines[index].AsSpan(match.Groups[2].Index + match.Groups[2].Length));
                        yield return new Mutant(file, $"{owner}:{index + 1}", $"{match.Groups[1].Value} {match.Groups[2].Value} -> {replacement}", string.Join('\n', copy));
                    }
                }
            }
        }
    }

    private static readonly (Regex Pattern, Func<string, IEnumerable<string>> Changes)[] Changes =
    [
        (Value(), text => decimal.TryParse(text, CultureInfo.InvariantCulture, out var value) ? [(value + 1).ToString(CultureInfo.InvariantCulture)] : []),
        (Cell(), text => long.TryParse(text, CultureInfo.InvariantCulture, out var value) ? [(value + 1).ToString(CultureInfo.InvariantCulture)] : []),
        (Month(), text => BenefitMonth.TryParse(text, out var month) ? [month.Previous.ToString(), month.Next.ToString()] : []),
        (InForce(), text => Day(text) is { } day ? [Text(day.AddDays(-1)), Text(day.AddDays(1))] : []),
        (AppliesFrom(), text => Day(text) is { } day ? [Text(day.AddMonths(-1)), Text(day.AddMonths(1))] : []),
    ];

    private static DateOnly? Day(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\s*- (?:id|number): (\S+)")]
    private static partial Regex Owner();

    [GeneratedRegex(@"\b(value): ([0-9.]+)")]
    private static partial Regex Value();

    [GeneratedRegex(@"(?<=[{,]\s*|^\s+)(\d{1,3}): (\d+)(?=\s*[,}])")]
    private static partial Regex Cell();

    [GeneratedRegex(@"\b(from|to|since): ""?(\d{4}-\d{2})\b(?!-)")]
    private static partial Regex Month();

    [GeneratedRegex(@"\b(in_force): ""?(\d{4}-\d{2}-\d{2})")]
    private static partial Regex InForce();

    [GeneratedRegex(@"\b(applies_from): ""?(\d{4}-\d{2}-\d{2})")]
    private static partial Regex AppliesFrom();
}
