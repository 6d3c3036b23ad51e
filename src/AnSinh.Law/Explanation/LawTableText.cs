using System.Text.RegularExpressions;
using System.Xml.Linq;
using AnSinh.Dmn;

namespace AnSinh.Law;

/// <summary>A row as people read it: its conditions in the order of <see cref="LawTableText.Columns"/> (empty where any value will do), result, citation, sentence, grade.</summary>
public sealed record LawRowText(int Number, IReadOnlyList<string> Conditions, string Result, string Ref, string Sentence, EvidenceGrade Grade);

/// <summary>Some rows of a decision table in words: the very rows that run, with the columns that at least one of them tests.</summary>
public sealed partial record LawTableText(string File, string Decision, IReadOnlyList<string> Columns, IReadOnlyList<LawRowText> Rows)
{
    /// <summary>Ids of the parameters that the rows name.</summary>
    public required IReadOnlyList<string> Parameters { get; init; }

    /// <summary>The tables with rows that grant a benefit, give its level or weigh it against others.</summary>
    public static IReadOnlyList<LawTableText> Of(LawPack pack, Benefit benefit, bool vietnamese) => Of(pack, (_, rule) => LawRows.Names(rule, benefit.Id), vietnamese);

    /// <summary>The tables with rows that cite a place in the law or a part of it.</summary>
    public static IReadOnlyList<LawTableText> Of(LawPack pack, LegalRef reference, bool vietnamese) =>
        Of(pack, (table, rule) => LawRows.Refs(pack, table, rule).Any(row => row.IsWithin(reference)), vietnamese);

    /// <summary>Ids of the parameters that the rows of a benefit and the arithmetic of its programme read.</summary>
    public static IReadOnlyList<string> ParametersOf(LawPack pack, Benefit benefit, IEnumerable<LawTableText> tables)
    {
        var levels = benefit.Programme.Models.Select(models => models.Level).Distinct().SelectMany(level => Expression(pack, level));
        return [.. tables.SelectMany(table => table.Parameters).Concat(levels.SelectMany(Named)).Where(id => pack.Parameters.Find(id) is not null).Distinct()];
    }

    private static List<LawTableText> Of(LawPack pack, Func<CompiledTable, CompiledRule, bool> wanted, bool vietnamese)
    {
        var words = new ConditionWords(pack, vietnamese);
        return [.. LawRows.All(pack).Where(row => wanted(row.Table, row.Rule)).GroupBy(row => row.Table, row => row.Rule).Select(table => Read(pack, words, table.Key, [.. table], vietnamese))];
    }

    private static LawTableText Read(LawPack pack, ConditionWords words, CompiledTable table, List<CompiledRule> rules, bool vietnamese)
    {
        var tested = Enumerable.Range(0, table.Inputs.Count).Where(column => rules.Exists(rule => Cell(rule, column).Length > 0)).ToList();
        var rows = rules.Select(rule =>
        {
            var note = pack.Models.Notes.Of(table, rule.Number);
            var conditions = tested.Select(column => Cell(rule, column) is { Length: > 0 } cell ? words.Cell(cell, pack.Models.Columns.Of(table, table.Inputs[column]).MainFact) : "");
            var result = string.Join("; ", rule.Source.OutputEntries.Select(entry => words.Cell(entry.Text?.Text.Trim() ?? "", "")));
            return new LawRowText(rule.Number, [.. conditions], result, note.Ref, note.Text.In(vietnamese), note.Grade);
        });
        return new LawTableText(table.File, table.Element, [.. tested.Select(column => ColumnNote.LabelOf(table.Inputs[column]).In(vietnamese))], [.. rows])
        {
            Parameters = [.. rules.SelectMany(LawRows.Texts).Concat(tested.Select(column => table.Inputs[column].Text)).SelectMany(Named).Distinct()],
        };
    }

    /// <summary>A cell's test; empty where it always holds.</summary>
    private static string Cell(CompiledRule rule, int column) => rule.Source.InputEntries[column].Text.Text.Trim() is var text && text != "-" ? text : "";

    /// <summary>The expressions of a decision that is no table.</summary>
    private static IEnumerable<string> Expression(LawPack pack, ModelDecision decision) =>
        pack.Files.Text("models/" + decision.Model) is { } text
            ? XDocument.Parse(text).Descendants().Where(element => element.Name.LocalName == "decision" && (string?)element.Attribute("name") == decision.Decision)
                .SelectMany(element => element.Elements().Where(child => child.Name.LocalName == "literalExpression")).Select(expression => expression.Value)
            : [];

    private static IEnumerable<string> Named(string text) => ParameterName().Matches(text).Select(match => match.Groups[1].Value);

    [GeneratedRegex(@"\bparam\.([a-z0-9_]+(?:\.[a-z0-9_]+)*)")]
    private static partial Regex ParameterName();
}
