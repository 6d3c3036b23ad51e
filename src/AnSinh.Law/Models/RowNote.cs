using System.Collections.Concurrent;
using AnSinh.Dmn;
using AnSinh.Dmn.Model;

namespace AnSinh.Law;

/// <summary>What a row of the law says about itself: citation, one sentence in Vietnamese and in English, grade of evidence.</summary>
internal sealed record RowNote(string Ref, Bilingual Text, EvidenceGrade Grade, IReadOnlyList<LegalRef> Refs)
{
    public const string RefColumn = "Căn cứ";
    public const string TextColumn = "Giải thích";
    public const string EnglishColumn = "Explanation";
    public const string GradeColumn = "Độ tin cậy";

    /// <summary>Of a contradiction: the benefits, groups or programmes that it stops.</summary>
    public const string StopsColumn = "Dừng";

    public IReadOnlyList<string> Stops { get; init; } = [];

    public static readonly RowNote None = new("", Bilingual.Empty, EvidenceGrade.Verified, []);
}

/// <summary>The notes of all rows of a model set, read once.</summary>
internal sealed class RowNotes
{
    private readonly ConcurrentDictionary<DecisionRule, RowNote> _notes = new(ReferenceEqualityComparer.Instance);

    public RowNote Of(CompiledTable table, int row) => Of(table.Source, table.Rules[row - 1].Source);

    public RowNote Of(DecisionTable table, DecisionRule rule) => _notes.TryGetValue(rule, out var note) ? note : _notes[rule] = Read(table, rule);

    private static RowNote Read(DecisionTable table, DecisionRule rule)
    {
        var (reference, text, english, grade, stops) = ("", "", "", EvidenceGrade.Verified, "");
        for (var index = 0; index < table.Annotations.Count && index < rule.Annotations.Count; index++)
        {
            switch (table.Annotations[index])
            {
                case RowNote.RefColumn:
                    reference = rule.Annotations[index].Trim();
                    break;
                case RowNote.TextColumn:
                    text = rule.Annotations[index].Trim();
                    break;
                case RowNote.EnglishColumn:
                    english = rule.Annotations[index].Trim();
                    break;
                case RowNote.StopsColumn:
                    stops = rule.Annotations[index];
                    break;
                case RowNote.GradeColumn:
                    grade = EvidenceGrades.TryParse(rule.Annotations[index].Trim(), out var read) ? read : EvidenceGrade.Assumed;
                    break;
            }
        }

        var refs = Parts(reference)
            .Select(part => LegalRef.TryParse(part, out var read) ? read : null).OfType<LegalRef>().ToList();
        return new RowNote(reference, new Bilingual(text, english), grade, refs) { Stops = Parts(stops) };
    }

    private static string[] Parts(string text) => text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
