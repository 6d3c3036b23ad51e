using AnSinh.Dmn.Model;
using AnSinh.Feel;

namespace AnSinh.Dmn;

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
