namespace AnSinh.Feel;

internal static class TemporalFunctions
{
    public static IEnumerable<BuiltinFunction> All() => [];
}
