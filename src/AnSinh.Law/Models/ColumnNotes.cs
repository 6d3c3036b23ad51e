using System.Collections.Concurrent;
using AnSinh.Dmn;

namespace AnSinh.Law;

/// <summary>What a column of a table stands for: the facts behind it, the one to name first, and the article its failing cites, if it has one of its own.</summary>
internal sealed record ColumnNote(IReadOnlyList<string> Facts, string MainFact, string? Ref);

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
        return _notes[column] = new ColumnNote(facts, main, LegalRef.TryParse(column.Source.Description?.Trim(), out var own) ? own.ToString() : null);
    }
}
