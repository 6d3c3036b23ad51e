namespace AnSinh.Dmn.Model;

/// <summary>A boxed expression (DMN 1.5, 7.3.1 and 10.2).</summary>
public abstract record Expression : DmnElement
{
    public string? TypeRef { get; init; }
}

/// <summary>FEEL text (7.3.7).</summary>
public sealed record LiteralExpression : Expression
{
    public SourceText? Text { get; init; }
    public string? ExpressionLanguage { get; init; }
}

/// <summary>Named entries in order; an entry without variable is the result (10.2.1.4).</summary>
public sealed record ContextExpression : Expression
{
    public IReadOnlyList<ContextEntry> Entries { get; init; } = [];
}

public sealed record ContextEntry : DmnElement
{
    public InformationItem? Variable { get; init; }
    public Expression? Value { get; init; }
}

/// <summary>A call with bindings by name (10.2.1.3).</summary>
public sealed record Invocation : Expression
{
    public Expression? CalledFunction { get; init; }
    public IReadOnlyList<Binding> Bindings { get; init; } = [];
}

public sealed record Binding(InformationItem Parameter, Expression? Formula);

/// <summary>Rows of contexts over named columns (10.2.1.6).</summary>
public sealed record Relation : Expression
{
    public IReadOnlyList<InformationItem> Columns { get; init; } = [];
    public IReadOnlyList<ListExpression> Rows { get; init; } = [];
}

/// <summary>A boxed list (10.2.1.5).</summary>
public sealed record ListExpression : Expression
{
    public IReadOnlyList<Expression> Items { get; init; } = [];
}

/// <summary>A boxed function (10.2.1.7).</summary>
public sealed record FunctionDefinition : Expression
{
    /// <summary><c>FEEL</c>, <c>Java</c> or <c>PMML</c>.</summary>
    public string Kind { get; init; } = "FEEL";
    public IReadOnlyList<InformationItem> Parameters { get; init; } = [];
    public Expression? Body { get; init; }
}

/// <summary>The named expression inside <c>if</c>, <c>then</c>, <c>in</c>, <c>satisfies</c>, ... of a boxed expression.</summary>
public sealed record ChildExpression(Expression? Value, string? Id, string? TypeRef);

/// <summary>Boxed if, then, else (10.2.1.8).</summary>
public sealed record Conditional : Expression
{
    public ChildExpression? If { get; init; }
    public ChildExpression? Then { get; init; }
    public ChildExpression? Else { get; init; }
}

/// <summary>Boxed filter (10.2.1.9).</summary>
public sealed record Filter : Expression
{
    public ChildExpression? In { get; init; }
    public ChildExpression? Match { get; init; }
}

/// <summary>Boxed for, some or every (10.2.1.10, 10.2.1.11).</summary>
public sealed record Iterator : Expression
{
    public IteratorKind Kind { get; init; }
    public string Variable { get; init; } = "";
    public ChildExpression? In { get; init; }

    /// <summary>The <c>return</c> of a for, the <c>satisfies</c> of a some or every.</summary>
    public ChildExpression? Body { get; init; }
}

public enum IteratorKind
{
    For,
    Some,
    Every,
}
