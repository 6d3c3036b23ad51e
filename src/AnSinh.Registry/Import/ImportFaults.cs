namespace AnSinh.Registry;

/// <summary>Collects faults and notes of an import. All are counted, the first <see cref="MaxListed"/> are kept.</summary>
internal sealed class ImportFaults
{
    public const int MaxListed = 10_000;

    private readonly List<ImportFault> _faults = [];
    private readonly List<ImportNote> _notes = [];
    private readonly HashSet<(string, string)> _noted = [];

    private int _foremost;

    public long Count { get; private set; }
    public IReadOnlyList<ImportFault> Listed => _faults;
    public IReadOnlyList<ImportNote> Notes => _notes;

    public void Add(ImportFault fault)
    {
        Count++;
        if (_faults.Count < MaxListed)
        {
            _faults.Add(fault);
        }
    }

    public void File(string file, long line, string vietnamese, string english) => Add(new ImportFault(file, line, 0, "", "", vietnamese, english));

    /// <summary>A fault that ends the reading of a file: it is listed before those of single rows, which may be many.</summary>
    public void Foremost(string file, long line, string vietnamese, string english)
    {
        Count++;
        _faults.Insert(_foremost++, new ImportFault(file, line, 0, "", "", vietnamese, english));
    }

    /// <summary>A note is kept once, with the line where it was first needed.</summary>
    public void Note(string file, long line, string vietnamese, string english)
    {
        if (_notes.Count < MaxListed && _noted.Add((file, english)))
        {
            _notes.Add(new ImportNote(file, line, vietnamese, english));
        }
    }
}
