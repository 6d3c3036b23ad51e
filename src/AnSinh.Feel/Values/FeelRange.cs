namespace AnSinh.Feel;

/// <summary>An interval of comparable values. A null bound means that the interval is open on that side, as in (&lt; 5).</summary>
public sealed class FeelRange
{
    public FeelRange(FeelValue start, bool startIncluded, FeelValue end, bool endIncluded)
    {
        Start = start;
        End = end;
        StartIncluded = startIncluded && !start.IsNull;
        EndIncluded = endIncluded && !end.IsNull;
    }

    public FeelValue Start { get; }
    public FeelValue End { get; }
    public bool StartIncluded { get; }
    public bool EndIncluded { get; }

    internal FeelUnknown? Unknown => Start.UnknownFacts is { } facts
        ? End.UnknownFacts is { } more ? facts.Union(more) : facts
        : End.UnknownFacts;

    internal bool HasUnknown => Start.HasUnknown || End.HasUnknown;

    internal bool HasUnknownBound(out FeelValue unknown)
    {
        unknown = HasUnknown ? FeelValue.Of(Unknown!) : FeelValue.Null;
        return HasUnknown;
    }
}
