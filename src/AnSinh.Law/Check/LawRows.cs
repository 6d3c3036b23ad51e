using AnSinh.Dmn;

namespace AnSinh.Law;

/// <summary>The rows of all decision tables of a pack, as text for people who read the law.</summary>
public static class LawRows
{
    public static IEnumerable<(CompiledTable Table, CompiledRule Rule)> All(LawPack pack) => PackCheck.Rows(pack);

    public static IReadOnlyList<LegalRef> Refs(LawPack pack, CompiledTable table, CompiledRule rule) => pack.Models.Notes.Of(table, rule.Number).Refs;

    public static EvidenceGrade Grade(LawPack pack, CompiledTable table, CompiledRule rule) => pack.Models.Notes.Of(table, rule.Number).Grade;

    /// <summary>Whether a cell of the row names the benefit.</summary>
    public static bool Names(CompiledRule rule, BenefitId benefit) => Texts(rule).Any(text => text.Contains($"\"{benefit}\"", StringComparison.Ordinal));

    /// <summary>The texts of all cells of a row.</summary>
    public static IEnumerable<string> Texts(CompiledRule rule) =>
        rule.Source.InputEntries.Select(entry => entry.Text.Text).Concat(rule.Source.OutputEntries.Select(entry => entry.Text?.Text ?? ""));

    /// <summary>Conditions and result: <c>Mức độ khuyết tật "severe"; ... → "tgxh.6.nang"</c>. Cells that always hold are left out.</summary>
    public static string Describe(CompiledTable table, CompiledRule rule, bool vietnamese)
    {
        var conditions = table.Inputs
            .Select((column, index) => (Label: ColumnNote.LabelOf(column).In(vietnamese), Test: rule.Source.InputEntries[index].Text.Text.Trim()))
            .Where(cell => cell.Test.Length > 0 && cell.Test != "-")
            .Select(cell => $"{cell.Label}: {cell.Test}");
        return $"{string.Join("; ", conditions)} → {string.Join(", ", rule.Source.OutputEntries.Select(entry => entry.Text?.Text.Trim()))}";
    }

    /// <summary>Citation, sentence and grade of a row.</summary>
    public static string Note(LawPack pack, CompiledTable table, CompiledRule rule, bool vietnamese)
    {
        var note = pack.Models.Notes.Of(table, rule.Number);
        return $"{note.Ref}: {note.Text.In(vietnamese)} ({note.Grade.Code()})";
    }
}
