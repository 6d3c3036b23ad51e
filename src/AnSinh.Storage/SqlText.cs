namespace AnSinh.Storage;

/// <summary>Pieces of SQL that both dialects read alike.</summary>
public static class SqlText
{
    /// <summary>A list of codes for "in": <c>('a', 'b')</c>. An empty list finds nothing.</summary>
    public static string OneOf(IEnumerable<string> codes)
    {
        var quoted = string.Join(", ", codes.Select(code => $"'{code.Replace("'", "''", StringComparison.Ordinal)}'"));
        return quoted.Length == 0 ? "(null)" : $"({quoted})";
    }
}
