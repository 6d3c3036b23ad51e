using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace AnSinh.Storage;

/// <summary>
/// The place of a commit in the order in which things became known: 1, 2, 3 and so on; 0 is before the first. A reader at a number sees
/// what had been committed up to it and nothing else, whatever is written later.
/// </summary>
public readonly record struct KnowledgeNumber(long Value) : IComparable<KnowledgeNumber>
{
    public static readonly KnowledgeNumber None;

    public KnowledgeNumber Next => new(checked(Value + 1));

    public static bool TryParse([NotNullWhen(true)] string? text, out KnowledgeNumber number)
    {
        var parsed = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value);
        number = new KnowledgeNumber(value);
        return parsed;
    }

    public static bool operator <(KnowledgeNumber left, KnowledgeNumber right) => left.Value < right.Value;
    public static bool operator >(KnowledgeNumber left, KnowledgeNumber right) => left.Value > right.Value;
    public static bool operator <=(KnowledgeNumber left, KnowledgeNumber right) => left.Value <= right.Value;
    public static bool operator >=(KnowledgeNumber left, KnowledgeNumber right) => left.Value >= right.Value;

    public int CompareTo(KnowledgeNumber other) => Value.CompareTo(other.Value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
