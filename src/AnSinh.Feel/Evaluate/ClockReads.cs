using AnSinh.Feel.Typed;

namespace AnSinh.Feel.Evaluate;

/// <summary>Finds expressions whose value depends on the clock.</summary>
internal static class ClockReads
{
    public static bool In(TypedNode node) => node switch
    {
        BuiltinCallNode call => Reads(call.Function) || call.Arguments.Any(In),
        ConstantNode constant => Holds(constant.Value),
        _ => node.Children.Any(In),
    };

    /// <summary>A constant may be such a function, or hold one.</summary>
    private static bool Holds(in FeelValue value) => value.Kind switch
    {
        FeelKind.Function => value.AsFunction is BuiltinFunction builtin && Reads(builtin),
        FeelKind.List => value.AsList.Any(item => Holds(item)),
        FeelKind.Context => value.AsContext.Any(entry => Holds(entry.Value)),
        _ => false,
    };

    /// <summary>A function of no arguments that is not pure can only read the clock.</summary>
    private static bool Reads(BuiltinFunction function) => function.Signatures.Any(signature => !signature.IsPure && signature.Parameters.Count == 0);
}
