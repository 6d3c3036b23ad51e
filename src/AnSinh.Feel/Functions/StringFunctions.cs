namespace AnSinh.Feel;

internal static class StringFunctions
{
    public static IEnumerable<BuiltinFunction> All() => [];
}
