using AnSinh.Dmn.Model;

namespace AnSinh.Dmn.Compile;

/// <summary>
/// A model as reached by one path of import names. A model imported under two names is two instances, so that each can be given its own input data;
/// with <see cref="DmnLoadOptions.SharedImports"/> every model is one instance.
/// </summary>
internal sealed class ModelInstance(Definitions definitions, IReadOnlyList<string> path)
{
    public Definitions Definitions => definitions;

    /// <summary>Import names from the root model down to this one; empty for a root.</summary>
    public IReadOnlyList<string> Path => path;

    /// <summary>Imported models by import name; an empty name merges them into this model's own names.</summary>
    public List<(Import Import, ModelInstance Model)> Imports { get; } = [];

    public Dictionary<string, Node> ById { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, Node> ByName { get; } = new(StringComparer.Ordinal);
    public List<Node> Nodes { get; } = [];
}

/// <summary>An element of the requirements graph in one model instance.</summary>
internal sealed class Node(ModelInstance model, DrgElement element, int index)
{
    public ModelInstance Model => model;
    public DrgElement Element => element;

    /// <summary>Position in the arrays of a session.</summary>
    public int Index => index;

    /// <summary>Nodes that this one requires, with the import prefix under which each is visible here ("" for none).</summary>
    public List<(string Prefix, Node Node)> Requires { get; } = [];

    /// <summary>True when the node takes part in, or depends on, a cycle of requirements.</summary>
    public bool Cyclic { get; set; }

    public string Name => element.Name;

    /// <summary>The name of the variable that carries the element's value in FEEL.</summary>
    public string VariableName => Variable?.Name is { Length: > 0 } name ? name : element.Name;

    public InformationItem? Variable => element switch
    {
        InputData data => data.Variable,
        Decision decision => decision.Variable,
        BusinessKnowledgeModel knowledge => knowledge.Variable,
        DecisionService service => service.Variable,
        _ => null,
    };

    public override string ToString() => element switch
    {
        InputData => $"inputData '{Name}'",
        Decision => $"decision '{Name}'",
        BusinessKnowledgeModel => $"businessKnowledgeModel '{Name}'",
        DecisionService => $"decisionService '{Name}'",
        _ => $"knowledgeSource '{Name}'",
    };
}
