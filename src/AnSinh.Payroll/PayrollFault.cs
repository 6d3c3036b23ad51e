namespace AnSinh.Payroll;

/// <summary>
/// Something the month refuses, said in Vietnamese and English, with the place where it stands (a file with line and column, a run, a line's
/// id) where there is one.
/// </summary>
public sealed record PayrollFault(string Vi, string En, string? Where = null, int Line = 0, int Column = 0)
{
    public override string ToString() => Line > 0 ? $"{Where}({Line},{Column}): {En}" : Where is null ? En : $"{Where}: {En}";
}

/// <summary>A step was refused. Nothing was written; every fault found is listed.</summary>
public sealed class PayrollRefusedException(IReadOnlyList<PayrollFault> faults)
    : Exception(string.Join(Environment.NewLine, faults))
{
    public PayrollRefusedException(string vi, string en, string? where = null)
        : this([new PayrollFault(vi, en, where)])
    {
    }

    public IReadOnlyList<PayrollFault> Faults { get; } = faults;
}
