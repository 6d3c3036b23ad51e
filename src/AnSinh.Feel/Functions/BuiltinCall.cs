using AnSinh.Feel.Evaluate;

namespace AnSinh.Feel;

/// <summary>Checks and coerces the arguments of a built-in function, and applies it.</summary>
internal static class BuiltinCall
{
    /// <summary>Applies a signature that takes this number of arguments.</summary>
    public static FeelValue Invoke(BuiltinFunction function, BuiltinSignature signature, ReadOnlySpan<FeelValue> arguments, FeelEvaluation evaluation)
    {
        int mark = evaluation.Push(arguments.Length);
        try
        {
            Span<FeelValue> room = evaluation.Pushed(mark, arguments.Length);
            arguments.CopyTo(room);
            return InvokeInPlace(function, signature, room, evaluation);
        }
        finally
        {
            evaluation.Pop(mark);
        }
    }

    /// <summary>Applies the way of a function that has these parameter names.</summary>
    public static FeelValue InvokeByName(BuiltinFunction function, string[] names, ReadOnlySpan<FeelValue> arguments, FeelEvaluation evaluation)
    {
        foreach (BuiltinSignature signature in function.Signatures)
        {
            if (!signature.TryPlace(names, out int[] places)) continue;
            FeelValue[] ordered = new FeelValue[places.Length];
            for (int i = 0; i < ordered.Length; i++) ordered[i] = places[i] >= 0 ? arguments[places[i]] : FeelValue.Null;
            return InvokeInPlace(function, signature, ordered, evaluation);
        }
        return evaluation.Fail(Texts.WrongNames(function));
    }

    /// <summary>The first way of a function that takes the arguments as they are; else the first that takes as many.</summary>
    public static BuiltinSignature Choose(BuiltinFunction function, ReadOnlySpan<FeelValue> arguments)
    {
        BuiltinSignature? byCount = null;
        foreach (BuiltinSignature signature in function.Signatures)
        {
            if (!signature.Takes(arguments.Length)) continue;
            byCount ??= signature;
            bool all = true;
            for (int i = 0; i < arguments.Length && all; i++) all = signature.ParameterAt(i).Type.Accepts(arguments[i]);
            if (all) return signature;
        }
        return byCount!;
    }

    /// <summary>Like <see cref="Invoke"/>, for arguments that may be overwritten.</summary>
    public static FeelValue InvokeInPlace(BuiltinFunction function, BuiltinSignature signature, Span<FeelValue> arguments, FeelEvaluation evaluation)
    {
        FeelValue unknown = FeelValue.Null;
        for (int i = 0; i < arguments.Length; i++)
        {
            BuiltinParameter parameter = signature.ParameterAt(i);
            ref FeelValue argument = ref arguments[i];
            evaluation.Step(argument.Weight);
            FeelValue given = argument;
            if (!Fit(ref argument, parameter)) return evaluation.Fail(WrongArgument(function, parameter, given));
            bool needed = !signature.TakesUnknown || (argument.IsUnknown && !parameter.Type.IsAny);
            if (needed && argument.HasUnknown) unknown = FeelValue.UnknownOf(unknown, argument);
        }
        return unknown.IsUnknown ? unknown : signature.Body(arguments, evaluation);
    }

    private static bool Fit(ref FeelValue argument, BuiltinParameter parameter)
    {
        if (argument.IsUnknown) return true;
        if (argument.IsNull) return parameter.Is(ParameterTraits.Nullable);
        if (parameter.Type is SimpleType simple)
        {
            if (simple.Kind is null || argument.Kind == simple.Kind) return true;
        }
        else if (parameter.Type.Accepts(argument)) return true;
        if (!FeelCoercion.TryCoerce(argument, parameter.Type, out FeelValue coerced) || (coerced.IsNull && !parameter.Is(ParameterTraits.Nullable))) return false;
        argument = coerced;
        return true;
    }

    public static FeelText WrongCount(BuiltinFunction function, int count) => new(
        $"Hàm '{function.BuiltinName}' không nhận {count} đối số; cách gọi: {Ways(function)}.",
        $"The function '{function.BuiltinName}' does not take {count} arguments; it is called as {Ways(function)}.");

    public static FeelText WrongArgument(BuiltinFunction function, BuiltinParameter parameter, FeelValue argument) => new(
        $"Hàm '{function.BuiltinName}': đối số '{parameter.Name}' phải là {parameter.Type}, nhưng nhận {Shown(argument)}.",
        $"The function '{function.BuiltinName}' needs {parameter.Type} for '{parameter.Name}' but got {Shown(argument)}.");

    public static string Ways(BuiltinFunction function) => string.Join("; ", function.Signatures.Select(signature =>
        $"{function.BuiltinName}({string.Join(", ", signature.Parameters.Select(Way))})"));

    public static string Shown(FeelValue value) => FeelFormat.Short(value, 60);

    private static string Way(BuiltinParameter parameter)
    {
        string name = $"{parameter.Name}: {parameter.Type}";
        return parameter.Is(ParameterTraits.Variadic) ? name + "..." : parameter.Is(ParameterTraits.Optional) ? $"[{name}]" : name;
    }
}
