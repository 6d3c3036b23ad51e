namespace AnSinh.Feel;

/// <summary>A part of an expression's text, in UTF-16 units from its beginning.</summary>
public readonly record struct SourceSpan(int Start, int Length)
{
    public int End => Start + Length;

    public static SourceSpan Between(int start, int end) => new(start, Math.Max(0, end - start));

    public SourceSpan To(SourceSpan last) => Between(Start, last.End);
}
