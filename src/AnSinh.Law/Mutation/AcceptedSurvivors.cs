namespace AnSinh.Law;

/// <summary>Mutants that may survive, each with the reason: one a line, <c>mutant  # reason</c>.</summary>
public static class AcceptedSurvivors
{
    public static IReadOnlyDictionary<string, string> Load(string path) => File.Exists(path)
        ? File.ReadLines(path)
            .Select(line => line.Split("  # ", 2))
            .Where(parts => parts.Length == 2)
            .ToDictionary(parts => parts[0].Trim(), parts => parts[1].Trim(), StringComparer.Ordinal)
        : new Dictionary<string, string>();
}
