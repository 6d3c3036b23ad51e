using System.Collections.Concurrent;
using AnSinh.Dmn.Compile;
using AnSinh.Dmn.Model;
using AnSinh.Dmn.Xml;
using AnSinh.Feel;

namespace AnSinh.Dmn;

/// <summary>
/// Models compiled together, ready to be evaluated by any number of threads, each with its own <see cref="EvaluationSession"/>. Nothing is read from files or
/// the network: imports come from the given sources or the caller's resolver.
/// </summary>
public sealed class DmnModelSet
{
    private readonly ConcurrentDictionary<EvaluationOptions, ConcurrentBag<EvaluationSession>> idle = new();
    private readonly int[] order;

    /// <param name="models">The models.</param>
    /// <param name="compiled">All nodes.</param>
    /// <param name="order">Indexes of all nodes, each after those it requires.</param>
    /// <param name="inputs">All input data.</param>
    /// <param name="diagnostics">What was found wrong.</param>
    /// <param name="sources">Where compiled texts stand.</param>
    internal DmnModelSet(
        IReadOnlyList<DmnModel> models, CompiledNode[] compiled, int[] order, IReadOnlyList<CompiledInput> inputs, IReadOnlyList<DmnDiagnostic> diagnostics, SourceIndex sources)
    {
        this.order = order;
        Models = models;
        Compiled = compiled;
        Inputs = inputs;
        Diagnostics = diagnostics;
        Sources = sources;
    }

    /// <summary>The models in the order given, then those the resolver brought.</summary>
    public IReadOnlyList<DmnModel> Models { get; }

    /// <summary>Everything found wrong, in the order found.</summary>
    public IReadOnlyList<DmnDiagnostic> Diagnostics { get; }

    /// <summary>True when some diagnostic is an error. Decisions that are not at fault can be evaluated all the same.</summary>
    public bool HasErrors => Diagnostics.Any(d => d.Severity == DmnSeverity.Error);

    /// <summary>All input data of all models, for giving values without a look-up by name.</summary>
    public IReadOnlyList<CompiledInput> Inputs { get; }

    /// <summary>The input's node and every node whose value depends on it.</summary>
    internal int[] DependentsOf(CompiledInput input) => input.Dependents ??= FindDependents(input);

    private int[] FindDependents(CompiledInput input)
    {
        var found = new bool[Compiled.Length];
        var list = new List<int>();
        foreach (int node in order)
        {
            found[node] = Compiled[node] is CompiledInputNode own ? own.Handle == input : Compiled[node].Node.Requires.Exists(r => found[r.Node.Index]);
            if (found[node])
            {
                list.Add(node);
            }
        }
        return list.ToArray();
    }

    internal CompiledNode[] Compiled { get; }
    internal SourceIndex Sources { get; }

    /// <summary>Reads and compiles models.</summary>
    public static DmnModelSet Load(IEnumerable<DmnSource> sources, DmnLoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(sources);
        options ??= new DmnLoadOptions();
        var diagnostics = new List<DmnDiagnostic>();
        var models = new List<(Definitions Model, string? Xml)>();
        foreach (DmnSource source in sources)
        {
            if (DmnReader.Read(source.Name, source.Xml, options.Limits, diagnostics) is { } model)
            {
                models.Add((model, source.Xml));
            }
        }
        return ModelCompiler.Compile(models, options, diagnostics);
    }

    /// <summary>Compiles models that were read or changed by the caller; places in diagnostics are those of the files they were read from.</summary>
    public static DmnModelSet Compile(IEnumerable<Definitions> models, DmnLoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(models);
        return ModelCompiler.Compile(models.Select(m => (m, (string?)null)).ToList(), options ?? new DmnLoadOptions(), []);
    }

    /// <summary>A model by its name, namespace or file name; null when there is none.</summary>
    public DmnModel? Model(string nameNamespaceOrFile) =>
        Models.FirstOrDefault(m => m.Namespace == nameNamespaceOrFile)
        ?? Models.FirstOrDefault(m => m.File == nameNamespaceOrFile)
        ?? Models.FirstOrDefault(m => m.Name == nameNamespaceOrFile);

    /// <summary>A decision by model (name, namespace or file name) and name or id; null when there is none.</summary>
    public CompiledDecision? Decision(string model, string decision) => Model(model)?.Decision(decision);

    internal EvaluationSession Take(EvaluationOptions options) =>
        idle.GetOrAdd(options, _ => []).TryTake(out EvaluationSession? session) ? session : new EvaluationSession(this, options);

    internal void Give(EvaluationSession session)
    {
        session.Reset();
        idle[session.Options].Add(session);
    }
}

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

/// <summary>A decision ready to be evaluated.</summary>
public sealed class CompiledDecision
{
    private DmnModelSet? set;

    internal CompiledDecision(Decision source, Definitions model, int index)
    {
        Source = source;
        Model = model;
        Index = index;
    }

    /// <summary>The decision as the model gives it.</summary>
    public Decision Source { get; }

    public Definitions Model { get; }
    public string Name => Source.Name;
    public string? Id => Source.Id;

    /// <summary>The static type of the value.</summary>
    public FeelType Type { get; internal set; } = FeelType.Any;

    /// <summary>The decision's own table, when its logic is a decision table.</summary>
    public CompiledTable? Table { get; internal set; }

    /// <summary>All tables inside the decision's logic.</summary>
    public IReadOnlyList<CompiledTable> Tables { get; internal set; } = [];

    /// <summary>The input data that the decision needs, through other decisions too.</summary>
    public IReadOnlyList<CompiledInput> Inputs { get; internal set; } = [];

    /// <summary>Paths of input data that the value rests on, through other decisions too, such as <c>person.born</c>; in ordinal order.</summary>
    public IReadOnlyList<string> Facts { get; internal set; } = [];

    /// <summary>The decisions that this one requires directly.</summary>
    public IReadOnlyList<CompiledDecision> Required { get; internal set; } = [];

    internal int Index { get; }

    internal void Attach(DmnModelSet owner) => set = owner;

    /// <summary>Evaluates the decision once. For many evaluations or several decisions over the same inputs use an <see cref="EvaluationSession"/>.</summary>
    public DecisionResult Evaluate(FeelContext inputs, EvaluationOptions? options = null)
    {
        EvaluationSession session = set!.Take(options ?? EvaluationOptions.Default);
        session.SetInputs(inputs);
        DecisionResult result = session.Result(this);
        set.Give(session);
        return result;
    }
}
