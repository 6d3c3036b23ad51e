using AnSinh.Feel;

namespace AnSinh.Dmn;

/// <summary>How decisions are evaluated.</summary>
public sealed record EvaluationOptions
{
    public static EvaluationOptions Default { get; } = new();

    /// <summary>
    /// Strict: a type error, a missing input, an overlap in a UNIQUE table, no hit without default, a value outside its allowed values or a lossy coercion stop
    /// the evaluation with place and reason. Standard: they give null and a message, as the compatibility kit expects.
    /// </summary>
    public FeelMode Mode { get; init; } = FeelMode.Strict;

    /// <summary>True to keep what <see cref="DecisionTrace"/> shows.</summary>
    public bool Trace { get; init; }

    public FeelLimits Limits { get; init; } = FeelLimits.Default;

    /// <summary>The clock behind today() and now().</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
