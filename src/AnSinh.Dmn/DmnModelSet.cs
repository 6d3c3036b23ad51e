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

    /// <summary>
    /// True when a decision's value depends on nothing but what it reads, so that a strict session may keep results: nothing reads the clock, and there are no decision
    /// services, whose insides read inputs that their callers do not name.
    /// </summary>
    internal bool KeepsResults { get; init; }

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
