namespace AnSinh.Feel;

/// <summary>Bounds against hostile or runaway expressions. An evaluation that passes one stops with a <see cref="FeelLimitException"/>.</summary>
public sealed record FeelLimits
{
    public static FeelLimits Default { get; } = new();

    /// <summary>
    /// Work of one evaluation: loop rounds, items filtered, function calls, and what is gone through (a value 1, a string 1 for 32 characters, a
    /// list or context the sum of what it holds).
    /// </summary>
    public long Steps { get; init; } = 10_000_000;

    /// <summary>Function calls within one another.</summary>
    public int CallDepth { get; init; } = 1_000;

    /// <summary>Items of one list.</summary>
    public int ListItems { get; init; } = 1_000_000;

    /// <summary>UTF-16 units of one string.</summary>
    public int StringLength { get; init; } = 1_000_000;

    /// <summary>Time for one regular expression match.</summary>
    public TimeSpan RegexTime { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Messages that are kept; later ones are counted only.</summary>
    public int Messages { get; init; } = 100;
}
