namespace AnSinh.Feel;

/// <summary>What is special about a parameter of a built-in function.</summary>
[Flags]
public enum ParameterTraits
{
    None = 0,

    /// <summary>May be left out.</summary>
    Optional = 1,

    /// <summary>Null is an argument like any other instead of an error.</summary>
    Nullable = 2,

    /// <summary>The last parameter, which takes any number of arguments.</summary>
    Variadic = 4,
}

/// <summary>A parameter of a built-in function.</summary>
public sealed record BuiltinParameter(string Name, FeelType Type, ParameterTraits Traits = ParameterTraits.None)
{
    public bool Is(ParameterTraits trait) => (Traits & trait) != 0;
}

/// <summary>The work of a built-in: arguments have been checked against the parameters; trailing optional ones may be missing.</summary>
internal delegate FeelValue BuiltinBody(ReadOnlySpan<FeelValue> arguments, FeelEvaluation evaluation);

/// <summary>One way to call a built-in function.</summary>
public sealed class BuiltinSignature
{
    internal BuiltinSignature(FeelType result, BuiltinParameter[] parameters, BuiltinBody body, bool takesUnknown = false, bool pure = true)
    {
        Result = result;
        Parameters = parameters;
        Body = body;
        TakesUnknown = takesUnknown;
        IsPure = pure;
    }

    public IReadOnlyList<BuiltinParameter> Parameters { get; }

    public FeelType Result { get; }

    /// <summary>False when the result depends on more than the arguments (the clock, a function given).</summary>
    public bool IsPure { get; }

    /// <summary>True when the function can say more of unknown arguments than "unknown".</summary>
    internal bool TakesUnknown { get; }

    internal BuiltinBody Body { get; }

    internal bool IsVariadic => Parameters.Count > 0 && Parameters[^1].Is(ParameterTraits.Variadic);

    internal int Required => Parameters.Count(parameter => !parameter.Is(ParameterTraits.Optional) && !parameter.Is(ParameterTraits.Variadic));

    internal BuiltinParameter ParameterAt(int index) => index < Parameters.Count ? Parameters[index] : Parameters[^1];

    /// <summary>
    /// For arguments given by name: which of them stands at each parameter, -1 where an optional one was left out. False when the names do
    /// not fit. A variadic parameter that repeats the one before it takes nothing more.
    /// </summary>
    internal bool TryPlace(IReadOnlyList<string?> names, out int[] places)
    {
        List<int> found = [];
        int used = 0;
        for (int i = 0; i < Parameters.Count; i++)
        {
            BuiltinParameter parameter = Parameters[i];
            if (parameter.Is(ParameterTraits.Variadic) && i > 0 && Parameters[i - 1].Name == parameter.Name) continue;
            int at = -1;
            for (int j = 0; j < names.Count && at < 0; j++)
            {
                if (names[j] == parameter.Name) at = j;
            }
            if (at >= 0) used++;
            found.Add(at);
        }
        int last = found.FindLastIndex(at => at >= 0);
        places = [.. found.Take(last + 1)];
        bool complete = !found.Where((at, i) => at < 0 && !Parameters[i].Is(ParameterTraits.Optional)).Any();
        return complete && used == names.Count;
    }

    internal bool Takes(int count) => count >= Required && (IsVariadic || count <= Parameters.Count);
}

/// <summary>A function of the standard's library (DMN 1.5, 10.3.4), with all ways to call it.</summary>
public sealed class BuiltinFunction : FeelFunction
{
    private static readonly Dictionary<string, BuiltinFunction> ByName = MakeTable();

    internal BuiltinFunction(string name, FeelText summary, params BuiltinSignature[] signatures)
        : base(signatures[0].Parameters.Select(parameter => new FeelParameter(parameter.Name, parameter.Type)).ToArray(), signatures[0].Result)
    {
        BuiltinName = name;
        Summary = summary;
        Signatures = signatures;
    }

    public string BuiltinName { get; }

    public override string Name => BuiltinName;

    /// <summary>What the function does, in one sentence.</summary>
    public FeelText Summary { get; }

    public IReadOnlyList<BuiltinSignature> Signatures { get; }

    /// <summary>The whole library.</summary>
    public static IReadOnlyCollection<BuiltinFunction> All => ByName.Values;

    public static bool TryFind(string name, out BuiltinFunction? function) => ByName.TryGetValue(name, out function);

    public override FeelValue Invoke(ReadOnlySpan<FeelValue> arguments, FeelEvaluation evaluation)
    {
        int count = arguments.Length;
        return Signatures.Any(signature => signature.Takes(count))
            ? BuiltinCall.Invoke(this, BuiltinCall.Choose(this, arguments), arguments, evaluation)
            : evaluation.Fail(BuiltinCall.WrongCount(this, count));
    }

    private static Dictionary<string, BuiltinFunction> MakeTable()
    {
        IEnumerable<BuiltinFunction>[] chapters =
        [
            ConversionFunctions.All(), StringFunctions.All(), ListFunctions.All(), StatisticsFunctions.All(), NumericFunctions.All(),
            TemporalFunctions.All(), RangeFunctions.All(), ContextFunctions.All(),
        ];
        return chapters.SelectMany(chapter => chapter).ToDictionary(function => function.BuiltinName, StringComparer.Ordinal);
    }
}
