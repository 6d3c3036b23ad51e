namespace AnSinh.Feel;

internal static class ContextFunctions
{
    public static IEnumerable<BuiltinFunction> All() => [];
}
