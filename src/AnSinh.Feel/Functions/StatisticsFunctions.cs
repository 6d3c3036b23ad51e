namespace AnSinh.Feel;

internal static class StatisticsFunctions
{
    public static IEnumerable<BuiltinFunction> All() => [];
}
