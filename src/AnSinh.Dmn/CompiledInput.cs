using AnSinh.Dmn.Model;
using AnSinh.Feel;

namespace AnSinh.Dmn;

/// <summary>Input data of a model, as reached by one path of imports.</summary>
public sealed class CompiledInput
{
    internal CompiledInput(string name, IReadOnlyList<string> path, string space, FeelType type, InputData source, int index)
    {
        Name = name;
        Path = path;
        QualifiedName = path.Count == 0 ? name : $"{string.Join('.', path)}.{name}";
        Namespace = space;
        Type = type;
        Source = source;
        Index = index;
    }

    public string Name { get; }

    /// <summary>Import names from the model that is evaluated to the one that declares the input; empty for its own.</summary>
    public IReadOnlyList<string> Path { get; }

    /// <summary>Path and name joined by dots.</summary>
    public string QualifiedName { get; }

    /// <summary>The namespace of the declaring model.</summary>
    public string Namespace { get; }

    public FeelType Type { get; }
    public InputData Source { get; }
    internal int Index { get; }

    /// <summary>Nodes that depend on the input, once asked for.</summary>
    internal int[]? Dependents { get; set; }
}

/// <summary>A business knowledge model or decision service; called by <see cref="EvaluationSession.Invoke"/>.</summary>
public sealed class CompiledInvocable
{
    internal CompiledInvocable(string name, string? id, bool isService, int index)
    {
        Name = name;
        Id = id;
        IsService = isService;
        Index = index;
    }

    public string Name { get; }
    public string? Id { get; }
    public bool IsService { get; }
    internal int Index { get; }
}
