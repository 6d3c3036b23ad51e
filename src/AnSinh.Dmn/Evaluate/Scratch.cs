using AnSinh.Feel;

namespace AnSinh.Dmn;

/// <summary>A piece of a session's working memory, given back by <see cref="Dispose"/>.</summary>
internal readonly ref struct Scratch(EvaluationSession session, FeelValue[] array, int start, int count)
{
    public FeelValue[] Array => array;
    public int Start => start;
    public int Count => count;
    public Span<FeelValue> Span => array.AsSpan(start, count);

    public void Dispose() => session.Return(this);
}
