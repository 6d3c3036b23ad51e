using AnSinh.Feel.Typed;

namespace AnSinh.Feel.Evaluate;

/// <summary>A function defined in FEEL with the values it captured where it was defined.</summary>
internal sealed class ClosureFunction(FunctionNode node, Code body, FeelValue[] captured)
    : FeelFunction(node.Parameters, FeelType.Any)
{
    public override FeelType Type => node.Type;

    public override FeelValue Invoke(ReadOnlySpan<FeelValue> arguments, FeelEvaluation evaluation)
    {
        FeelEvaluation.Mark mark = evaluation.Enter(node.FrameSize);
        try
        {
            for (int i = 0; i < arguments.Length; i++) evaluation.Local(i) = arguments[i];
            for (int i = 0; i < captured.Length; i++) evaluation.Local(node.Captures[i].Local) = captured[i];
            if (node.Self >= 0) evaluation.Local(node.Self) = FeelValue.Of(this);
            return body(evaluation);
        }
        finally
        {
            evaluation.Leave(mark);
        }
    }
}
