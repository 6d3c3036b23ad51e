namespace AnSinh.Registry;

/// <summary>
/// A fault in an imported file: where it stands and what was expected there. Lines and columns count from 1. The column is that of the field, 0 for the whole
/// row, and where no field can be told (an unreadable byte) the byte's place in the line.
/// </summary>
/// <param name="Found">What stood there; numbers of people and accounts are masked.</param>
public sealed record ImportFault(string File, long Line, int Column, string ColumnName, string Found, string Vietnamese, string English)
{
    public string Text(bool vietnamese)
    {
        var place = Column == 0 ? $"{File}:{Line}" : $"{File}:{Line}:{Column}";
        var column = ColumnName.Length == 0 ? "" : $" [{ColumnName}]";
        var found = Found.Length == 0 ? "" : $" «{Found}»";
        return $"{place}{column}{found}: {(vietnamese ? Vietnamese : English)}";
    }

    public override string ToString() => Text(vietnamese: false);
}

/// <summary>Something that was accepted but should be looked at.</summary>
public sealed record ImportNote(string File, long Line, string Vietnamese, string English);

/// <summary>What became of the rows of one file.</summary>
public sealed record ImportedFile(string Name, long Rows, long New, long Changed, long Unchanged);

/// <summary>The outcome of an import. With any fault nothing was taken.</summary>
public sealed record ImportResult(
    IReadOnlyList<ImportedFile> Files,
    IReadOnlyList<ImportFault> Faults,
    long FaultCount,
    IReadOnlyList<ImportNote> Notes,
    IReadOnlyList<string> RejectFiles,
    Storage.KnowledgeNumber? Number)
{
    public bool Accepted => FaultCount == 0;
}
