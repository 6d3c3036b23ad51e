namespace AnSinh.Feel;

/// <summary>What happens when an expression errs while it runs.</summary>
public enum FeelMode
{
    /// <summary>A <see cref="FeelEvaluationException"/> ends the evaluation.</summary>
    Strict,

    /// <summary>The erring part is null and a message is recorded, as the standard says.</summary>
    Standard,
}

/// <summary>Something that went wrong while an expression ran, with its place in the expression.</summary>
public sealed record FeelMessage(FeelText Text, string Source, SourceSpan Span)
{
    /// <summary>The sentence in English, with line, column and the place marked.</summary>
    public override string ToString() => new FeelDiagnostic(FeelFault.Type, Source, Span, Text, new("", "")).Render("en");
}

/// <summary>The evaluation stopped: an error in strict mode.</summary>
public class FeelEvaluationException(FeelMessage reason) : Exception(reason.ToString())
{
    public FeelMessage Reason { get; } = reason;
}

/// <summary>The evaluation stopped in either mode because it passed one of <see cref="FeelLimits"/>.</summary>
public sealed class FeelLimitException(FeelMessage reason) : FeelEvaluationException(reason);

/// <summary>
/// One thread's room for evaluating: the values of the scope's names, mode, limits, clock and messages. Meant to be used again and again;
/// not safe for several threads at once.
/// </summary>
public sealed partial class FeelEvaluation
{
    private readonly List<FeelMessage> _messages = [];

    public FeelEvaluation(FeelMode mode = FeelMode.Strict, FeelLimits? limits = null, TimeProvider? time = null)
    {
        Mode = mode;
        Limits = limits ?? FeelLimits.Default;
        Time = time ?? TimeProvider.System;
    }

    public FeelMode Mode { get; }

    public FeelLimits Limits { get; }

    /// <summary>The clock behind today() and now().</summary>
    public TimeProvider Time { get; }

    /// <summary>Values of the scope's names by <see cref="FeelVariable.Slot"/>; as long as <see cref="FeelScope.SlotCount"/> or longer.</summary>
    public FeelValue[] Slots { get; set; } = [];

    /// <summary>What went wrong since the last <see cref="Reset"/>, in standard mode.</summary>
    public IReadOnlyList<FeelMessage> Messages => _messages;

    /// <summary>Steps taken by the evaluation that runs or ran last, with all it called.</summary>
    public long Steps { get; private set; }

    /// <summary>Forgets the messages, for the next case.</summary>
    public void Reset() => _messages.Clear();
}
