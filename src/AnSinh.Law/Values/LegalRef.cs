using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;

namespace AnSinh.Law;

/// <summary>
/// A place in the law, printed as Vietnamese officials cite it: <c>Nghị định 20/2021/NĐ-CP, Điều 5 khoản 5 điểm a</c>, or
/// <c>Nghị định 75/2021/NĐ-CP, Phụ lục I mục 6.1</c>; a reform that is only proposed, <c>Đề xuất 1/ma-de-xuat</c>. Article, clause and point, annex and item may be absent, from the end: a reference to a whole instrument has only its kind and number.
/// </summary>
public sealed partial record LegalRef : IComparable<LegalRef>
{
    public required string Kind { get; init; }
    public required string Number { get; init; }
    public string? Article { get; init; }
    public string? Clause { get; init; }
    public string? Point { get; init; }
    public string? Annex { get; init; }
    public string? Item { get; init; }

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out LegalRef? reference)
    {
        reference = null;
        if (text is null)
        {
            return false;
        }

        var match = Pattern().Match(text.Trim().Normalize(NormalizationForm.FormC));
        if (!match.Success)
        {
            return false;
        }

        reference = new LegalRef
        {
            Kind = match.Groups["kind"].Value,
            Number = match.Groups["number"].Value,
            Article = Value(match.Groups["article"]),
            Clause = Value(match.Groups["clause"]),
            Point = Value(match.Groups["point"]),
            Annex = Value(match.Groups["annex"]),
            Item = Value(match.Groups["item"]),
        };
        return true;
    }

    /// <exception cref="FormatException">The text is not a citation of this form.</exception>
    public static LegalRef Parse(string text) => TryParse(text, out var reference)
        ? reference
        : throw new FormatException($"'{text}' is not a citation; expected for example 'Nghị định 20/2021/NĐ-CP, Điều 5 khoản 5 điểm a'.");

    /// <summary>Reads citations separated by semicolons.</summary>
    /// <exception cref="FormatException">One of them is not a citation.</exception>
    public static IReadOnlyList<LegalRef> ParseList(string text) =>
        [.. text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Parse)];

    /// <summary>Whether this reference is <paramref name="other"/> or a part of it: a point lies within its clause, article and instrument.</summary>
    public bool IsWithin(LegalRef other) =>
        Number == other.Number
        && (other.Article is null || other.Article == Article)
        && (other.Clause is null || other.Clause == Clause)
        && (other.Point is null || other.Point == Point)
        && (other.Annex is null || other.Annex == Annex)
        && (other.Item is null || other.Item == Item);

    public int CompareTo(LegalRef? other) => string.CompareOrdinal(ToString(), other?.ToString());

    public override string ToString()
    {
        var text = new StringBuilder().Append(Kind).Append(' ').Append(Number);
        if (Article is not null)
        {
            text.Append(", Điều ").Append(Article);
        }

        if (Clause is not null)
        {
            text.Append(" khoản ").Append(Clause);
        }

        if (Point is not null)
        {
            text.Append(" điểm ").Append(Point);
        }

        if (Annex is not null)
        {
            text.Append(", Phụ lục ").Append(Annex);
        }

        if (Item is not null)
        {
            text.Append(" mục ").Append(Item);
        }

        return text.ToString();
    }

    private static string? Value(Group group) => group.Success ? group.Value : null;

    [GeneratedRegex(@"^(?<kind>Đề xuất|Luật|Bộ luật|Pháp lệnh|Nghị định|Nghị quyết|Quyết định|Thông tư|Thông tư liên tịch|Hiến pháp) (?<number>[0-9]+/[^,\s]+)(, Điều (?<article>[0-9]+[a-zđ]?)( khoản (?<clause>[0-9]+[a-zđ]?)( điểm (?<point>[a-zđ]+(\.[0-9]+)?))?)?|, Phụ lục (?<annex>[IVX]+)( mục (?<item>[0-9]+(\.[0-9]+)*))?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
