using System.Globalization;

namespace AnSinh.Feel;

/// <summary>A sentence in Vietnamese and in English.</summary>
public readonly record struct FeelText(string Vi, string En)
{
    /// <summary>The Vietnamese sentence for "vi", else the English one.</summary>
    public string In(string language) => language.StartsWith("vi", StringComparison.OrdinalIgnoreCase) ? Vi : En;

    public override string ToString() => En;
}

/// <summary>Which stage found a fault.</summary>
public enum FeelFault
{
    /// <summary>The text is no FEEL.</summary>
    Syntax,

    /// <summary>A name stands for nothing in scope.</summary>
    UnknownName,

    /// <summary>Types do not fit.</summary>
    Type,

    /// <summary>The expression is larger or deeper than allowed.</summary>
    Limit,
}

/// <summary>
/// A fault of an expression: where it is (line and column count from 1), what is wrong and what would be right.
/// An expression with a syntax or limit fault has no value; one with other faults gives null there in standard mode.
/// </summary>
public sealed record FeelDiagnostic(FeelFault Fault, string Source, SourceSpan Span, FeelText Message, FeelText Expected)
{
    /// <summary>Line of the place in the expression, from 1.</summary>
    public int Line => Source.AsSpan(0, Math.Min(Span.Start, Source.Length)).Count('\n') + 1;

    /// <summary>Column of the place in its line, from 1, in UTF-16 units.</summary>
    public int Column => Math.Min(Span.Start, Source.Length) - LineStart + 1;

    private int LineStart => Source.AsSpan(0, Math.Min(Span.Start, Source.Length)).LastIndexOf('\n') + 1;

    /// <summary>The line of the expression, and below it the place marked with ^.</summary>
    public string Excerpt
    {
        get
        {
            int start = LineStart;
            int end = Source.IndexOf('\n', start);
            if (end < 0) end = Source.Length;
            int from = Math.Max(start, Math.Min(Span.Start, Source.Length) - 60);
            int to = Math.Min(end, Math.Max(from + 120, Math.Min(Span.End, from + 160)));
            int marks = Math.Clamp(Span.Length, 1, Math.Max(1, to - Span.Start));
            return string.Concat(Source.AsSpan(from, Math.Max(0, to - from)), "\n", new string(' ', Math.Max(0, Span.Start - from)), new string('^', marks));
        }
    }

    /// <summary>Line, column, message, excerpt and what would be right, in "vi" or "en".</summary>
    public string Render(string language)
    {
        bool vietnamese = language.StartsWith("vi", StringComparison.OrdinalIgnoreCase);
        string place = vietnamese
            ? string.Create(CultureInfo.InvariantCulture, $"dòng {Line}, cột {Column}")
            : string.Create(CultureInfo.InvariantCulture, $"line {Line}, column {Column}");
        string expected = Expected.In(language);
        string tail = expected.Length == 0 ? "" : (vietnamese ? "\nĐúng ra: " : "\nExpected: ") + expected;
        return $"{place}: {Message.In(language)}\n{Excerpt}{tail}";
    }

    public override string ToString() => Render("en");
}
