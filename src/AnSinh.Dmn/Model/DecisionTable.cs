namespace AnSinh.Dmn.Model;

/// <summary>A decision table (DMN 1.5, clause 8). Rules are rows here whatever the preferred orientation.</summary>
public sealed record DecisionTable : Expression
{
    public HitPolicy HitPolicy { get; init; } = HitPolicy.Unique;
    public Aggregation Aggregation { get; init; } = Aggregation.None;
    public string? PreferredOrientation { get; init; }
    public string? OutputLabel { get; init; }
    public IReadOnlyList<InputClause> Inputs { get; init; } = [];
    public IReadOnlyList<OutputClause> Outputs { get; init; } = [];

    /// <summary>Names of the annotation columns.</summary>
    public IReadOnlyList<string> Annotations { get; init; } = [];

    public IReadOnlyList<DecisionRule> Rules { get; init; } = [];
}

/// <summary>Which of several hits count (8.2.10).</summary>
public enum HitPolicy
{
    Unique,
    First,
    Priority,
    Any,
    Collect,
    RuleOrder,
    OutputOrder,
}

/// <summary>How a COLLECT table joins its hits (8.2.11).</summary>
public enum Aggregation
{
    None,
    Sum,
    Count,
    Min,
    Max,
}

public sealed record InputClause : DmnElement
{
    public LiteralExpression? InputExpression { get; init; }
    public UnaryTests? InputValues { get; init; }
}

public sealed record OutputClause : DmnElement
{
    public string? Name { get; init; }
    public string? TypeRef { get; init; }
    public UnaryTests? OutputValues { get; init; }
    public LiteralExpression? DefaultOutput { get; init; }
}

public sealed record DecisionRule : DmnElement
{
    public IReadOnlyList<UnaryTests> InputEntries { get; init; } = [];
    public IReadOnlyList<LiteralExpression> OutputEntries { get; init; } = [];

    /// <summary>Texts of the annotation cells, in the order of the annotation columns.</summary>
    public IReadOnlyList<string> Annotations { get; init; } = [];
}
