using System.Collections.Concurrent;
using AnSinh.Dmn;

namespace AnSinh.Law;

/// <summary>What a column of a table stands for: its label, the facts behind it, the one to name first, and the article its failing cites, if it has one of its own.</summary>
internal sealed record ColumnNote(Bilingual Label, IReadOnlyList<string> Facts, string MainFact, string? Ref)
{
    /// <summary>The attribute of <see cref="LawModels.OwnNamespace"/> that says a column's label in English.</summary>
    public const string EnglishLabel = "label-en";

    /// <summary>The label as the column carries it; what is not said in English is empty.</summary>
    public static Bilingual LabelOf(CompiledColumn column) => new(
        column.Label, column.Source.ForeignAttributes.FirstOrDefault(attribute => attribute.LocalName == EnglishLabel && attribute.Namespace == LawModels.OwnNamespace)?.Value ?? "");
}

/// <summary>The notes of all columns of a model set, read once.</summary>
internal sealed class ColumnNotes(ModelTexts texts)
{
    private readonly ConcurrentDictionary<CompiledColumn, ColumnNote> _notes = new(ReferenceEqualityComparer.Instance);

    public ColumnNote Of(CompiledTable table, CompiledColumn column)
    {
        if (_notes.TryGetValue(column, out var note))
        {
            return note;
        }

        var facts = texts.FactsOf(table.File, column.Text);
        var main = facts.FirstOrDefault(code => code is not "awards" and not "eligible") ?? facts.FirstOrDefault() ?? "";
        return _notes[column] = new ColumnNote(ColumnNote.LabelOf(column), facts, main, LegalRef.TryParse(column.Source.Description?.Trim(), out var own) ? own.ToString() : null);
    }
}
