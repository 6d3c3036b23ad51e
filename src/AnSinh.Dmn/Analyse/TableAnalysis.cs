using AnSinh.Feel;

namespace AnSinh.Dmn;

/// <summary>An answer of the analysis. <see cref="Yes"/> and <see cref="No"/> are proven; everything else is <see cref="NotDecided"/>.</summary>
public enum Verdict
{
    NotDecided,
    Yes,
    No,
}

/// <summary>What is true of a decision table over the whole domain of its inputs, found without running cases.</summary>
/// <param name="Table">The table.</param>
/// <param name="Complete">Is there a rule for every input?</param>
/// <param name="Exclusive">Does at most one rule hold for every input?</param>
/// <param name="Gaps">Inputs for which no rule holds, a witness each.</param>
/// <param name="Overlaps">Pairs of rules that hold together, a witness each.</param>
/// <param name="NeverHit">Numbers of rules that can never count: no input meets them, or in a FIRST table an earlier rule always does.</param>
/// <param name="Subsumed">Rules that hold only where another one does.</param>
/// <param name="Regions">How many regions of the input space were looked at.</param>
/// <param name="Notes">Why something is not decided.</param>
public sealed record TableAnalysis(
    CompiledTable Table, Verdict Complete, Verdict Exclusive, IReadOnlyList<Gap> Gaps, IReadOnlyList<Overlap> Overlaps,
    IReadOnlyList<int> NeverHit, IReadOnlyList<Subsumption> Subsumed, int Regions, IReadOnlyList<AnalysisNote> Notes);

/// <summary>A concrete input: one value for each column that matters; a column that may hold anything is left out.</summary>
public sealed record Witness(IReadOnlyList<(CompiledColumn Column, FeelValue Value)> Values)
{
    public override string ToString() => Values.Count == 0 ? "(any input)" : string.Join(", ", Values.Select(v => $"{v.Column.Label} = {v.Value}"));
}

/// <summary>An input for which no rule holds.</summary>
/// <param name="Witness">The input.</param>
/// <param name="Certain">False when columns may depend on each other, so that the values may never occur together.</param>
public sealed record Gap(Witness Witness, bool Certain);

/// <summary>Two rules (numbers from 1) that hold for one input.</summary>
/// <param name="First">The earlier rule.</param>
/// <param name="Second">The later rule.</param>
/// <param name="Witness">The input.</param>
/// <param name="Certain">False when columns may depend on each other, so that the values may never occur together.</param>
public sealed record Overlap(int First, int Second, Witness Witness, bool Certain);

/// <summary>Rule <paramref name="Rule"/> holds only where rule <paramref name="By"/> does (numbers from 1).</summary>
public sealed record Subsumption(int Rule, int By);

/// <summary>A reason for not deciding, in Vietnamese and English.</summary>
public sealed record AnalysisNote(string Vi, string En);
