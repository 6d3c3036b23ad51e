using AnSinh.Dmn.Model;

namespace AnSinh.Dmn;

/// <summary>One model of a set.</summary>
public sealed class DmnModel
{
    private readonly IReadOnlyDictionary<string, CompiledDecision> imported;

    internal DmnModel(
        Definitions definitions, IReadOnlyList<CompiledDecision> decisions, IReadOnlyList<CompiledInput> inputs, IReadOnlyList<CompiledInvocable> invocables,
        IReadOnlyList<CompiledTable> tables, IReadOnlyDictionary<string, CompiledDecision> imported)
    {
        this.imported = imported;
        Tables = tables;
        Definitions = definitions;
        Decisions = decisions;
        Inputs = inputs;
        Invocables = invocables;
    }

    public Definitions Definitions { get; }
    public string Name => Definitions.Name;
    public string Namespace => Definitions.Namespace;
    public string File => Definitions.File;
    public IReadOnlyList<CompiledDecision> Decisions { get; }

    /// <summary>The model's own input data.</summary>
    public IReadOnlyList<CompiledInput> Inputs { get; }

    /// <summary>Business knowledge models and decision services.</summary>
    public IReadOnlyList<CompiledInvocable> Invocables { get; }

    /// <summary>Every decision table of the model, in decisions and in business knowledge models.</summary>
    public IReadOnlyList<CompiledTable> Tables { get; }

    /// <summary>A decision by name or id, or one of an imported model as <c>import.name</c>; null when there is none.</summary>
    public CompiledDecision? Decision(string nameOrId) =>
        Decisions.FirstOrDefault(d => d.Name == nameOrId) ?? Decisions.FirstOrDefault(d => d.Id == nameOrId) ?? imported.GetValueOrDefault(nameOrId);

    /// <summary>A business knowledge model or decision service by name or id; null when there is none.</summary>
    public CompiledInvocable? Invocable(string nameOrId) => Invocables.FirstOrDefault(i => i.Name == nameOrId) ?? Invocables.FirstOrDefault(i => i.Id == nameOrId);
}
