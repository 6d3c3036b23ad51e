namespace AnSinh.Law;

/// <summary>A fault in a file of the law pack or in a case: where, and what was expected there, in both languages. Lines and columns count from 1.</summary>
public sealed record PackFault(string File, int Line, int Column, string Vi, string En)
{
    public string Text(bool vietnamese) => $"{File}:{Line}:{Column}: {(vietnamese ? Vi : En)}";
    public override string ToString() => Text(vietnamese: false);
}

/// <summary>Collects every fault of a load, so that all are reported at once.</summary>
public sealed class PackFaults
{
    private readonly List<PackFault> _faults = [];

    public IReadOnlyList<PackFault> All => _faults;
    public bool Any => _faults.Count > 0;

    public void Add(string file, int line, int column, string vi, string en) => _faults.Add(new PackFault(file, line, column, vi, en));

    public void Add(PackFault fault) => _faults.Add(fault);

    /// <exception cref="LawPackException">There is at least one fault.</exception>
    public void ThrowIfAny()
    {
        if (Any)
        {
            throw new LawPackException(_faults);
        }
    }
}

/// <summary>The law pack (or a case file) is faulty; nothing runs on half of it.</summary>
public sealed class LawPackException(IReadOnlyList<PackFault> faults) : Exception(string.Join(Environment.NewLine, faults))
{
    public IReadOnlyList<PackFault> Faults { get; } = faults;
}
