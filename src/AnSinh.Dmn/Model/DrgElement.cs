namespace AnSinh.Dmn.Model;

/// <summary>A node of the decision requirements graph (DMN 1.5, 6.2).</summary>
public abstract record DrgElement : NamedElement;

/// <summary>A reference by href: <c>#id</c> in the same model or <c>namespace#id</c>.</summary>
public readonly record struct Reference(string Href, Place Place);

/// <summary>A requirement of one element on another (DMN 1.5, 6.3.12 to 6.3.14).</summary>
public sealed record Requirement : DmnElement
{
    public RequirementKind Kind { get; init; }
    public Reference Target { get; init; }
}

/// <summary>What a requirement points at; authority requirements also name decisions or input data.</summary>
public enum RequirementKind
{
    Decision,
    Input,
    Knowledge,
    Authority,
    AuthorityOfDecision,
    AuthorityOfInput,
}

/// <summary>Data from outside (DMN 1.5, 6.3.11).</summary>
public sealed record InputData : DrgElement
{
    public InformationItem? Variable { get; init; }
}

/// <summary>A decision (DMN 1.5, 6.3.7).</summary>
public sealed record Decision : DrgElement
{
    public string? Question { get; init; }
    public string? AllowedAnswers { get; init; }
    public InformationItem? Variable { get; init; }
    public IReadOnlyList<Requirement> Requirements { get; init; } = [];

    /// <summary>Decision logic, or null when the model gives none.</summary>
    public Expression? Logic { get; init; }
}

/// <summary>A function for decisions to call (DMN 1.5, 6.3.9).</summary>
public sealed record BusinessKnowledgeModel : DrgElement
{
    public InformationItem? Variable { get; init; }
    public IReadOnlyList<Requirement> Requirements { get; init; } = [];
    public FunctionDefinition? EncapsulatedLogic { get; init; }
}

/// <summary>Decisions offered as one function (DMN 1.5, 6.3.10); parameters are the input data, then the input decisions.</summary>
public sealed record DecisionService : DrgElement
{
    public InformationItem? Variable { get; init; }
    public IReadOnlyList<Reference> OutputDecisions { get; init; } = [];
    public IReadOnlyList<Reference> EncapsulatedDecisions { get; init; } = [];
    public IReadOnlyList<Reference> InputDecisions { get; init; } = [];
    public IReadOnlyList<Reference> InputData { get; init; } = [];
}

/// <summary>An authority for knowledge or decisions (DMN 1.5, 6.3.12).</summary>
public sealed record KnowledgeSource : DrgElement
{
    public string? Type { get; init; }
    public string? LocationUri { get; init; }
    public IReadOnlyList<Requirement> Requirements { get; init; } = [];
}
