using System.Globalization;
using System.Text.RegularExpressions;

namespace AnSinh.Law;

/// <summary>
/// Failed conditions in plain words: the label of a fact, its value, what was needed, and the change that would make it a yes. Codes of facts and of their values never show;
/// the value of a sensitive fact is <c>•••</c>.
/// </summary>
public sealed partial class ConditionWords(LawPack pack, bool vietnamese)
{
    /// <param name="fact">A fact's code, or <c>code@person</c>.</param>
    public string Label(string fact)
    {
        var parts = fact.Split('@');
        var label = parts[0] switch
        {
            "born" => Say("Ngày sinh", "Date of birth"),
            "sex" => Say("Giới tính", "Sex"),
            "died" => Say("Ngày chết", "Date of death"),
            "awards" => Say("Đang hưởng tháng trước", "Award in the month before"),
            "place" or "province" => Say("Nơi cư trú", "Residence"),
            var code => pack.Facts.Find(code)?.Label.In(vietnamese) ?? code,
        };
        return parts.Length == 1 ? label : $"{label} ({parts[1]})";
    }

    /// <summary>What the condition asks about: the words of the table's column, or of the fact where a bar applies.</summary>
    public string Asked(FailedCondition failed) => failed.Label.Vi.Length > 0 ? failed.Label.In(vietnamese) : failed.Fact.Length > 0 ? Label(failed.Fact) : "";

    public string Needed(FailedCondition failed) => Test(failed.Needed, pack.Facts.Find(failed.Fact));

    /// <summary>A cell of a decision table in words.</summary>
    /// <param name="fact">The fact its column is about; empty where none.</param>
    public string Cell(string test, string fact) => test == "null" ? Say("không có", "nothing") : Test(test, pack.Facts.Find(fact));

    /// <summary>What stands there now.</summary>
    public string Value(FailedCondition failed) => Value(failed.Fact, failed.Value);

    /// <param name="code">The fact, or <c>code@person</c>; a computed value may stand beside the fact it was computed from.</param>
    /// <param name="value">Canonical text; empty: nobody, or nothing known.</param>
    public string Value(string code, string value)
    {
        var fact = pack.Facts.Find(code.Split('@')[0]);
        return fact is { Sensitive: true } ? "•••"
            : value is "true" or "false" ? YesNo(value == "true")
            : fact is not null ? fact.Say(value.Length == 0 ? null : value, vietnamese)
            : Day(value) ?? value;
    }

    /// <summary>One change that would help: the fact and what it would have to be.</summary>
    public string Change(FailedCondition failed) => $"{Asked(failed)}: {Needed(failed)}";

    /// <summary>A cell's unary tests in words: codes by their names, yes and no, bounds, days.</summary>
    private string Test(string test, FactDefinition? fact)
    {
        if (Negation().Match(test) is { Success: true } not)
        {
            return Say("không phải ", "not ") + Test(not.Groups[1].Value, fact);
        }

        if (Interval().Match(test) is { Success: true } range)
        {
            var (from, to) = (Bound(range.Groups[2].Value), Bound(range.Groups[3].Value));
            var low = range.Groups[1].Value == "[" ? Say($"từ {from}", $"from {from}") : Say($"trên {from}", $"more than {from}");
            return range.Groups[4].Value == "]" ? Say($"{low} đến {to}", $"{low} to {to}") : Say($"{low} đến dưới {to}", $"{low} to below {to}");
        }

        if (Comparison().Match(test) is { Success: true } compared)
        {
            var (bound, isDay) = (Bound(compared.Groups[2].Value), compared.Groups[2].Value.StartsWith("date", StringComparison.Ordinal));
            return compared.Groups[1].Value switch
            {
                ">=" => isDay ? Say($"từ ngày {bound}", $"on or after {bound}") : Say($"từ {bound} trở lên", $"{bound} or more"),
                ">" => isDay ? Say($"sau ngày {bound}", $"after {bound}") : Say($"trên {bound}", $"more than {bound}"),
                "<=" => isDay ? Say($"đến hết ngày {bound}", $"on or before {bound}") : Say($"không quá {bound}", $"at most {bound}"),
                _ => isDay ? Say($"trước ngày {bound}", $"before {bound}") : Say($"dưới {bound}", $"less than {bound}"),
            };
        }

        return string.Join(Say(" hoặc ", " or "), test.Split(',', StringSplitOptions.TrimEntries).Select(word => word switch
        {
            "true" => YesNo(true),
            "false" => YesNo(false),
            ['"', .. var code, '"'] => fact?.Say(code, vietnamese) ?? pack.Benefits.Find(new BenefitId(code))?.Name.In(vietnamese) ?? code,
            _ => Bound(word),
        }));
    }

    /// <summary>A number with separators, a day as people write it, a parameter by its name.</summary>
    private string Bound(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? new Vnd(number).ToString()
        : DayLiteral().Match(text) is { Success: true } day ? Day(day.Groups[1].Value) ?? text
        : text.StartsWith("param.", StringComparison.Ordinal) && pack.Parameters.Find(text["param.".Length..]) is { } parameter ? parameter.Name.In(vietnamese)
        : text;

    private string? Day(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? vietnamese ? day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture) : text
        : null;

    private string YesNo(bool yes) => yes ? Say("có", "yes") : Say("không", "no");

    private string Say(string vi, string en) => vietnamese ? vi : en;

    [GeneratedRegex(@"^not\((.*)\)$")]
    private static partial Regex Negation();

    [GeneratedRegex(@"^([\[(])\s*(.+?)\s*\.\.\s*(.+?)\s*([\])])$")]
    private static partial Regex Interval();

    [GeneratedRegex(@"^(>=|<=|>|<)\s*(.+)$")]
    private static partial Regex Comparison();

    [GeneratedRegex(@"^date\(""([0-9-]+)""\)$")]
    private static partial Regex DayLiteral();
}
