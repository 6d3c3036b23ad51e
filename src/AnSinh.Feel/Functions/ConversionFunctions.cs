namespace AnSinh.Feel;

internal static class ConversionFunctions
{
    public static IEnumerable<BuiltinFunction> All() => [];
}
