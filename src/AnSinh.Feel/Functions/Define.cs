namespace AnSinh.Feel;

/// <summary>The words in which the chapters of the library are written.</summary>
internal static class Define
{
    public static readonly FeelType Any = FeelType.Any;
    public static readonly FeelType Number = FeelType.Number;
    public static readonly FeelType Text = FeelType.String;
    public static readonly FeelType Truth = FeelType.Boolean;
    public static readonly FeelType List = FeelType.ListOf(FeelType.Any);
    public static readonly FeelType Numbers = FeelType.ListOf(FeelType.Number);
    public static readonly FeelType Strings = FeelType.ListOf(FeelType.String);

    public static BuiltinFunction Function(string name, string vi, string en, params BuiltinSignature[] signatures) => new(name, new(vi, en), signatures);

    public static BuiltinSignature Way(FeelType result, BuiltinBody body, params BuiltinParameter[] parameters) => new(result, parameters, body);

    /// <summary>A signature whose body deals with unknown items itself.</summary>
    public static BuiltinSignature KnowingWay(FeelType result, BuiltinBody body, params BuiltinParameter[] parameters) =>
        new(result, parameters, body, takesUnknown: true);

    /// <summary>A signature whose result depends on the clock or on a function given.</summary>
    public static BuiltinSignature ImpureWay(FeelType result, BuiltinBody body, params BuiltinParameter[] parameters) =>
        new(result, parameters, body, pure: false);

    public static BuiltinParameter One(string name, FeelType type) => new(name, type);
    public static BuiltinParameter Maybe(string name, FeelType type) => new(name, type, ParameterTraits.Optional);
    public static BuiltinParameter OrNull(string name, FeelType type) => new(name, type, ParameterTraits.Nullable);
    public static BuiltinParameter MaybeNull(string name, FeelType type) => new(name, type, ParameterTraits.Optional | ParameterTraits.Nullable);
    public static BuiltinParameter Many(string name, FeelType type) => new(name, type, ParameterTraits.Variadic | ParameterTraits.Nullable);

    /// <summary>The integer that a number gives when its fraction is cut off; false beyond 32 bits.</summary>
    public static bool TryWhole(in FeelValue value, out int whole)
    {
        whole = 0;
        return FeelNumber.TryRound(value.AsNumber, 0, FeelRounding.Down, out FeelNumber cut) && cut.TryToInt32(out whole);
    }

    public static FeelValue Wrong(FeelEvaluation e, string vi, string en) => e.Fail(new(vi, en));
}
