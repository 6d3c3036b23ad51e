namespace AnSinh.Feel;

internal static class NumericFunctions
{
    public static IEnumerable<BuiltinFunction> All() => [];
}
