namespace AnSinh.Dmn.Compatibility;

/// <summary>One case that did not come out as expected.</summary>
/// <param name="File">The test file.</param>
/// <param name="Case">The id of the case.</param>
/// <param name="Node">The result node.</param>
/// <param name="Expected">The expected value as FEEL.</param>
/// <param name="Actual">The value that came out, as FEEL, or the fault that stopped the case.</param>
/// <param name="Message">What the engine said while evaluating.</param>
public sealed record KitFailure(string File, string Case, string Node, string Expected, string Actual, string Message);

/// <summary>
/// What one folder of tests gave. A case passes when all its result nodes do. The non-null counts are those of the cases that expect at least one value
/// other than null.
/// </summary>
public sealed record KitFolder(string Name, int Passed, int Failed, int NonNullPassed, int NonNullFailed, IReadOnlyList<KitFailure> Failures)
{
    /// <summary>Share of passed cases, 0 to 1.</summary>
    public decimal Rate => Passed + Failed == 0 ? 0 : (decimal)Passed / (Passed + Failed);
}

/// <summary>What a whole tree of folders gave.</summary>
public sealed record KitReport(IReadOnlyList<KitFolder> Folders)
{
    public int Passed => Folders.Sum(f => f.Passed);
    public int Failed => Folders.Sum(f => f.Failed);
    public int NonNullPassed => Folders.Sum(f => f.NonNullPassed);
    public int NonNullFailed => Folders.Sum(f => f.NonNullFailed);

    /// <summary>Mean of the rates of the folders, 0 to 1, each folder weighing the same.</summary>
    public decimal MeanOfFolders => Folders.Count == 0 ? 0 : Folders.Average(f => f.Rate);

    /// <summary>Rate over the cases that expect a value, 0 to 1.</summary>
    public decimal NonNullRate => NonNullPassed + NonNullFailed == 0 ? 0 : (decimal)NonNullPassed / (NonNullPassed + NonNullFailed);
}
