namespace AnSinh.Dmn;

/// <summary>Bounds on what a model file may hold, so that a hostile one ends quickly with a message.</summary>
public sealed record DmnLimits
{
    /// <summary>Characters of one model file.</summary>
    public int MaxCharacters { get; init; } = 8 * 1024 * 1024;

    /// <summary>Depth of nested elements; a boxed expression uses about two levels.</summary>
    public int MaxDepth { get; init; } = 120;

    /// <summary>Elements of one model file.</summary>
    public int MaxElements { get; init; } = 400_000;

    /// <summary>Faults kept for one model; more are counted in a last line.</summary>
    public int MaxDiagnostics { get; init; } = 500;
}
