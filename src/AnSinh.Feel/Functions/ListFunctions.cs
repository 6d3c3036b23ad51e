namespace AnSinh.Feel;

internal static class ListFunctions
{
    public static IEnumerable<BuiltinFunction> All() => [];
}
