namespace AnSinh.Law;

/// <summary>The law with one thing changed: which file, where, what, and the changed text of the file.</summary>
public sealed record Mutant(string File, string Place, string Change, string Text)
{
    /// <summary>Stable name, for the list of accepted survivors.</summary>
    public string Id => $"{File} {Place}: {Change}";
}
