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

    /// <summary>Rows of a person's (or award's) bucket and id for "with x (bucket, id) as (values ...)": <c>(7, 'a'), (8, 'b')</c>. There must be one.</summary>
    public static string Keys(IEnumerable<(long Bucket, string Id)> keys) =>
        string.Join(", ", keys.Select(key => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"({key.Bucket}, '{key.Id.Replace("'", "''", StringComparison.Ordinal)}')")));
}
