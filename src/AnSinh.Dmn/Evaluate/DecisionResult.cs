using AnSinh.Feel;

namespace AnSinh.Dmn;

/// <summary>What one evaluation of a decision gave.</summary>
public sealed class DecisionResult
{
    private readonly FeelValue value;

    internal DecisionResult(FeelValue value, DmnMessage? stopped, IReadOnlyList<DmnMessage> messages, DecisionTrace? trace)
    {
        this.value = value;
        Stopped = stopped;
        Messages = messages;
        Trace = trace;
    }

    /// <summary>The value; unknown when the missing facts can still change it.</summary>
    /// <exception cref="DmnEvaluationException">The evaluation stopped, so that there is no value.</exception>
    public FeelValue Value => Stopped is null ? value : throw new DmnEvaluationException(Stopped);

    /// <summary>Why the evaluation stopped, or null when it did not.</summary>
    public DmnMessage? Stopped { get; }

    /// <summary>What went wrong on the way (standard mode only).</summary>
    public IReadOnlyList<DmnMessage> Messages { get; }

    /// <summary>How the value came about, when asked for by <see cref="EvaluationOptions.Trace"/>.</summary>
    public DecisionTrace? Trace { get; }
}
