using AnSinh.Feel.Typed;

namespace AnSinh.Feel.Evaluate;

/// <summary>Finds expressions whose value depends on the clock.</summary>
internal static class ClockReads
{
    public static bool In(TypedNode node) => node switch
    {
        BuiltinCallNode call => Reads(call.Function) || call.Arguments.Any(In),
        ConstantNode { Value: { Kind: FeelKind.Function } function } => function.AsFunction is BuiltinFunction builtin && Reads(builtin),
        _ => node.Children.Any(In),
    };

    /// <summary>A function of no arguments that is not pure can only read the clock.</summary>
    private static bool Reads(BuiltinFunction function) => function.Signatures.Any(signature => !signature.IsPure && signature.Parameters.Count == 0);
}
