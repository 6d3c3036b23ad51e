namespace AnSinh.Feel;

internal static class RangeFunctions
{
    public static IEnumerable<BuiltinFunction> All() => [];
}
